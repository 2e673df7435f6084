"""What a test begins with is told once and put in again after that: the same rows, without the services.

Whoever takes the same steps from an empty database comes to the same rows. So the first test of a worker that takes a
step plays it, and the rows are kept; the next one that has taken the same steps before, at the same time by its clock,
gets them, once it asks for any. Anything else that is written in between ends this: from then on every step is played.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from models.database import Database
from tests.fakes.clock import FrozenClock
from tests.fakes.counted import Counted
from tests.fakes.statements import counting
from tests.fakes.states import STATES, Path, seen

P = ParamSpec("P")
T = TypeVar("T")


class Told:
    """What has been told to a database so far."""

    def __init__(self) -> None:
        self.path: Path | None = ()
        """The steps taken since it was empty; None once something else was written."""
        self.performed = 0
        self.taking: asyncio.Task[Any] | None = None
        """Who is at a step; what it takes on the way belongs to it."""

    def for_real(self) -> None:
        """From here on every step is played, as where two are taken at once."""
        self.path = None


class Place(Protocol):
    """Where a story is told."""

    @property
    def database(self) -> Database: ...
    @property
    def clock(self) -> FrozenClock: ...
    @property
    def told(self) -> Told: ...


Here = TypeVar("Here", bound=Place)


def remembered(
    step: Callable[Concatenate[Here, P], Awaitable[T]],
) -> Callable[Concatenate[Here, P], Awaitable[T]]:
    """Play the step where it is new, and put in again what came of it where it is not."""

    @wraps(step)
    async def take(place: Here, /, *args: P.args, **given: P.kwargs) -> T:
        database, told = place.database, place.told
        here = asyncio.current_task()
        assert told.taking in (None, here), "two steps at once: say `for_real()` before"
        if told.taking is here or not isinstance(database, Counted):
            return await step(place, *args, **given)
        remembering = database.remembering and not database.on_commit
        if told.path is None or not remembering or database.performed != told.performed:
            told.for_real()
            return await step(place, *args, **given)
        before = (database.engines[0].dialect.name, *told.path)
        when = place.clock.now(), place.clock.real()
        path = (*before, (step.__module__, step.__qualname__, args, tuple(sorted(given.items())), when))
        try:
            state = STATES.get(path)
        except TypeError:  # given something that cannot be a key
            told.for_real()
            return await step(place, *args, **given)
        if state is None:
            told.taking = here
            try:
                await database.arrive()
                with counting(database) as said:
                    answer = await step(place, *args, **given)
            finally:
                told.taking = None
            known = STATES[before].rows if before in STATES else {}
            state = await database.read(lambda session: seen(session, known, said, answer, place.clock.now()))
            STATES[path] = state
            database.there = path
        else:
            place.clock.set_to(state.now)
        database.performed += 1
        database.wanted = path
        told.path, told.performed = path[1:], database.performed
        return state.answer  # type: ignore[no-any-return]  # what the step has answered

    return take
