"""Measure, print and write down. Exits with 1 when a figure misses its bar."""

import sys
import tempfile
from pathlib import Path

import uvloop

from tests.bench.figures import Figure, report
from tests.bench.load import Result, run
from tests.bench.opening import opening
from tests.bench.pacing import sending
from tests.bench.planning import idle, old_rows, throughput
from tests.bench.programs import Running, bare, bot, command, draft, prepare

WARM, MANY, FEW = 500, 6000, 2000
"""Requests: to warm up, at 16 connections, and at one."""

CONNECTIONS = 16


async def _answers(program: Running) -> tuple[Result, Result]:
    """A command without the database: at 16 connections, and at one."""
    await run(program.port, lambda n: command("help", n), WARM, CONNECTIONS)
    many = await run(program.port, lambda n: command("help", WARM + n), MANY, CONNECTIONS)
    return many, await run(program.port, lambda n: command("help", WARM + MANY + n), FEW, 1)


async def measure(folder: Path) -> list[Figure]:
    loop = await prepare(folder)
    async with bare() as echo:
        bare_many, bare_one = await _answers(echo)
    async with bot(folder) as program:
        many, one = await _answers(program)
        await run(program.port, lambda n: draft(loop, n), WARM, CONNECTIONS)
        writes = await run(program.port, lambda n: draft(loop, WARM + n), FEW, CONNECTIONS)
    async with bare() as echo:
        again, _ = await _answers(echo)
    base = (bare_many.rate + again.rate) / 2  # before and after: machines drift
    return [
        Figure("bare Bolt: rate at 16 connections", base, "answers/s"),
        Figure("bare Bolt: p50 at one connection", bare_one.p50, "ms"),
        Figure("bare Bolt: p99 at one connection", bare_one.p99, "ms"),
        Figure("command: rate at 16 connections", many.rate, "answers/s"),
        Figure("command: rate, of bare Bolt's", 100 * many.rate / base, "%", 80, "higher"),
        Figure("command: p50 at 16 connections", many.p50, "ms"),
        Figure("command: p99 at 16 connections", many.p99, "ms"),
        Figure("command: p50 at one connection", one.p50, "ms", 1),
        Figure("command: p99 at one connection", one.p99, "ms"),
        Figure("durable keystroke: rate at 16 connections", writes.rate, "answers/s"),
        Figure("durable keystroke: rate, of bare Bolt's", 100 * writes.rate / base, "%", 12, "higher"),
        Figure("durable keystroke: p50 at 16 connections", writes.p50, "ms"),
        Figure("durable keystroke: p99 at 16 connections", writes.p99, "ms", 35),
        Figure("start-up, process to first answer", program.ready, "s", 1),
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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "idle").mkdir()
        return report(uvloop.run(everything(folder))) and 1


if __name__ == "__main__":
    sys.exit(main())
