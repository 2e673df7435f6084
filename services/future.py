"""Time played through without writing anything: the steps of a planner's tick, in their order, moment after moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from domain import cadence
from domain import events as ev
from domain.playbook import Playbook
from domain.read.people import Person
from domain.read.preview import Coming, PreviewLine
from domain.stages import transition
from domain.state import LoopState, Status, Step
from domain.todos import UNTIL_IT_BEGINS, TodoKind, tells_a_vote
from models.tables import Todo
from services.escalations import next_up, up
from services.facts import Row
from services.foreseen import Known, foreseen
from services.nudges import Heard, again_at, end, is_over
from services.settle import compare, debts_by_key
from services.standing import Standing

_INSTANT = timedelta(microseconds=1)
"""What is late is so after its time, not at it."""

_NEW = 10**9
"""To-dos that open on the way are numbered from here: they come after those that are there."""


@dataclass(slots=True)
class Thread:
    """One loop as it goes on. Its to-dos are copies, of no session."""

    row: Row
    playbook: Playbook
    state: LoopState
    todos: list[Todo]


@dataclass(slots=True)
class Future:
    now: datetime
    threads: dict[int, Thread]
    people: Mapping[str, Person]
    told: list[tuple[str, datetime]]
    raised: set[tuple[int, str]]
    known: Known
    waits: Mapping[tuple[Coming, str], datetime] = field(default_factory=dict)
    """When messages go that are written and wait for their reader, by kind and reader: more can go into each."""
    votes_known: bool = True
    """Whether the reader may know of to-dos that tell a vote."""
    _numbers: Iterator[int] = field(default_factory=lambda: count(_NEW))

    def run(self, loop: int, until: datetime) -> list[PreviewLine]:
        """All that is said of one loop from now on."""
        thread = self.threads[loop]
        lines = list(foreseen(self.known, thread.state, self.people, self.now, until, open_=bool(thread.todos)))
        while (moment := self._next()) is not None and moment <= until:
            self.now = max(self.now, moment)
            lines += [line for each, line in self._tick() if each == loop]
        return sorted((line for line in lines if line.at <= until), key=lambda line: line.at)

    def _next(self) -> datetime | None:
        moments = [moment for thread in self.threads.values() for moment in _moments(thread)]
        moments += [self.now for thread in self.threads.values() if self._unsettled(thread)]
        return min(moments, default=None)

    def _tick(self) -> list[tuple[int, PreviewLine]]:
        """In the planner's order: what time brings about, what is settled, reminders, what goes up."""
        lines = []
        for loop, thread in self.threads.items():
            event = _due_event(thread)
            if event is not None and event[0] <= self.now:
                expired = event[1] is Coming.EXPIRED
                lines.append((loop, PreviewLine(self.now, event[1], channel=thread.row[1].channel)))
                lines += [(loop, line) for line in (self._heard_of_expiry(thread) if expired else ())]
                happens = ev.OfferExpired if expired else ev.ChallengeOverdue
                thread.state = transition(thread.state, happens(by="", at=self.now))
                self._settle(thread)
            elif self._unsettled(thread) or ((begins := _of_no_use_from(thread)) is not None and begins <= self.now):
                self._settle(thread)
        return [*lines, *self._reminders(), *self._going_up()]

    def _heard_of_expiry(self, thread: Thread) -> Iterator[PreviewLine]:
        """Time alone brings it about, so it waits until each of those who lead the search works."""
        for lead in dict.fromkeys(_leads(thread)):
            reader = self._person(lead)
            if reader.active:
                at = cadence.next_working_moment(self.now, reader.tz, reader.hours)
                yield PreviewLine(at, Coming.EXPIRED, reader)

    def _settle(self, thread: Thread) -> None:
        loop, role, _ = thread.row
        wanted = debts_by_key(self.now, thread.state, thread.playbook, thread.todos, self._gone(thread))
        clocks = {member: (person.tz, person.hours) for member, person in self.people.items()}
        gone = {member for member, person in self.people.items() if not person.active}
        opened, closed = compare(self.now, (loop, role, thread.playbook), wanted, thread.todos, clocks, gone)
        for todo in opened:
            todo.id = next(self._numbers)
        thread.todos = [todo for todo in thread.todos if todo not in closed] + opened

    def _standing(self) -> list[Standing]:
        found = [
            Standing(
                todo,
                thread.row[1],
                self._person(todo.member_id),
                self._person(todo.owed_by),
                thread.playbook.cadence_for(todo.stage, todo.kind),
                _leads(thread),
                self._gone(thread),
            )
            for thread in self.threads.values()
            for todo in thread.todos
        ]
        return sorted(found, key=lambda one: (one.todo.member_id, one.todo.due_at, one.todo.id or 0))

    def _gone(self, thread: Thread) -> frozenset[str]:
        return frozenset(lead for lead in _leads(thread) if not self._person(lead).active)

    def _unsettled(self, thread: Thread) -> bool:
        """Whether something is at its end whose settling is nobody's yet though somebody could, or is a gone one's."""
        settled, free = {todo.key for todo in thread.todos}, set(_leads(thread)) - self._gone(thread)
        return any(
            not self._person(todo.member_id).active
            if todo.kind == TodoKind.REASSIGN
            else f"{TodoKind.REASSIGN}:{todo.key}" not in settled and bool(free - {todo.owed_by})
            for todo in thread.todos
            if todo.ended_at is not None
        )

    def _person(self, member: str) -> Person:
        return self.people.get(member) or Person(member, member, active=False)

    def _reminders(self) -> list[tuple[int, PreviewLine]]:
        lines = []
        heard = Heard(self.now, self.told)
        due = [one for one in self._standing() if (moment := _nudge_at(one.todo)) is not None and moment <= self.now]
        over = [one for one in due if is_over(one)]
        due = [one for one in due if one not in over]
        for one in over:
            end(one, self.now)
        for member in dict.fromkeys(one.todo.member_id for one in due):
            batch = [one for one in due if one.todo.member_id == member]
            more = not self._waiting(Coming.NUDGE, member)
            wait = heard.wait(batch[0].person, more=more)
            for one in batch:
                one.todo.next_nudge_at = wait or again_at(one, self.now)
                one.todo.nudged += wait is None
            if wait is None:
                lines += self._say(Coming.NUDGE, member, batch)
        return lines

    def _going_up(self) -> list[tuple[int, PreviewLine]]:
        lines = []
        heard = Heard(self.now, tuple(self.told))
        due = [one for one in self._standing() if one.todo.escalates_at and one.todo.escalates_at <= self.now]
        due.sort(key=lambda one: (one.todo.escalates_at or self.now, one.todo.id or 0))
        readers = [(one, next_up(one, self.raised)) for one in due]
        for one, reader in readers:
            if reader is None:
                up(one, self.now)
        for reader in sorted({reader for _, reader in readers if reader is not None}):
            batch = [one for one, who in readers if who == reader]
            wait = heard.wait(self.people[reader], more=not self._waiting(Coming.ESCALATION, reader))
            for one in batch:
                if wait is None:
                    self.raised.add((one.todo.id or 0, reader))
                    up(one, self.now)
                else:
                    one.todo.escalates_at = wait
            if wait is None:
                lines += self._say(Coming.ESCALATION, reader, batch)
        return lines

    def _say(self, coming: Coming, reader: str, batch: Sequence[Standing]) -> list[tuple[int, PreviewLine]]:
        """One message, or more in the one that waits for its reader; a line of it for each loop that it is about."""
        at = self._waiting(coming, reader)
        if at is None:
            self.told.append((reader, self.now))
        lines = []
        for loop in dict.fromkeys(one.todo.loop_id for one in batch):
            about = tuple(
                (TodoKind(one.todo.kind), one.person)
                for one in batch
                if one.todo.loop_id == loop and (self.votes_known or not tells_a_vote(one.todo.key))
            )
            if not about:
                continue
            lines.append((loop, PreviewLine(at or self.now, coming, self.people[reader], about)))
        return lines

    def _waiting(self, coming: Coming, reader: str) -> datetime | None:
        at = self.waits.get((coming, reader))
        return at if at is not None and at >= self.now else None


