"""Who may sit on a panel, and whose part in it stays."""

from domain import events as ev
from domain.playbook import StageKind
from domain.refusals import Invalid, NotNow, Refusal
from domain.state import Card, LoopState, Part, Seat


def complete_panel(state: LoopState, seats: tuple[Seat, ...]) -> Refusal | None:
    """A panel names each person once, has one lead where it meets, and enough whose scorecards count."""
    members = [seat.member for seat in seats]
    if len(set(members)) < len(members):
        return Invalid("Somebody is on this panel twice. Name each person once.", field="panel")
    counting = [seat for seat in seats if seat.counts]
    needed = max(1, state.at.required)
    if len(counting) < needed:
        people = "interviewers" if state.at.kind is StageKind.INTERVIEW else "reviewers"
        return Invalid(
            f"{state.at.name} needs {needed} {people if needed > 1 else people[:-1]} whose scorecards count; "
            f"{len(counting)} named so far. Shadows come on top.",
            field="panel",
        )
    if sum(seat.part is Part.LEAD for seat in seats) > 1:
        return Invalid("Only one person can lead the interview.", field="lead")
    return None


def panel_fits(state: LoopState, event: ev.PanelChanged) -> Refusal | None:
    kept = {seat.member for seat in event.seats}
    gone = tuple(s.member for s in state.seats if s.card is Card.SUBMITTED and s.member not in kept)
    if gone:
        names = ", ".join(f"<@{member}>" for member in gone)
        return Invalid(f"{names} submitted a scorecard already and stays on the panel.", field="panel", members=gone)
    return _owes_it_still(state, event) or _counts_as_before(state, event.seats) or complete_panel(state, event.seats)


def _owes_it_still(state: LoopState, event: ev.PanelChanged) -> Refusal | None:
    """Nobody who leads the search spares themselves the writing and reads the others', as with waiving."""
    leads, mine = (state.recruiter, state.hiring_manager), state.seat(event.by)
    others = [lead for lead in leads if lead != event.by]
    if event.by not in leads or not others or mine is None or not mine.outstanding:
        return None
    if not any(seat.counts and seat.card is Card.SUBMITTED for seat in state.seats):
        return None
    if any(seat.member == event.by and seat.counts for seat in event.seats):
        return None
    helps = f"Write it, or let <@{others[0]}> waive it or take you off the panel."
    return NotNow(f"You owe a scorecard here, and others are in. {helps}")


def _counts_as_before(state: LoopState, seats: tuple[Seat, ...]) -> Refusal | None:
    """A scorecard that is in neither vanishes from those that count, with its vote, nor comes to count afterwards."""
    written = {seat.member: seat.counts for seat in state.seats if seat.card is Card.SUBMITTED}
    for seat in seats:
        if written.get(seat.member, seat.counts) == seat.counts:
            continue
        said = (
            f"<@{seat.member}> submitted a shadow's scorecard already. It trains and never counts, so they stay a "
            "shadow here."
            if seat.counts
            else f"<@{seat.member}> submitted a scorecard already, and it counts: whoever has written one is not made "
            "a shadow."
        )
        return Invalid(said, field="panel" if seat.counts else "shadows", members=(seat.member,))
    return None
