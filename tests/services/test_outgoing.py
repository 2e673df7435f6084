"""What each kind of post says when its turn comes, rendered as the courier renders it; and when it says nothing."""

from datetime import timedelta

from domain.actions import Action
from domain.forms import CandidateForm, HappenedForm, LoopForm, PanelForm
from domain.read.messages import (
    ApprovalPost,
    CardPost,
    DecidePost,
    HiredPost,
    NoticePost,
    PostKind,
    TakenBackPost,
    TellPost,
    ThreadPost,
)
from models.database import Database
from services import candidates, feedback, loops, offers, outgoing, panels, reading
from tests.conftest import CountQueries
from tests.fakes import journey
from tests.fakes.company import LISBON, Company
from tests.services.outbox import posts, said, says, send_all, waits
from tests.views.shown import buttons
from views import ids
from views.messages import RENDERERS, render


def test_every_kind_of_post_has_its_loader_and_its_renderer() -> None:
    assert set(outgoing.LOADERS) == set(PostKind)
    assert len({*RENDERERS} - {TakenBackPost}) == len(PostKind)


async def test_a_post_that_was_never_written_says_nothing(company: Company) -> None:
    assert await company.read(outgoing.load, 999) is None


async def test_a_card_shows_where_the_loop_stands_now(company: Company) -> None:
    loop = await company.add_candidate()
    assert (await says(company, PostKind.CARD, CardPost)).card.line.step == "scheduling"
    await journey.schedule(company, loop, "UINES")
    assert (await says(company, PostKind.CARD, CardPost)).card.line.step == "scheduled"
    assert len(await posts(company, PostKind.CARD)) == 1


async def test_a_card_urges_to_nothing_before_the_interview_and_asks_what_happened_after_it(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    assert (await says(company, PostKind.CARD, CardPost)).card.line.primary is Action.OPEN
    company.clock.set_to((await journey.interview(company, loop)).ends_at)
    assert (await says(company, PostKind.CARD, CardPost)).card.line.primary is Action.WHAT_HAPPENED


async def test_what_happened_is_asked_of_the_hiring_manager_only_until_it_was_said(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    company.clock.set_to((await journey.interview(company, loop)).ends_at)
    assert Action.WHAT_HAPPENED in (await company.read(reading.page, loop, by="UMAX")).actions
    await company.perform(panels.happened, HappenedForm(loop=loop, answer="happened"), by="UINES")
    assert Action.WHAT_HAPPENED not in (await company.read(reading.page, loop, by="UMAX")).actions
    assert Action.WHAT_HAPPENED in (await company.read(reading.page, loop, by="UINES")).actions


async def test_the_card_of_a_closed_loop_leads_to_the_text_until_the_candidate_knows(company: Company) -> None:
    loop = await company.add_candidate()
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason="level"), by="UMAX")
    shown = buttons(render(await says(company, PostKind.CARD, CardPost)))
    assert list(shown) == [ids.PAGE_TELLING, "loop.open"]
    key = (await says(company, PostKind.TELL, TellPost, "URITA")).tell.key
    await company.perform(loops.told, LoopForm(loop=loop, version=0, key=key))
    assert list(buttons(render(await says(company, PostKind.CARD, CardPost)))) == ["loop.open"]


async def test_a_line_in_the_thread_tells_no_reason(company: Company) -> None:
    loop = await company.add_candidate()
    rejected = LoopForm(loop=loop, version=0, reason="level", note="Too junior")
    await company.perform(loops.reject, rejected, by="UMAX")
    model = await says(company, PostKind.THREAD, ThreadPost)
    assert (model.line.event, model.line.reason) == ("Rejected", "")
    assert "junior" not in render(model).text


