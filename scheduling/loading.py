"""What messages say, read from the database when their turn comes: together for those that were claimed together."""

from collections.abc import Callable, Mapping, Sequence

from domain.read.messages import Outgoing
from models.database import Database
from scheduling.clock import Clock
from scheduling.grouped import Grouped
from services.work import Work

Load = Callable[[Work, Sequence[int]], Mapping[int, Outgoing | None]]
"""What posts (by their ids) say now; None for what is no longer true."""


def loading(database: Database, clock: Clock, load: Load) -> Grouped[int, Outgoing | None]:
    async def read(posts: Sequence[int]) -> list[Outgoing | None]:
        now = clock.now()
        said = await database.read(lambda session: load(Work(session, now), posts))
        return [said[post] for post in posts]

    return Grouped(read)
