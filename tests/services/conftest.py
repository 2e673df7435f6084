"""What every test of a service begins with."""

import pytest

from models.database import Database
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company


@pytest.fixture
async def company(database: Database, clock: FrozenClock) -> Company:
    """A company at 08:55 on a Monday, with nobody hired yet."""
    return await Company.make(database, clock)
