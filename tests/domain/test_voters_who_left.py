"""Somebody who has left the company is no missing vote, and blocks nothing."""

from domain import events as ev
from domain.debriefs import asked, missing, objected, open_votes, voters
from domain.refusals import DebriefOpen, NotNow
from domain.state import Step
from tests.domain.debated import ADVANCE, EVERYBODY, FIRST, SECOND, again, debated, debts, first
from tests.domain.samples import MANAGER, NOW, RAISER, did, refused


def left(member: str) -> ev.VoterLeft:
    return ev.VoterLeft(by="", at=NOW, member=member)


def test_a_vote_of_somebody_who_has_left_is_not_waited_for() -> None:
    state = did(debated(FIRST, ballots=()), left("U2"))
    assert (missing(state), state.step) == (("U1", "U3", MANAGER), FIRST)
    assert debts(state) == [("vote", "U1"), ("vote", "U3"), ("vote", MANAGER)]
    answer = refused(state, ADVANCE)
    assert isinstance(answer, DebriefOpen)
    assert "0 of 3 are in" in answer.text


def test_the_last_who_is_waited_for_ends_the_step_by_leaving() -> None:
    state = did(debated(FIRST, ballots=()), *(first(member) for member in EVERYBODY[1:]), left("U1"))
    assert (state.step, state.revealed) == (SECOND, True)
    assert missing(state) == EVERYBODY[1:], "nor is a second vote asked of them"
    assert did(state, *(again(member) for member in EVERYBODY[1:])).step is Step.DECISION


def test_who_leaves_after_the_first_vote_keeps_it() -> None:
    revealed = did(debated(FIRST, ballots=()), *(first(member) for member in EVERYBODY))
    over = did(revealed, left("U1"), *(again(member) for member in EVERYBODY[1:]))
    assert over.step is Step.DECISION
    assert "U1" in voters(over)
    assert open_votes(over)[0] == ("U1", "yes", "")


def test_who_is_back_in_time_votes() -> None:
    state = did(debated(FIRST, ballots=()), left("U1"), first("U1"))
    assert "U1" in asked(state)
    assert debts(state)[0] == ("vote", "U2")


def test_only_somebody_who_is_waited_for_can_be_found_gone() -> None:
    for state, member in ((did(debated(FIRST, ballots=()), first("U1")), "U1"), (debated(FIRST), "USTRANGER")):
        assert isinstance(refused(state, left(member)), NotNow)
    assert isinstance(refused(debated(Step.DECISION), left("U1")), NotNow)


def test_a_bar_raiser_who_left_without_a_vote_blocks_nothing() -> None:
    state = did(debated(FIRST, ballots=(), bar_raiser=RAISER), *(first(member) for member in EVERYBODY), left(RAISER))
    decided = did(state, *(again(member) for member in EVERYBODY))
    assert (decided.step, objected(decided)) == (Step.DECISION, False)
