"""What people do with a to-do instead of doing it: put it off, hand it over, say "not mine", or press "Remind"."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.forms import LoopForm, TodoForm
from domain.read.reminders import Asked
from domain.refusals import Refusal
from models import queries
from models.tables import Todo
from services import feedback, todos
from tests.soak.busy import Busy
from tests.soak.people import HOUR
from tests.soak.promises import Promises
from views.todos import NOT_HANDED_OVER

WHIM = 1 / 40
"""How likely it is of a loop in an hour, where who has the to-do works then."""


@dataclass
class Whims:
    busy: Busy
    promises: Promises
    done: Counter[str] = field(default_factory=Counter)

    async def hour(self) -> None:
        for loop in list(self.busy.open):
            if self.busy.chance.random() < WHIM:
                try:
                    done = await self._something(await self._open(loop))
                except Refusal as refusal:
                    done = f"refused: {type(refusal).__name__}"
                if done:
                    self.done[done] += 1

    async def _open(self, loop: int) -> Sequence[Todo]:
        return await self.busy.company.database.read(lambda session: queries.open_todos(session, loop))

    async def _something(self, rows: Sequence[Todo]) -> str:
        """With one of these, by the buttons that it has. Empty where nobody is there to press one."""
        chance = self.busy.chance
        now = self.busy.company.clock.now()
        asked = [row for row in rows if row.opens_at <= now and row.disowned_at is None]
        here = [row for row in asked if self.busy.people.works(row.member_id)]
        if not here:
            return ""
        todo = chance.choice(here)
        deeds: list[Callable[[Todo], Awaitable[str]]] = [self._put_off, self._remind]
        deeds += [self._hand_over] * 3 if todo.kind not in NOT_HANDED_OVER else []
        deeds += [self._disown] if todo.kind not in ("answer_invitation", "reassign") else []
        return await chance.choice(deeds)(todo)

    async def _put_off(self, todo: Todo) -> str:
        """For an hour, until their next working morning, or until a day that they pick."""
        busy, me = self.busy, todo.member_id
        now = busy.company.clock.now()
        day = now.date() + timedelta(days=busy.chance.randint(1, 6))
        tomorrow = await busy.company.read(todos.next_morning, by=me)
        picked = datetime.combine(day, time(9), ZoneInfo(busy.people.zone(me)))
        until = busy.chance.choice((now + HOUR, tomorrow, picked))
        await busy.company.perform(todos.snooze, TodoForm(todo=_id(todo), until=until), by=me)
        self.promises.put_off(me, todo, until)
        busy.waits[todo.loop_id] = until
        return "put off"

    async def _hand_over(self, todo: Todo) -> str:
        """To the other lead."""
        busy, me = self.busy, todo.member_id
        heir = busy.chance.choice(await busy.company.read(todos.heirs, _id(todo), by=me)).id
        await busy.company.perform(todos.hand_over, TodoForm(todo=_id(todo), member=heir), by=me)
        self.promises.passed_on(me, todo, heir)
        self._leave_it(todo)
        return "handed over"

    async def _disown(self, todo: Todo) -> str:
        """What was handed over goes back, if who it is from is still there."""
        busy, me = self.busy, todo.member_id
        await busy.company.perform(todos.not_mine, TodoForm(todo=_id(todo)), by=me)
        back = todo.owed_by if todo.owed_by != me and todo.owed_by not in busy.people.gone else ""
        self.promises.passed_on(me, todo, back)
        self._leave_it(todo)
        return "given back" if back else "not mine"

    async def _remind(self, todo: Todo) -> str:
        """Who leads the search asks who has it for all that they owe this loop. Empty where nobody is there to ask."""
        busy = self.busy
        team = busy.openings[busy.open[todo.loop_id]].team
        asking = [who for who in team if who != todo.member_id and busy.people.works(who)]
        if not asking:
            return ""
        form = LoopForm(loop=todo.loop_id, version=0, member=todo.member_id)
        asked = Asked.of(await busy.company.perform(feedback.remind, form, by=asking[0]))
        for who in asked.coming:
            assert asked.comes is not None
            theirs = {_id(row) for row in await self._open(todo.loop_id) if row.member_id == who}
            self.promises.asked(who, todo.loop_id, theirs, asked.comes)
        return "reminded" if asked.coming else "reminded of late"

    def _leave_it(self, todo: Todo) -> None:
        """Nobody gets to it for a while, so that whoever has it now is reminded."""
        busy = self.busy
        busy.waits[todo.loop_id] = busy.company.clock.now() + busy.chance.randint(4, 96) * HOUR


def _id(todo: Todo) -> int:
    return todo.id or 0
