"""What a load balancer and Prometheus are told, over HTTP as they ask."""

import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from prometheus_client.parser import text_string_to_metric_families
from slack_sdk.errors import SlackApiError
from sqlalchemy import text

from bot import watch as watching
from bot.meter import Meter
from bot.sockets import deaf
from bot.watch import Watch
from models.database import Database
from models.migrate import newest
from models.tables import Outbox
from services.figures import Figures
from tests.fakes import journey
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company

ROOT = Path(__file__).parents[2]

Ask = Callable[[str], Awaitable[tuple[int, str]]]


class AskedSlack:
    """`auth.test` and nothing else."""

    def __init__(self) -> None:
        self.times = 0
        self.wrong: Exception | None = None

    async def auth_test(self) -> object:
        self.times += 1
        if self.wrong is not None:
            raise self.wrong
        return {"ok": True}


@pytest.fixture
def slack() -> AskedSlack:
    return AskedSlack()


@pytest.fixture
def meter() -> Meter:
    return Meter()


@pytest.fixture
def watch(database: Database, slack: AskedSlack, clock: FrozenClock, meter: Meter) -> Watch:
    return Watch(database, slack, clock, meter)


@pytest.fixture
async def ask(watch: Watch) -> AsyncIterator[Ask]:
    async with asking(watch) as get:
        yield get


@asynccontextmanager
async def asking(watch: Watch) -> AsyncIterator[Ask]:
    application = web.Application()
    application.router.add_routes(watch.routes())
    async with TestServer(application) as server, ClientSession() as session:

        async def get(path: str) -> tuple[int, str]:
            async with session.get(server.make_url(path)) as answer:
                return answer.status, await answer.text()

        yield get


async def test_it_is_alive_and_ready(ask: Ask) -> None:
    assert await ask("/healthz") == (200, "ok\n")
    assert await ask("/readyz") == (200, "ready\n")


async def test_tables_of_another_version_are_not_ready(ask: Ask, database: Database) -> None:
    await database.perform(lambda session: session.connection().execute(text("DELETE FROM alembic_version")))
    assert await ask("/readyz") == (503, f"database: tables are at None, this program needs {newest()}\n")
    assert await ask("/healthz") == (200, "ok\n")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (SlackApiError("no", {"ok": False, "error": "token_revoked"}), "slack: token_revoked\n"),  # type: ignore[no-untyped-call]
        (TimeoutError(), "slack: TimeoutError\n"),
    ],
)
async def test_slack_that_does_not_answer_as_it_should_is_named(
    ask: Ask, slack: AskedSlack, wrong: Exception, said: str
) -> None:
    slack.wrong = wrong
    assert await ask("/readyz") == (503, said)


