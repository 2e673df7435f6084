"""Who reads which scorecards, and when: by name, through every read path, on both databases."""

import pytest

from domain.forms import LoopForm, PanelForm
from domain.read.messages import NoticePost, PostKind
from domain.refusals import Invalid, NotAllowed, NotFound, NotNow
from services import debriefs, feedback, outgoing, panels, reading
from tests.fakes import journey
from tests.fakes.company import Company
from tests.services.sealed import REASON, reads, submit, unseal


@pytest.fixture
async def loop(company: Company) -> int:
    """Noor Haddad at culture, where two scorecards are needed and the hiring manager decides."""
    return await company.add_candidate(stage="culture")


async def test_an_interviewer_reads_their_own_before_and_the_whole_round_after_submitting(
    company: Company, loop: int
) -> None:
    await journey.hold(company, loop, "UINES", "UBO", "USAM")
    await submit(company, loop, "UINES")
    assert await reads(company, loop, "UINES") == {"UINES"}
    assert await reads(company, loop, "UBO") == set()
    await submit(company, loop, "UBO")
    assert await reads(company, loop, "UBO") == {"UINES", "UBO"}
    assert await reads(company, loop, "UINES") == {"UINES", "UBO"}
    assert await reads(company, loop, "USAM") == set()


async def test_what_is_hidden_says_until_when(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES")

    async def hidden(reader: str) -> set[str]:
        page = await company.read(reading.page, loop, by=reader)
        return {line.sealed for line in page.scorecards if line.sealed}

    assert await hidden("UBO") == {"hidden until you submit yours"}
    assert await hidden("UMAX") == {"hidden until all are in"}
    assert await hidden("UINES") == set()


@pytest.mark.parametrize("reader", ["UMAX", "URITA"])
async def test_who_leads_the_search_reads_them_when_all_are_in_and_a_waived_one_is_in(
    company: Company, loop: int, reader: str
) -> None:
    await journey.hold(company, loop, "UINES", "UBO", "USAM")
    await submit(company, loop, "UINES", "UBO")
    assert await reads(company, loop, reader) == set(), "two are needed, but a third was asked and is still out"
    await company.perform(feedback.waive, LoopForm(loop=loop, version=0, member="USAM", reason="On leave."))
    assert await reads(company, loop, reader) == {"UINES", "UBO"}


@pytest.mark.parametrize("missing", ["declined", "was not there"])
async def test_one_fewer_than_asked_for_is_not_all_though_nobody_owes_one_until_the_gate_is_closed(
    company: Company, loop: int, missing: str
) -> None:
    await journey.schedule(company, loop, "UINES", "UBO")
    if missing == "declined":
        await journey.answer(company, loop, "UBO", "decline")
    company.clock.set_to((await journey.interview(company, loop)).ends_at)
    await submit(company, loop, "UINES")
    if missing == "was not there":
        await company.perform(panels.not_there, LoopForm(loop=loop, version=0), by="UBO")
    for reader in ("UMAX", "URITA", "UBO"):
        assert await reads(company, loop, reader) == set(), reader
    await company.perform(debriefs.close_gate, LoopForm(loop=loop, version=0, note="Bo is ill."), by="UMAX")
    for reader in ("UMAX", "URITA"):
        assert await reads(company, loop, reader) == {"UINES"}, reader


async def test_a_hiring_manager_on_the_panel_scores_first(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "UBO", "UMAX")
    await submit(company, loop, "UINES", "UBO")
    assert await reads(company, loop, "UMAX") == set()
    with pytest.raises(NotNow, match="owe a scorecard"):
        await unseal(company, loop, "UMAX")
    assert await reads(company, loop, "UMAX") == set()
    await submit(company, loop, "UMAX")
    assert await reads(company, loop, "UMAX") == {"UINES", "UBO", "UMAX"}


async def test_a_recruiter_on_the_panel_scores_first(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "URITA")
    await submit(company, loop, "UINES")
    assert await reads(company, loop, "URITA") == set()
    await submit(company, loop, "URITA")
    assert await reads(company, loop, "URITA") == {"UINES", "URITA"}


async def test_an_admin_reads_nothing_whether_they_are_in_or_not(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES")
    assert await reads(company, loop, "UADA") == set()
    await submit(company, loop, "UBO")
    assert await reads(company, loop, "UADA") == set()


async def test_an_admin_opens_them_with_a_reason_that_is_audited_and_told_to_the_panel(
    company: Company, loop: int
) -> None:
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES")
    before = {post.id for post in await company.posts(PostKind.NOTICE)}
    await unseal(company, loop, "UADA")
    assert await reads(company, loop, "UADA") == {"UINES"}
    (entry,) = [entry for entry in await company.audit() if entry.action == "unseal"]
    assert (entry.by, entry.record, entry.record_id) == ("UADA", "loop", str(loop))
    assert REASON not in repr(entry)
    told = [post for post in await company.posts(PostKind.NOTICE) if post.id not in before]
    assert sorted(post.member_id or "" for post in told) == ["UBO", "UINES"]
    for post in told:
        notice = await company.read(outgoing.load, post.id or 0, by="")
        assert isinstance(notice, NoticePost)
        assert (notice.line.event, notice.line.reason) == ("Unsealed", REASON)
    assert await reads(company, loop, "UBO") == set(), "it opens them to the one who gave the reason"
    assert await reads(company, loop, "UMAX") == set()


async def test_who_joins_the_panel_later_is_told_who_opened_them(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES")
    await unseal(company, loop, "UADA")
    before = {post.id for post in await company.posts(PostKind.NOTICE)}
    version = (await company.loop(loop)).version
    await company.perform(
        panels.change, PanelForm(loop=loop, version=version, lead="UINES", panel=("UBO",), shadows=("UREX",))
    )
    await company.perform(panels.change, PanelForm(loop=loop, version=version, lead="UINES", panel=("UBO", "USAM")))
    told = [post for post in await company.posts(PostKind.NOTICE) if post.id not in before]
    heard = {}
    for post in told:
        notice = await company.read(outgoing.load, post.id or 0, by="")
        if isinstance(notice, NoticePost) and notice.line.event == "Unsealed":
            heard[post.member_id] = notice.line.reason
    assert heard == {"UREX": REASON, "USAM": REASON}


@pytest.mark.parametrize(("by", "told"), [("UADA", ["UINES"]), ("URITA", [])])
async def test_who_has_submitted_hears_of_who_takes_a_seat_by_their_own_hand(
    company: Company, loop: int, by: str, told: list[str]
) -> None:
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES")
    before = {post.id for post in await company.posts(PostKind.NOTICE)}
    version = (await company.loop(loop)).version
    form = PanelForm(loop=loop, version=version, lead="UINES", panel=("UBO", "UADA"))
    await company.perform(panels.change, form, by=by)
    joined = [post for post in await company.posts(PostKind.NOTICE) if post.id not in before and not post.subject]
    assert [post.member_id for post in joined] == told


async def test_who_opens_them_is_not_told_of_it(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "UBO", "UMAX")
    await submit(company, loop, "UINES", "UMAX")
    before = len(await company.posts(PostKind.NOTICE))
    await unseal(company, loop, "UMAX")
    told = (await company.posts(PostKind.NOTICE))[before:]
    assert sorted(post.member_id or "" for post in told) == ["UBO", "UINES"]


@pytest.mark.parametrize("reason", ["", "   "])
async def test_without_a_reason_nothing_is_opened(company: Company, loop: int, reason: str) -> None:
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES")
    with pytest.raises(Invalid) as refused:
        await unseal(company, loop, "UADA", reason)
    assert refused.value.field == "note"
    assert await reads(company, loop, "UADA") == set()
    assert "unseal" not in [entry.action for entry in await company.audit()]


@pytest.mark.parametrize(
    ("who", "refusal"), [("URITA", NotAllowed), ("UBO", NotAllowed), ("UREX", NotAllowed), ("USTRANGER", NotFound)]
)
async def test_only_admins_and_the_hiring_manager_open_them_early(
    company: Company, loop: int, who: str, refusal: type[Exception]
) -> None:
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES")
    with pytest.raises(refusal):
        await unseal(company, loop, who)


async def test_before_anybody_has_submitted_there_is_nothing_to_open_and_nothing_is_opened_for_later(
    company: Company,
) -> None:
    loop = await company.add_candidate(stage="challenge")
    with pytest.raises(NotNow, match="nothing to read"):
        await unseal(company, loop, "UADA")
    await journey.send_challenge(company, loop, "UINES", "UBO")
    await journey.receive_challenge(company, loop)
    with pytest.raises(NotNow, match="nothing to read"):
        await unseal(company, loop, "UADA")
    await submit(company, loop, "UINES")
    assert await reads(company, loop, "UADA") == set()
    assert "unseal" not in [entry.action for entry in await company.audit()]


async def test_an_admin_who_owes_one_opens_nothing(company: Company, loop: int) -> None:
    await journey.hold(company, loop, "UINES", "UADA")
    await submit(company, loop, "UINES")
    with pytest.raises(NotNow, match="owe a scorecard"):
        await unseal(company, loop, "UADA")
    assert await reads(company, loop, "UADA") == set()


async def test_an_opened_round_opens_no_other(company: Company) -> None:
    loop = await company.add_candidate(stage="system_design")
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES")
    await unseal(company, loop, "UADA")
    await submit(company, loop, "UBO")
    await journey.advance(company, loop)
    await journey.hold(company, loop, "USAM", "UREX")
    await submit(company, loop, "USAM")
    assert await reads(company, loop, "UADA") == {"UINES", "UBO"}


async def test_who_sits_in_another_stage_reads_nothing_of_this_one(company: Company) -> None:
    loop = await company.add_candidate(stage="system_design")
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES", "UBO")
    await journey.advance(company, loop)
    await journey.hold(company, loop, "USAM", "UREX")
    assert await reads(company, loop, "UINES") == {"UINES", "UBO"}
    assert await reads(company, loop, "USAM") == set()
    await submit(company, loop, "USAM", "UREX")
    assert await reads(company, loop, "USAM") == {"USAM", "UREX"}
    assert await reads(company, loop, "UINES") == {"UINES", "UBO"}
    assert await reads(company, loop, "UMAX") == {"UINES", "UBO", "USAM", "UREX"}


async def test_who_sits_in_both_stages_and_owes_the_second_still_reads_the_first(company: Company) -> None:
    loop = await company.add_candidate(stage="system_design")
    await journey.hold(company, loop, "UINES", "UBO")
    await submit(company, loop, "UINES", "UBO")
    await journey.advance(company, loop)
    await journey.hold(company, loop, "UINES", "USAM")
    await submit(company, loop, "USAM")
    assert await reads(company, loop, "UINES") == {"UINES", "UBO"}
