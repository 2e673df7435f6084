"""Ending in good order, and within a bound: whatever hangs (a database that says nothing, a socket) is left behind."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from types import FrameType

import structlog

log = structlog.get_logger()

SIGNALS = (signal.SIGINT, signal.SIGTERM)

STOP_SECONDS = 8.0
"""For all steps together, of which three wait for what is under way."""

LEAST_SECONDS = 0.1
"""For each step when the time is used up: what needs no answer from anybody is still done."""

LAST_SECONDS = 9.5
"""After the signal, whatever still holds the process: before Docker kills it, which it does after ten."""

Step = Callable[[], Awaitable[None]]


class Undoing:
    """What was brought up, to be taken down in the opposite order."""

    def __init__(self, within: float = STOP_SECONDS) -> None:
        self._within = within
        self._steps: list[tuple[str, Step]] = []

    def add(self, name: str, step: Step) -> None:
        self._steps.append((name, step))

    async def all(self) -> None:
        """Take everything down; doing it twice is harmless. A step that takes too long is cancelled and left behind."""
        now = asyncio.get_running_loop().time
        ends = now() + self._within
        while self._steps:
            name, step = self._steps.pop()
            task = asyncio.ensure_future(step())
            await asyncio.wait({task}, timeout=max(ends - now(), LEAST_SECONDS))
            if task.done():
                task.result()
                continue
            # Not waited for: what hangs may hang in its own tidying up as well.
            task.cancel()
            log.warning("left behind at shutdown", step=name)


def on_signal() -> asyncio.Event:
    """An event that SIGTERM and Ctrl-C set. A second one of either ends the program at once, and so does time."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def first() -> None:
        stop.set()
        for number in SIGNALS:
            loop.remove_signal_handler(number)
            signal.signal(number, _at_once if os.getpid() == 1 else signal.SIG_DFL)
        last = threading.Timer(LAST_SECONDS, _too_late)
        last.daemon = True
        last.start()

    for number in SIGNALS:
        loop.add_signal_handler(number, first)
    return stop


def _at_once(number: int, _frame: FrameType | None) -> None:
    """For the first process of a container, which the system does not end by a signal that it does not handle."""
    os._exit(128 + number)


def _too_late() -> None:
    """Leases run out by themselves, and what was being sent is looked for before it is sent again."""
    log.error("ended although something still hangs")
    os._exit(1)