async def test_slack_is_not_asked_at_every_look(ask: Ask, slack: AskedSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        await ask("/readyz")
    assert slack.times == 1
    monkeypatch.setattr(watching, "ASKED_ANEW", 0.0)
    await ask("/readyz")
    assert slack.times == 2


async def test_a_program_that_stops_is_not_ready(ask: Ask, watch: Watch) -> None:
    watch.stopping = True
    assert await ask("/readyz") == (503, "stopping\n")


class Socket:
    """As much of the SDK's as is asked."""

    def __init__(self, connected: bool) -> None:
        self.connected = connected

    async def is_connected(self) -> bool:
        return self.connected


@pytest.mark.parametrize(
    ("sockets", "said"), [((True, False), "ready\n"), ((False, False), "socket mode: no socket is open\n")]
)
async def test_a_bot_whom_slack_cannot_reach_is_not_ready(
    ask: Ask, watch: Watch, sockets: tuple[bool, ...], said: str
) -> None:
    """The app's own token was revoked, say, of which the bot's knows nothing."""
    watch.also["socket mode"] = lambda: deaf([Socket(connected) for connected in sockets])
    assert await ask("/readyz") == (200 if said == "ready\n" else 503, said)


def values(page: str) -> dict[str, float]:
    """Every sample by its name and labels."""
    return {
        f"{sample.name}{sorted(sample.labels.values())}": sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


async def test_the_figures_are_what_is_there(ask: Ask, database: Database, clock: FrozenClock, meter: Meter) -> None:
    company = await Company.make(database, clock)
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    rows = len(await company.waiting())
    clock.pass_real_time(timedelta(hours=30))
    await database.perform(lambda session: session.add(Outbox(
        post_id=1, destination="C1", state="failed", mark="m", created_at=clock.now(), due_at=clock.now(),
    )))  # fmt: skip
    for seconds in (0.004, 0.04, 9.0):
        meter.answered("command", "done", seconds)
    meter.answered("action", "refused", 0.01)
    meter.failures["planner"] = lambda: Counter({"digests": 2})
    meter.reminders = lambda: 7
    status, page = await ask("/metrics")
    found = values(page)
    assert status == 200
    assert found["loopkeeper_outbox_rows['pending']"] == rows > 0
    assert found["loopkeeper_outbox_oldest_seconds['pending']"] >= 30 * 3600
    assert found["loopkeeper_outbox_rows['failed']"] == 1
    assert found["loopkeeper_outbox_rows['doubtful']"] == 0
    assert found["loopkeeper_todos_open[]"] >= found["loopkeeper_todos_overdue[]"] >= 1
    assert (found["loopkeeper_nudges_total[]"], found["loopkeeper_database_up[]"]) == (7, 1)
    assert found["loopkeeper_acks_total['command', 'done']"] == 3
    assert found["loopkeeper_acks_total['action', 'refused']"] == 1
    assert found["loopkeeper_ack_seconds_bucket['0.005', 'command']"] == 1
    assert found["loopkeeper_ack_seconds_bucket['3.0', 'command']"] == 2
    assert found["loopkeeper_ack_seconds_bucket['+Inf', 'command']"] == 3
    assert found["loopkeeper_ack_seconds_sum['command']"] == pytest.approx(9.044)
    assert found["loopkeeper_errors_total['digests', 'planner']"] == 2


async def test_figures_name_nobody(ask: Ask, database: Database, clock: FrozenClock) -> None:
    company = await Company.make(database, clock)
    await company.add_candidate()
    _, page = await ask("/metrics")
    for private in ("Noor", "UINES", "URITA", "noor@"):
        assert private not in page


async def test_without_a_database_it_is_not_ready_and_tells_what_it_has_counted_itself(
    tmp_path: Path, slack: AskedSlack, clock: FrozenClock, meter: Meter
) -> None:
    gone = Watch(Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}"), slack, clock, meter)
    meter.answered("command", "failed", 0.01)
    async with asking(gone) as ask:
        await tells_what_it_has_counted(ask)
        assert await ask("/readyz") == (503, "database: DatabaseUnreachable\n")


async def test_without_its_tables_it_tells_what_it_has_counted_itself(
    ask: Ask, database: Database, meter: Meter
) -> None:
    await database.perform(lambda session: session.connection().execute(text("DROP TABLE outbox")))
    meter.answered("command", "failed", 0.01)
    await tells_what_it_has_counted(ask)


async def tells_what_it_has_counted(ask: Ask) -> None:
    status, page = await ask("/metrics")
    found = values(page)
    assert status == 200
    assert found["loopkeeper_acks_total['command', 'failed']"] == 1
    assert (found["loopkeeper_database_up[]"], found["loopkeeper_nudges_total[]"]) == (0, 0)
    assert "loopkeeper_todos_open" not in page


def test_every_metric_is_documented_and_nothing_else(meter: Meter) -> None:
    nothing = Figures(rows={"pending": (0, timedelta())}, todos_open=0, todos_overdue=0)
    meter.answered("command", "done", 0.1)
    meter.failures["jobs"] = lambda: {"plan": 1}
    types = {"counter": "_total"}
    made = {
        family.name + types.get(family.type, "")
        for family in text_string_to_metric_families(meter.page(nothing).decode())
    }
    table = (ROOT / "docs" / "deploying.md").read_text().partition("## Metrics")[2].partition("Worth a page")[0]
    assert set(re.findall(r"`(loopkeeper_\w+)", table)) == made
