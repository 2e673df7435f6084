"""Whatever hangs, ending is bounded, and all that can be taken down in order is."""

import asyncio
import os
import signal
import time

import pytest

from bot import app, listening, sockets, stopping
from bot.stopping import LAST_SECONDS, LEAST_SECONDS, STOP_SECONDS, Step, Undoing

DOCKER = 10
"""Seconds, before it kills."""


async def test_everything_is_taken_down_in_the_opposite_order_once() -> None:
    done: list[str] = []
    undoing = Undoing()
    for name in ("database", "jobs", "door"):
        undoing.add(name, noting(done, name))
    await undoing.all()
    await undoing.all()
    assert done == ["door", "jobs", "database"]


async def test_a_step_that_hangs_even_in_its_tidying_up_is_left_behind_and_the_others_are_done() -> None:
    done: list[str] = []
    silent = asyncio.Event()

    async def hang() -> None:
        try:
            await silent.wait()
        except asyncio.CancelledError:
            await silent.wait()
            raise

    undoing = Undoing(within=0.02)
    undoing.add("database", hang)
    undoing.add("clients", noting(done, "clients"))
    undoing.add("jobs", hang)
    undoing.add("door", noting(done, "door"))
    started = time.monotonic()
    await undoing.all()
    assert done == ["door", "clients"]
    assert time.monotonic() - started < 10 * LEAST_SECONDS
    silent.set()


async def test_what_goes_wrong_on_the_way_is_heard_of() -> None:
    async def fail() -> None:
        raise OSError("disk")

    undoing = Undoing()
    undoing.add("database", fail)
    with pytest.raises(OSError, match="disk"):
        await undoing.all()


async def test_what_still_hangs_after_all_that_is_ended_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[int] = []
    monkeypatch.setattr(stopping, "LAST_SECONDS", 0.01)
    monkeypatch.setattr(os, "_exit", codes.append)
    before = {number: signal.getsignal(number) for number in stopping.SIGNALS}
    try:
        asked = stopping.on_signal()
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(2):
            await asked.wait()
            while not codes:
                await asyncio.sleep(0.005)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert codes == [1]


def test_all_bounds_together_end_it_before_docker_does() -> None:
    drained = app.DRAIN_SECONDS * 2 + max(listening.DRAIN_SECONDS, sockets.GOODBYE_SECONDS)
    assert drained < STOP_SECONDS
    assert STOP_SECONDS + 10 * LEAST_SECONDS < LAST_SECONDS < DOCKER


def noting(done: list[str], name: str) -> Step:
    async def step() -> None:
        done.append(name)

    return step
