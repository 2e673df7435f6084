"""Fixtures for every test: databases of both kinds, a clock that stands still, and a counter of queries."""

import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from models.database import Database
from tests.fakes.clock import FrozenClock
from tests.fakes.nursery import Brood, Nursery, running_nursery
from tests.fakes.postgresql import PostgresServer, run_apart, running_server
from tests.fakes.reused import Reused
from tests.fakes.sqlite import SqliteFiles
from tests.fakes.statements import Statements, counting
from tests.fakes.thorough import KINDS

if TYPE_CHECKING:
    from tests.fakes.sample_company import SampleCompany

gc.disable()  # until all tests are loaded, which makes next to no garbage
settings.register_profile("ours", deadline=None)  # how long an example takes is a matter for the benchmarks
settings.load_profile("ours")

CountQueries = Callable[[Database], AbstractContextManager[Statements]]
Databases = SqliteFiles | PostgresServer
"""`async with databases.copy() as url:` is one without rows."""
Fresh = Callable[[str], AbstractAsyncContextManager[Database]]
"""`async with fresh(kind) as database:` is one without rows, open."""


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in this very hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker takes the tests of a file on one kind of database: what they begin with is told once for them all."""
    for item in items:
        told = isinstance(item, pytest.Function) and "company" in item.fixturenames
        if told and item.get_closest_marker("xdist_group") is None:
            kind = item.callspec.params.get("kind", "") if hasattr(item, "callspec") else ""
            item.add_marker(pytest.mark.xdist_group(f"{item.path.parent.name}/{item.path.stem} {kind}"))


def pytest_collection_finish() -> None:
    """What is loaded by now stays for good, as it does in the program: no search for garbage there, few elsewhere."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000)


@pytest.fixture(scope="session")
def postgresql(reused: Reused) -> Iterator[PostgresServer]:
    """The server, started by the first test that asks for it."""
    with running_server() as server:
        reused.at_end(server.close)
        yield server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at the newest revision, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"

    async def migrate() -> None:
        database = Database(f"sqlite:///{path}")
        await database.migrate()
        await database.close()

    run_apart(migrate())
    return path


@pytest.fixture(scope="session")
def sqlite_files(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteFiles]:
    files = SqliteFiles(migrated_file, tmp_path_factory.mktemp("files"))
    yield files
    files.close()


@pytest.fixture(scope="session")
async def reused() -> AsyncIterator[Reused]:
    """Databases that were open before: what they have compiled need not be compiled again."""
    kept = Reused()
    yield kept
    await kept.close()


@pytest.fixture(scope="session")
def sample_company(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> "SampleCompany":
    """What the demo tells, for tests of the xdist_group "sample company"."""
    from tests.fakes.sample_company import tell  # noqa: PLC0415  # most workers do without the demo

    return tell(migrated_file, tmp_path_factory.mktemp("sample"))


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Everything that touches the database runs on both kinds."""
    return str(request.param)


@pytest.fixture
def databases(kind: str, request: pytest.FixtureRequest) -> Databases:
    """Where one database after another comes from, once on each kind."""
    found: Databases = request.getfixturevalue({"sqlite": "sqlite_files", "postgresql": "postgresql"}[kind])
    return found


@pytest.fixture
async def database_url(databases: Databases) -> AsyncIterator[str]:
    """The address of a database without rows, at the newest revision."""
    async with databases.copy() as url:
        yield url


@pytest.fixture
async def empty_url(kind: str, reused: Reused, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database without any table.

    The server asks for `reused`, which cannot begin within another fixture that is on its way.
    """
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgresql")
    async with server.copy(empty=True) as url:
        yield url


@pytest.fixture
def remembering(request: pytest.FixtureRequest) -> bool:
    """A test that patches the program plays every step itself."""
    return "monkeypatch" not in request.fixturenames


@pytest.fixture
async def database(database_url: str, reused: Reused, remembering: bool) -> AsyncIterator[Database]:
    """A database without rows at the newest revision, once on each kind."""
    async with reused.opened(database_url, remembering=remembering) as database:
        yield database


@pytest.fixture
def fresh(sqlite_files: SqliteFiles, postgresql: PostgresServer, reused: Reused) -> Fresh:
    """For a test whose examples come on either kind: each begins without rows."""

    @asynccontextmanager
    async def opened(kind: str) -> AsyncIterator[Database]:
        databases: Databases = sqlite_files if kind == "sqlite" else postgresql
        async with databases.copy() as url, reused.opened(url) as database:
            yield database

    return opened


@pytest.fixture
async def sqlite_database(sqlite_files: SqliteFiles, reused: Reused, remembering: bool) -> AsyncIterator[Database]:
    """The same on SQLite alone."""
    async with sqlite_files.copy() as url, reused.opened(url, remembering=remembering) as database:
        yield database


@pytest.fixture
async def empty_database(empty_url: str) -> AsyncIterator[Database]:
    """A database without any table, once on each kind."""
    opened = Database(empty_url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
async def nursery() -> AsyncIterator[Nursery]:
    """Where programs start quickly."""
    async with running_nursery() as nursery:
        yield nursery


@pytest.fixture
async def brood(nursery: Nursery, tmp_path: Path) -> AsyncIterator[Brood]:
    """Real processes of this test; none outlives it."""
    made = Brood(nursery, tmp_path)
    yield made
    await made.end()


@pytest.fixture
def clock() -> FrozenClock:
    """Monday, 1 March 2027, 08:55 UTC, until the test moves it."""
    return FrozenClock()


@pytest.fixture
def count_queries() -> CountQueries:
    """`with count_queries(database) as queries:` records the statements; `len(queries)` counts them."""
    return counting
