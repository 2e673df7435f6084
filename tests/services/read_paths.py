"""Every way in which somebody reads of a loop, walked at once, for the tests of what reaches whom."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import select

from domain.read.debriefs import VoteLine
from domain.read.details import HistoryLine, ScorecardLine
from domain.read.records import KeptVote, WholeRecord
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
from tests.fakes.asked_once import asked_once
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
        ("to schedule", reading.to_schedule, ()),
        ("todos", reading.todo_list, ()),
        ("to-dos one by one", reading.todo_items, (about.reader,)),
        ("hub", reading.hub, ()),
        ("while away", reading.while_away, ()),
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
        ("calendar file", invitations.for_calendar, (about.interview,)),
        ("offer", offers.review, (loop, 0)),
        ("record", records.record, (loop, "culture")),
        ("whole record", records.whole, (loop,)),
        ("preview", preview.preview, (loop,)),
        ("private note", private_notes.form, (loop, "culture", 1)),
        ("closing", role_closing.closing, (role,)),
        ("roles", reading.find_roles, (about.title,)),
        ("role", roles.choice, (role,)),
        ("playbook", roles.playbook, (role,)),
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
    with asked_once(work.session):
        for post in work.session.exec(select(Post)).all():
            model = outgoing.load(work, post.id or 0)
            if model is not None:
                yield post, f"{model!r} {render(model)!r}"


def kept_without_words(work: Work) -> str:
    """The rows that hold no words of anybody: audit, to-dos, posts, outbox."""
    return repr([work.session.exec(select(table)).all() for table in (Audit, Todo, Post, Outbox)])


Rated = set[tuple[int, str]]
"""Round, and whose ratings."""

Voted = set[tuple[int, str, str]]
"""Round, "1" before the talk or "2" after it, and who; without the reader's own."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What is read of a stage, on its pages, and in its record: there by round, and beside each decision.

    None for who may not open the page, or the record.
    """

    page: tuple[Rated, Voted] | None
    record: tuple[Rated, Voted, Voted] | None


def verdicts(work: Work, loop: int, stage: str) -> Verdicts:
    return Verdicts(_on_pages(work, loop, stage), _on_record(work, loop, stage))


def _on_pages(work: Work, loop: int, stage: str) -> tuple[Rated, Voted] | None:
    try:
        page = reading.page(work, loop)
    except Refusal:
        return None
    lines, votes = [*page.scorecards], [*page.votes]
    with suppress(Refusal):
        lines += feedback.side_by_side(work, loop, stage).scorecards
    with suppress(Refusal):
        votes += debriefs.page(work, loop).votes
    row, *_ = facts.rows_of(work, [loop])[0]
    return _rated(line for line in lines if line.stage_key == stage), _voted(work, row.round, votes)


def _on_record(work: Work, loop: int, stage: str) -> tuple[Rated, Voted, Voted] | None:
    try:
        rounds = records.record(work, loop, stage).rounds
    except Refusal:
        return None
    voted, decided_on = Voted(), Voted()
    for each in rounds:
        voted |= _voted(work, each.number, each.votes)
        for decision in each.decisions:
            decided_on |= _voted(work, each.number, decision.votes)
    return _rated(line for each in rounds for line in each.scorecards), voted, decided_on


def _rated(lines: Iterable[ScorecardLine]) -> Rated:
    return {
        (line.round, line.person.id)
        for line in lines
        if line.recommendation is not None or line.ratings or line.notes or line.earlier
    }


def _voted(work: Work, number: int, votes: Iterable[VoteLine | KeptVote]) -> Voted:
    given = [(vote.person.id, n, word) for vote in votes for n, word in (("1", vote.first), ("2", vote.second))]
    return {(number, n, member) for member, n, word in given if word and member != work.actor}


async def read_by_each(company: Company, loop: int, *readers: str) -> list[tuple[str, str, str]]:
    """Reader, way and text, of every way in which each of these reads of a loop."""

    def read(work: Work) -> list[tuple[str, str, str]]:
        with asked_once(work.session):
            return [(who, *said) for who in readers for said in read_by(replace(work, actor=who), loop)]

    return await company.read(read)


async def all_read(company: Company, loop: int, reader: str) -> list[tuple[str, str]]:
    return [(way, text) for _, way, text in await read_by_each(company, loop, reader)]
