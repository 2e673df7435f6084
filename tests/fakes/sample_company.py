"""The company of the demo, told into a file. Telling takes seconds: the tests of it share one worker and one file."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.demo.program import PLAYBOOKS
from bot.demo.seed import Cast, seed
from models.database import Database
from playbooks.loader import load_folder
from tests.fakes.postgresql import run_apart


@dataclass(frozen=True, slots=True)
class SampleCompany:
    """To be read; whoever writes to it copies the file first."""

    path: Path
    cast: Cast


def tell(empty: Path, folder: Path) -> SampleCompany:
    """`empty`: a migrated file, which is copied into the folder."""
    path = folder / "demo.db"
    shutil.copy(empty, path)
    found: list[Cast] = []

    async def main() -> None:
        database, loaded = Database(f"sqlite:///{path}"), load_folder(PLAYBOOKS)
        found.append(await database.perform(lambda session: seed(session, loaded)))
        await database.close()

    run_apart(main())
    return SampleCompany(path, found[0])
