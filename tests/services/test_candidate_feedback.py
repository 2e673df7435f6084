"""The longer rejection: whom it reaches, from which scorecards, and when. On both databases."""

import pytest

from domain.forms import DecisionForm, LoopForm, PanelForm, ScorecardForm
from domain.read.messages import PostKind, TellPost
from services import decisions, feedback, loops, panels, reading
from tests.fakes import journey
from tests.fakes.company import HIRING, Company
from tests.fakes.remembered import remembered
from tests.services.outbox import posts, said, send_all

TOLD = "Named three ways to fail."


@remembered
async def submit(company: Company, loop: int, member: str, evidence: str = TOLD, *, shareable: bool = True) -> None:
    """A scorecard whose first competency has this evidence, and whose others have some that nobody may pass on."""
    page = await company.read(feedback.page, loop, by=member)
    content = journey.filled(page.kit, 2, "no")
    for rating in content["ratings"].values():
        rating["evidence"] = "Between us."
    content["ratings"][page.kit.competencies[0].key] |= {"evidence": evidence, "shareable": shareable}
    form = ScorecardForm(loop=loop, stage=page.stage_key, round=page.round, content=content)
    await company.perform(feedback.submit, form, by=member)


async def held(company: Company, *panel: str) -> int:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, *panel)
    return loop


@remembered
async def reject(company: Company, loop: int) -> None:
    await journey.debate(company, loop, "no")
    form = DecisionForm(loop=loop, version=0, outcome="reject", rationale="Not yet.", reason="level")
    await company.perform(decisions.decide, form, by="UMAX")
    await send_all(company)


async def messages(company: Company) -> dict[str, str]:
    """Every message that has the longer text, by who gets it."""
    found = [(post, await said(company, post)) for post in await posts(company, PostKind.TELL) if post.ts]
    return {post.member_id or "": m.tell.suggestion for post, m in found if isinstance(m, TellPost)}


async def on_page(company: Company, loop: int, by: str) -> list[str]:
    return [tell.suggestion for tell in (await company.read(reading.page, loop, by=by)).telling]


async def test_the_recruiter_gets_the_marked_evidence_beside_the_short_rejection_once_it_is_decided(
    company: Company,
) -> None:
    loop = await held(company, "UINES", "UBO")
    await submit(company, loop, "UINES")
    await submit(company, loop, "UBO", "Left one of them out.", shareable=False)
    assert all(TOLD not in text for text in await on_page(company, loop, "URITA")), "it is not decided yet"
    await reject(company, loop)
    assert (await messages(company)).keys() == {"URITA"}
    text = (await messages(company))["URITA"]
    assert f"\n- {TOLD}\n" in text
    assert "Between us" not in text
    assert "Left one" not in text
    assert "write to me" not in text, "what was seen stands there"
    assert await on_page(company, loop, "URITA") == [text]
    assert await on_page(company, loop, "UMAX") == [text], "who leads the search reads the scorecards as well"


async def test_it_names_nobody_of_the_role_either_who_may_have_written_no_scorecard(company: Company) -> None:
    role = await company.open_role(bar_raiser="UREX")
    loop = await company.add_candidate(role=role, stage="culture")
    await journey.hold(company, loop, "UINES", "UBO", "USAM")
    version = (await company.loop(loop)).version
    await company.perform(panels.change, PanelForm(loop=loop, version=version, lead="UINES", panel=("UBO",)))
    await submit(company, loop, "UINES", "Max and Rita heard it, REX too, and Bo, as Sam did, who is off the panel.")
    await submit(company, loop, "UBO")
    await reject(company, loop)
    for text in (*(await messages(company)).values(), *await on_page(company, loop, "URITA")):
        assert "- [name] and [name] heard it, [name] too, and [name], as [name] did, who is off the panel.\n" in text


async def test_nobody_else_reads_it(company: Company) -> None:
    """Not the panel that wrote it, nor an admin, who may tell the candidate and may not read scorecards."""
    loop = await held(company, "UINES", "UBO")
    await submit(company, loop, "UINES")
    await submit(company, loop, "UBO")
    await reject(company, loop)
    assert await on_page(company, loop, "UINES") == []
    assert await on_page(company, loop, "UADA") == [""]
    assert not [post for post in await posts(company, PostKind.TELL) if HIRING in (post.channel, post.sent_channel)]


async def test_told_or_reopened_it_is_gone(company: Company) -> None:
    loop = await held(company, "UINES", "UBO")
    await submit(company, loop, "UINES")
    await submit(company, loop, "UBO")
    await reject(company, loop)
    await company.perform(loops.reopen, LoopForm(loop=loop, version=0, reason="A mistake."), by="UMAX")
    await send_all(company)
    assert set((await messages(company)).values()) == {""}
    assert TOLD not in "".join(await on_page(company, loop, "URITA"))


@pytest.mark.parametrize("owes", ["URITA", "UBO"])
async def test_a_recruiter_is_told_nothing_of_a_round_that_was_closed_while_somebody_owed_a_scorecard(
    company: Company, owes: str
) -> None:
    loop = await held(company, "UINES", owes)
    await submit(company, loop, "UINES")
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason="level"), by="UMAX")
    await send_all(company)
    assert await messages(company) == {"URITA": ""}
    assert await on_page(company, loop, "URITA") == [""]


async def test_the_mark_stays_in_drafts_and_in_both_versions(company: Company) -> None:
    loop = await held(company, "UINES", "UBO")
    await submit(company, loop, "UINES")
    await submit(company, loop, "UBO")
    page = await company.read(feedback.page, loop, by="UINES")
    first = page.kit.competencies[0].key
    assert page.draft["ratings"][first]["shareable"] is True
    typed = {"ratings": {first: page.draft["ratings"][first] | {"shareable": False}}}
    form = ScorecardForm(loop=loop, stage=page.stage_key, round=page.round, content=typed)
    await company.perform(feedback.save, form, by="UINES")
    assert (await company.read(feedback.page, loop, by="UINES")).pending
    await company.perform(feedback.submit, form, by="UINES")
    side = await company.read(feedback.side_by_side, loop, by="UBO")
    card = next(line for line in side.scorecards if line.person.id == "UINES")
    assert (card.ratings[0].shareable, card.earlier[0].ratings[0].shareable) == (False, True)
    await reject(company, loop)
    assert (await messages(company))["URITA"].count(TOLD) == 1, "only the one that Bo left marked"
