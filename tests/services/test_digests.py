"""The digest: what it says, and to whom."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.forms import LoopForm
from domain.read.messages import DigestPost
from domain.refusals import NotAllowed, NotFound
from services import digests, loops, members, outgoing
from tests.fakes import journey
from tests.fakes.company import HIRING, IN_HIRING, Company, candidate_form
from tests.services.digesting import only_role, posted, shown
from tests.services.reminding import raise_all
from views.digest import digest_message
from views.messages import render

TUESDAY = datetime(2027, 3, 2, tzinfo=UTC)
HALF_PAST_NINE = timedelta(hours=9, minutes=30)


async def test_loops_stand_by_stage_with_days_and_whom_they_wait_for(company: Company) -> None:
    role = await company.open_role()
    await company.add_candidate(role=role)
    await company.add_candidate(role=role, name="Maya Lind", email="maya@example.com", stage="culture")
    company.clock.move(timedelta(days=3))
    found = await only_role(company)
    assert [(stage, [line.candidate for line in lines]) for stage, lines in found.stages] == [
        ("Screen", ["Noor Haddad"]),
        ("Values and ways of working", ["Maya Lind"]),
    ]
    line = found.stages[0][1][0]
    assert (line.days, line.waiting[0].person.id, line.waiting[0].late) == (3, "URITA", True)


async def test_it_lists_interviews_of_the_day_decisions_offers_holds_and_who_has_not_heard(company: Company) -> None:
    role = await company.open_role()

    async def add(name: str, stage: str) -> int:
        form = candidate_form(role=role, name=name, email=f"{name}@example.com", stage=stage)
        return await company.add_candidate(**{key: getattr(form, key) for key in ("role", "name", "email", "stage")})

    decided = await add("Decide", "screen")
    await journey.hold(company, decided, "UINES")
    await journey.score(company, decided, "UINES")
    today, offered, held, gone = [
        await add(name, stage)
        for name, stage in (("Today", "screen"), ("Offer", "offer"), ("Held", "screen"), ("Gone", "screen"))
    ]
    await journey.schedule(company, today, "UBO", days=1)
    await journey.extend_offer(company, offered, "UMAX", "UADA")
    until = (company.clock.now() + timedelta(days=20)).date()
    await company.perform(loops.hold, LoopForm(loop=held, version=0, reason="budget", until=until))
    await company.perform(loops.reject, LoopForm(loop=gone, version=0, reason="level"))
    company.clock.set_to(datetime(2027, 3, 3, 9, 30, tzinfo=UTC))
    found = await only_role(company)
    assert [(one.candidate, [p.id for p in one.panel]) for one in found.interviews] == [("Today", ["UBO"])]
    assert [line.candidate for line in found.to_decide] == ["Decide"]
    assert [line.candidate for line in found.offers] == ["Offer"]
    assert [line.candidate for line in found.on_hold] == ["Held"]
    assert "Gone" in [line.candidate for line in found.not_told]
    assert "Gone" not in str(found.stages)


async def test_an_offer_is_out_as_long_as_the_candidate_holds_it_also_while_a_change_waits(company: Company) -> None:
    loop = await company.add_candidate(stage="offer")
    await journey.extend_offer(company, loop, "UADA")
    (out,) = (await only_role(company)).offers
    company.clock.move(timedelta(days=3))
    await journey.draft_offer(company, loop, "USAM", "UADA")
    (line,) = (await only_role(company)).offers
    assert (line.step, line.due_at) == ("approval", out.due_at)
    company.clock.move(timedelta(days=5))
    assert (await only_role(company)).offers == (), "the one that they held has run out"


async def test_interviewers_are_named_for_what_is_overdue_only_once_it_went_up(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    company.clock.set_to(datetime(2027, 3, 3, 15, 30, tzinfo=UTC))
    (late,) = [one for one in (await only_role(company)).overdue if one.what == "scorecard"]
    assert late.person is None
    company.clock.set_to(datetime(2027, 3, 4, 15, 30, tzinfo=UTC))
    await company.work(raise_all)
    (late,) = [one for one in (await only_role(company)).overdue if one.what == "scorecard"]
    assert late.person is not None
    assert late.person.id == "UINES"


async def test_nobody_is_late_there_when_first_asked(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    ends = (await journey.interview(company, loop)).ends_at
    next_morning = datetime(2027, 3, 3, 10, tzinfo=UTC)
    for moment, overdue in (
        (ends + timedelta(hours=2), []), (next_morning, []), (next_morning + timedelta(minutes=1), ["what_happened"])
    ):  # fmt: skip
        company.clock.set_to(moment)
        late = [one.what for one in (await only_role(company)).overdue]
        assert [what for what in late if what == "what_happened"] == overdue


async def test_a_role_without_candidates_is_left_out_and_a_day_without_any_is_one_line(company: Company) -> None:
    role = await company.open_role(title="Backend developer")
    await company.open_role(title="Data engineer")
    company.clock.set_to(TUESDAY + timedelta(hours=10))
    said = digest_message(await shown(company))
    assert said.text == "Tuesday, 2 March 2027: nothing is planned and nothing is waiting."
    assert len(said.blocks) == 1
    await company.add_candidate(role=role)
    said = digest_message(await shown(company))
    assert "Backend developer" in said.text
    assert "Data engineer" not in said.text + str(said.blocks)


async def test_what_is_late_is_said_in_words(company: Company) -> None:
    await company.add_candidate()
    company.clock.set_to(TUESDAY + timedelta(hours=10))
    await company.work(digests.due)
    (post,) = await posted(company)
    model = await company.read(outgoing.load, post.id or 0, by="")
    assert isinstance(model, DigestPost)
    assert "propose_times" not in str(render(model).blocks)


async def test_it_is_shown_to_who_is_in_the_channel_with_a_button_for_those_who_lead(company: Company) -> None:
    await company.add_candidate()
    assert (await shown(company)).may_post
    assert not (await shown(company, "UINES")).may_post
    assert (await shown(company, "UINES", None)).channel == HIRING
    with pytest.raises(NotFound):
        await shown(company, "USTRANGER")
    with pytest.raises(NotFound, match="No role is open"):
        await shown(company, "USTRANGER", None)
    assert (await shown(company, channel="CELSEWHERE")).channel == HIRING, "asked for in any other place"
    with pytest.raises(NotFound, match="No role is open"):
        await company.perform(digests.post, "CELSEWHERE")


async def test_a_colleague_who_is_a_candidate_does_not_see_themselves(company: Company) -> None:
    role = await company.open_role()
    await company.add_candidate(role=role, name="Ivy", email="ivy@acme.test")
    await company.work(lambda work: members.store_channel(work, HIRING, (*IN_HIRING, "UIVY")))
    assert (await shown(company, "UIVY")).roles == ()
    assert len((await shown(company)).roles) == 1


async def test_it_is_posted_by_hand_by_those_who_lead_only(company: Company) -> None:
    await company.add_candidate()
    for seconds in (0, 2):  # two people at once, or one who clicks twice
        company.clock.move(timedelta(seconds=seconds))
        await company.perform(digests.post, HIRING)
    with pytest.raises(NotAllowed):
        await company.perform(digests.post, HIRING, by="UINES")
    (post,) = await posted(company)
    assert post.channel == HIRING
    company.clock.set_to(TUESDAY + HALF_PAST_NINE)
    assert await company.work(digests.due) == 1
