"""Scorecards: typed as drafts, submitted, waived, read as far as they are open."""

from domain import events as ev
from domain import scorecards as rules
from domain.actions import Action
from domain.forms import LoopForm, ScorecardForm
from domain.permissions import Relation, may, require
from domain.playbook import StageKind
from domain.read.scorecards import SideBySide
from domain.refusals import Invalid, Invalids, NotFound, NotNow
from domain.scorecard_parts import digest
from domain.state import Card, LoopState, Part, Status
from domain.todos import TodoKind
from models import queries
from models.tables import Loop, Scorecard
from services import amendments, announce, asking, kits, playbooks, posts, sealing
from services.change import Changing
from services.relations import to_loop
from services.scorecard_page import owed, page, seat_lost
from services.work import Work

__all__ = [
    "oldest", "open_evidence", "owed", "page", "put_aside", "remind", "save", "side_by_side", "submit", "unseal",
    "waive",
]  # fmt: skip


def save(work: Work, form: ScorecardForm) -> int:
    """Keep what is being typed in the part of the form that is open. Nobody but its writer ever sees a draft.

    It comes with every few keystrokes, so it asks for the right in one query (a seat in that round, and not being the
    candidate) and writes in one more, which leaves alone what the other parts hold. Who lost the seat while the form
    was open, as when the interview is cancelled, loses nothing that they typed.
    """
    seat = queries.kit_of_seat(work.session, work.workspace, form.loop, form.stage, form.round, work.actor)
    if seat is None:
        raise NotNow("You're not on the panel of this stage any more, so I can't keep these notes.")
    if not form.content.get("ratings") and form.content.keys() <= {"ratings"}:
        return form.loop  # the summary, which asks for nothing
    card = {"loop_id": form.loop, "stage": form.stage, "round": form.round, "member_id": work.actor}
    written = {"draft": form.content, "saved_at": work.now, "waive_reason": ""}
    kept = {"playbook_hash": seat.playbook_hash, "kit_hash": kits.pin(work, seat, form.stage)}
    queries.keep_draft(work.session, card | written | kept)
    return form.loop


def put_aside(work: Work, form: ScorecardForm) -> int:
    """Its writer stops for now: what reminds them of it says that it is kept. What is not their own stays as it is."""
    mine = [
        todo.id or 0
        for todo in queries.open_todos(work.session, form.loop)
        if todo.kind == TodoKind.SCORECARD and todo.member_id == work.actor
    ]
    posts.refresh_nudges(work, mine)
    return form.loop


def _card(work: Work, row: Loop, form: ScorecardForm) -> Scorecard:
    known = queries.scorecard_of(work.session, form.loop, form.stage, form.round, work.actor)
    return known or Scorecard(
        loop_id=form.loop, stage=form.stage, round=form.round, member_id=work.actor,
        playbook_hash=row.playbook_hash, saved_at=work.now,
    )  # fmt: skip


def submit(work: Work, form: ScorecardForm) -> int:
    """Submit or, until the decision, change one's scorecard: what was kept of it, and what the form says besides."""
    changing = Changing(work, form.loop)
    _still_seated(changing, form)
    _still_wanted(changing.require(Action.FEEDBACK), form)
    card = _card(work, changing.loop, form)
    seat = changing.state.seat(work.actor)
    again = seat is not None and seat.card is Card.SUBMITTED
    if not again:
        _still_blind(changing)
    kit = kits.pin_card(work, card, changing.loop)
    content = rules.merged(card.draft or card.content or {}, form.content)
    if again and digest(content) == digest(card.content or {}):
        card.draft = None
        return form.loop
    draft = rules.draft_of(content)
    errors = rules.check_submission(kit, draft)
    if errors:
        raise Invalids(errors)

    def write(_loop: Loop, _before: LoopState, _after: LoopState) -> None:
        amendments.amend(work, card, content, str(draft.recommendation))

    changing.apply(ev.CardSubmitted(by=work.actor, at=work.now, member=work.actor, again=again), write=write)
    if again:
        amendments.tell(work, card)
    return form.loop


def _still_seated(changing: Changing, form: ScorecardForm) -> None:
    """Whose seat fell away with the interview learns why, rather than that they have no right."""
    if Relation.CANDIDATE not in changing.relations:
        said = seat_lost(changing.work, form.loop, form.stage, form.round)
        if said:
            raise NotNow(said)


def _still_blind(changing: Changing) -> None:
    """Whose scorecard was waived, or who was not there, may have read the others' by now."""
    seat = changing.state.seat(changing.work.actor)
    if seat is not None and not seat.counts:
        return
    if not sealing.unswayed(changing.work, changing.loop, changing.role, changing.candidate, changing.work.actor):
        raise NotNow(
            "You can read the others' scorecards, or have read them, so yours would not be unswayed. Your notes are "
            "kept; say it in the debrief."
        )


