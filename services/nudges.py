"""Reminders: due to-dos to messages, one a person, and where they end."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TypeAlias, TypeVar

from sqlalchemy.orm.attributes import set_committed_value

from domain import cadence
from domain.read.messages import PostKind
from domain.read.people import Person
from models import queries_nudges as queries
from models import queries_reminders, queries_waiting
from models.rows import add_rows
from models.tables import Nudge, Post, Todo
from services import posts
from services.settle import begin_anew
from services.standing import Standing, standing
from services.work import Work

T = TypeVar("T")

AT_ONCE = 20
"""Loops whose reminders have come to their end that one look finds."""

TODOS_AT_ONCE = {"sqlite": 100, "postgresql": 200}
"""Due to-dos with which one unit of work deals; more only where one person has more.

On SQLite it holds the only writer, on PostgreSQL these people's rows.
"""

FIRST = 10
"""Due to-dos in the first unit of work: what it does for the first time takes as long as a hundred more would."""

LONGEST_DAY = timedelta(hours=25)
"""When clocks go back."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What these people were told of late: a day holds no more messages than they want."""

    now: datetime
    told: Sequence[tuple[str, datetime]]

    @classmethod
    def of(cls, work: Work, people: Collection[str]) -> "Heard":
        return cls(work.now, queries_waiting.told_since(work.session, people, work.now - LONGEST_DAY, work.now))

    def wait(self, person: Person, *, more: bool = True) -> datetime | None:
        """Until when to put off what this person should hear; None when now is as good as any.

        `more`: it takes one more message. What is put off is looked at anew then.
        """
        opens = cadence.next_working_moment(self.now, person.tz, person.hours)
        if opens > self.now:
            return opens
        full = more and self._is_full(person, self.now)
        return cadence.next_morning(self.now, person.tz, person.hours) if full else None

    def room(self, person: Person) -> datetime:
        """When this person can have one more message that is written now: the first of their days that is not full."""
        at = cadence.next_working_moment(self.now, person.tz, person.hours)
        for _ in self.told:  # so many days can be full
            at = cadence.next_morning(at, person.tz, person.hours) if self._is_full(person, at) else at
        return at

    def _is_full(self, person: Person, at: datetime) -> bool:
        """Today is also where as much waits for a later day: what keeps that (Do Not Disturb) may keep this one too."""
        begins, ends = cadence.day_of(at, person.tz)
        theirs = [told for who, told in self.told if who == person.id]
        later = sum(told >= ends for told in theirs) if begins <= self.now < ends else 0
        return max(sum(begins <= told < ends for told in theirs), later) >= person.reminders_a_day


def shares(work: Work, size: int | None = None, first: int = FIRST) -> list[list[str]]:
    """All of whom something is due, the longest waiting first; so many at a time that they owe about `size` to-dos."""
    return shared_out(work, queries.due_by_member(work.session, work.now), size, first)


def shared_out(work: Work, due: Iterable[tuple[T, int]], size: int | None = None, first: int = FIRST) -> list[list[T]]:
    """Who was found, each with a number of to-dos, so many at a time that they have about `size` of them."""
    size = size or TODOS_AT_ONCE[work.session.get_bind().dialect.name]
    found: list[list[T]] = []
    room = 0
    for one, count in due:
        if count > room:
            room = size if found else first
            found.append([])
        found[-1].append(one)
        room -= count
    return found


def plan(work: Work, share: Collection[str]) -> int:
    """Remind these people of all that is due, each in one message. Returns how many people it looked at.

    Nobody is reminded outside their own working hours, nor more often in a day than they want: then the reminder waits
    for the next opening. One that was written and could not be sent yet takes up what has become due since.
    """
    free = queries.lock_members(work.session, share)
    due = queries.claim_due(work.session, work.now, free) if free else ()
    if not due:
        return 0
    looked_at = {todo.member_id for todo in due}
    known = queries.nudges_so_far(work.session, [todo.id or 0 for todo in due])
    heard = Heard.of(work, looked_at)
    unsent = queries_reminders.unsent_reminders(work.session, looked_at)
    messages: list[Message] = []
    put_off: list[Look] = []
    stale: list[int] = []
    for member, group in groupby(standing(work, due), key=lambda one: one.todo.member_id):
        batch = list(group)
        over = [one for one in batch if is_over(one)]
        for one in over:
            end(one, work.now)
        stale += [one.todo.id or 0 for one in over if one.todo.ended_at is None]
        again = [one for one in batch if one not in over]
        wait = heard.wait(batch[0].person, more=member not in unsent)
        if wait is not None:
            put_off += [(one.todo, wait, False) for one in again]
        elif again:
            messages.append(message(work, again, known, work.now, unsent.get(member)))
            stale += put_off_no_more(again)
    say(work, messages, work.now)
    _look_again(work, put_off)
    work.session.flush()
    posts.refresh_nudges(work, stale)
    return len(looked_at)


