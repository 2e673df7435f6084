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
    expect(hand.card).to_contain_text("Waiting for @Bo Iyer, @Ines Prado and 2 more (vote)")
    votes(hand, INES, "No", "Thin on <!channel> conflict.")
    nobody_sees_it(hand)
    votes(hand, BO, "Yes")
    votes(hand, MAX, "Yes")
    votes(hand, SAM, "Strong no")
    they_talk(hand)
    for member, keeps in ((INES, "no"), (BO, "yes"), (MAX, "yes")):
        keep(hand, member, keeps)
    nobody_sees_who_kept_theirs(hand)
    votes(hand, SAM, "No", again=True)
    everybody_sees_what_has_changed(hand)
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


def looks(hand: Hand, who: str, words: str = "Read and vote") -> Locator:
    """The debrief as they see it; a message that has changed by now."""
    hand.page.keyboard.press("Escape")
    hand.be(who)
    hand.click(room(hand), words)
    expect(hand.dialog).to_contain_text("they agree")
    return hand.dialog


def chosen(hand: Hand, question: str) -> Locator:
    return hand.dialog.get_by_role("radiogroup", name=question, exact=True).locator(":checked")


def nobody_sees_it(hand: Hand) -> None:
    """But she who gave it, and may change it."""
    hand.be(BO)
    expect(room(hand)).to_contain_text("1 of 4 votes in. Waiting for @Bo Iyer, @Max Weber and @Sam Hill.")
    for member in (BO, MAX, SAM, RITA):
        seen = looks(hand, member)
        expect(seen).not_to_contain_text("Thin on")
        expect(seen).not_to_contain_text("Votes:")
        expect(chosen(hand, "Your vote")).to_have_count(0)
    looks(hand, INES)
    expect(chosen(hand, "Your vote")).to_have_count(1)
    expect(hand.field("Why, in a sentence?")).to_have_value("Thin on <!channel> conflict.")
    hand.page.keyboard.press("Escape")


def nobody_sees_who_kept_theirs(hand: Hand) -> None:
    """But they themselves. The first votes stay open meanwhile."""
    for member in (INES, BO, MAX, SAM, RITA):
        seen = looks(hand, member)
        expect(seen).to_contain_text("Ines Prado: no")
        expect(seen).to_contain_text("3 of 4 second votes in. Waiting for @Sam Hill.")
        own = {INES: "Ines Prado: no, and again", BO: "Bo Iyer: yes, and again", MAX: "Max Weber: yes, and again"}
        for whose, line in own.items():
            expect(seen).to_contain_text(line) if whose == member else expect(seen).not_to_contain_text(line)
        expect(seen).not_to_contain_text("\u2192")
    hand.page.keyboard.press("Escape")


def everybody_sees_what_has_changed(hand: Hand) -> None:
    for member in (INES, BO, MAX, SAM, RITA):
        seen = looks(hand, member, "Read")
        expect(seen).to_contain_text("Votes: 2 yes, 1 no, 1 strong no \u2192 2 yes, 2 no")
        for line in (
            "Ines Prado: no, and again", "Bo Iyer: yes, and again", "Max Weber: yes, and again",
            "Sam Hill (bar raiser): strong no \u2192 no (changed)",
        ):  # fmt: skip
            expect(seen).to_contain_text(line)
    hand.page.keyboard.press("Escape")


def they_talk(hand: Hand) -> None:
    """The votes are open, and where people talk nobody reads them."""
    hand.be(MAX)
    message = room(hand)
    expect(message).to_contain_text("0 of 4 second votes in")
    expect(hand.page.locator(".main")).not_to_contain_text("Thin on")
    for member in (INES, BO, MAX, SAM, RITA):
        seen = looks(hand, member)
        expect(seen).to_contain_text("Votes: 2 yes, 1 no, 1 strong no")
        for line in ("Ines Prado: no", "Bo Iyer: yes", "Max Weber: yes", "Sam Hill (bar raiser): strong no"):
            expect(seen).to_contain_text(line)
        expect(seen).to_contain_text("Thin on <!channel> conflict.")
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