async def test_a_notice_offers_what_helps_its_reader(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    await journey.answer(company, loop, "UINES", "decline")
    model = await says(company, PostKind.NOTICE, NoticePost, "URITA")
    assert (model.line.event, model.actions) == ("InvitationDeclined", ("panel", "open"))


async def test_a_notice_keeps_the_reason_from_who_does_not_lead_the_search(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    rejected = LoopForm(loop=loop, version=0, reason="level", note="Too junior")
    await company.perform(loops.reject, rejected, by="UMAX")
    assert (await says(company, PostKind.NOTICE, NoticePost, "UINES")).line.reason == ""
    assert "Too junior" in (await says(company, PostKind.NOTICE, NoticePost, "URITA")).line.reason


async def test_who_leads_the_search_is_not_thanked_for_their_time_when_it_closes(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason="level"), by="UMAX")
    to_panel, to_team = [await says(company, PostKind.NOTICE, NoticePost, member) for member in ("UINES", "URITA")]
    assert "Max closed this loop. Nothing is expected of you any more. Thank you" in render(to_panel).text
    assert "Max rejected the candidate." in render(to_team).text
    assert "expected of you" not in render(to_team).text


async def test_the_text_for_the_candidate_loses_its_button_once_told(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    model = await says(company, PostKind.TELL, TellPost, "URITA")
    assert (model.done, model.tell.title) == (False, "the interview is set")
    assert "Noor" in model.tell.text
    await send_all(company)
    await company.perform(loops.told, LoopForm(loop=loop, version=0, key=model.tell.key))
    model = await says(company, PostKind.TELL, TellPost, "URITA")
    assert (model.done, model.told) == (True, True)
    assert await waits(company, (await posts(company, PostKind.TELL))[0])


async def test_a_question_for_a_decision_ends_with_it(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await journey.score(company, loop, "UINES")
    model = await says(company, PostKind.DECIDE, DecidePost)
    assert (model.person.id, model.scorecards, model.outcome) == ("URITA", 1, "")
    await send_all(company)
    company.clock.move(timedelta(minutes=1))
    await journey.advance(company, loop, by="URITA")
    assert (await says(company, PostKind.DECIDE, DecidePost)).outcome == ("Rita decided: it goes on to the next stage.")


async def test_a_question_for_a_decision_that_was_taken_before_it_went_out_is_not_asked(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await journey.score(company, loop, "UINES")
    await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason="level"))
    (post,) = await posts(company, PostKind.DECIDE)
    assert await company.read(outgoing.load, post.id or 0) is None


async def test_an_approver_sees_the_offer_and_then_what_they_answered(company: Company) -> None:
    loop = await company.add_candidate(stage="offer")
    await journey.draft_offer(company, loop, "UMAX", "UADA")
    model = await says(company, PostKind.APPROVAL, ApprovalPost, "UADA")
    assert (model.offer.pay, model.outcome) == ("68,000", "")
    await send_all(company)
    await company.perform(offers.approve, LoopForm(loop=loop, version=0), by="UADA")
    assert (await says(company, PostKind.APPROVAL, ApprovalPost, "UADA")).outcome.startswith("you approved it")
    refused = LoopForm(loop=loop, version=0, reason="Over the range.")
    await company.perform(offers.refuse, refused, by="UMAX")
    assert (await says(company, PostKind.APPROVAL, ApprovalPost, "UMAX")).outcome.startswith("you refused it")
    await journey.draft_offer(company, loop, "UMAX", "UADA")
    first = await said(company, (await posts(company, PostKind.APPROVAL, "UADA"))[0])
    assert isinstance(first, ApprovalPost)
    assert first.outcome


async def test_a_hire_is_announced_with_thanks_unless_it_is_over_before(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await journey.advance(company, loop)
    await journey.extend_offer(company, loop, "UMAX", "UADA")
    company.clock.move(timedelta(days=2))
    await company.perform(offers.accept, LoopForm(loop=loop, version=0))
    model = await says(company, PostKind.HIRED, HiredPost)
    assert ([person.id for person in model.interviewers], model.days) == (["UINES", "UBO"], 3)
    (post,) = await posts(company, PostKind.HIRED)
    await company.perform(loops.reopen, LoopForm(loop=loop, version=0, note="Changed their mind."))
    assert await company.read(outgoing.load, post.id or 0) is None


async def test_a_waived_scorecard_is_told_with_its_reason(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    waived = LoopForm(loop=loop, version=0, member="UBO", reason="On leave")
    await company.perform(feedback.waive, waived, by="UMAX")
    model = await says(company, PostKind.NOTICE, NoticePost, "UBO")
    assert (model.line.event, model.line.reason) == ("CardWaived", "On leave")


async def test_loading_a_card_costs_the_same_however_many_sit_on_the_panel(
    company: Company, database: Database, count_queries: CountQueries
) -> None:
    loop = await company.add_candidate(stage="culture")
    post = (await posts(company, PostKind.CARD))[0]
    costs = []
    await journey.schedule(company, loop, "UINES", "UBO")
    for others in (("UBO",), ("UBO", "USAM", "UREX", "UADA")):
        version = (await company.loop(loop)).version
        await company.perform(panels.change, PanelForm(loop=loop, version=version, panel=others, lead="UINES"))
        with count_queries(database) as queries:
            await company.read(outgoing.load, post.id or 0)
        costs.append(len(queries))
    assert costs[0] == costs[1]


async def test_names_are_escaped_on_their_way_out(company: Company) -> None:
    loop = await company.add_candidate()
    form = CandidateForm(
        loop=loop, name="<!channel> *x* & <@U1>", email="noor@example.com", zone=LISBON, source="referral"
    )
    await company.perform(candidates.correct, form)
    assert "<!channel>" not in render(await says(company, PostKind.CARD, CardPost)).text
