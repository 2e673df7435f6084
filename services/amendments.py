"""Scorecards that are changed before the decision: both versions stay, and whoever had read the earlier one is told."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.read.details import ScorecardLine
from domain.read.loops import LoopPage
from domain.read.messages import AmendedPost, PostKind
from domain.read.people import Person
from domain.state import CLOSED, Card
from models import queries, queries_amendments, queries_debriefs
from models.tables import Post, Scorecard, ScorecardVersion
from services import members, playbooks, posts, sealing
from services.relations import to_loop
from services.work import Work

QUIET = timedelta(minutes=10)
"""A hand that mends two words, and then a third, is told of once."""


def read(work: Work, loop: int, lines: Sequence[ScorecardLine]) -> None:
    """The actor has these before their eyes, as far as they are open to them."""
    known = queries_amendments.read_by(work.session, loop, work.actor)
    new = {
        line.scorecard: line.version
        for line in lines
        if line.recommendation and line.person.id != work.actor and known.get(line.scorecard) != line.version
    }
    queries_amendments.keep_readings(work.session, work.actor, work.now, new)
    for card in queries_amendments.scorecards(work.session, new):
        if card.version > new[card.id or 0]:  # changed since the actor has it before their eyes
            _say(work, card, work.actor, work.now)
    if new.keys() & known.keys():
        told = queries.posts_of_loop(work.session, loop, [PostKind.AMENDED])
        posts.refresh(work, [post for post in told if post.member_id == work.actor and post.ts])


def seen(work: Work, page: LoopPage) -> int:
    """The actor has a loop's page before their eyes, which was read apart, so that no writer waits for that."""
    read(work, page.card.line.loop, page.scorecards)
    return page.card.line.loop


def amend(work: Work, card: Scorecard, content: Mapping[str, Any], recommendation: str) -> None:
    """Keep what the scorecard says so far, and let it say this. What it said first stays submitted when it was."""
    if _kept(work, card):
        card.changed_at = work.now
    card.content, card.draft, card.saved_at = dict(content), None, work.now
    card.recommendation = recommendation
    card.submitted_at = card.submitted_at or work.now
    work.session.add(card)


def annul(work: Work, loop: int, stage: str, round_: int) -> None:
    """What was written of an interview that was not held is its writers' draft again, kept as it was, and read by none.

    Whoever writes of the one that takes its place begins unread: nobody's card is in, none was waived, and nobody has
    voted or begun to read.
    """
    for vote in queries_debriefs.votes_of(work.session, loop, stage, round_):
        work.session.delete(vote)
    for card in queries.scorecards_of(work.session, loop):
        if (card.stage, card.round) != (stage, round_):
            continue
        if _kept(work, card):
            card.draft = card.draft or card.content
            card.content = card.recommendation = card.submitted_at = card.changed_at = None
        card.waived_at, card.waived_by, card.waive_reason = None, None, ""
        work.session.add(card)


def _kept(work: Work, card: Scorecard) -> bool:
    """Put aside what the scorecard says, if it was submitted: what it says next is another version."""
    if card.submitted_at is None:
        return False
    work.session.add(
        ScorecardVersion(
            scorecard_id=card.id or 0, version=card.version, content=card.content or {},
            recommendation=card.recommendation or "", submitted_at=card.changed_at or card.submitted_at,
        )
    )  # fmt: skip
    card.version += 1
    return True


def tell(work: Work, card: Scorecard) -> None:
    """One quiet message to each who has read it, for all that has changed since they read."""
    for reading in queries_amendments.readers_of(work.session, card.id or 0):
        _say(work, card, reading.member_id, reading.read_at)


def _say(work: Work, card: Scorecard, reader: str, read_at: datetime) -> None:
    posts.say(
        work, f"amended:{card.loop_id}:{card.stage}:{card.round}:{reader}:{int(read_at.timestamp())}", PostKind.AMENDED,
        loop=card.loop_id, subject=f"{card.stage}:{card.round}", member=reader, at=work.now + QUIET,
    )  # fmt: skip


def message(work: Work, post: Post) -> AmendedPost | None:
    """While there is something that its reader has not read yet, and may; who has read it by then is not told."""
    reader, loop = post.member_id or "", post.loop_id or 0
    found = queries.loop_with_role(work.session, loop)
    if found is None:
        return None
    row, role, candidate = found
    seen = Work(work.session, work.now, reader, work.workspace, work.admins)
    playbook = playbooks.of_hash(work, row.playbook_hash)
    lines = sealing.scorecard_lines(seen, row, role, to_loop(seen, row, role, candidate), playbook)
    stage, _, round_ = post.subject.rpartition(":")
    known = queries_amendments.read_by(work.session, loop, reader)
    changed = [
        line.person
        for line in lines
        if (line.stage_key, str(line.round)) == (stage, round_)
        and line.card is Card.SUBMITTED
        and line.recommendation
        and known.get(line.scorecard, line.version) < line.version
    ]
    unread = tuple(changed) if row.status not in CLOSED else ()
    if not unread and not post.ts:
        return None
    person = members.people(work, [reader]).get(reader, Person(reader, reader))
    return AmendedPost(loop, candidate.name, role.title, playbook.stage(stage).name, stage, person, unread)