def _leads(thread: Thread) -> tuple[str, str]:
    return thread.state.recruiter, thread.state.hiring_manager


def _moments(thread: Thread) -> Iterator[datetime]:
    event = _due_event(thread)
    if event is not None:
        yield event[0]
    for todo in thread.todos:
        yield from (moment for moment in (_nudge_at(todo), todo.escalates_at) if moment is not None)
    begins = _of_no_use_from(thread)
    if begins is not None:
        yield begins


def _nudge_at(todo: Todo) -> datetime | None:
    """When the planner looks at it: its turn has come, and it is not put off."""
    if todo.next_nudge_at is None or todo.snoozed_until is None:
        return todo.next_nudge_at
    return max(todo.next_nudge_at, todo.snoozed_until)


def _due_event(thread: Thread) -> tuple[datetime, Coming] | None:
    """What time alone brings about, and when: a challenge is late, an offer has run out."""
    state = thread.state
    if state.status is not Status.ACTIVE:
        return None
    if state.step is Step.WITH_CANDIDATE and not state.overdue and state.challenge_due:
        return state.challenge_due + _INSTANT, Coming.OVERDUE
    if state.step is Step.EXTENDED and state.offer:
        return state.offer.expires_at + _INSTANT, Coming.EXPIRED
    return None


def _of_no_use_from(thread: Thread) -> datetime | None:
    """When the interview begins, as long as something stands that ends with it."""
    meeting = thread.state.meeting if thread.state.step is Step.SCHEDULED else None
    stands = any(todo.key.startswith(UNTIL_IT_BEGINS) for todo in thread.todos)
    return meeting.starts_at if meeting and stands else None
