from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from models.database import Database
from tests.fakes import journey
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company
from tests.fakes.kits import rate_ten
from tests.handlers.edge import Edge
from tests.handlers.payloads import Json


@pytest.fixture
async def company(sqlite_database: Database, clock: FrozenClock) -> Company:
    """On SQLite alone: the services are tested on both."""
    return await Company.make(sqlite_database, clock)


@pytest.fixture
def edge(company: Company) -> Edge:
    return Edge(company)


@pytest.fixture
async def loop(company: Company) -> int:
    """Noor Haddad, at the screen of Rita's and Max's role."""
    return await company.add_candidate()


@pytest.fixture
async def held(edge: Edge, loop: int) -> int:
    """Ines owes a scorecard of ten competencies."""
    await journey.hold(edge.company, loop, "UINES")
    await rate_ten(edge.company, loop, "UINES")
    return loop


class Answers:
    """A response_url, and what was posted to it."""

    def __init__(self) -> None:
        self.url = ""
        self.posted: list[Json] = []


@pytest.fixture
async def answers() -> AsyncIterator[Answers]:
    kept = Answers()

    async def keep(request: web.Request) -> web.Response:
        kept.posted.append(await request.json())
        return web.Response(text="ok")

    application = web.Application()
    application.router.add_post("/respond", keep)
    async with TestServer(application) as server:
        kept.url = str(server.make_url("/respond"))
        yield kept
