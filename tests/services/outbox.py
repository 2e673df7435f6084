"""What stands in the outbox and in Slack, for tests of what is said."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import update
from sqlmodel import col, select

from domain.read.messages import PostKind
from models.tables import Outbox, Post
from services import outgoing
from services.work import Work
from tests.fakes.company import Company
from tests.fakes.remembered import remembered
from views.messages import render

T = TypeVar("T")


async def posts(company: Company, kind: PostKind, member: str | None = None) -> list[Post]:
    statement = select(Post).where(Post.kind == kind).order_by(col(Post.id))
    if member is not None:
        statement = statement.where(Post.member_id == member)
    return await company.read(lambda work: list(work.session.exec(statement).all()))


async def says(company: Company, kind: PostKind, model: type[T], member: str | None = None) -> T:
    """The read-model of the latest post of a kind. It renders."""
    found = await said(company, (await posts(company, kind, member))[-1])
    assert isinstance(found, model)
    return found


async def said(company: Company, post: Post) -> object:
    found = await company.read(outgoing.load, post.id or 0, by="")
    assert found is not None
    assert render(found).text
    return found


@remembered
async def send_all(company: Company) -> int:
    """As if the courier had been round: everything that says something now is in Slack. Returns how much waited."""

    def send(work: Work) -> int:
        rows = work.session.exec(select(Outbox).where(Outbox.state == "pending")).all()
        for row in rows:
            post = work.session.get_one(Post, row.post_id)
            if outgoing.load(work, row.post_id) is not None:
                post.ts, post.sent_channel = post.ts or f"{post.id}.0", post.channel or f"D{post.member_id}"
                work.session.add(post)
            row.state, row.done_at = "sent", work.now
            work.session.add(row)
        return len(rows)

    return await company.work(send)


@remembered
async def held_until(company: Company, until: datetime) -> None:
    """As Do Not Disturb does: what is written waits."""

    def put_off(work: Work) -> None:
        work.session.execute(update(Outbox).where(col(Outbox.state) == "pending").values(due_at=until))

    await company.work(put_off)


async def waits(company: Company, post: Post) -> bool:
    statement = select(Outbox).where(Outbox.post_id == post.id, Outbox.state == "pending")
    return await company.read(lambda work: work.session.exec(statement).first() is not None)
