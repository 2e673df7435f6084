"""Debriefs: read, voted in, gone on with, and opened before all scorecards are in."""

from domain import events as ev
from domain.actions import Action
from domain.debriefs import ballot, missing, standing_no, voters
from domain.forms import LoopForm
from domain.forms_debriefs import VoteForm
from domain.permissions import may_decide
from domain.refusals import Invalid, NotAllowed, NotNow
from domain.scorecards import Recommendation
from domain.state import VOTING, LoopState, Status, Step
from models import queries
from models.tables import Loop, Scorecard
from services import members, votes
from services.change import Changing
from services.debrief_page import page
from services.work import Work

__all__ = ["answer", "begin_reading", "close_gate", "keep", "move_on", "page", "vote", "without_the_gone"]


def begin_reading(work: Work, form: LoopForm) -> int:
    """The reader's own silent reading begins when they first open the scorecards; who has no vote reads without it."""
    changing = Changing(work, form.loop).require(Action.READ_SCORECARDS)
    state = changing.state
    if state.step in VOTING and state.status is Status.ACTIVE and work.actor in voters(state):
        row = votes.row_of(work, changing.loop, work.actor)
        row.read_at = row.read_at or work.now
        work.session.add(row)
    return form.loop


def vote(work: Work, form: VoteForm) -> int:
    """One's own vote: before the talk, or after it. It can be changed until all have given theirs."""
    changing = Changing(work, form.loop)
    _still_open(changing.require(Action.VOTE), form)
    if form.vote not in set(Recommendation):
        raise Invalid("Choose one, from strong no to strong yes.", field="vote")
    _give(changing, Recommendation(form.vote), form.note.strip())
    return form.loop


def keep(work: Work, form: LoopForm) -> int:
    """The second vote is the first one, in one tap."""
    changing = Changing(work, form.loop).require(Action.VOTE)
    state = changing.state
    first = ballot(state, work.actor).first
    if state.step is not Step.SECOND_VOTE or state.status is not Status.ACTIVE:
        raise NotNow("The second vote is not open here. I've refreshed the message; please look again.")
    if first is None:
        raise NotNow("You gave no first vote that you could keep. Choose one, from strong no to strong yes.")
    _give(changing, first, "")
    return form.loop


def _give(changing: Changing, word: Recommendation, note: str) -> None:
    work = changing.work
    again = changing.state.step is Step.SECOND_VOTE
    event = (ev.VotedAgain if again else ev.Voted)(by=work.actor, at=work.now, member=work.actor, vote=word)

    def write(loop: Loop, _before: LoopState, _after: LoopState) -> None:
        row = votes.row_of(work, loop, work.actor)
        row.read_at = row.read_at or work.now
        if again:
            row.second_note = note
        else:
            row.first_note = note
        work.session.add(row)
        work.session.flush()

    changing.apply(event, write=write)


def _still_open(changing: Changing, form: VoteForm) -> None:
    """A form may have stayed open while the debrief went on."""
    state = changing.state
    if state.closed:
        raise NotNow("This loop is closed, so its votes are too. Thank you all the same!")
    if state.status is Status.ON_HOLD:
        raise NotNow("This loop is on hold, so no vote is due. It is asked for again when it goes on.")
    name = changing.playbook.stage(form.stage).name
    if (state.stage, state.round) != (form.stage, form.round):
        raise NotNow(f"{name} has been decided, so its votes are closed. Thank you all the same!")
    if state.step is Step.DECISION:
        raise NotNow(f"The votes on {name} are closed: it is being decided. Thank you all the same!")
    if state.step not in VOTING:
        raise NotNow(f"{name} waits for a scorecard again. I'll ask for your vote once it is in.")
    if state.step is Step.SECOND_VOTE and not form.again:
        raise NotNow("The first votes have been opened meanwhile. Read them, talk, and vote again.")


def move_on(work: Work, form: LoopForm) -> int:
    """The decider goes on without the votes that are missing, and says why."""
    changing = Changing(work, form.loop).require(Action.MOVE_ON)
    if not may_decide(changing.relations, changing.state.at.decided_by):
        raise NotAllowed(f"{changing.state.at.name} is decided by <@{changing.state.decider}>.")
    changing.fresh(form.version)
    reason = form.note or form.reason
    work.audit("move_on", "loop", form.loop, stage=changing.state.stage, step=str(changing.state.step))
    changing.apply(ev.DebriefMovedOn(by=work.actor, at=work.now, reason=reason), reason=reason)
    return form.loop


def without_the_gone(changing: Changing) -> None:
    """Nobody waits for the votes of those who have left the company; who comes back in time may still vote."""
    work, left = changing.work, missing(changing.state)
    for member, person in members.people(work, left).items() if left else ():
        if not person.active and member in missing(changing.state):
            changing.apply(ev.VoterLeft(by=work.actor, at=work.now, member=member))


def close_gate(work: Work, form: LoopForm) -> int:
    """The hiring manager lets the debrief begin with the scorecards that are in. Audited, and told to the panel."""
    changing = Changing(work, form.loop).require(Action.CLOSE_GATE).fresh(form.version)
    reason, waited = form.note or form.reason, changing.state.outstanding

    def write(loop: Loop, before: LoopState, _after: LoopState) -> None:
        for member in waited:
            known = queries.scorecard_of(work.session, form.loop, before.stage, before.round, member)
            card = known or Scorecard(
                loop_id=form.loop, stage=before.stage, round=before.round, member_id=member,
                playbook_hash=loop.playbook_hash, saved_at=work.now,
            )  # fmt: skip
            card.waived_at, card.waived_by, card.waive_reason = work.now, work.actor, reason
            work.session.add(card)

    work.audit("close_gate", "loop", form.loop, stage=changing.state.stage, waived=list(waited))
    changing.apply(ev.GateClosed(by=work.actor, at=work.now, reason=reason), reason=reason, write=write)
    return form.loop


def answer(work: Work, form: LoopForm) -> int:
    """The hiring manager answers the bar raiser's no in writing. It is kept, and stands in the record of its round."""
    changing = Changing(work, form.loop).require(Action.ANSWER_CONCERN).fresh(form.version)
    words = form.note.strip()

    def write(loop: Loop, before: LoopState, _after: LoopState) -> None:
        row = votes.row_of(work, loop, before.bar_raiser, standing_no(before))
        row.answer, row.answered_by, row.answered_at = words, work.actor, work.now
        work.session.add(row)
        work.session.flush()

    changing.apply(ev.ConcernAnswered(by=work.actor, at=work.now, answer=words), reason=words, write=write)
    return form.loop
