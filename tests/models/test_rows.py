"""Many rows in one statement, on both databases."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from models.database import Database
from models.rows import add_rows
from models.tables import Gate
from tests.conftest import CountQueries

SINCE = datetime(2027, 3, 1, 9, tzinfo=UTC)
ROWS: list[dict[str, Any]] = [
    {"id": "chat.postMessage", "error": "", "since": None},
    {"id": "token", "error": 'it\'s revoked, "really" {1,2}', "since": SINCE},
]


async def test_rows_are_added_as_they_are_and_with_one_statement(
    database: Database, count_queries: CountQueries
) -> None:
    with count_queries(database) as queries:
        await database.perform(lambda session: add_rows(session, Gate, ROWS))
    assert [each.split()[:3] for each in queries] == [["INSERT", "INTO", "gate"]]

    def read(session: Session) -> list[dict[str, object]]:
        found = session.exec(select(Gate).order_by(col(Gate.id))).all()
        return [{"id": each.id, "error": each.error, "since": each.since} for each in found]

    assert await database.read(read) == ROWS
