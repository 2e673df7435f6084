"""Scorecards for one reader: what may be read in full, the rest as a line that says until when it is hidden."""

from dataclasses import replace
from typing import Any

from domain import scorecards as rules
from domain.permissions import Relation
from domain.playbook import Competency, Kit, Playbook
from domain.read.details import EarlierVersion, RatingLine, ScorecardLine
from domain.state import Card, Part, Rsvp, Status
from models import queries, queries_amendments
from models.tables import Candidate, Loop, Panelist, Role, Scorecard, ScorecardVersion
from services import kits, members, playbooks
from services.relations import to_loop
from services.work import Work

UNDER_WAY = (Status.ACTIVE, Status.ON_HOLD)

UNTIL_YOURS = "hidden until you submit yours"
UNWRITTEN = "hidden, since you did not submit yours"
UNTIL_ALL = "hidden until all are in"
FOR_LEAD = "for learning, read by who leads the interview alone"
FOR_PANEL = "only the panel, the recruiter and the hiring manager read it"


def scorecard_lines(
    work: Work, loop: Loop, _role: Role, relations: frozenset[Relation], playbook: Playbook
) -> tuple[ScorecardLine, ...]:
    """All seats of all rounds, in the order of the stages, each with as much of its scorecard as `relations` open."""
    loop_id = loop.id or 0
    seats = queries.panels_of_loops(work.session, [loop_id])
    cards = {(c.stage, c.round, c.member_id): c for c in queries.scorecards_of(work.session, loop_id)}
    kits.read_ahead(work, cards.values())
    before: dict[int | None, list[ScorecardVersion]] = {}
    if any(card.version > 1 for card in cards.values()):
        for version in queries_amendments.earlier_versions(work.session, loop_id):
            before.setdefault(version.scorecard_id, []).append(version)
    people = members.people(work, {seat.member_id for seat in seats})
    closed = loop.status not in UNDER_WAY
    now = (loop.stage, loop.round, loop.gate_closed, closed)
    reader_owes = any(
        seat.member_id == work.actor and (seat.stage, seat.round) == now[:2] and _owes(seat) for seat in seats
    )
    opened = queries.unsealed_by(work.session, loop_id, work.actor)
    order = {stage.key: index for index, stage in enumerate(playbook.stages)}
    lines = []
    for seat in sorted(seats, key=lambda seat: (order[seat.stage], seat.round, seat.position)):
        stage = playbook.stage(seat.stage)
        card = cards.get((seat.stage, seat.round, seat.member_id))
        rnd = [other for other in seats if (other.stage, other.round) == (seat.stage, seat.round)]
        facts = (relations, stage.scorecards, reader_owes, (seat.stage, seat.round) in opened)
        sealed = _sealed(work.actor, seat, rnd, now, *facts)
        content = card.content if card and seat.card == Card.SUBMITTED and not sealed else None
        earlier = _of_this_meeting(card, before) if card and content else []
        lines.append(
            ScorecardLine(
                person=people[seat.member_id],
                part=Part(seat.part),
                card=Card(seat.card),
                stage=stage.name,
                stage_key=seat.stage,
                round=seat.round,
                submitted_at=card.submitted_at if card else None,
                sealed=sealed if seat.card == Card.SUBMITTED else "",
                recommendation=card.recommendation if card and content else None,
                ratings=_ratings(content, kits.kit_of_card(work, card, loop, seat.stage)) if content else (),
                notes=str(content.get("notes") or "") if content else "",
                waive_reason=_waived(card, relations) if seat.card == Card.WAIVED else "",
                scorecard=(card.id or 0) if card else 0,
                version=card.version if card else 1,
                changed_at=card.changed_at if card and content else None,
                earlier=_earlier(earlier, kits.kit_of_card(work, card, loop, seat.stage)) if earlier else (),
                while_over=closed and not sealed and bool(_sealed(work.actor, seat, rnd, (*now[:3], False), *facts)),
            )
        )
    return tuple(lines)


def reads_others(work: Work, loop: Loop, role: Role, candidate: Candidate, member: str) -> bool:
    """Whether this member can read a scorecard of the present round that somebody else has written."""
    panel = queries.panel_of(work.session, loop.id or 0, loop.stage, loop.round)
    if not any(seat.card == Card.SUBMITTED and seat.removed_at is None and seat.member_id != member for seat in panel):
        return False
    theirs = replace(work, actor=member)
    playbook = playbooks.of_hash(work, loop.playbook_hash)
    lines = scorecard_lines(theirs, loop, role, to_loop(theirs, loop, role, candidate), playbook)
    here = [line for line in lines if (line.stage_key, line.round) == (loop.stage, loop.round)]
    return any(line.recommendation is not None and line.person.id != member for line in here)


