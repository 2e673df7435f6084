"""What scorecards, pay and refusals say, looked for in everything that others read, on both databases."""

from dataclasses import dataclass

import pytest
from sqlmodel import select

from domain.forms import DecisionForm, LoopForm, OfferForm, ScorecardForm
from domain.read.messages import ApprovalPost, PostKind
from models.tables import Interview, Post
from services import decisions, digests, feedback, offers, outgoing, reading
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import HIRING, Company
from tests.fakes.remembered import remembered
from tests.services.read_paths import kept_without_words, messages, read_by_each

PUBLIC = (PostKind.CARD, PostKind.THREAD, PostKind.DIGEST, PostKind.HIRED)
EVERYBODY = ("URITA", "UMAX", "UINES", "UBO", "USAM", "UADA", "UREX", "UIVY", "USTRANGER")
SECRET = "Zanzibar"
RATIONALE, PAY, REFUSAL = "Rationale-Quito", "68,123-Lima", "Refusal-Oslo"


@dataclass(frozen=True)
class Told:
    """Something that one reader got, as text."""

    reader: str
    where: str
    text: str


async def everything(company: Company, loop: int, *readers: str) -> list[Told]:
    """Every way in which these people read of a loop, refusals left out."""
    return [Told(*each) for each in await read_by_each(company, loop, *readers)]


async def posts(company: Company) -> list[tuple[Post, str]]:
    """Every post with what it says, as read-model and as message; a digest of now among them."""
    await company.perform(digests.post, HIRING)
    return await company.read(lambda work: list(messages(work)))


async def rows(company: Company) -> str:
    return await company.read(kept_without_words)


@remembered
async def submit(company: Company, loop: int, member: str) -> None:
    page = await company.read(feedback.page, loop, by=member)
    content = journey.filled(page.kit)
    for rating in content["ratings"].values():
        rating |= {"evidence": f"{SECRET} evidence", "shareable": True}
    content["notes"] = f"{SECRET} notes"
    form = ScorecardForm(loop=loop, stage=page.stage_key, round=page.round, content=content)
    await company.perform(feedback.save, form, by=member)
    await company.perform(feedback.submit, form, by=member)


@remembered
async def advance(company: Company, loop: int) -> None:
    await journey.debate(company, loop)
    form = DecisionForm(loop=loop, version=0, outcome="advance", rationale=RATIONALE)
    await company.perform(decisions.decide, form, by="UMAX")


@remembered
async def draft(company: Company, loop: int, *approvers: str) -> None:
    today = company.clock.now().date()
    form = OfferForm(
        loop=loop, version=0, pay=PAY, currency="EUR", starts_on=today.replace(year=today.year + 1),
        expires_on=today.replace(month=today.month + 1), approvers=approvers, note=f"{PAY} as a note",
    )  # fmt: skip
    await company.perform(offers.draft, form)


@pytest.fixture
async def loop(company: Company) -> int:
    """At culture, held by Ines and Bo."""
    found = await company.add_candidate(stage="culture")
    await journey.hold(company, found, "UINES", "UBO")
    return found


async def test_a_draft_is_read_by_nobody_but_its_writer(company: Company, loop: int) -> None:
    page = await company.read(feedback.page, loop, by="UINES")
    content = journey.filled(page.kit) | {"notes": f"{SECRET} notes"}
    form = ScorecardForm(loop=loop, stage=page.stage_key, round=page.round, content=content)
    await company.perform(feedback.save, form, by="UINES")
    others = [member for member in EVERYBODY if member != "UINES"]
    told = await everything(company, loop, *others)
    assert [(each.reader, each.where) for each in told if SECRET in each.text] == []
    assert [post.kind for post, text in await posts(company) if SECRET in text] == []
    mine = await everything(company, loop, "UINES")
    assert {each.where for each in mine if SECRET in each.text} == {"scorecard"}


async def test_a_sealed_scorecard_is_nowhere_to_be_found(company: Company, loop: int) -> None:
    """Of all others each stands in another relation: Rex has arranged the interview, and leads nothing."""
    await submit(company, loop, "UINES")

    def arranged(work: Work) -> None:
        work.session.exec(select(Interview)).one().organiser = "UREX"

    await company.work(arranged)
    others = [member for member in EVERYBODY if member != "UINES"]
    told = await everything(company, loop, *others)
    assert [(each.reader, each.where) for each in told if SECRET in each.text] == []
    assert ("UREX", "page") in [(each.reader, each.where) for each in told]
    assert [post.kind for post, text in await posts(company) if SECRET in text] == []
    assert SECRET not in await rows(company)


async def test_an_open_scorecard_stands_on_the_page_and_in_no_message_or_overview(company: Company, loop: int) -> None:
    await submit(company, loop, "UINES")
    await submit(company, loop, "UBO")
    told = await everything(company, loop, *EVERYBODY)
    assert {(each.reader, each.where) for each in told if SECRET in each.text} == {
        (reader, where)
        for reader in ("URITA", "UMAX", "UINES", "UBO")
        for where in ("page", "record", "side by side", "side by side, by stage", "scorecard", "debrief")
        if where != "scorecard" or reader in ("UINES", "UBO")
    }
    await advance(company, loop)
    for reader in EVERYBODY[:7]:
        page = await company.read(reading.page, loop, by=reader)
        assert SECRET not in repr((page.card, page.history, page.todos, page.telling))
    assert [post.kind for post, text in await posts(company) if SECRET in text] == []
    assert SECRET not in await rows(company)


