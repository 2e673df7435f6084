"""An approval is of one version of an offer, and of nothing else."""

from datetime import timedelta

import pytest

from domain.forms import LoopForm
from domain.read.messages import ApprovalPost, NoticePost, PostKind
from domain.refusals import Invalid, NotNow, Outdated
from services import loops, offers, reading, roles
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import Company, role_form
from tests.fakes.remembered import remembered
from tests.services.outbox import posts, said, says, send_all
from views.messages import render

FIRST, SECOND = 1, 2


@pytest.fixture
async def loop(company: Company) -> int:
    """With an offer that Ada and Sam are asked to approve."""
    found = await company.add_candidate(stage="offer")
    await journey.draft_offer(company, found, "UADA", "USAM")
    return found


@remembered
async def approve(company: Company, loop: int, version: int, by: str) -> None:
    await company.perform(offers.approve, LoopForm(loop=loop, version=version), by=by)


async def test_one_approval_leaves_the_message_of_the_next_approver_good(company: Company, loop: int) -> None:
    await approve(company, loop, FIRST, "UADA")
    await approve(company, loop, FIRST, "USAM")
    assert (await company.loop(loop)).step == "approved"


async def test_the_bar_raiser_of_a_role_approves_none_of_its_offers(company: Company) -> None:
    role = await company.open_role(bar_raiser="USAM")
    loop = await company.add_candidate(role=role, stage="offer")
    with pytest.raises(Invalid, match="judges from outside") as drafted:
        await journey.draft_offer(company, loop, "UADA", "USAM")
    await journey.draft_offer(company, loop, "UADA", "UREX")
    instead = LoopForm(loop=loop, version=0, member="UREX", other="USAM")
    with pytest.raises(Invalid, match="judges from outside") as replaced:
        await company.perform(offers.replace_approver, instead)
    assert (drafted.value.field, replaced.value.field) == ("approvers", "other")


async def test_an_approver_of_a_running_offer_is_not_made_the_bar_raiser(company: Company, loop: int) -> None:
    role = (await company.loop(loop)).role_id
    for approver in ("UADA", "USAM"):
        with pytest.raises(Invalid, match="asked to approve an offer") as refused:
            await company.perform(roles.edit, role_form(role=role, bar_raiser=approver))
        assert refused.value.field == "bar_raiser"
    await journey.draft_offer(company, loop, "UADA", "UREX")
    await company.perform(roles.edit, role_form(role=role, bar_raiser="USAM"))


async def test_an_approval_counts_though_the_loop_was_on_hold_in_between(company: Company, loop: int) -> None:
    until = (company.clock.now() + timedelta(days=9)).date()
    await company.perform(loops.hold, LoopForm(loop=loop, version=0, reason="budget", until=until))
    with pytest.raises(NotNow, match="on hold"):
        await approve(company, loop, FIRST, "UADA")
    await company.perform(loops.resume, LoopForm(loop=loop, version=0))
    await approve(company, loop, FIRST, "UADA")
    assert (await company.todos(loop))["approve_offer"] == "USAM"


async def test_who_read_an_earlier_version_is_asked_to_read_again(company: Company, loop: int) -> None:
    await journey.draft_offer(company, loop, "UADA", "USAM")
    with pytest.raises(Outdated, match="read it again") as refused:
        await approve(company, loop, FIRST, "UADA")
    assert refused.value.loop == loop
    with pytest.raises(Outdated, match="read it again"):
        await company.perform(offers.refuse, LoopForm(loop=loop, version=FIRST, note="Too high."), by="UADA")
    assert (await company.loop(loop)).step == "approval"
    await approve(company, loop, SECOND, "UADA")


async def test_a_refusal_of_an_earlier_version_is_not_even_begun(company: Company, loop: int) -> None:
    await journey.draft_offer(company, loop, "UADA", "USAM")

    def review(work: Work, seen: int) -> int:
        page = offers.review(work, loop, seen)
        return page.offer.version if page.offer else 0

    with pytest.raises(Outdated, match="read it again"):
        await company.read(review, FIRST, by="UADA")
    assert await company.read(review, SECOND, by="UADA") == SECOND
    assert await company.read(review, 0, by="UADA") == SECOND


@pytest.fixture
async def changing(company: Company) -> int:
    """The candidate holds an offer that Ada approved; Sam and Rex are asked to approve a change of it, Rex has."""
    loop = await company.add_candidate(stage="offer")
    await journey.extend_offer(company, loop, "UADA")
    await journey.draft_offer(company, loop, "USAM", "UREX")
    await approve(company, loop, SECOND, "UREX")
    await send_all(company)
    return loop


async def test_the_candidate_answers_the_offer_that_they_hold_while_its_change_waits(
    company: Company, changing: int
) -> None:
    page = await company.read(reading.page, changing)
    assert page.offer is not None
    assert page.offer_in_hand is not None
    assert (page.offer.version, page.offer_in_hand.version) == (SECOND, FIRST)
    await company.perform(offers.accept, LoopForm(loop=changing, version=page.card.line.version))
    assert (await company.loop(changing)).status == "hired"
    assert "approve_offer" not in await company.todos(changing)
    page = await company.read(reading.page, changing)
    assert page.offer is not None
    assert ([one.person.id for one in page.offer.approvals], page.offer_in_hand) == (["UADA"], None)
    assert [post.member_id for post in await posts(company, PostKind.NOTICE)][1:] == ["USAM"], "besides “approved”"
    assert "needs no approval any more" in render(await says(company, PostKind.NOTICE, NoticePost)).text
    (asked,) = await posts(company, PostKind.APPROVAL, "USAM")
    found = await said(company, asked)
    assert isinstance(found, ApprovalPost)
    assert found.outcome == "this change is not needed any more.", "why is said in the notice"


async def test_a_refused_change_leaves_the_candidate_the_offer_that_they_hold_and_may_decline(
    company: Company, changing: int
) -> None:
    await company.perform(offers.refuse, LoopForm(loop=changing, version=SECOND, note="Too high."), by="USAM")
    page = await company.read(reading.page, changing)
    assert page.offer is not None
    assert (page.card.line.step, [one.person.id for one in page.offer.approvals]) == ("extended", ["UADA"])
    assert "stands" in (await says(company, PostKind.APPROVAL, ApprovalPost, "USAM")).outcome
    assert "That one stands" in render(await says(company, PostKind.NOTICE, NoticePost, "URITA")).text
    assert (await company.todos(changing)).keys() >= {"chase_answer"}
    await company.perform(offers.decline, LoopForm(loop=changing, version=0))
    await journey.draft_offer(company, changing, "USAM")
    page = await company.read(reading.page, changing)
    assert (page.offer.version if page.offer else 0, page.offer_in_hand) == (4, None)
