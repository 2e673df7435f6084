"""From a clock that goes on to messages in Slack: planner, outbox, courier and views together."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from domain.forms import LoopForm
from models.errors import DatabaseBusy
from models.tables import Outbox
from scheduling.courier import Courier
from scheduling.planner import Planner
from services import deadlines, feedback, loops, members, nudges
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import HIRING, IN_HIRING, Company
from tests.fakes.posting import FakeSlack
from views.messages import render


class Desk:
    """A planner and a courier that work through what a company's clock brings."""

    def __init__(self, company: Company, slack: FakeSlack) -> None:
        self.company, self.slack = company, slack
        self.planner = Planner(company.database, company.clock)
        self.courier = Courier(company.database, slack, company.clock, render, jitter=lambda: 1.0)

    async def at(self, moment: datetime) -> list[tuple[str, str]]:
        """Move the clock, let both work until nothing is left, and return what was newly said."""
        self.company.clock.set_to(moment)
        before = len(self.slack.said)
        await self.planner.tick()
        await self.send()
        return self.slack.said[before:]

    async def send(self) -> None:
        for _ in range(100):
            await self.courier.deliver()
            self.company.clock.pass_real_time(timedelta(seconds=1.02))
            self.company.clock.move(timedelta(seconds=-1.02))
            if not await self.waiting():
                return

    async def waiting(self) -> bool:
        now = self.company.clock.now()
        statement = select(Outbox).where(Outbox.state == "pending", col(Outbox.due_at) <= now).limit(1)
        return await self.company.read(lambda work: work.session.exec(statement).first() is not None)

    async def troubles(self) -> list[str]:
        statement = select(Outbox.error).where(col(Outbox.state).in_(("failed", "sending", "doubtful")))
        return await self.company.read(lambda work: list(work.session.exec(statement).all()))


@pytest.fixture
def desk(company: Company, slack: FakeSlack) -> Desk:
    return Desk(company, slack)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """In March 2027; the first is a Monday."""
    return datetime(2027, 3, day, hour, minute, tzinfo=UTC)


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


async def test_a_step_that_fails_does_not_keep_the_others_from_running(
    company: Company, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await company.add_candidate()
    await desk.send()

    def broken(work: Work) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(nudges, "plan", broken)
    said = await desk.at(on(2, 9, 30))
    assert HIRING in [where for where, _ in said]
    assert desk.planner.errors == {"reminders": 1}


async def test_whoever_cannot_be_reminded_keeps_nobody_else_from_it(
    company: Company, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "USAM")
    await desk.send()
    plan = nudges.plan

    def broken(work: Work, share: Collection[str]) -> int:
        if "UINES" in share:
            raise ZeroDivisionError
        return plan(work, share)

    monkeypatch.setattr(nudges, "plan", broken)
    said = [where for where, _ in await desk.at(on(2, 22, 30))]
    assert ("DSAM" in said, "DINES" in said) == (True, False)
    assert desk.planner.errors == {"reminders": 1}


async def test_a_database_that_is_away_is_not_asked_for_one_person_after_the_other(desk: Desk) -> None:
    asked = []

    def away(_work: Work, share: list[str]) -> int:
        asked.append(share)
        raise DatabaseBusy("away")

    with pytest.raises(DatabaseBusy):
        await desk.planner._shares("reminders", lambda _: [["UINES", "UBO"]], away)
    assert asked == [["UINES", "UBO"]]


async def test_a_loop_at_which_a_step_fails_holds_up_no_other(
    company: Company, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = await company.open_role()
    bad, good = [await company.add_candidate(role=role, name=n, email=f"{n}@x.test", stage="challenge") for n in "ab"]
    for loop in (bad, good):
        await journey.send_challenge(company, loop, "UINES", "USAM")
    call = deadlines.call_overdue

    def broken(work: Work, loop: int) -> int:
        if loop == bad:
            raise ZeroDivisionError
        return call(work, loop)

    monkeypatch.setattr(deadlines, "call_overdue", broken)
    company.clock.set_to(on(15, 12))
    await desk.planner.tick()
    assert [(await company.loop(loop)).overdue for loop in (bad, good)] == [False, True]
    assert desk.planner.errors == {"challenges overdue": 1}


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
