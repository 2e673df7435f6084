"""Measure, print and write down. Exits with 1 when a figure misses its bar."""

import sys
import tempfile
from pathlib import Path

import uvloop

from tests.bench.figures import Figure, report
from tests.bench.load import Result, run
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
        Figure("bare Bolt, 16 connections", base, "answers/s"),
        Figure("bare Bolt, one connection, p50", bare_one.p50, "ms"),
        Figure("bare Bolt, one connection, p99", bare_one.p99, "ms"),
        Figure("command without the database, 16 connections", many.rate, "answers/s"),
        Figure("  of bare Bolt's rate", 100 * many.rate / base, "%", 80, "higher"),
        Figure("  p50 at 16 connections", many.p50, "ms"),
        Figure("  p99 at 16 connections", many.p99, "ms"),
        Figure("  p50 at one connection", one.p50, "ms", 1),
        Figure("  p99 at one connection", one.p99, "ms"),
        Figure("command with a durable write, 16 connections", writes.rate, "answers/s"),
        Figure("  of bare Bolt's rate", 100 * writes.rate / base, "%", 12, "higher"),
        Figure("  p50 at 16 connections", writes.p50, "ms"),
        Figure("  p99 at 16 connections", writes.p99, "ms", 35),
        Figure("start-up, process to first answer", program.ready, "s", 1),
        Figure("memory after start", program.memory, "MiB", 120),
    ]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        return report(uvloop.run(measure(Path(folder)))) and 1


if __name__ == "__main__":
    sys.exit(main())
