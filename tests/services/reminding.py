"""What tests of reminders and of what goes up look at."""

from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from domain.read.messages import PostKind
from models.tables import Post, Todo
from services import escalations, nudges
from services.work import Work
from tests.fakes.company import Company

TUESDAY_NINE = datetime(2027, 3, 2, 9, tzinfo=UTC)
WEDNESDAY_NINE = TUESDAY_NINE + timedelta(days=1)


async def posts(company: Company, *kinds: PostKind) -> list[Post]:
    wanted = [str(kind) for kind in kinds or (PostKind.NUDGE, PostKind.ESCALATION)]
    statement = select(Post).where(col(Post.kind).in_(wanted)).order_by(col(Post.id))
    return await company.read(lambda work: list(work.session.exec(statement).all()))


async def todo(company: Company, kind: str) -> Todo:
    statement = select(Todo).where(Todo.kind == kind).order_by(col(Todo.id).desc()).limit(1)
    return await company.read(lambda work: work.session.exec(statement).one())


async def card(company: Company) -> Todo:
    return await todo(company, "scorecard")


async def plan(company: Company) -> int:
    return await company.work(remind_all)


def raise_all(work: Work) -> int:
    """Let everything go up that is to, in one unit of work."""
    return sum([escalations.escalate(work, share) for share in escalations.shares(work)])


def remind_all(work: Work) -> int:
    """Remind everybody of what is due, in one unit of work."""
    return sum([nudges.plan(work, share) for share in nudges.shares(work)])
