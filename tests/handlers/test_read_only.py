"""The database may not be written to any more: whoever asks gets a sentence, and nothing is half done."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event

from models.database import Database
from tests.fakes import journey
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company
from tests.handlers.conftest import Answers
from tests.handlers.edge import Edge
from tests.handlers.test_every_right import everything
from views import ids

SENTENCE = "I can't reach my records right now, and nothing was changed."


@contextmanager
def read_only(database: Database) -> Iterator[None]:
    """What both then answer to a write is what they answer when the file, or the server's role, allows none."""

    def forbid(connection: Connection) -> None:
        sqlite = connection.dialect.name == "sqlite"
        connection.exec_driver_sql("PRAGMA query_only = ON" if sqlite else "SET TRANSACTION READ ONLY")

    writer = database.engines[0]
    event.listen(writer, "begin", forbid)
    try:
        yield
    finally:
        event.remove(writer, "begin", forbid)


async def test_whoever_clicks_is_told_and_nothing_is_changed(
    database: Database, clock: FrozenClock, answers: Answers
) -> None:
    company = await Company.make(database, clock)
    edge, loop = Edge(company), await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    interview = await journey.interview(company, loop)
    before = await everything(company)
    with read_only(database):
        value = ids.value(interview.id or 0, interview.version)
        await edge.click(ids.INVITE_ACCEPT, value, "UINES", response_url=answers.url)
    assert SENTENCE in answers.posted[0]["text"]
    assert "reference" in answers.posted[0]["text"]
    assert await everything(company) == before
    await database.close()  # no other test may come to a connection that stays read-only
