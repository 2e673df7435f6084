"""How I rate, for my own eyes alone; and turnaround and load by person, for whoever recruits, without a verdict."""

from collections import defaultdict
from collections.abc import Sequence

from domain import calibration as rules
from domain.actions import Action
from domain.calibration import Rated
from domain.permissions import Relation, may
from domain.read.calibration import Calibration, Load, LoadLine
from domain.read.people import Person
from domain.refusals import NotAllowed
from domain.scorecards import Recommendation
from domain.state import Status
from models import queries_calibration as queries
from models.queries_calibration import DecidedCard, RatingRow
from services import members, relations
from services.agreement import weighted_kappa
from services.work import Work

ROUNDS, SUBMITTED = 300, 5000
"""The latest, and no more: of an interviewer's own rounds in a year; of the scorecards of one recruiter's roles."""


def own(work: Work) -> Calibration:
    """The actor's own figures. It takes nobody else's id, so nobody reads them of anybody else, whatever their rights.

    Of decided rounds of the last year (`decided_cards`): nothing in it can be sealed any more, and all of it has been
    readable to them. A constant number of queries.
    """
    since = work.now - rules.WINDOW
    found = queries.decided_cards(work.session, work.workspace, work.actor, since, ROUNDS)
    last: dict[tuple[int, str, int], DecidedCard] = {}
    for each in found:
        last.setdefault((each.loop, each.stage, each.round), each)
    beside = queries.ratings_beside(work.session, work.actor, sorted({each.loop for each in found}))
    cards = _rated(work.actor, last, beside)
    return Calibration(
        viewer=members.people(work, [work.actor]).get(work.actor, Person(work.actor, work.actor)),
        since=since,
        ratings=rules.ratings(cards),
        recommendations=rules.recommendations(cards),
        turnaround=rules.turnaround([card.took for card in cards if card.took is not None]),
        agreement=rules.agreement(cards, weighted_kappa),
        followed=rules.followed(cards),
        hired=rules.hired(cards),
        recruits=queries.recruits(work.session, work.workspace, work.actor),
    )


def _rated(
    reader: str, last: dict[tuple[int, str, int], DecidedCard], beside: Sequence[RatingRow]
) -> tuple[Rated, ...]:
    scores: dict[tuple[int, str, int], dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    skipped: dict[tuple[int, str, int], int] = defaultdict(int)
    for row in beside:
        place = (row.loop, row.stage, row.round)
        if row.score is not None:
            scores[place][row.member][row.competency] = row.score
        elif row.not_assessed and row.member == reader:
            skipped[place] += 1
    return tuple(
        Rated(
            loop=card.loop,
            recommendation=Recommendation(card.recommendation),
            outcome=card.outcome,
            status=Status(card.status),
            scores=scores[place].pop(reader, {}),
            not_assessed=skipped[place],
            took=card.submitted_at - card.asked_at if card.asked_at else None,
            others=tuple(scores[place].values()),
        )
        for place, card in last.items()
    )


def load(work: Work) -> Load:
    """Who has how many scorecards and interviews in the actor's roles, and how soon scorecards come. By name.

    For whoever recruits: not for a hiring manager, not for an admin. It holds no rating, no recommendation and nothing
    that follows from one. A constant number of queries.
    """
    recruits = queries.recruits(work.session, work.workspace, work.actor)
    mine = relations.to_workspace(work) | (frozenset({Relation.RECRUITER}) if recruits else frozenset())
    if not may(Action.READ_LOAD, mine):
        raise NotAllowed("You don't have the right to do that here. This page is for those who recruit for a role.")
    since, until = work.now - rules.LOAD_WINDOW, work.now + rules.LOAD_AHEAD
    where = (work.session, work.workspace, work.actor)
    owed = {member: (count, late) for member, count, late in queries.owed_for(*where, work.now)}
    ahead = dict(queries.ahead_for(*where, work.now, until))
    came = defaultdict(list)
    for row in queries.submitted_for(*where, since, SUBMITTED):
        came[row.member].append(row)
    people = members.people(work, owed.keys() | ahead.keys() | came.keys() | {work.actor})
    lines = [
        LoadLine(
            person=people[member],
            open=owed.get(member, (0, 0))[0],
            late=owed.get(member, (0, 0))[1],
            submitted=len(came.get(member, ())),
            turnaround=rules.turnaround(
                [row.submitted_at - row.asked_at for row in came.get(member, ()) if row.asked_at]
            ),
            ahead=ahead.get(member, 0),
        )
        for member in owed.keys() | ahead.keys() | came.keys()
    ]
    return Load(
        people[work.actor], since, until, tuple(sorted(lines, key=lambda line: (line.person.name, line.person.id)))
    )
