"""A message that waits is claimed in the moment in which more is put into it: on PostgreSQL both go on side by side."""

from collections.abc import Collection
from datetime import UTC, datetime

import pytest
from sqlalchemy.util import await_only
from sqlmodel import Session, col, select

from domain.forms import LoopForm, TodoForm
from domain.read.messages import PostKind
from models import queries_reminders
from models.database import Database
from models.tables import Post, Todo
from services import feedback, todos
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company
from tests.fakes.postgresql import PostgresServer
from tests.services.delivering import claim


@pytest.mark.parametrize("deed", ["handed over", "asked for"])
async def test_what_comes_too_late_for_a_message_that_has_just_gone_has_one_of_its_own(
    postgresql: PostgresServer, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    """In the one that has gone it would be an edit that nobody is told of."""
    async with postgresql.copy() as url:
        company = await Company.make(Database(url), clock)
        for name in ("One", "Two"):
            await company.add_candidate(name=name, email=f"{name}@example.com")
        company.clock.set_to(datetime(2027, 3, 2, 15, tzinfo=UTC))
        rows = await company.read(lambda work: work.session.exec(select(Todo).order_by(col(Todo.id))).all())
        one, two = (TodoForm(todo=row.id or 0, member="UMAX") for row in rows)
        loop = LoopForm(loop=rows[1].loop_id, version=0, member="UMAX")
        if deed == "asked for":
            await company.work(lambda work: setattr(work.session.get_one(Todo, two.todo), "member_id", "UMAX"))
        await company.perform(todos.hand_over, one)
        unsent = queries_reminders.unsent_reminders

        def just_before_it_goes(session: Session, members: Collection[str]) -> dict[str, Post]:
            found = unsent(session, members)
            assert list(found) == ["UMAX"]
            assert len(await_only(claim(company, 100))) > 0
            return found

        monkeypatch.setattr(queries_reminders, "unsent_reminders", just_before_it_goes)
        if deed == "handed over":
            await company.perform(todos.hand_over, two)
        else:
            await company.perform(feedback.remind, loop)
        assert len(await company.posts(PostKind.NUDGE)) == 2
        await company.database.close()
