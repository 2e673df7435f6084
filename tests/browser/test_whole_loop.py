"""A whole loop by hand, from "/loop role" to hired: by the composer, buttons and forms alone."""

import pytest
from playwright.sync_api import expect

from domain.actions import Action
from tests.browser.by_hand import debate, decide, interview, schedule, score, tell
from tests.browser.program_kit import ALMA, BO, INES, MAX, RITA, SAM, Hand
from views.wording import ACTION_LABELS

pytestmark = pytest.mark.browser


def test_a_loop_is_carried_by_hand_from_the_role_to_the_hire(hand: Hand) -> None:
    open_the_role(hand)
    screen(hand)
    challenge(hand)
    interview(hand, "System design", "2027-03-04", lead=INES, other=BO, warned="19:30 on Thursday for @Bo Iyer")
    late_scorecard(hand)
    debate(hand, INES, BO, MAX)
    decide(hand, MAX, "Values and ways of working")
    interview(hand, "Values and ways of working", "2027-03-08", lead=SAM, other=INES)
    hand.clock("2027-03-08T15:05")
    for member in (SAM, INES):
        score(hand, member)
    debate(hand, SAM, INES, MAX)
    decide(hand, MAX, "Offer")
    offer(hand)


def open_the_role(hand: Hand) -> None:
    """The admin names who may open roles, and she opens one and adds the first candidate."""
    hand.app("Home")
    hand.click(hand.page.locator(".main"), "Change")
    hand.choose("People", "Rita")
    hand.done()
    expect(hand.page.locator(".main")).to_contain_text("May open roles: @Rita Costa")

    hand.be(RITA)
    hand.command("role")
    hand.fill("Title", "Backend developer")
    hand.choose("Seniority", "Senior")
    hand.choose("Hiring manager", "Max")
    hand.choose("Hiring channel", "hiring")
    hand.submit()
    expect(hand.dialog).to_contain_text("Backend developer is open")
    hand.click(hand.dialog, "Close")

    hand.command("add")
    hand.fill("Name", "Noor Haddad")
    hand.fill("Email", "noor@example.com")
    hand.choose("Time zone", "New York")
    hand.choose("Where from?", "Referral")
    hand.fill("Résumé", "https://example.com/noor.pdf")
    hand.done()
    expect(hand.card).to_contain_text("Waiting for @Rita Costa (a time for the interview), since today")


def screen(hand: Hand) -> None:
    """Scheduled, accepted, held, blocked by the scorecard that is missing, reminded, scored on a telephone, decided."""
    schedule(hand, "2027-03-02", "15:00", INES)
    tell(hand, "the interview is set", "Tuesday, 2 March at 10:00 (New York time)")
    hand.be(INES)
    hand.app()
    invitation = hand.last("Rita Costa asked you to interview Noor Haddad")
    expect(invitation).to_contain_text("Tomorrow at 15:00 (10:00 in New York for the candidate), 30 minutes")
    hand.click(invitation, "Accept")
    expect(invitation).to_contain_text("You accepted")
    expect(hand.card).to_contain_text("Next: the interview, tomorrow at 15:00")

    hand.clock("2027-03-02T09:31")
    digest = hand.last("Hiring on Tuesday, 2 March 2027")
    expect(digest).to_contain_text("15:00 · Noor Haddad, Screen with Ines Prado")
    hand.clock("2027-03-02T14:46")
    hand.app()
    hand.click(hand.last("begins soon"), "Scorecard for notes")
    hand.fill("Notes", "Calm, asks good questions.")
    hand.done()
    hand.clock("2027-03-02T15:46")
    asked = hand.last("Say what happened")
    hand.click(asked, "It happened")
    expect(hand.field("Notes")).to_have_value("Calm, asks good questions.")
    hand.page.keyboard.press("Escape")
    answered = hand.last("✓ Say what happened")
    expect(answered).to_contain_text("Thank you!")
    expect(answered).to_contain_text("what you wrote is kept")
    expect(answered.locator("button").get_by_text("Go on", exact=True)).to_be_visible()

    hand.be(RITA)
    hand.command("decide Noor")
    hand.tap("Decision", "Advance")
    hand.dialog.get_by_label("What should the next stage probe?").wait_for()  # drawn anew: the button moves
    hand.fill("Why?", "Knows databases, asks good questions.")
    hand.submit()
    expect(hand.dialog).to_contain_text("Blocked: 1 of 1 scorecard is outstanding. Waiting for @Ines Prado")
    hand.click(hand.dialog, "Remind")
    expect(hand.dialog).to_contain_text("Your reminder is on its way")
    hand.page.keyboard.press("Escape")
    score_on_a_telephone(hand)
    decide(hand, RITA, "Technical challenge")
    tell(hand, "we would like to go on", "Technical challenge")


