import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from models.database import Database
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company


@pytest.fixture
async def company(migrated_file: Path, tmp_path: Path, clock: FrozenClock) -> AsyncIterator[Company]:
    """On SQLite alone: the services are tested on both."""
    path = tmp_path / "bot.db"
    shutil.copy(migrated_file, path)
    database = Database(f"sqlite:///{path}")
    yield await Company.make(database, clock)
    await database.close()
