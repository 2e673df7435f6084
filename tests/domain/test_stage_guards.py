"""Each guard where it stands: the same event is refused at every step whose row asks for it."""

from dataclasses import replace

import pytest

from domain import events as ev
from domain.state import Card, LoopState, Part, Seat, Step
from tests.domain.samples import HELD, HOUR, MANAGER, NOW, RECRUITER, did, loop, meeting, panel, refused

WAIVED = panel(Card.WAIVED, Card.WAIVED, Card.WAIVED)

NOT_BEGUN = "This interview has not begun yet. I'll ask again when it has."
TOOK_PLACE = "A scorecard has been submitted for this interview, so it took place. Ask for one more instead."
NOTHING_EXPECTED = "You're not on this panel any more, so nothing is expected of you."
NOTHING_TO_ANSWER = "You're no longer on this panel, so there is nothing to answer."
NOBODY_SAYS_SO = "No scorecard says otherwise: record a no-show or a move instead."
NO_REASON = "Please give a reason. It is kept with the decision."

NO_SHOW = ev.NoShow(by="U1", at=NOW)
MOVED = ev.Moved(by="U1", at=NOW)
ENDED = loop("design", Step.SCHEDULED, meeting=meeting(NOW - HOUR))
BEGUN = loop("design", Step.SCHEDULED, meeting=meeting(NOW))
IS_OVER = "This interview is over. If you weren't there, say so."
HAS_BEGUN = "This interview has begun. If you aren't there, say so."
DISPUTED = ev.Disputed(by="U1", at=NOW)
NOT_THERE = ev.WasAbsent(by="U8", at=NOW, member="U8")
OTHERS = panel(Card.SUBMITTED)
ONE_IN = loop("design", Step.FEEDBACK, seats=(*OTHERS, Seat(MANAGER)), meeting=HELD)
WITHOUT_THEIRS = (OTHERS, (*OTHERS, Seat(MANAGER, Part.SHADOW)))
OWED = (
    f"You owe a scorecard here, and others are in. Write it, or let <@{RECRUITER}> waive it or take you off the panel."
)
RESCINDED = ev.OfferRescinded(by=RECRUITER, at=NOW, reason="  ")


@pytest.mark.parametrize(
    ("state", "event", "sentence"),
    [
        (loop("design", Step.SCHEDULED), NO_SHOW, NOT_BEGUN),
        (
            loop("design", Step.SCHEDULED),
            MOVED,
            "This interview is still to come. Reschedule or cancel it instead.",
        ),
        (loop("design", Step.SCHEDULED), ev.WasAbsent(by="U1", at=NOW, member="U1"), NOT_BEGUN),
        (
            loop("design", Step.SCHEDULED),
            ev.InvitationAccepted(by="U8", at=NOW, member="U8"),
            NOTHING_TO_ANSWER,
        ),
        *(
            (ENDED, event(by="U1", at=NOW, member="U1"), IS_OVER)
            for event in (ev.InvitationAccepted, ev.InvitationDeclined)
        ),
        (BEGUN, ev.Proposed(by="U1", at=NOW, member="U1", reason="Friday"), HAS_BEGUN),
        (loop("design", Step.FEEDBACK), NO_SHOW, TOOK_PLACE),
        (loop("design", Step.FEEDBACK), MOVED, TOOK_PLACE),
        (loop("design", Step.FEEDBACK, seats=panel()), DISPUTED, NOBODY_SAYS_SO),
        (loop("design", Step.FEEDBACK), NOT_THERE, NOTHING_EXPECTED),
        (loop("design", Step.DECISION, meeting=HELD, seats=WAIVED), DISPUTED, NOBODY_SAYS_SO),
        (loop("design", Step.DECISION), NOT_THERE, NOTHING_EXPECTED),
        *((ONE_IN, ev.PanelChanged(by=MANAGER, at=NOW, seats=seats), OWED) for seats in WITHOUT_THEIRS),
        (loop("offer", Step.APPROVAL), RESCINDED, NO_REASON),
        (loop("offer", Step.APPROVED), RESCINDED, NO_REASON),
        (loop("offer", Step.EXTENDED), RESCINDED, NO_REASON),
    ],
)
def test_an_event_is_refused_wherever_its_guard_stands(state: LoopState, event: ev.Event, sentence: str) -> None:
    assert refused(state, event).text == sentence


@pytest.mark.parametrize("seats", WITHOUT_THEIRS)
def test_another_takes_a_lead_off_a_panel_and_they_themselves_while_nobody_has_written(seats: tuple[Seat, ...]) -> None:
    for state, by in ((ONE_IN, RECRUITER), (loop("design", Step.FEEDBACK, seats=(*panel(), Seat(MANAGER))), MANAGER)):
        assert MANAGER not in did(state, ev.PanelChanged(by=by, at=NOW, seats=_as_in(state, seats))).outstanding


def _as_in(state: LoopState, seats: tuple[Seat, ...]) -> tuple[Seat, ...]:
    return tuple(replace(state.seat(seat.member) or seat, part=seat.part) for seat in seats)
