import pytest

from models.database import Database
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company


@pytest.fixture
async def company(sqlite_database: Database, clock: FrozenClock) -> Company:
    """On SQLite alone: the services are tested on both."""
    return await Company.make(sqlite_database, clock)