def unswayed(work: Work, loop: Loop, role: Role, candidate: Candidate, member: str) -> bool:
    """Whether this member can read none of the present round's, nor has read any: else they write none of their own."""
    if reads_others(work, loop, role, candidate, member):
        return False
    return not queries_amendments.has_read(work.session, loop.id or 0, loop.stage, loop.round, member)


def _waived(card: Scorecard | None, relations: frozenset[Relation]) -> str:
    return card.waive_reason if card and relations & {Relation.RECRUITER, Relation.HIRING_MANAGER} else ""


def _sealed(
    reader: str,
    seat: Panelist,
    rnd: list[Panelist],
    now: tuple[str, int, bool, bool],
    relations: frozenset[Relation],
    required: int,
    reader_owes: bool,
    override: bool,
) -> str:
    """Empty when the reader may read it; else until when it is hidden.

    `now`: the loop's present stage and round, whether its gate is closed, and whether the loop is. In a closed loop
    nobody writes any more, so that who leads the search waits for nobody; who owed one there still reads none of the
    others', since it may be reopened.
    """
    mine = next((other for other in rnd if other.member_id == reader), None)
    present = (seat.stage, seat.round) == now[:2]
    owes = reader_owes and seat.stage == now[0]
    outstanding = sum(_owes(other) for other in rnd)
    settled = sum(other.card != Card.NONE and other.part != Part.SHADOW for other in rnd)
    all_in = not present or now[3] or (not outstanding and (settled >= required or now[2]))
    team = bool(relations & {Relation.RECRUITER, Relation.HIRING_MANAGER, Relation.BAR_RAISER})
    readable = rules.may_read(
        reader=reader,
        writer=seat.member_id,
        is_panelist=mine is not None,
        reader_submitted=mine is not None and mine.card == Card.SUBMITTED,
        reader_owes=owes,
        is_decider_or_recruiter=team,
        all_in=all_in,
        is_candidate=Relation.CANDIDATE in relations,
        override=override,
        by_shadow=seat.part == Part.SHADOW,
        reader_leads=mine is not None and mine is _lead(rnd),
        reader_trains=mine is not None and mine.part == Part.SHADOW,
    )
    if readable:
        return ""
    if owes:
        return UNWRITTEN if now[3] else UNTIL_YOURS
    if seat.part == Part.SHADOW:
        return FOR_LEAD
    waits = mine is not None and mine.card == Card.SUBMITTED
    return UNTIL_ALL if team or waits else FOR_PANEL


def _lead(rnd: list[Panelist]) -> Panelist | None:
    """Who leads a round; the first of those who count where nobody was named."""
    counting = [seat for seat in rnd if seat.part != Part.SHADOW]
    return next((seat for seat in counting if seat.part == Part.LEAD), counting[0] if counting else None)


def _owes(seat: Panelist) -> bool:
    return seat.part != Part.SHADOW and not seat.absent and seat.rsvp != Rsvp.DECLINED and seat.card == Card.NONE


def _of_this_meeting(card: Scorecard, before: dict[int | None, list[ScorecardVersion]]) -> list[ScorecardVersion]:
    """Its earlier versions, without what was written of a meeting that was not held after all."""
    return [each for each in before.get(card.id, ()) if card.submitted_at and each.submitted_at >= card.submitted_at]


def _earlier(versions: list[ScorecardVersion], kit: Kit) -> tuple[EarlierVersion, ...]:
    return tuple(
        EarlierVersion(
            each.submitted_at, each.recommendation, _ratings(each.content, kit), str(each.content.get("notes") or "")
        )
        for each in versions
    )


def _ratings(content: dict[str, object], kit: Kit) -> tuple[RatingLine, ...]:
    """In the words of the kit that they were rated by."""
    ratings = content.get("ratings")
    if not isinstance(ratings, dict):
        return ()
    return tuple(_rating(competency, ratings.get(competency.key) or {}) for competency in kit.competencies)


def _rating(competency: Competency, given: dict[str, Any]) -> RatingLine:
    score = given.get("score")
    return RatingLine(
        competency=competency.key,
        name=competency.name,
        score=score,
        evidence=str(given.get("evidence") or ""),
        not_assessed=bool(given.get(rules.NOT_ASSESSED)),
        anchor=competency.anchor(score) if score else "",
        shareable=bool(given.get(rules.SHAREABLE)),
        weight=competency.weight,
        weight_reason=competency.weight_reason or "",
    )
