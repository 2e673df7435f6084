"""What comes again and again in a loop that is carried by hand: scheduling, telling, scoring, deciding."""

from playwright.sync_api import expect

from tests.browser.program_kit import ALMA, BO, INES, MAX, RITA, SAM, Hand

NAMES = {ALMA: "Alma", BO: "Bo", INES: "Ines", MAX: "Max", SAM: "Sam"}


def interview(hand: Hand, stage: str, date: str, *, lead: str, other: str, warned: str = "") -> None:
    """Scheduled by the recruiter and accepted by both, from the invitation and from Home."""
    schedule(hand, date, "14:00", lead, other, warned=warned)
    hand.be(lead)
    hand.app()
    hand.click(hand.last(stage), "Accept")
    hand.be(other)
    hand.app("Home")
    hand.page.get_by_role("button", name="Accept: Noor Haddad").click()
    expect(hand.page.locator(".main")).to_contain_text("Nothing is due")


def schedule(hand: Hand, date: str, time: str, lead: str, *others: str, warned: str = "") -> None:
    hand.be(RITA)
    hand.click(hand.card, "Schedule")
    hand.date("Date", date)
    hand.fill("Time", time)
    hand.field("Time").press("Enter")
    hand.choose("Lead", NAMES[lead])
    if others:
        hand.choose("Other interviewers", *(NAMES[other] for other in others))
    hand.fill("Meeting link", "https://meet.example.com/noor")
    if warned:
        hand.submit()
        expect(hand.dialog).to_contain_text(f"It would be {warned}.")
        hand.dialog.get_by_role("checkbox", name="Schedule anyway").check()
    hand.done()


def tell(hand: Hand, news: str, words: str) -> None:
    """As the recruiter: the text for the candidate is there, is sent by hand, and is ticked off."""
    hand.be(RITA)
    hand.app()
    asked = hand.last(f"Please tell Noor Haddad: {news}.")
    expect(asked).to_contain_text(words)
    hand.click(asked, "Told")
    done = hand.last(f": {news}.")
    expect(done).to_contain_text("✅")
    expect(done.get_by_text("Told", exact=True)).to_have_count(0)


def score(hand: Hand, who: str) -> None:
    hand.be(who)
    hand.command("feedback Noor")
    hand.rate()
    hand.look_over()
    hand.done()


def debate(hand: Hand, *who: str) -> None:
    """Each votes; then each keeps the vote, in one tap."""
    for member in who:
        hand.be(member)
        hand.command("decide Noor")
        hand.tap("Your vote", "Yes")
        hand.done()
    for member in who:
        hand.be(member)
        hand.command("decide Noor")
        hand.click(hand.dialog, "Keep my vote: yes")
        hand.page.keyboard.press("Escape")


def decide(hand: Hand, who: str, onwards: str) -> None:
    """Advance, from the message that all scorecards are in."""
    hand.be(who)
    hand.app()
    hand.click(hand.last("is ready for your decision"), "Decide")
    expect(hand.dialog.get_by_role("radio", name=f"Advance to {onwards}")).to_be_checked()
    hand.fill("Why?", "The evidence says yes.")
    hand.done()
    expect(hand.last("decided: it goes on to the next stage")).to_be_visible()