def put_off_no_more(batch: Iterable[Standing]) -> list[int]:
    """What was snoozed and is said anew: older messages say until when it was."""
    woken = [one.todo for one in batch if one.todo.snoozed_until is not None]
    for todo in woken:
        todo.snoozed_until = None
    return [todo.id or 0 for todo in woken]


Look: TypeAlias = tuple[Todo, datetime, bool]
"""A to-do, when it is looked at again, and whether it is reminded of now."""


@dataclass(frozen=True, slots=True)
class Message:
    """A reminder; `numbers`: the to-dos that are new in it, each with the number of this reminder."""

    post: Post
    numbers: Mapping[int, int]
    looks: Sequence[Look]


def say(work: Work, messages: Sequence[Message], at: datetime) -> None:
    """Write down what is to be said to one after another, and that they are reminded by it."""
    new = [message for message in messages if message.numbers]
    if new:
        said = posts.say_all(work, [message.post for message in new], at=at)
        rows = [
            {"todo_id": todo, "n": n, "post_id": post.id or 0, "at": at, "by": work.actor, "handed": False}
            for post, message in zip(said, new, strict=True)
            for todo, n in message.numbers.items()
        ]
        add_rows(work.session, Nudge, rows)
    _look_again(work, [look for message in messages for look in message.looks])


def _look_again(work: Work, looks: Sequence[Look]) -> None:
    """In one statement for all that are looked at again at one moment: there are few, however many to-dos."""
    together: dict[tuple[datetime, bool], list[int]] = {}
    for todo, at, reminded in looks:
        together.setdefault((at, reminded), []).append(todo.id or 0)
        set_committed_value(todo, "next_nudge_at", at)
        set_committed_value(todo, "nudged", todo.nudged + reminded)
    for (at, reminded), todos in together.items():
        queries.look_again(work.session, todos, at, reminded=reminded)


def message(
    work: Work,
    batch: Sequence[Standing],
    known: Mapping[int, tuple[int, datetime]],
    at: datetime,
    unsent: Post | None = None,
) -> Message:
    """One message for the whole batch, named after its first to-do; or more in the one that is still to be sent.

    What is in that one already is not counted twice.
    """
    carried = queries.about(work.session, [unsent])[unsent.id or 0] if unsent else ()
    there = {todo.id for todo, *_ in carried}
    fresh = [one.todo.id or 0 for one in batch if one.todo.id not in there]
    numbers = {todo: known.get(todo, (0, at))[0] + 1 for todo in fresh}
    member = batch[0].todo.member_id
    key = unsent.key if unsent else f"nudge:{member}:{fresh[0]}.{numbers[fresh[0]]}"
    post = Post(key=key, kind=PostKind.NUDGE, member_id=member, created_at=work.now)
    again = {one.cadence.every: one for one in batch}
    moments = {every: again_at(one, at) for every, one in again.items()}
    looks = [(one.todo, moments[one.cadence.every], one.todo.id in numbers) for one in batch]
    return Message(post, numbers, looks)


def again_at(one: Standing, at: datetime) -> datetime:
    """When it is looked at again after a reminder at `at`: for the next one, or for its end."""
    return cadence.again(at, one.cadence.every, one.zone, one.person.hours)


def is_over(one: Standing) -> bool:
    """Whether it was remembered often enough, or reaches nobody any more."""
    return one.todo.nudged >= one.cadence.at_most or not one.person.active


def end(one: Standing, now: datetime) -> None:
    """The reminders have come to their end, or reach nobody any more.

    What was handed over goes back and begins anew; of what was not, `ended` finds the loop, and it is settled.
    """
    if one.todo.member_id != one.todo.owed_by and one.owner.active:
        begin_anew(one.todo, one.todo.owed_by, now)
    else:
        one.todo.next_nudge_at, one.todo.ended_at = None, now


def ended(work: Work, limit: int = AT_ONCE) -> list[tuple[int, str]]:
    """Loops, each with its workspace, where a to-do has come to its end and its settling is nobody's yet."""
    return list(queries_reminders.ended_loops(work.session, limit))
