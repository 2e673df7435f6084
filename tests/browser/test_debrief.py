"""A debrief of four by hand: read, voted in unseen, talked about, voted in again, and decided."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.by_hand import interview, score
from tests.browser.program_kit import ALMA, BO, INES, MAX, RITA, SAM, Hand

pytestmark = pytest.mark.browser

VALUES = "Values and ways of working"


def test_a_debrief_of_four_by_hand(hand: Hand) -> None:
    a_candidate_at_values(hand)
    interview(hand, VALUES, "2027-03-03", lead=INES, other=BO, warned="19:30 on Wednesday for @Bo Iyer")
    hand.be(INES)
    hand.clock("2027-03-03T15:05")
    for member in (INES, BO):
        score(hand, member)
    expect(hand.card).to_contain_text("Waiting for @Ines Prado, @Bo Iyer and 2 more (vote)")
    votes(hand, INES, "No", "Thin on <!channel> conflict.")
    nobody_sees_it(hand)
    votes(hand, BO, "Yes")
    votes(hand, MAX, "Yes")
    votes(hand, SAM, "Strong no")
    they_talk(hand)
    for member, keeps in ((INES, "no"), (BO, "yes"), (MAX, "yes")):
        keep(hand, member, keeps)
    votes(hand, SAM, "No", again=True)
    the_bar_raiser_is_answered(hand)


def a_candidate_at_values(hand: Hand) -> None:
    """Of a role whose bar raiser is Sam."""
    hand.be(ALMA)
    hand.command("role")
    hand.fill("Title", "Backend developer")
    hand.choose("Seniority", "Senior")
    hand.choose("Hiring manager", "Max")
    hand.choose("Recruiter", "Rita")
    hand.choose("Bar raiser", "Sam")
    hand.choose("Hiring channel", "hiring")
    hand.submit()
    expect(hand.dialog).to_contain_text("Backend developer is open")
    hand.click(hand.dialog, "Close")
    hand.be(RITA)
    hand.command("add")
    hand.fill("Name", "Noor Haddad")
    hand.fill("Email", "noor@example.com")
    hand.choose("Time zone", "New York")
    hand.choose("Where from?", "Referral")
    hand.choose("Starting stage", VALUES)
    hand.done()


def room(hand: Hand) -> Locator:
    """The conversation of the debrief, and its message."""
    hand.page.locator(".side-item", has_text=", ").first.click()
    return hand.last("Debrief: Noor Haddad")


def votes(hand: Hand, who: str, word: str, note: str = "", *, again: bool = False) -> None:
    hand.be(who)
    hand.click(room(hand), "Read and vote")
    hand.tap("Your second vote" if again else "Your vote", word)
    if note:
        hand.fill("Why, in a sentence?", note)
    hand.done()


def nobody_sees_it(hand: Hand) -> None:
    hand.be(BO)
    message = room(hand)
    expect(message).to_contain_text("1 of 4 votes in. Waiting for @Bo Iyer, @Max Weber and @Sam Hill.")
    hand.click(message, "Read and vote")
    expect(hand.dialog).to_contain_text("they agree")
    expect(hand.dialog).not_to_contain_text("Thin on")
    hand.page.keyboard.press("Escape")


def they_talk(hand: Hand) -> None:
    """The votes are open, and where people talk nobody reads them."""
    hand.be(MAX)
    message = room(hand)
    expect(message).to_contain_text("0 of 4 votes in")
    expect(hand.page.locator(".main")).not_to_contain_text("Thin on")
    hand.click(message, "Read and vote")
    expect(hand.dialog).to_contain_text("Votes: 2 yes, 1 no, 1 strong no")
    expect(hand.dialog).to_contain_text("Thin on <!channel> conflict.")
    hand.page.keyboard.press("Escape")


def keep(hand: Hand, who: str, word: str) -> None:
    hand.be(who)
    hand.click(room(hand), "Read and vote")
    hand.click(hand.dialog, f"Keep my vote: {word}")
    expect(hand.dialog.get_by_role("button", name="Change vote")).to_be_visible()
    hand.page.keyboard.press("Escape")


def the_bar_raiser_is_answered(hand: Hand) -> None:
    hand.be(MAX)
    expect(room(hand)).to_contain_text("All votes are in.")
    hand.app("Home")
    hand.page.get_by_role("button", name="Answer: Noor Haddad").click()
    hand.fill("Your answer", "Ines pairs with her for the first month.")
    hand.done()
    hand.app()
    hand.click(hand.last("is ready for your decision"), "Decide")
    expect(hand.dialog).to_contain_text("strong no \u2192 no (changed)")
    expect(hand.dialog).to_contain_text("Ines pairs with her for the first month.")
    hand.fill("Who saw it differently?", "Ines and Sam would see one more.")
    hand.fill("Why?", "The evidence says yes.")
    hand.done()
    expect(room(hand)).to_contain_text("it goes on to the next stage")
