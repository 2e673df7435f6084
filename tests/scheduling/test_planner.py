"""From a clock that goes on to messages in Slack: planner, outbox, courier and views together."""

from datetime import datetime

from domain.forms import LoopForm
from models.tables import Member
from services import deadlines, feedback, loops, members
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import HIRING, IN_HIRING, Company
from tests.fakes.posting import FakeSlack, refusal
from tests.scheduling.desk import Desk, on


async def test_one_reminder_is_gone_and_another_comes_at_its_readers_nine_o_clock(company: Company, desk: Desk) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "USAM")
    await desk.send()
    asked = [said for said in await desk.at(on(2, 16, 30)) if said[0] != HIRING]
    assert [(where, "scorecard" in text.lower()) for where, text in asked] == [("DINES", True)]
    await journey.score(company, loop, "UINES")
    await desk.send()
    assert ("DINES", "All done. Thank you!") in [(channel, text) for channel, _, text in desk.slack.changed]
    assert [where for where, _ in await desk.at(on(2, 22)) if where == "DSAM"] == ["DSAM"], "nine o'clock in Sydney"
    morning = await desk.at(on(3, 9))
    assert "DINES" not in [where for where, _ in morning]
    assert await desk.troubles() == []


async def test_the_card_changes_in_place_and_its_thread_follows_it(company: Company, desk: Desk) -> None:
    loop = await company.add_candidate()
    await desk.send()
    (card,) = [body for body in desk.slack.called("chat.postMessage") if "thread_ts" not in body]
    assert card["channel"] == HIRING
    ts = next(ts for channel, ts in desk.slack.messages if channel == HIRING)
    await journey.schedule(company, loop, "UINES")
    await desk.send()
    assert {changed for _, changed, _ in desk.slack.changed} == {ts}
    in_channel = [body for body in desk.slack.called("chat.postMessage") if body["channel"] == HIRING]
    assert {body.get("thread_ts") for body in in_channel[1:]} == {ts}
    assert await desk.troubles() == []


async def test_the_digest_lands_in_the_channel_once(company: Company, desk: Desk) -> None:
    await company.add_candidate()
    await desk.send()
    (digest,) = [said for said in await desk.at(on(2, 9, 30)) if said[0] == HIRING]
    assert "Tuesday" in digest[1]
    assert [said for said in await desk.at(on(2, 9, 31)) if said[0] == HIRING] == []


async def test_what_time_brings_about_happens_and_is_told(company: Company, desk: Desk) -> None:
    late, out = (
        await company.add_candidate(stage="challenge"),
        await company.add_candidate(stage="offer", name="Maya Lind", email="maya@example.com"),
    )
    await journey.send_challenge(company, late, "UINES", "UBO")
    await journey.extend_offer(company, out, "UMAX", "UADA")
    await desk.send()
    told = await desk.at(on(9, 10))
    assert (await company.loop(late)).overdue
    assert (await company.loop(out)).step == "drafting"
    assert any("expired" in text for _, text in told)


async def test_what_time_alone_brings_about_waits_for_its_readers_morning(company: Company, desk: Desk) -> None:
    role = await company.open_role(hiring_manager="USAM")
    await journey.extend_offer(company, await company.add_candidate(role=role, stage="offer"), "USAM", "UADA")
    await desk.send()
    at_night = await desk.at(on(9, 12))
    assert [where for where, text in at_night if "expired" in text and where == "DSAM"] == []
    morning = await desk.at(on(9, 22))
    assert [where for where, text in morning if "expired" in text] == ["DSAM"], "nine o'clock in Sydney"


async def test_that_an_offer_has_run_out_is_read_once_by_who_tells_the_candidate_and_by_day(
    company: Company, desk: Desk
) -> None:
    loop = await company.add_candidate(stage="offer")
    await journey.extend_offer(company, loop, "UMAX", "UADA")
    (key,) = (await company.loop(loop)).untold
    await company.perform(loops.told, LoopForm(loop=loop, version=0, key=key))
    await desk.send()
    assert [where for where, _ in await desk.at(on(8, 20)) if where == "DRITA"] == [], "it is after hours in Lisbon"
    ((_, text),) = [said for said in await desk.at(on(9, 9)) if said[0] == "DRITA" and "run out" in said[1]]
    assert text.startswith("Please tell Noor Haddad: the offer has run out.")


