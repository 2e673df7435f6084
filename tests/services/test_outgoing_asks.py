"""How questions to one person end, other than by their answer."""

from datetime import timedelta

import pytest

from domain.forms import LoopForm, PanelForm
from domain.read.messages import ApprovalPost, DecidePost, NoticePost, PostKind
from services import loops, offers, panels, roles
from tests.fakes import journey
from tests.fakes.company import Company, role_form
from tests.services.outbox import posts, said, says, send_all
from views.messages import render


async def asked_to_decide(company: Company) -> int:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await journey.score(company, loop, "UINES")
    await send_all(company)
    company.clock.move(timedelta(minutes=1))
    return loop


async def decision(company: Company) -> str:
    return (await says(company, PostKind.DECIDE, DecidePost)).outcome


async def test_a_loop_on_hold_asks_for_no_decision(company: Company) -> None:
    loop = await asked_to_decide(company)
    until = (company.clock.now() + timedelta(days=20)).date()
    await company.perform(loops.hold, LoopForm(loop=loop, version=0, reason="budget", until=until))
    assert await decision(company) == "this loop is on hold."


async def test_a_withdrawn_candidate_needs_no_decision(company: Company) -> None:
    loop = await asked_to_decide(company)
    await company.perform(loops.withdraw, LoopForm(loop=loop, version=0, reason="other_offer"))
    assert await decision(company) == "this loop is closed."


async def test_one_more_on_the_panel_means_one_more_scorecard_first(company: Company) -> None:
    loop = await asked_to_decide(company)
    version = (await company.loop(loop)).version
    await company.perform(panels.change, PanelForm(loop=loop, version=version, panel=("UBO",), lead="UINES"))
    assert await decision(company) == "a scorecard is missing again."


async def test_a_new_recruiter_takes_the_decision_over(company: Company) -> None:
    loop = await asked_to_decide(company)
    role = (await company.loop(loop)).role_id
    await company.perform(roles.edit, role_form(role=role, recruiter="UREX"))
    first = await said(company, (await posts(company, PostKind.DECIDE, "URITA"))[0])
    assert isinstance(first, DecidePost)
    assert first.outcome == "somebody else decides this now."


async def asked_to_approve(company: Company) -> int:
    loop = await company.add_candidate(stage="offer")
    await journey.draft_offer(company, loop, "UMAX", "UADA")
    await send_all(company)
    company.clock.move(timedelta(minutes=1))
    return loop


async def approval(company: Company, member: str = "UADA") -> str:
    return (await says(company, PostKind.APPROVAL, ApprovalPost, member)).outcome


async def test_an_approver_who_is_replaced_is_not_asked_any_more(company: Company) -> None:
    loop = await asked_to_approve(company)
    form = LoopForm(loop=loop, version=0, member="UADA", other="UREX")
    await company.perform(offers.replace_approver, form)
    assert await approval(company) == "somebody else is asked instead of you."
    assert await approval(company, "UREX") == ""
    await send_all(company)
    await company.perform(offers.replace_approver, LoopForm(loop=loop, version=0, member="UREX", other="UADA"))
    assert await approval(company, "UREX") == "somebody else is asked instead of you."
    first, again = [await said(company, post) for post in await posts(company, PostKind.APPROVAL, "UADA")]
    assert isinstance(first, ApprovalPost)
    assert isinstance(again, ApprovalPost)
    assert (first.outcome, again.outcome) == ("you were asked again: see the newer message.", "")


@pytest.mark.parametrize(("end", "words"), [("rescind", "taken back"), ("withdraw", "closed")])
async def test_an_offer_that_is_gone_asks_for_no_approval(company: Company, end: str, words: str) -> None:
    loop = await asked_to_approve(company)
    if end == "rescind":
        await company.perform(offers.rescind, LoopForm(loop=loop, version=0, reason="Budget."))
    else:
        await company.perform(loops.withdraw, LoopForm(loop=loop, version=0, reason="other_offer"))
    assert words in await approval(company)


async def test_a_changed_offer_asks_anew_and_says_so_on_the_old_question(company: Company) -> None:
    loop = await asked_to_approve(company)
    await journey.draft_offer(company, loop, "UMAX", "UADA")
    old, new = [await said(company, post) for post in await posts(company, PostKind.APPROVAL, "UADA")]
    assert isinstance(old, ApprovalPost)
    assert isinstance(new, ApprovalPost)
    assert ("newer version" in old.outcome, new.outcome) == (True, "")


async def asked_to_score(company: Company) -> int:
    """A challenge is back, and Ines and Bo have read that it is."""
    loop = await company.add_candidate(stage="challenge")
    await journey.send_challenge(company, loop, "UINES", "UBO")
    await journey.receive_challenge(company, loop)
    await send_all(company)
    company.clock.move(timedelta(minutes=1))
    return loop


async def scoring(company: Company, member: str = "UINES") -> NoticePost:
    model = await said(company, (await posts(company, PostKind.NOTICE, member))[0])
    assert isinstance(model, NoticePost)
    return model


async def test_who_has_scored_the_challenge_reads_so_and_is_asked_no_more(company: Company) -> None:
    loop = await asked_to_score(company)
    assert (await scoring(company)).actions == ("feedback", "open")
    assert f"{loop}:" in str(render(await scoring(company)).blocks)
    assert ":challenge:1" in str(render(await scoring(company)).blocks), "the button names its round"
    await journey.score(company, loop, "UINES")
    (post,) = await posts(company, PostKind.NOTICE, "UINES")
    assert post.key in await company.waiting()
    done = await scoring(company)
    assert (done.outcome, done.actions) == ("your scorecard is in. Thank you!", ())
    assert "action_id" not in str(render(done).blocks)
    assert (await scoring(company, "UBO")).actions == ("feedback", "open")


async def test_who_scores_the_challenge_no_more_is_told_why(company: Company) -> None:
    loop = await asked_to_score(company)
    row = await company.loop(loop)
    await company.perform(panels.change, PanelForm(loop=loop, version=row.version, panel=("UBO", "USAM")))
    assert (await scoring(company)).outcome.startswith("somebody else scores it")
    until = (company.clock.now() + timedelta(days=20)).date()
    await company.perform(loops.hold, LoopForm(loop=loop, version=0, reason="budget", until=until))
    assert "on hold" in (await scoring(company, "UBO")).outcome
    await company.perform(loops.resume, LoopForm(loop=loop, version=0))
    assert (await scoring(company, "UBO")).outcome == ""
    await company.perform(loops.withdraw, LoopForm(loop=loop, version=0, reason="other_offer"))
    post = (await posts(company, PostKind.NOTICE, "UBO"))[0]
    assert "closed" in (await scoring(company, "UBO")).outcome
    assert post.key in await company.waiting()
