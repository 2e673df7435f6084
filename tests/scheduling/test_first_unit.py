"""The planner's first unit of work after a start holds SQLite's writer no longer than those that follow."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event

from models.database import Database
from scheduling.planner import Planner
from tests.fakes import journey
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company


async def test_all_that_reminding_and_telling_ask_is_written_out_before_the_unit_that_does_it(
    sqlite_database: Database, clock: FrozenClock
) -> None:
    company = await Company.make(sqlite_database, clock)
    await journey.hold(company, await company.add_candidate(), "UINES")
    await sqlite_database.read(repr)  # what was told is in the file for whoever opens it
    started = Database(str(sqlite_database.engines[0].url))
    planner, units = Planner(started, clock), Units(started)
    for day in (3, 8):
        clock.set_to(datetime(2027, 3, day, 15, 30, tzinfo=UTC))
        await planner.tick()
    await started.close()
    for table in ("nudge", "escalation"):
        first = next(unit for unit in units.made if any(f"INSERT INTO {table}" in each for each, _ in unit))
        assert [each for each, new in first if new and each.startswith("SELECT")] == []
    assert planner.errors.total() == 0


class Units:
    """The statements of each transaction of the writer, and whether they were written out for the first time."""

    def __init__(self, database: Database) -> None:
        self.made: list[list[tuple[str, bool]]] = []
        writer = database.engines[0]
        event.listen(writer, "begin", lambda _: self.made.append([]))
        event.listen(writer, "after_cursor_execute", self._note)

    def _note(
        self, _connection: object, _cursor: object, statement: str, _given: object, context: Any, _: bool
    ) -> None:
        if not statement.startswith("BEGIN"):
            self.made[-1].append((statement, "generated" in context._get_cache_stats()))