def _still_wanted(changing: Changing, form: ScorecardForm) -> None:
    """A form may have stayed open while the loop moved on; what was typed stays in the draft."""
    state = changing.state
    if state.closed:
        raise NotNow("This loop is closed, so its scorecards are final. Your notes are kept.")
    if state.status is Status.ON_HOLD:
        raise NotNow("This loop is on hold, so nothing is due. Your notes are kept for when it goes on.")
    if (state.stage, state.round) != (form.stage, form.round):
        name = changing.playbook.stage(form.stage).name
        raise NotNow(f"{name} has been decided, so its scorecards are final. Your notes are kept.")
    if state.at.kind is StageKind.INTERVIEW and state.meeting is None:
        raise NotNow("This interview was cancelled. Your notes are kept for when it takes place.")
    meeting = state.meeting
    moved = meeting is not None and form.interview_version not in (0, meeting.version)
    if meeting is not None and moved and meeting.starts_at > changing.work.now:
        raise NotNow("This interview was moved. Your notes are kept; submit them once you've met.")


def waive(work: Work, form: LoopForm) -> int:
    """A required scorecard that will not come is given up, with a reason."""
    changing = Changing(work, form.loop).require(Action.WAIVE)
    member, reason = form.member or "", form.note or form.reason

    def write(loop: Loop, _before: LoopState, after: LoopState) -> None:
        known = queries.scorecard_of(work.session, form.loop, after.stage, after.round, member)
        card = known or Scorecard(
            loop_id=form.loop, stage=after.stage, round=after.round, member_id=member,
            playbook_hash=loop.playbook_hash, saved_at=work.now,
        )  # fmt: skip
        card.waived_at, card.waived_by, card.waive_reason = work.now, work.actor, reason
        work.session.add(card)

    event = ev.CardWaived(by=work.actor, at=work.now, member=member, reason=reason)
    changing.apply(event, reason=reason, write=write)
    return form.loop


def oldest(work: Work) -> int | None:
    """The loop of my oldest scorecard: one that is due, else of an interview that has begun; None without any."""
    mine = queries.open_todos_of_member(work.session, work.actor)
    due = next((todo.loop_id for todo in mine if todo.kind == TodoKind.SCORECARD), None)
    return due or queries.begun_without_card(work.session, work.actor, work.now)


def side_by_side(work: Work, loop: int, stage_key: str | None = None) -> SideBySide:
    """The scorecards of one stage, as far as the reader may read them.

    Without a stage: the present one's, or, when it has none, those of the last one that has.
    """
    found = queries.loop_with_role(work.session, loop)
    if found is None:
        raise NotFound
    row, role, candidate = found
    relations = to_loop(work, row, role, candidate)
    if not (may(Action.OVERRIDE, relations) and queries.unsealed_by(work.session, loop, work.actor)):
        require(Action.READ_SCORECARDS, relations)
    playbook = playbooks.of_hash(work, row.playbook_hash)
    lines = sealing.scorecard_lines(work, row, role, relations, playbook)
    there = list(dict.fromkeys(line.stage_key for line in lines))
    shown = stage_key or (row.stage if row.stage in there or not there else there[-1])
    stage = kits.stage_of(work, row, shown)
    mine = tuple(line for line in lines if line.stage_key == shown and (line.part is not Part.SHADOW or line.ratings))
    others = tuple((key, playbook.stage(key).name) for key in there if key != shown)
    return SideBySide(loop, candidate.name, stage.name, stage.kit, mine, others, shown)


def open_evidence(work: Work, form: LoopForm) -> SideBySide:
    """The same for `form.loop` and the stage `form.key`, before somebody's eyes: that they read it is written down.

    Whoever has read a scorecard hears of it when it changes.
    """
    side = side_by_side(work, form.loop, form.key or None)
    amendments.read(work, form.loop, side.scorecards)
    return side


def unseal(work: Work, form: LoopForm) -> int:
    """Read the present round's scorecards before their time: with a reason, audited, and told to the panel.

    Once there is one to read: what would be opened before that is not written yet, perhaps by people not yet asked.
    """
    changing = Changing(work, form.loop).require(Action.OVERRIDE)
    reason = (form.note or form.reason).strip()
    if not reason:
        raise Invalid("Please give a reason. The panel will read it.", field="note")
    state = changing.state
    if work.actor in state.outstanding:
        raise NotNow("You owe a scorecard yourself. Submit it first.")
    if not any(seat.counts and seat.card is Card.SUBMITTED for seat in state.seats):
        raise NotNow(f"Nobody has submitted a scorecard for {state.at.name} yet, so there is nothing to read.")
    held = state.meeting.version if state.meeting else 0
    work.audit("unseal", "loop", form.loop, stage=state.stage, round=state.round, held=held)
    entry = changing.note("Unsealed", reason, all_in=not state.outstanding)
    announce.notices(work, entry, form.loop, [seat.member for seat in state.seats])
    return form.loop


def remind(work: Work, form: LoopForm) -> list[str]:
    """Remind one member, or all who owe a scorecard, now or as soon as their working day begins. Returns an Asked."""
    changing = Changing(work, form.loop).require(Action.REMIND)
    asked = (form.member,) if form.member else changing.state.outstanding
    return asking.remind(work, form.loop, asked).plain
