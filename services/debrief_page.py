"""The debrief of a loop's present round, for one reader."""

from datetime import timedelta

from domain.actions import Action
from domain.debriefs import missing, voters
from domain.permissions import may, may_decide, require
from domain.read.debriefs import DebriefPage
from domain.refusals import NotFound, NotNow
from domain.state import VOTING, Part, Status, Step
from models import queries_debriefs
from services import debrief_votes, members, playbooks, sealing, state
from services.facts import gather, rows_of
from services.work import Work


def page(work: Work, loop: int) -> DebriefPage:
    """What the reader may read and do; the recruiter, who takes part without a vote, reads alone.

    Refused to everybody else, and once it is over.
    """
    rows = rows_of(work, [loop])
    if not rows:
        raise NotFound
    facts = gather(work, rows)
    (row,), relations = rows, facts.relations[loop]
    require(Action.READ_SCORECARDS, relations)
    loop_row, role, candidate = row
    playbook = playbooks.of_hash(work, loop_row.playbook_hash)
    now = state.load(work, loop_row, role, playbook)
    if now.status is not Status.ACTIVE or now.step not in (*VOTING, Step.DECISION):
        raise NotNow("There is no debrief to vote in here any more. The loop's page shows where it stands.")
    if work.actor not in (*voters(now), now.recruiter):
        raise NotNow("Those vote who have submitted a scorecard in this stage, and the hiring manager.")
    given = queries_debriefs.votes_of(work.session, loop, now.stage, now.round)
    lines = debrief_votes.lines(work, now, list(given), relations, facts.panel(loop_row))
    cards = sealing.scorecard_lines(work, loop_row, role, relations, playbook)
    people = members.people(work, {*missing(now), now.decider, work.actor})
    stage = playbook.stage(now.stage)
    began = next((vote.read_at for vote in given if vote.member_id == work.actor), None)
    return DebriefPage(
        loop=loop,
        version=loop_row.version,
        viewer=people[work.actor],
        candidate=candidate.name,
        role=role.title,
        stage=stage.name,
        stage_key=now.stage,
        round=now.round,
        step=now.step,
        decider=people[now.decider],
        scorecards=tuple(
            card
            for card in cards
            if (card.stage_key, card.round) == (now.stage, now.round) and card.part is not Part.SHADOW
        ),
        votes=lines,
        mine=next((line for line in lines if line.person.id == work.actor), None),
        missing=tuple(people[member] for member in missing(now)),
        advice=playbook.debrief,
        reading_minutes=stage.reading_minutes,
        read_until=began + timedelta(minutes=stage.reading_minutes) if began else None,
        may_move_on=may(Action.MOVE_ON, relations) and may_decide(relations, now.at.decided_by),
    )
