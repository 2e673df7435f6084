"""Measure, print and write down. Exits with 1 when a figure misses its bar."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import astuple
from functools import partial
from pathlib import Path
from statistics import median

import uvloop

from bot.logs import set_up
from tests.bench.figures import Figure, report
from tests.bench.load import Result, run
from tests.bench.opening import opening
from tests.bench.pacing import sending
from tests.bench.planning import idle, old_rows, throughput
from tests.bench.programs import Running, bare, bot, command, draft, prepare

WARM, ROUND, FEW = 500, 1000, 2000
"""Requests: to warm up, in a round at 16 connections, and at one connection."""

ROUNDS = 7
STARTS = 3
CONNECTIONS = 16

Make = Callable[[int], dict[str, str]]


async def _in_turn(programs: Sequence[Running], make: Make) -> list[list[Result]]:
    """A round of one, a round of the other, and so on: machines drift, and so both drift alike."""
    for program in programs:
        await run(program.port, make, WARM, CONNECTIONS)
    found: list[list[Result]] = [[] for _ in programs]
    for n in range(ROUNDS):
        for program, results in zip(programs, found, strict=True):
            first = WARM + n * ROUND
            results.append(await run(program.port, lambda m, first=first: make(first + m), ROUND, CONNECTIONS))  # type: ignore[misc]  # bound now
    return found


def _middle(results: Sequence[Result]) -> Result:
    """The median of the rounds, figure by figure."""
    return Result(*(median(column) for column in zip(*(astuple(each) for each in results), strict=True)))


async def _starts(folder: Path) -> float:
    """Seconds, the best of three: the machine can only add to what the program takes."""
    found = []
    for _ in range(STARTS):
        async with bot(folder) as program:
            found.append(program.ready)
    return min(found)


async def measure(folder: Path) -> list[Figure]:
    loop = await prepare(folder)
    ready = await _starts(folder)
    beyond = WARM + ROUNDS * ROUND
    async with bare() as echo, bot(folder) as program:
        plain, ours = await _in_turn((echo, program), partial(command, "help"))
        bare_one = await run(echo.port, lambda n: command("help", beyond + n), FEW, 1)
        one = await run(program.port, lambda n: command("help", beyond + n), FEW, 1)
        await run(program.port, lambda n: draft(loop, n), WARM, CONNECTIONS)
        writes = await run(program.port, lambda n: draft(loop, WARM + n), FEW, CONNECTIONS)
    base, many = _middle(plain), _middle(ours)
    share = median(mine.rate / theirs.rate for mine, theirs in zip(ours, plain, strict=True))
    return [
        Figure("bare Bolt: rate at 16 connections", base.rate, "answers/s"),
        Figure("bare Bolt: p50 at one connection", bare_one.p50, "ms"),
        Figure("bare Bolt: p99 at one connection", bare_one.p99, "ms"),
        Figure("command: rate at 16 connections", many.rate, "answers/s"),
        Figure("command: rate, of bare Bolt's", 100 * share, "%", 80, "higher"),
        Figure("command: p50 at 16 connections", many.p50, "ms"),
        Figure("command: p99 at 16 connections", many.p99, "ms"),
        Figure("command: p50 at one connection", one.p50, "ms", 1),
        Figure("command: p99 at one connection", one.p99, "ms"),
        Figure("durable keystroke: rate at 16 connections", writes.rate, "answers/s"),
        Figure("durable keystroke: rate, of bare Bolt's", 100 * writes.rate / base.rate, "%", 12, "higher"),
        Figure("durable keystroke: p50 at 16 connections", writes.p50, "ms"),
        Figure("durable keystroke: p99 at 16 connections", writes.p99, "ms", 35),
        Figure("start-up, process to first answer, best of three", ready, "s", 1),
        Figure("memory after start", program.memory, "MB", 120),
    ]


async def everything(folder: Path) -> list[Figure]:
    """One after another: two at once would measure each other."""
    answers = await measure(folder)
    return [
        *answers,
        *await opening(folder),
        *await idle(folder / "idle"),
        *await throughput(folder),
        *await old_rows(folder),
        *await sending(folder),
    ]


def main() -> int:
    set_up("WARNING", "console")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "idle").mkdir()
        return report(uvloop.run(everything(folder))) and 1


if __name__ == "__main__":
    sys.exit(main())