def score_on_a_telephone(hand: Hand) -> None:
    hand.be(INES)
    hand.app()
    telephone = hand.page.get_by_role("button", name="Telephone width")
    telephone.click()
    hand.click(hand.last("A reminder from @Rita Costa"), "Go on")
    expect(hand.field("Notes")).to_have_value("Calm, asks good questions.")
    hand.submit()
    expect(hand.dialog.locator(".error").first).to_contain_text("Please complete this required field")
    hand.rate()
    hand.look_over()
    hand.done()
    expect(hand.last("✓ Fill in your scorecard")).to_be_visible()
    expect(hand.last("✓ Say what happened")).to_contain_text("All done. Thank you!")
    telephone.click()


def challenge(hand: Hand) -> None:
    """Sent, sent back, reviewed by two who score apart."""
    hand.click(hand.card, "Send challenge")
    hand.choose("Reviewers", "Bo", "Sam")
    hand.fill("Link to the challenge", "https://example.com/challenge")
    hand.done()
    tell(hand, "here is the challenge", "https://example.com/challenge")
    hand.clock("2027-03-03T10:00")
    hand.click(hand.card, "Record submission")
    hand.fill("Link to the submission", "https://example.com/solution")
    hand.done()
    hand.be(BO)
    hand.app()
    hand.click(hand.last("The challenge is back"), "Fill in scorecard")
    hand.rate()
    hand.look_over()
    hand.done()
    score(hand, SAM)
    decide(hand, MAX, "System design")


def late_scorecard(hand: Hand) -> None:
    """One of two is in; the other is reminded on the next working morning, at his own nine o'clock."""
    hand.be(INES)
    hand.clock("2027-03-04T15:05")
    score(hand, INES)
    expect(hand.card).to_contain_text("Waiting for @Bo Iyer (scorecard)")
    hand.be(BO)
    hand.clock("2027-03-04T21:00")
    hand.page.get_by_role("button", name="Next working morning").click()
    hand.app()
    nudge = hand.last("A reminder:")
    expect(nudge.locator("time.time")).to_contain_text("09:00")
    hand.click(nudge, "Fill in scorecard")
    hand.rate()
    hand.look_over()
    hand.done()
    expect(hand.last("✓ Fill in your scorecard")).to_be_visible()


def offer(hand: Hand) -> None:
    """Drafted, approved by both, sent, accepted; the channel hears the good news."""
    hand.be(RITA)
    hand.click(hand.card, "Draft offer")
    hand.fill("Pay", "72,000 a year")
    hand.choose("Currency", "EUR")
    hand.date("First day", "2027-05-03")
    hand.choose("Approvers", "Max", "Alma")
    hand.done()
    for approver in (MAX, ALMA):
        hand.be(approver)
        hand.app()
        asked = hand.last("the offer to Noor Haddad, Backend developer")
        expect(asked).to_contain_text("EUR 72,000 a year")
        hand.click(asked, "Approve")
        expect(hand.last("you approved it")).to_be_visible()
    hand.be(RITA)
    hand.app()
    hand.click(hand.last("Everybody approved the offer"), ACTION_LABELS[Action.SEND_OFFER])
    hand.click(hand.page.get_by_role("alertdialog"), "It's sent")
    tell(hand, "here is our offer", "It stands until Monday, 15 March")
    hand.click(hand.card, "Record the answer")
    hand.click(hand.dialog, "Accepted")
    hand.click(hand.page.get_by_role("alertdialog"), "They accepted")
    expect(hand.dialog).to_contain_text("Hired")
    hand.click(hand.dialog, "Close")
    news = hand.last("joins us as Backend developer and starts on Monday, 3 May 2027!")
    expect(news).to_contain_text("Thank you to @Bo Iyer, @Ines Prado and @Sam Hill, who met Noor Haddad")
    tell(hand, "welcome to the team", "Your first day is Monday, 3 May")
    expect(hand.card).to_contain_text("Hired")
    expect(hand.card).not_to_contain_text("Waiting for")
