"""What is said to come, and what is heard once the clock goes on and nobody acts."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import col, or_, select

from domain import cadence
from domain.read.preview import Coming, Preview
from models.tables import Escalation, History, Nudge, Post, Todo
from scheduling.planner import Planner
from services import members, nudges
from services import preview as previews
from services.work import Work
from tests.fakes.company import Company
from tests.services.outbox import send_all

Heard = tuple[datetime, str, str, tuple[str, ...]]
"""When, what kind of message, to whom, about what."""


async def predicted(company: Company, loop: int) -> Preview:
    return await company.read(previews.preview, loop)


def lines_of(coming: Preview) -> list[Heard]:
    return sorted(
        (line.at, line.coming, line.person.id if line.person else line.channel, tuple(sorted(k for k, _ in line.about)))
        for line in coming.lines
        if line.coming is not Coming.OVERDUE and (line.coming is not Coming.EXPIRED or line.person)
    )


WEEK = timedelta(days=7)


async def comes_true(company: Company, loop: int) -> list[Heard]:
    """What is heard in the next week, all as it was said to come."""
    coming = await predicted(company, loop)
    until = coming.now + WEEK
    heard = await play(company, loop, replace(coming, until=until))
    assert [each for each in lines_of(coming) if each[0] <= until] == [each for each in heard if each[0] <= until]
    return heard


async def play(company: Company, loop: int, coming: Preview, *others: Preview) -> list[Heard]:
    """Let the planner work whenever anything is due, until the preview ends; everything is delivered at once.

    `others`: what is said to come of other loops, since the planner looks at those in time as well.
    """
    planner = Planner(company.database, company.clock)
    stops = {line.at for preview in (coming, *others) for line in preview.lines}
    while True:
        await planner.tick()
        at_its_end = await company.read(nudges.ended, by="")
        if await send_all(company) or at_its_end:  # something may follow from it at once
            await planner.tick()
            await send_all(company)
        now = company.clock.now()
        due = [moment for moment in await company.work(next_moments) if moment > now]
        ahead = sorted({*due, *(stop for stop in stops if stop > now)})
        if not ahead or ahead[0] > coming.until:
            assert planner.errors == {}
            return await company.read(lambda work: said(work, loop, coming.now))
        company.clock.set_to(ahead[0])


def next_moments(work: Work) -> list[datetime]:
    rows = work.session.exec(select(Todo).where(col(Todo.closed_at).is_(None))).all()
    return [moment for row in rows for moment in (row.next_nudge_at, row.escalates_at) if moment is not None]


def said(work: Work, loop: int, since: datetime) -> list[Heard]:
    found: list[Heard] = []
    posts = select(Post).where(col(Post.created_at) >= since, or_(Post.loop_id == loop, col(Post.loop_id).is_(None)))
    for post in work.session.exec(posts).all():
        if post.kind not in set(Coming):
            continue
        linked = [Nudge.todo_id, Nudge.post_id] if post.kind == "nudge" else [Escalation.todo_id, Escalation.post_id]
        todos = work.session.exec(
            select(Todo.kind).join_from(Todo, Nudge if post.kind == "nudge" else Escalation, col(linked[0]) == Todo.id)
            .where(linked[1] == post.id, Todo.loop_id == loop)
        ).all()  # fmt: skip
        if todos or post.kind in ("digest", "soon", "briefing"):
            found.append((post.created_at, post.kind, post.member_id or post.channel, tuple(sorted(todos))))
    return sorted([*found, *expiries(work, loop, since)])


def expiries(work: Work, loop: int, since: datetime) -> list[Heard]:
    """Who hears of this loop's offer that it has run out, by a text for the candidate or a notice, and when."""
    found: list[Heard] = []
    wanted = select(Post).where(col(Post.kind).in_(("notice", "tell")), col(Post.created_at) >= since)
    for post in work.session.exec(wanted).all():
        more = [int(each) for each in post.subject.split(",")[1:]] if post.kind == "notice" else []
        entries = [work.session.get_one(History, id_) for id_ in (post.ref, *more)]
        if any(entry.event == "OfferExpired" and entry.loop_id == loop for entry in entries):
            reader = members.people(work, [post.member_id or ""])[post.member_id or ""]
            at = cadence.next_working_moment(post.created_at, reader.tz, reader.hours)
            found.append((at, "expired", reader.id, ()))
    return found
