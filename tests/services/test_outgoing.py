"""What each kind of post says when its turn comes, rendered as the courier renders it; and when it says nothing."""

from datetime import timedelta
from typing import TypeVar

import pytest
from sqlmodel import col, select

from domain.forms import CandidateForm, LoopForm, PanelForm, ScheduleForm
from domain.read.messages import (
    ApprovalPost,
    CardPost,
    DecidePost,
    HiredPost,
    InvitationPost,
    NoticePost,
    PostKind,
    TellPost,
    ThreadPost,
)
from domain.state import Rsvp
from models.database import Database
from models.tables import Outbox, Post
from services import candidates, feedback, interviews, loops, offers, outgoing, panels
from services.work import Work
from tests.conftest import CountQueries
from tests.fakes import journey
from tests.fakes.company import LISBON, Company
from views.messages import RENDERERS, render

T = TypeVar("T")


async def posts(company: Company, kind: PostKind, member: str | None = None) -> list[Post]:
    statement = select(Post).where(Post.kind == kind).order_by(col(Post.id))
    if member is not None:
        statement = statement.where(Post.member_id == member)
    return await company.read(lambda work: list(work.session.exec(statement).all()))


async def says(company: Company, kind: PostKind, model: type[T], member: str | None = None) -> T:
    """The read-model of the latest post of a kind. It renders."""
    found = await said(company, (await posts(company, kind, member))[-1])
    assert isinstance(found, model)
    return found


async def said(company: Company, post: Post) -> object:
    found = await company.read(outgoing.load, post.id or 0, by="")
    assert found is not None
    assert render(found).text
    return found


async def send_all(company: Company) -> None:
    """As if the courier had been round: everything that says something now is in Slack."""

    def send(work: Work) -> None:
        for row in work.session.exec(select(Outbox).where(Outbox.state == "pending")).all():
            post = work.session.get_one(Post, row.post_id)
            if outgoing.load(work, row.post_id) is not None:
                post.ts, post.sent_channel = post.ts or f"{post.id}.0", post.channel or f"D{post.member_id}"
                work.session.add(post)
            row.state = "sent"
            work.session.add(row)

    await company.work(send)


async def waits(company: Company, post: Post) -> bool:
    statement = select(Outbox).where(Outbox.post_id == post.id, Outbox.state == "pending")
    return await company.read(lambda work: work.session.exec(statement).first() is not None)


def test_every_kind_of_post_has_its_loader_and_its_renderer() -> None:
    assert set(outgoing.LOADERS) == set(PostKind)
    assert len(RENDERERS) == len(PostKind)


async def test_a_post_that_was_never_written_says_nothing(company: Company) -> None:
    assert await company.read(outgoing.load, 999) is None


async def test_a_card_shows_where_the_loop_stands_now(company: Company) -> None:
    loop = await company.add_candidate()
    assert (await says(company, PostKind.CARD, CardPost)).card.line.step == "scheduling"
    await journey.schedule(company, loop, "UINES")
    assert (await says(company, PostKind.CARD, CardPost)).card.line.step == "scheduled"
    assert len(await posts(company, PostKind.CARD)) == 1


async def test_a_line_in_the_thread_tells_no_reason(company: Company) -> None:
    loop = await company.add_candidate()
    rejected = LoopForm(loop=loop, version=0, reason="level", note="Too junior")
    await company.perform(loops.reject, rejected, by="UMAX")
    model = await says(company, PostKind.THREAD, ThreadPost)
    assert (model.line.event, model.line.reason) == ("Rejected", "")
    assert "junior" not in render(model).text


async def test_an_invitation_names_who_asks_and_with_whom(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UINES", "UBO")
    model = await says(company, PostKind.INVITATION, InvitationPost, "UBO")
    assert (model.asked_by.id, [seat.person.id for seat in model.others]) == ("URITA", ["UINES"])
    assert (model.current, model.rsvp, model.moved_from) == (True, Rsvp.PENDING, None)
    assert model.kit is not None
    await send_all(company)
    await journey.answer(company, loop, "UBO")
    assert (await says(company, PostKind.INVITATION, InvitationPost, "UBO")).rsvp is Rsvp.ACCEPTED


async def test_a_moved_interview_has_a_new_invitation_and_the_old_one_says_so(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    await send_all(company)
    before = await journey.interview(company, loop)
    company.clock.move(timedelta(hours=1))
    row, start = await company.loop(loop), before.starts_at + timedelta(days=1)
    moved = ScheduleForm(
        loop=loop, version=row.version, date=start.date(), time=start.time(), duration=60, zone=LISBON
    )  # fmt: skip
    await company.perform(interviews.reschedule, moved)
    old, new = [await said(company, post) for post in await posts(company, PostKind.INVITATION)]
    assert isinstance(old, InvitationPost)
    assert isinstance(new, InvitationPost)
    assert (old.current, old.meeting.starts_at) == (False, before.starts_at)
    assert old.outcome == "Rita moved this interview to another time. You have a new invitation."
    assert (new.current, new.moved_from, new.meeting.starts_at) == (True, before.starts_at, start)
    assert await waits(company, (await posts(company, PostKind.INVITATION))[0])


async def test_an_invitation_that_was_overtaken_before_it_went_out_does_not_go_out(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    await company.perform(interviews.cancel, LoopForm(loop=loop, version=0))
    (post,) = await posts(company, PostKind.INVITATION)
    assert await company.read(outgoing.load, post.id or 0) is None


async def test_who_is_taken_off_the_panel_reads_so(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UINES", "UBO")
    await send_all(company)
    company.clock.move(timedelta(minutes=1))
    version = (await company.loop(loop)).version
    await company.perform(panels.change, PanelForm(loop=loop, version=version, panel=("USAM",), lead="UINES"))
    gone = await says(company, PostKind.INVITATION, InvitationPost, "UBO")
    assert (gone.current, gone.outcome) == (
        False,
        "You are not on the panel any more, so there is nothing to do. Thank you!",
    )
    assert (await says(company, PostKind.INVITATION, InvitationPost, "USAM")).current
    notice = await says(company, PostKind.NOTICE, NoticePost, "UBO")
    assert notice.line.event == "PanelChanged"


@pytest.mark.parametrize(
    ("end", "words"), [("cancel", "Rita cancelled this interview."), ("reject", "closed"), ("happen", "took place")]
)
async def test_an_invitation_says_what_became_of_its_interview(company: Company, end: str, words: str) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    await send_all(company)
    company.clock.move(timedelta(minutes=1))
    if end == "cancel":
        await company.perform(interviews.cancel, LoopForm(loop=loop, version=0))
    elif end == "reject":
        await company.perform(loops.reject, LoopForm(loop=loop, version=0, reason="level"))
    else:
        company.clock.set_to((await journey.interview(company, loop)).ends_at)
        await journey.score(company, loop, "UINES")
    model = await says(company, PostKind.INVITATION, InvitationPost)
    assert not model.current
    assert words in model.outcome


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


async def test_the_text_for_the_candidate_loses_its_button_once_told(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    model = await says(company, PostKind.TELL, TellPost, "URITA")
    assert (model.done, model.tell.title) == (False, "the interview is set")
    assert "Noor" in model.tell.text
    await send_all(company)
    await company.perform(loops.told, LoopForm(loop=loop, version=0, key=model.tell.key))
    assert (await says(company, PostKind.TELL, TellPost, "URITA")).done
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
