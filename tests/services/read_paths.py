"""Every way in which somebody reads of a loop, walked at once, for the tests of what reaches whom."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from sqlmodel import select

from domain.refusals import Refusal
from models.tables import Audit, Outbox, Post, Todo
from services import (
    briefings,
    calibration,
    candidates,
    debriefs,
    digests,
    facts,
    feedback,
    outgoing,
    preview,
    private_notes,
    reading,
    records,
    role_closing,
    roles,
)
from services.home import home
from services.work import Work
from tests.fakes.company import HIRING, Company
from views.messages import render

Ask = Callable[..., Any]


def read_by(work: Work, loop: int) -> Iterator[tuple[str, str]]:
    """Name and text of each; of a refusal its words."""
    _, role, candidate = facts.rows_of(work, [loop])[0]
    ways: tuple[tuple[str, Ask, tuple[object, ...]], ...] = (
        ("page", reading.page, (loop,)),
        ("find", reading.find, (candidate.name.split()[0],)),
        ("list", reading.listing, ()),
        ("todos", reading.todo_list, ()),
        ("hub", reading.hub, ()),
        ("home", home, ()),
        ("digest", digests.show, (HIRING,)),
        ("scorecard", feedback.page, (loop,)),
        ("side by side", feedback.side_by_side, (loop,)),
        ("side by side, by stage", feedback.side_by_side, (loop, "culture")),
        ("debrief", debriefs.page, (loop,)),
        ("briefing", briefings.of_loop, (loop,)),
        ("record", records.record, (loop, "culture")),
        ("whole record", records.whole, (loop,)),
        ("preview", preview.preview, (loop,)),
        ("private note", private_notes.form, (loop, "culture", 1)),
        ("closing", role_closing.closing, (role.id,)),
        ("roles", reading.find_roles, (role.title,)),
        ("role", roles.choice, (role.id,)),
        ("candidates", candidates.choice, (role.id,)),
        ("how I rate", calibration.own, ()),
        ("turnaround and load", calibration.load, ()),
    )
    for name, ask, given in ways:
        try:
            yield name, repr(ask(work, *given))
        except Refusal as refusal:
            yield name, refusal.text


def messages(work: Work) -> Iterator[tuple[Post, str]]:
    """Every message that still says something, as read-model and as Slack gets it."""
    for post in work.session.exec(select(Post)).all():
        model = outgoing.load(work, post.id or 0)
        if model is not None:
            yield post, f"{model!r} {render(model)!r}"


def kept_without_words(work: Work) -> str:
    """The rows that hold no words of anybody: audit, to-dos, posts, outbox."""
    return repr([work.session.exec(select(table)).all() for table in (Audit, Todo, Post, Outbox)])


def verdicts(work: Work, loop: int) -> tuple[set[str], set[tuple[str, str]]] | None:
    """Whose ratings, and whose first ("1") and second ("2") votes are read; None for who may not open the page."""
    try:
        page = reading.page(work, loop)
    except Refusal:
        return None
    lines, votes = [*page.scorecards], [*page.votes]
    with suppress(Refusal):
        lines += feedback.side_by_side(work, loop).scorecards
    with suppress(Refusal):
        votes += debriefs.page(work, loop).votes
    rated = {line.person.id for line in lines if line.recommendation is not None or line.ratings or line.notes}
    words = [("1", vote.person.id, vote.first) for vote in votes] + [
        ("2", vote.person.id, vote.second) for vote in votes
    ]
    return rated, {(n, member) for n, member, word in words if word}


async def all_read(company: Company, loop: int, reader: str) -> list[tuple[str, str]]:
    return await company.read(lambda work: list(read_by(work, loop)), by=reader)
