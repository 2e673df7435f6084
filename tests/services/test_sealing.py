"""Who reads which scorecards, and when: by name, through every read path, on both databases."""

from datetime import time, timedelta

import pytest

from domain.forms import LoopForm, PanelForm, ScheduleForm, ScorecardForm
from domain.read.messages import NoticePost, PostKind
from domain.refusals import Invalid, NotAllowed, NotFound, NotNow
from services import feedback, interviews, outgoing, reading
from tests.fakes import journey
from tests.fakes.company import LISBON, Company

WRITERS = ("URITA", "UMAX", "UINES", "UBO", "USAM", "UADA", "UREX")
REASON = "The works council asked."


def mark(member: str) -> str:
    """What only the scorecard of this member says."""
    return f"Zanzibar-{member}"


@pytest.fixture
async def loop(company: Company) -> int:
    """Noor Haddad at culture, where two scorecards are needed and the hiring manager decides."""
    return await company.add_candidate(stage="culture")


async def submit(company: Company, loop: int, *panel: str) -> None:
    """A scorecard whose evidence and notes are marked with who wrote it."""
    for member in panel:
        page = await company.read(feedback.page, loop, by=member)
        content = journey.filled(page.kit)
        for rating in content["ratings"].values():
            rating["evidence"] = f"Evidence {mark(member)}"
        content["notes"] = f"Notes {mark(member)}"
        form = ScorecardForm(loop=loop, stage=page.stage_key, round=page.round, content=content)
        await company.perform(feedback.submit, form, by=member)


async def reads(company: Company, loop: int, reader: str) -> set[str]:
    """Whose scorecards the reader may read, on the loop's page and side by side."""
    page = await company.read(reading.page, loop, by=reader)
    on_page = {line.person.id for line in page.scorecards if line.notes}
    assert on_page == {member for member in WRITERS if mark(member) in repr(page.scorecards)}
    try:
        beside = await company.read(feedback.side_by_side, loop, by=reader)
    except NotAllowed:
        assert on_page == set(), "who reads scorecards may compare them"
        return on_page
    assert {line.person.id for line in beside.scorecards if line.notes} <= on_page
    return on_page


async def hold_with_shadow(company: Company, loop: int, *panel: str, shadow: str) -> None:
    row = await company.loop(loop)
    form = ScheduleForm(
        loop=loop, version=row.version, date=(company.clock.now() + timedelta(days=1)).date(), time=time(14),
        duration=60, zone=LISBON,
        people=PanelForm(loop=loop, version=row.version, lead=panel[0], panel=panel[1:], shadows=(shadow,)),
    )  # fmt: skip
    await company.perform(interviews.schedule, form)
    company.clock.set_to((await journey.interview(company, loop)).ends_at + timedelta(minutes=5))


async def unseal(company: Company, loop: int, by: str, reason: str = REASON) -> None:
    await company.perform(feedback.unseal, LoopForm(loop=loop, version=0, note=reason), by=by)


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


async def test_the_scorecard_of_a_shadow_opens_nothing_and_holds_nothing_up(company: Company, loop: int) -> None:
    await hold_with_shadow(company, loop, "UINES", "UBO", shadow="USAM")
    await submit(company, loop, "USAM")
    assert await reads(company, loop, "UINES") == set(), "the lead has not submitted yet"
    await submit(company, loop, "UINES")
    assert await reads(company, loop, "UMAX") == set()
    assert await reads(company, loop, "UBO") == set()
    await submit(company, loop, "UBO")
    assert await reads(company, loop, "UMAX") == {"UINES", "UBO"}
    card = (await company.read(reading.page, loop, by="UMAX")).card
    assert (card.submitted, card.required) == (2, 2), "a third trains"


async def test_the_scorecard_of_a_shadow_is_read_by_the_lead_alone_once_both_are_in(
    company: Company, loop: int
) -> None:
    await hold_with_shadow(company, loop, "UINES", "UBO", shadow="USAM")
    await submit(company, loop, "UINES", "UBO")
    assert await reads(company, loop, "UINES") == {"UINES", "UBO"}, "the shadow has not submitted yet"
    await submit(company, loop, "USAM")
    assert await reads(company, loop, "UINES") == {"UINES", "UBO", "USAM"}
    assert await reads(company, loop, "USAM") == {"UINES", "UBO", "USAM"}
    await unseal(company, loop, "UADA")
    for reader in ("UMAX", "URITA", "UBO", "UADA"):
        assert await reads(company, loop, reader) == {"UINES", "UBO"}, reader
        page = await company.read(reading.page, loop, by=reader)
        (line,) = [line for line in page.scorecards if line.person.id == "USAM"]
        assert line.sealed == "for learning, read by who leads the interview alone"
        side = await company.read(feedback.side_by_side, loop, by=reader)
        assert "USAM" not in {each.person.id for each in side.scorecards}


async def test_a_shadow_whose_scorecard_changes_is_news_to_the_lead_alone(company: Company, loop: int) -> None:
    await hold_with_shadow(company, loop, "UINES", "UBO", shadow="USAM")
    await submit(company, loop, "UINES", "UBO", "USAM")
    for reader in ("UINES", "UBO", "UMAX", "URITA"):
        await company.perform(feedback.open_evidence, LoopForm(loop=loop, version=0), by=reader)
    form = ScorecardForm(loop=loop, stage="culture", round=1, content={"notes": "Other notes"})
    await company.perform(feedback.submit, form, by="USAM")
    assert [post.member_id for post in await company.posts(PostKind.AMENDED)] == ["UINES"]


async def test_a_shadow_who_has_not_submitted_reads_none(company: Company, loop: int) -> None:
    await hold_with_shadow(company, loop, "UINES", "UBO", shadow="USAM")
    await submit(company, loop, "UINES", "UBO")
    assert await reads(company, loop, "USAM") == set()
    assert await reads(company, loop, "UMAX") == {"UINES", "UBO"}
