"""A whole loop, from the role to the hire, through the program as a process; it is restarted in the middle.

It runs over the socket; `test_whole_loop_process.py` takes one over HTTP, with the same kinds of payloads and a kill.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession

from sandbox import OffsetClock
from tests.e2e.program import Page, app_config, settings, slack
from tests.e2e.someone import Someone, move_clock
from tests.fakes.company import HIRING
from tests.fakes.nursery import Brood
from views import ids

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def option(view: dict[str, object], field: str, number: int = 0) -> str:
    block = next(block for block in view["blocks"] if block.get("block_id") == field)  # type: ignore[attr-defined]
    return str(block["element"]["options"][number]["value"])


async def rate(who: Someone, name: str, score: str = "3") -> None:
    """Fill in the scorecard of the present round, look it over, and submit it."""
    form = await who.command(f"feedback {name}")
    assert form["callback_id"] == ids.SUBMIT_SCORECARD
    fields = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
    typed = {field: score for field in fields if field.startswith("rating_")}
    await who.choose(fields[0], score)
    answer = await who.submit(**typed, recommendation="yes")
    assert (answer["response_action"], (await who.top())["callback_id"]) == ("update", ids.SUBMIT_REVIEWED)
    assert await who.submit() == {"ok": True}


async def interview(page: Page, now: datetime, recruiter: Someone, panel: list[Someone], name: str) -> datetime:
    """Schedule it for the next day at 14:00, accept, hold, and score it. Answers when it is over."""
    await recruiter.command(f"schedule {name}")
    day = now + timedelta(days=1)
    answer = await recruiter.submit(
        date=f"{day:%Y-%m-%d}", time="14:00", lead=panel[0].id, panel=[each.id for each in panel[1:]],
        link="https://meet.example.com/abc",
    )  # fmt: skip
    if answer.get("response_action") == "update":
        answer = await recruiter.submit(confirmed=["yes"])
    assert answer == {"ok": True}, await recruiter.top()
    for each in panel:
        invitation = await each.hears(ids.INVITE_ACCEPT)
        assert (await each.press(invitation, ids.INVITE_GUIDE))["callback_id"] == ids.SHOW_GUIDE
        await each.close()
        await each.press(invitation, ids.INVITE_ICS)
        assert any(message.get("files") for message in await page.history(each.id, await each.dm()))
        await each.press(invitation, ids.INVITE_ACCEPT)
    over = day.replace(hour=15, minute=30)
    await move_clock(page, over)
    lead = panel[0]
    await lead.command(f"show {name}")
    await lead.click(ids.happened("happened"))
    await lead.close()
    for each in panel:
        await rate(each, name)
    return over


async def debate(name: str, *people: Someone) -> None:
    """Everybody votes before the talk, and again after it."""
    for _ in range(2):
        for each in people:
            form = await each.command(f"decide {name}")
            assert form["callback_id"] == ids.SUBMIT_VOTE
            assert await each.submit(vote="yes") == {"ok": True}, await each.top()


async def decide(who: Someone, name: str) -> None:
    form = await who.command(f"decide {name}")
    assert form["callback_id"] == ids.SUBMIT_DECIDE
    assert await who.submit(outcome="advance", rationale="The evidence says yes.") == {"ok": True}, await who.top()


async def a_role_and_a_candidate(ada: Someone, rita: Someone, max_: Someone) -> str:
    """Returns the `ts` of the candidate's card."""
    await ada.command("role")
    answer = await ada.submit(
        title="Backend developer", hiring_manager=max_.id, recruiter=rita.id, channel=HIRING,
        zone="Europe/Lisbon",
    )  # fmt: skip
    assert (await ada.top())["callback_id"] == ids.SHOW_NOTE, answer
    await ada.close()
    form = await rita.command("add")
    answer = await rita.submit(
        name="Noor <!channel> Haddad", email="noor@example.com", zone="Europe/Lisbon",
        source=option(form, "source"),
    )  # fmt: skip
    assert answer == {"ok": True}
    card = await rita.sees("Noor")
    assert "<!channel>" not in card["text"]
    return str(card["ts"])


async def test_a_whole_loop_from_the_role_to_the_hire(tmp_path: Path, brood: Brood) -> None:
    clock_file = tmp_path / "clock"
    clock = OffsetClock(file=clock_file)
    async with slack(app_config(), clock) as sandbox, ClientSession() as session:
        page = Page(sandbox, session)
        await move_clock(page, MONDAY)
        rita, max_, ines, bo, ada = (Someone(page, who) for who in ("URITA", "UMAX", "UINES", "UBO", "UADA"))
        environment = settings(sandbox, tmp_path / "bot.db", CLOCK_FILE=str(clock_file))
        async with brood.bot(environment) as running:
            card = await a_role_and_a_candidate(ada, rita, max_)
            now = await interview(page, MONDAY, rita, [ines], "noor")
            await decide(rita, "noor")
            assert await running.stop() == 0

        async with brood.bot(environment) as running:
            await rita.command("challenge noor")
            assert await rita.submit(panel=[ines.id, bo.id], link="https://example.com/task") == {"ok": True}
            await rita.command("challenge noor")
            assert await rita.submit(link="https://example.com/solution") == {"ok": True}
            for each in (ines, bo):
                await rate(each, "noor")
            await decide(max_, "noor")
            now = await interview(page, now + timedelta(days=1), rita, [bo, ines], "noor")
            await debate("noor", bo, ines, max_)
            await decide(max_, "noor")
            now = await interview(page, now + timedelta(days=4), rita, [ines, bo], "noor")
            await debate("noor", ines, bo, max_)
            await decide(max_, "noor")

            await rita.command("offer noor")
            first_day, until = now + timedelta(days=40), now + timedelta(days=6)
            answer = await rita.submit(
                pay="72,000 a year", starts_on=f"{first_day:%Y-%m-%d}", expires_on=f"{until:%Y-%m-%d}",
                approvers=[ada.id],
            )  # fmt: skip
            assert answer == {"ok": True}, await rita.top()
            request = await ada.hears("72,000")
            assert request
            await ada.command("offer noor")
            await ada.click(ids.OFFER_APPROVE)
            await rita.command("show noor")
            await rita.click(ids.TODO_DO)
            await rita.close()
            await rita.command("offer noor")
            await rita.click(ids.OFFER_ACCEPTED)
            assert "Hired" in str(await rita.top())
            hired = await rita.sees("joins us")
            assert "<!channel>" not in hired["text"]
            (kept,) = [message for message in await page.history("URITA") if message["ts"] == card]
            assert "Hired" in str(kept["blocks"])
            assert await running.stop() == 0
