"""What SQLite's shared commits have answered outlives the program."""

import asyncio
import sys
from pathlib import Path

from models.database import Database
from tests.models.notes import stored

WRITER = """
import asyncio, sys
from sqlalchemy import text
from bot.logs import set_up
from models.database import Database

async def main():
    set_up()  # to standard error
    database = Database(sys.argv[1])
    async def write(start):
        for number in range(start, 100_000, 8):
            add = text(f"INSERT INTO note VALUES ({number}, '')")
            await database.perform(lambda session: session.connection().execute(add) and None)
            print(number, flush=True)
    await asyncio.gather(*(write(start) for start in range(1, 9)))

asyncio.run(main())
"""


async def test_what_was_answered_is_there_though_the_program_was_killed(notes: Database, path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, f"sqlite:///{path}", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    answered = [int(await process.stdout.readline()) for _ in range(100)]
    process.kill()
    answered += [int(line) async for line in process.stdout if line.endswith(b"\n")]
    await process.wait()
    assert set(answered) <= set(stored(path))
