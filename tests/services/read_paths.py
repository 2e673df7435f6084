"""Every way in which somebody reads of a loop, walked at once, for the tests of what reaches whom."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import select

from domain.read.details import HistoryLine
from domain.read.records import WholeRecord
from domain.refusals import Refusal
from models import queries
from models.tables import Audit, Outbox, Post, Todo
from services import (
    briefings,
    calibration,
    candidates,
    debriefs,
    digests,
    facts,
    feedback,
    invitations,
    offers,
    outgoing,
    preview,
    private_notes,
    reading,
    records,
    role_closing,
    roles,
)
from services.home import home
from services.pages import HISTORY
from services.work import Work
from tests.fakes.company import HIRING, Company
from views.messages import render
from views.record import written

Ask = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class About:
    """What is asked for. Text as people type it."""

    loop: int
    interview: int
    role: int
    title: str
    first_name: str
    reader: str


def ways(about: About) -> tuple[tuple[str, Ask, tuple[object, ...]], ...]:
    """Name, service and what it is given. A test of the handlers sees to it that they read nothing besides."""
    loop, role = about.loop, about.role
    return (
        ("page", reading.page, (loop,)),
        ("older history", _older, (loop,)),
        ("find", reading.find, (about.first_name,)),
        ("list", reading.listing, ()),
        ("todos", reading.todo_list, ()),
        ("to-dos one by one", reading.todo_items, (about.reader,)),
        ("hub", reading.hub, ()),
        ("home", home, ()),
        ("digest", digests.show, (HIRING,)),
        ("scorecard", feedback.page, (loop,)),
        ("scorecard", feedback.owed, (loop,)),
        ("side by side", feedback.side_by_side, (loop,)),
        ("side by side, by stage", feedback.side_by_side, (loop, "culture")),
        ("debrief", debriefs.page, (loop,)),
        ("briefing", briefings.of_loop, (loop,)),
        ("briefing of an interview", briefings.of_interview, (about.interview,)),
        ("invitation", invitations.mine, (about.interview,)),
        ("offer", offers.review, (loop, 0)),
        ("record", records.record, (loop, "culture")),
        ("whole record", records.whole, (loop,)),
        ("preview", preview.preview, (loop,)),
        ("private note", private_notes.form, (loop, "culture", 1)),
        ("closing", role_closing.closing, (role,)),
        ("roles", reading.find_roles, (about.title,)),
        ("role", roles.choice, (role,)),
        ("candidates", candidates.choice, (role,)),
        ("how I rate", calibration.own, ()),
        ("turnaround and load", calibration.load, ()),
    )


def _older(work: Work, loop: int) -> tuple[HistoryLine, ...]:
    """The next part of the history, where there is one."""
    return reading.page(work, loop, part=1).history if queries.history_of(work.session, loop, 1, HISTORY) else ()


def read_by(work: Work, loop: int) -> Iterator[tuple[str, str]]:
    """Name and text of each; of a refusal its words. A record is read as the page that it becomes as well."""
    _, role, candidate = facts.rows_of(replace(work, actor=""), [loop])[0]
    held = [one.id or 0 for one in queries.interviews_of_loops(work.session, [loop])]
    asked = About(loop, max(held, default=0), role.id or 0, role.title, candidate.name.split()[0], work.actor)
    for name, ask, given in ways(asked):
        try:
            found = ask(work, *given)
        except Refusal as refusal:
            yield name, refusal.text
        else:
            yield name, repr(found)
            if isinstance(found, WholeRecord):
                yield name, written(found).decode()


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