async def test_that_a_candidate_reads_along_waits_for_its_readers_morning(company: Company, desk: Desk) -> None:
    role = await company.open_role(recruiter="USAM")
    await company.add_candidate(by="USAM", role=role, email="ivy@acme.test")
    await company.work(lambda work: members.store_channel(work, HIRING, (*IN_HIRING, "UIVY")))
    at_night = await desk.at(on(9, 12))
    assert [where for where, text in at_night if "is a member of" in text] == []
    morning = await desk.at(on(9, 22))
    assert [where for where, text in morning if "is a member of" in text] == ["DSAM"], "nine o'clock in Sydney"


async def test_a_loop_that_has_changed_meanwhile_is_left_alone(company: Company, desk: Desk) -> None:
    loop = await company.add_candidate(stage="challenge")
    await journey.send_challenge(company, loop, "UINES", "UBO")
    company.clock.set_to(on(9, 10))
    find = deadlines.late_challenges

    def back_meanwhile(work: Work) -> list[tuple[int, str]]:
        return [*find(work), (loop, "T1")]

    await desk.planner._each("late", back_meanwhile, deadlines.call_overdue)
    assert (await company.loop(loop)).overdue
    assert desk.planner.errors == {}


async def test_three_days_asleep_are_made_up_for_once(company: Company, desk: Desk) -> None:
    await company.add_candidate()
    await desk.send()
    said = await desk.at(on(5, 11))
    assert len([where for where, _ in said if where == "DRITA"]) == 1, "one reminder"
    assert len([where for where, _ in said if where == HIRING]) == 1, "one digest"


WEEKEND = (6, 7, 13, 14)


async def test_a_whole_week_of_a_forgotten_scorecard_is_humane(company: Company, desk: Desk) -> None:
    """One reminder each working morning, none at night; it goes up, first to the one, then to the other."""
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await desk.send()
    heard: dict[str, list[datetime]] = {}
    for moment in (on(day, hour) for day in range(3, 15) for hour in ((12,) if day in WEEKEND else (3, 9, 17))):
        for where, _ in await desk.at(moment):
            heard.setdefault(where, []).append(moment)
    mine = heard["DINES"]
    assert [moment.day for moment in mine] == [3, 4, 5, 8, 9, 10, 11, 12], "each working morning"
    assert all(
        9 <= moment.hour < 18 and moment.weekday() < 5 for moments in (mine, heard["DRITA"]) for moment in moments
    )
    assert {moment.hour for moment in mine} == {9}
    assert heard["DMAX"][0] < heard["DRITA"][-1], "to the hiring manager, then to the recruiter"
    await company.perform(feedback.waive, LoopForm(loop=loop, version=0, member="UINES", reason="Never mind"))
    assert await desk.troubles() == []


async def test_a_reminder_that_was_given_up_does_not_come_after_the_one_that_has_said_the_same(
    company: Company, desk: Desk, slack: FakeSlack
) -> None:
    loops = [await company.add_candidate(name=name, email=f"{name}@example.com") for name in ("One", "Two")]
    for loop in loops:
        await journey.hold(company, loop, "UINES")
    await company.work(lambda work: setattr(work.session.get_one(Member, "UINES"), "reminders_a_day", 1))

    async def ines_hears(moment: datetime) -> list[str]:
        return [text for where, text in await desk.at(moment) if where == "DINES"]

    assert len(await ines_hears(on(3, 9))) == 1
    slack.wrong += [("chat.postMessage", refusal("invalid_blocks"))] * 2
    assert await ines_hears(on(4, 9)) == []
    assert len(await ines_hears(on(5, 9))) == 1
    await journey.score(company, loops[0], "UINES")
    assert await ines_hears(on(5, 9, 5)) == [], "her day is full, and she has just heard of the other one"
