"""Who asks at the same time is answered at the same time, and each for themselves all the same."""

import asyncio
import time
from collections.abc import Sequence

import pytest

from models.errors import DatabaseUnreachable
from scheduling import grouped
from scheduling.grouped import Grouped
from scheduling.paced import WITH_THE_CLAIM, PacedSlack
from services.gates import PACES
from tests.fakes.clock import FrozenClock
from tests.fakes.posting import FakeSlack


class Doubling:
    """Says twice the number that was asked; fails for negative ones, and for all while it is `away`."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.away = False
        self.group: Grouped[int, int] = Grouped(self._double)

    async def _double(self, numbers: Sequence[int]) -> list[int]:
        self.asked.append(list(numbers))
        await asyncio.sleep(0)
        if self.away:
            raise DatabaseUnreachable
        if min(numbers) < 0:
            raise ValueError(numbers)
        return [2 * number for number in numbers]


async def told(group: Grouped[int, int], *numbers: int) -> list[int | BaseException]:
    return await asyncio.gather(*map(group.ask, numbers), return_exceptions=True)


async def test_who_asks_together_is_answered_together_and_in_order() -> None:
    doubling = Doubling()
    assert await told(doubling.group, 3, 1, 2) == [6, 2, 4]
    assert await told(doubling.group, 5) == [10]
    assert doubling.asked == [[3, 1, 2], [5]]


async def test_one_that_fails_spoils_it_for_nobody_else() -> None:
    doubling = Doubling()
    one, wrong, two = await told(doubling.group, 1, -1, 2)
    assert (one, type(wrong), two) == (2, ValueError, 4)
    assert sorted(doubling.asked) == [[-1], [1], [1, -1, 2], [2]]


async def test_without_a_database_nobody_is_tried_alone() -> None:
    doubling = Doubling()
    doubling.away = True
    assert [type(answer) for answer in await told(doubling.group, 1, 2)] == [DatabaseUnreachable] * 2
    assert doubling.asked == [[1, 2]]


async def test_who_stops_waiting_takes_nobody_along() -> None:
    doubling = Doubling()
    impatient, patient = (asyncio.create_task(doubling.group.ask(number)) for number in (1, 2))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient == 4
    assert impatient.cancelled()


class Held:
    """Answers nothing until it is let go."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.go = asyncio.Event()
        self.group: Grouped[int, int] = Grouped(self._answer)

    async def _answer(self, numbers: Sequence[int]) -> Sequence[int]:
        self.asked.append(list(numbers))
        await self.go.wait()
        return numbers

    async def ask(self, *numbers: int) -> list[asyncio.Task[int]]:
        """In turns of the event loop of their own."""
        asking = []
        for number in numbers:
            asking.append(asyncio.create_task(self.group.ask(number)))
            await asyncio.sleep(0.001)
        return asking


async def test_while_two_groups_are_answered_who_asks_waits_for_the_next() -> None:
    held = Held()
    asking = await held.ask(1, 2, 3, 4, 5)
    assert held.asked == [[1], [2]]
    held.go.set()
    assert await asyncio.gather(*asking) == [1, 2, 3, 4, 5]
    assert held.asked == [[1], [2], [3, 4, 5]]


async def test_at_the_end_who_still_waits_for_a_group_is_answered_with_the_rest() -> None:
    held = Held()
    asking = await held.ask(1, 2, 3)
    ending = asyncio.create_task(held.group.end())
    await asyncio.sleep(0)
    held.go.set()
    await ending
    assert [each.result() for each in asking] == [1, 2, 3]


async def test_who_has_asked_just_before_the_end_is_answered() -> None:
    doubling = Doubling()
    asking = asyncio.create_task(doubling.group.ask(4))
    await asyncio.sleep(0)
    await doubling.group.end()
    assert asking.done()
    assert await asking == 8


async def test_nobody_is_left_waiting_by_a_group_that_begins_as_time_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouped, "END_SECONDS", 0.01)
    held = Held()
    asking = await held.ask(1, 2, 3)

    def late() -> None:
        """The answer comes in the turn of the event loop in which time runs out."""
        held.go.set()
        time.sleep(0.02)

    asyncio.get_running_loop().call_later(0.005, late)
    await held.group.end()
    answers = await asyncio.wait_for(asyncio.gather(*asking, return_exceptions=True), 1)
    assert answers[:2] == [1, 2]


async def test_at_the_end_nobody_waits_for_a_group_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouped, "END_SECONDS", 0.01)
    held = Held()
    asking = await held.ask(1, 2, 3)
    await held.group.end()
    answers = await asyncio.gather(*asking, return_exceptions=True)
    assert [type(answer) for answer in answers] == [asyncio.CancelledError] * 3
    assert held.asked == [[1], [2]]


async def test_at_the_end_what_takes_too_long_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(_: Sequence[int]) -> list[int]:
        await asyncio.Event().wait()
        return []

    monkeypatch.setattr(grouped, "END_SECONDS", 0.01)
    group: Grouped[int, int] = Grouped(never)
    asking = asyncio.create_task(group.ask(1))
    await asyncio.sleep(0.005)
    await group.end()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await Doubling().group.end()


async def test_at_the_end_the_methods_of_slack_that_wait_for_the_database_are_waited_for_together(
    monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    class Hanging:
        async def perform(self, _: object) -> None:
            await asyncio.Event().wait()

    monkeypatch.setattr(grouped, "END_SECONDS", 0.1)
    slack = PacedSlack(Hanging(), FakeSlack(), clock)  # type: ignore[arg-type]  # all of it that is asked here
    asking = [asyncio.create_task(slack.api_call(method)) for method in set(PACES) - WITH_THE_CLAIM]
    await asyncio.sleep(0.01)
    started = time.monotonic()
    await slack.end()
    assert time.monotonic() - started < 0.2
    assert len(asking) == len(await asyncio.gather(*asking, return_exceptions=True)) == 4
