"""Whether people hear what follows from what they pressed, and nothing else: asked of what stands in Slack.

What was pressed is written down here as it happens, so that nothing of how the bot decides is believed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlmodel import Session, col, or_, select

from models.tables import Loop, Member, Todo
from tests.crash.peace import Peace, moment, works
from tests.fakes.company import backend
from tests.soak.busy import Opening
from tests.soak.forgetful import Shown
from tests.soak.people import People

NEVER = datetime.max.replace(tzinfo=UTC)

AFTER_ALL = {"tell_candidate", "unreached", "reassign"}
"""What is still to be done once a role is closed."""

STAYS = {"approve_offer"}
"""What stays with whoever was asked when somebody else has come to lead the role."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing is to be heard of it until then. `heir`: who has it instead."""

    loop: int
    until: datetime
    heir: str = ""


@dataclass
class Promises:
    people: People
    openings: dict[int, Opening]
    peace: Peace
    """Which has looked at what is new already."""
    kept: int = 0
    """Messages that had to come, and came."""
    looked_at: int = 0
    """To-dos in messages."""
    _silent: dict[tuple[str, int], Silence] = field(default_factory=dict)
    _told: dict[tuple[str, int], int] = field(default_factory=dict)
    """How often an heir has heard of it."""
    _waits: set[tuple[str, int]] = field(default_factory=set)
    """Who is to hear at once of a to-do that somebody gave them."""
    _asked: dict[tuple[str, int], set[int]] = field(default_factory=dict)
    """Who is to hear of a loop since somebody pressed "Remind", and of which to-dos."""
    _comes: dict[tuple[str, int], datetime] = field(default_factory=dict)
    """When whoever pressed it was told that it comes."""

    def put_off(self, who: str, todo: Todo, until: datetime) -> None:
        self._silent[who, todo.id or 0] = Silence(todo.loop_id, until)

    def passed_on(self, who: str, todo: Todo, heir: str) -> None:
        """`heir` hears of it at once; empty where it was given to nobody."""
        number = todo.id or 0
        self._silent[who, number] = Silence(todo.loop_id, NEVER, heir)
        if heir:
            self._silent.pop((heir, number), None)
            self._waits.add((heir, number))
            self._told[heir, number] = 0

    def asked(self, who: str, loop: int, todos: set[int], comes: datetime) -> None:
        self._asked[who, loop], self._comes[who, loop] = todos, comes

    def other_leads(self, loops: Collection[int]) -> None:
        """What these had, others have now, and begin anew."""
        self._silent = {key: silence for key, silence in self._silent.items() if silence.loop not in loops}

    def left(self, who: str) -> None:
        """What they had from others goes back, and what was to reach them does not."""
        self._silent = {key: silence for key, silence in self._silent.items() if silence.heir != who}
        self._waits = {(heir, todo) for heir, todo in self._waits if heir != who}
        self._asked = {(member, loop): todos for (member, loop), todos in self._asked.items() if member != who}

    def broken(self, session: Session, new: Sequence[Shown], since: datetime, now: datetime) -> list[str]:
        """In sentences. `new`: what has come since this was asked last; `since`: since when all who can be told are."""
        numbers = {todo for one in new for todo in one.todos} | {todo for _, todo in self._waits}
        loops = {loop for _, loop in self._asked}
        if not numbers and not loops:
            return []
        wanted = or_(col(Todo.id).in_(numbers), col(Todo.loop_id).in_(loops) & col(Todo.closed_at).is_(None))
        statement = select(Todo, Loop.role_id).join(Loop, col(Loop.id) == col(Todo.loop_id)).where(wanted)
        rows = {todo.id or 0: (todo, role) for todo, role in session.exec(statement).all()}
        found = [said for one in new for number in sorted(one.todos) for said in self._wrong(one, *rows[number])]
        for one in new:
            self._kept(one, {rows[number][0].loop_id for number in one.todos})
        return found + self._missing(session, [todo for todo, _ in rows.values()], (since, now))

    def _wrong(self, one: Shown, todo: Todo, role: int) -> Iterable[str]:
        """Why this message should not ask its reader for that."""
        who, at = one.reader, moment(one.place[1])
        number, opening = todo.id or 0, self.openings.get(role)
        self.looked_at += 1
        said = f"{who} is asked for to-do {number} ({todo.key}) at {at}"
        silence = self._silent.get((who, number))
        if silence is not None and silence.until > at and not self._came_back(todo, silence):
            yield (
                f"{said}, which they put off until {silence.until}" if silence.until < NEVER else f"{said}, given away"
            )
        if todo.member_id != who:
            yield f"{said}, which {todo.member_id} has"
        if todo.closed_at is not None:
            yield f"{said}, which is done"
        if opening is not None and opening.closed and todo.kind not in AFTER_ALL:
            yield f"{said}, and the role is closed"
        if opening is not None and todo.kind not in STAYS and who in self.people.leads and who not in opening.team:
            yield f"{said}, and {opening.team} lead the role"

    def _came_back(self, todo: Todo, silence: Silence) -> bool:
        """Its heir has been reminded to the end."""
        at_most = backend().playbook.cadence_for(todo.stage, todo.kind).at_most
        return bool(silence.heir) and self._told.get((silence.heir, todo.id or 0), 0) >= at_most

    def _kept(self, one: Shown, loops: Collection[int]) -> None:
        """A message that has no room for all that it is about may be about it."""
        for number in one.todos:
            if (one.reader, number) in self._told:
                self._told[one.reader, number] += 1
        came = {(who, todo) for who, todo in self._waits if who == one.reader and (todo in one.todos or one.more)}
        asked = {(who, loop) for who, loop in self._asked if who == one.reader and (loop in loops or one.more)}
        self._waits -= came
        self._asked = {key: todos for key, todos in self._asked.items() if key not in asked}
        self.kept += len(came) + len(asked)

    def _missing(self, session: Session, rows: Sequence[Todo], hour: tuple[datetime, datetime]) -> list[str]:
        """Who works, wants no quiet, and has not heard what they were to hear."""
        theirs = {(row.member_id, row.id or 0): row for row in rows if self._may_hear(row, hour[1])}
        self._waits &= theirs.keys()
        self._asked = {
            (who, loop): left
            for (who, loop), todos in self._asked.items()
            if (left := {todo for todo in todos if (who, todo) in theirs})
        }
        given = [(who, todo) for who, todo in self._waits if self._free(session, who, hour)]
        over = [(who, loop) for who, loop in self._asked if self._comes[who, loop] <= hour[0]]
        asked = [(who, loop) for who, loop in over if self._free(session, who, hour, more=True)]
        return [f"{who} was not told of to-do {todo}, now theirs" for who, todo in given] + [
            f"{who} was not reminded of loop {loop}, which was to come at {self._comes[who, loop]}, by {hour[1]}"
            for who, loop in asked
        ]

    def _may_hear(self, row: Todo, now: datetime) -> bool:
        silence = self._silent.get((row.member_id, row.id or 0))
        return row.closed_at is None and row.opens_at <= now and (silence is None or silence.until <= now)

    def _free(self, session: Session, who: str, hour: tuple[datetime, datetime], *, more: bool = False) -> bool:
        """Whether nothing keeps it from them. `more`: it is one more reminder of the day."""
        reader = session.get_one(Member, who)
        full = more and self.peace.today(reader, hour[1]) >= reader.reminders_a_day
        return not full and all(works(reader, at) and not self.people.quiet(who, at) for at in hour)
