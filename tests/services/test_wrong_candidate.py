"""What becomes of the seat of somebody who was taken for the candidate by mistake, once that is corrected."""

import pytest

from domain.forms import HappenedForm, LoopForm, PanelForm
from domain.read.messages import PostKind
from services import candidates, feedback, panels
from tests.fakes import journey
from tests.fakes.company import Company, candidate_form
from tests.services.applying import NAME, applying, found, told
from tests.services.debating import page, vote
from tests.services.sealed import reads, submit


@pytest.mark.parametrize(
    ("panel", "meanwhile", "back"),
    [
        (("UINES", "UBO"), "", {"UINES", "UBO"}),
        (("UINES", "UBO", "USAM"), "", {"UINES", "UBO", "USAM"}),
        (("UINES", "UBO"), "not held", set()),
    ],
)
async def test_who_was_taken_for_the_candidate_has_their_scorecard_and_vote_back(
    company: Company, panel: tuple[str, ...], meanwhile: str, back: set[str]
) -> None:
    loop = await applying(company)
    await journey.hold(company, loop, *panel)
    await submit(company, loop, *panel)
    await company.perform(feedback.open_evidence, LoopForm(loop=loop, version=0), by="UBO")
    await vote(company, loop, "no", "UBO")
    await found(company, "UBO")
    assert await reads(company, loop, "UINES") == {*panel} - {"UBO"}
    if meanwhile:
        await company.perform(panels.happened, HappenedForm(loop=loop, answer="no_show"), by="UINES")
        await company.perform(panels.settle, LoopForm(loop=loop, version=0, key="not"))
    before = {post.id for post in await company.posts(PostKind.NOTICE)}
    form = candidate_form(loop=loop, version=0, email="noor@right.example", wrong_person=True)
    await company.perform(candidates.correct, form)
    assert await reads(company, loop, "UINES") == back
    new = [post for post in await company.posts(PostKind.NOTICE) if post.id not in before]
    if meanwhile:
        assert [post.member_id for post in new] == []
        return
    assert {post.member_id for post in new} == {"UMAX", "UBO"}
    said = " ".join([text for who in ("UBO", "UMAX") for text in await told(company, who)])
    assert "by mistake, so you are on the panel" in said
    assert "Bo is on the panel again" in said
    mine = (await page(company, loop, "UBO")).mine
    assert mine is not None
    assert mine.first == "no"


@pytest.mark.parametrize("seen_to", [False, True])
async def test_who_had_written_nothing_sits_there_again_unless_somebody_has_seen_to_the_panel(
    company: Company, *, seen_to: bool
) -> None:
    loop = await applying(company)
    await journey.hold(company, loop, "UINES", "UBO")
    await found(company, "UBO")
    if seen_to:
        version = (await company.loop(loop)).version
        await company.perform(panels.change, PanelForm(loop=loop, version=version, lead="UINES", panel=("USAM",)))
    form = candidate_form(loop=loop, version=0, name=NAME, email="noor@right.example", wrong_person=True)
    await company.perform(candidates.correct, form)
    assert ("UBO" in (await company.todos(loop)).values()) is not seen_to