async def test_why_it_was_decided_is_read_by_who_leads_the_search_and_in_the_record_by_those_who_rated(
    company: Company, loop: int
) -> None:
    await submit(company, loop, "UINES")
    await submit(company, loop, "UBO")
    await advance(company, loop)
    told = await everything(company, loop, *EVERYBODY)
    assert {(each.reader, each.where) for each in told if RATIONALE in each.text} == {
        *((reader, where) for reader in ("URITA", "UMAX") for where in ("page", "record", "whole record")),
        *((reader, where) for reader in ("UINES", "UBO") for where in ("record", "whole record")),
    }
    assert [post.kind for post, text in await posts(company) if RATIONALE in text] == []
    assert RATIONALE not in await rows(company)


async def test_pay_and_the_reason_of_a_refusal_reach_no_panelist_and_no_channel(company: Company, loop: int) -> None:
    await submit(company, loop, "UINES")
    await submit(company, loop, "UBO")
    await advance(company, loop)
    await draft(company, loop, "USAM", "UMAX")
    refusal = LoopForm(loop=loop, version=0, note=REFUSAL)
    await company.perform(offers.refuse, refusal, by="USAM")
    await nothing_told(company, loop)
    await draft(company, loop, "USAM", "UMAX")
    for approver in ("USAM", "UMAX"):
        await company.perform(offers.approve, LoopForm(loop=loop, version=0), by=approver)
    await company.perform(offers.send, LoopForm(loop=loop, version=0))
    await nothing_told(company, loop)
    await company.perform(offers.accept, LoopForm(loop=loop, version=0))
    assert [post.kind for post, _ in await posts(company) if post.kind == PostKind.HIRED] == [PostKind.HIRED]
    await nothing_told(company, loop)


async def nothing_told(company: Company, loop: int) -> None:
    """Neither pay nor refusal reaches anybody but the recruiter, the hiring manager and the approver."""
    entitled, others = {"URITA", "UMAX", "USAM"}, ("UINES", "UADA", "UREX", "UIVY")  # one of each relation
    told = await everything(company, loop, *others)
    assert [(each.reader, each.where) for each in told if PAY in each.text or REFUSAL in each.text] == []
    for post, text in await posts(company):
        if PAY in text or REFUSAL in text:
            assert post.kind not in PUBLIC
            assert post.member_id in entitled
    kept = await rows(company)
    assert PAY not in kept
    assert REFUSAL not in kept


async def test_who_is_entitled_reads_pay_and_the_approver_is_shown_it(company: Company, loop: int) -> None:
    await submit(company, loop, "UINES")
    await submit(company, loop, "UBO")
    await advance(company, loop)
    await draft(company, loop, "USAM")
    told = await everything(company, loop, *EVERYBODY)
    assert {each.reader for each in told if PAY in each.text} == {"URITA", "UMAX", "USAM"}
    assert {each.reader for each in told if SECRET in each.text} == {"URITA", "UMAX", "UINES", "UBO"}, "no approver"
    (asked,) = await company.posts(PostKind.APPROVAL)
    model = await company.read(outgoing.load, asked.id or 0, by="")
    assert isinstance(model, ApprovalPost)
    assert model.offer.pay == PAY


async def test_who_approved_an_earlier_version_alone_reads_neither_the_new_pay_nor_why_it_was_refused(
    company: Company, loop: int
) -> None:
    await submit(company, loop, "UINES")
    await submit(company, loop, "UBO")
    await advance(company, loop)
    await journey.draft_offer(company, loop, "USAM", "UIVY")
    for approver in ("USAM", "UIVY"):
        await company.perform(offers.approve, LoopForm(loop=loop, version=0), by=approver)
    await draft(company, loop, "UADA")
    await company.perform(offers.refuse, LoopForm(loop=loop, version=0, note=REFUSAL), by="UADA")
    told = await everything(company, loop, "USAM", "UIVY", "UADA")
    assert {each.reader for each in told if PAY in each.text} == {"UADA"}
    assert {each.reader for each in told if REFUSAL in each.text} == {"UADA"}
    assert {each.where for each in told if each.reader == "UIVY" and "Haddad" in each.text} == set()
    page = await company.read(reading.page, loop, by="USAM")
    assert (page.offer, page.offer_in_hand, page.candidate) == (None, None, None), "the channel is left to Sam"


async def test_an_offer_whose_approver_refused_is_back_with_its_reason_for_who_drafted_it(
    company: Company, loop: int
) -> None:
    await submit(company, loop, "UINES")
    await submit(company, loop, "UBO")
    await advance(company, loop)
    await draft(company, loop, "USAM")
    await company.perform(offers.refuse, LoopForm(loop=loop, version=0, note=REFUSAL), by="USAM")
    assert REFUSAL in repr(await company.read(reading.page, loop, by="URITA"))
    (told,) = [post for post in await company.posts(PostKind.NOTICE) if post.member_id == "URITA"]
    assert REFUSAL in repr(await company.read(outgoing.load, told.id or 0, by=""))
