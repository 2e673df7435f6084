"""What an invitation says when its turn comes, and what becomes of it."""

from datetime import timedelta

import pytest

from domain.forms import AnswerForm, LoopForm, PanelForm, ScheduleForm
from domain.read.invitations import InvitationPost
from domain.read.messages import NoticePost, PostKind
from domain.refusals import NotFound
from domain.state import Rsvp
from services import home, interviews, invitations, loops, outgoing, panels, reading
from tests.fakes import journey
from tests.fakes.company import LISBON, Company
from tests.services.outbox import posts, said, says, send_all, waits


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


async def test_a_wish_for_another_time_says_what_became_of_it(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.schedule(company, loop, "UINES", "UBO")
    row = await journey.interview(company, loop)
    shown, company_of = [], []
    for word in ("propose", "decline"):
        wish = AnswerForm(interview=row.id or 0, version=row.version, answer=word, note="Friday")
        await company.perform(panels.answer, wish, by="UINES")
        await send_all(company)
        first = await said(company, (await posts(company, PostKind.NOTICE, "URITA"))[0])
        assert isinstance(first, NoticePost)
        shown.append((first.outcome, first.actions))
        (mine,) = (await company.read(home.home, by="UBO")).interviews
        company_of.append([person.id for person in mine.others])
    assert shown == [("", ("reschedule", "open")), ("Ines wanted another time, and can't make it now.", ())]
    assert (await company.read(reading.hub, by="UINES")).next_interview is None
    assert company_of == [["UINES"], []], "who can't make it is nobody to be met there"
    start = row.starts_at + timedelta(days=1)
    form = ScheduleForm(loop=loop, version=0, date=start.date(), time=start.time(), duration=60, zone=LISBON)
    await company.perform(interviews.reschedule, form)
    seats = (await company.read(reading.page, loop)).card.seats
    assert [(seat.rsvp, seat.note) for seat in seats] == [(Rsvp.PENDING, "")] * 2, "that was of the earlier time"


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
    interview = (await journey.interview(company, loop)).id or 0
    assert (notice.line.event, notice.off) == ("PanelChanged", (interview, 1))
    files = [await company.read(invitations.for_calendar, interview, by=who) for who in ("UBO", "UINES", "USAM")]
    assert [(file.off, file.cancelled) for file in files] == [(True, False), (False, False), (False, False)]
    assert [file.current for file in files] == [False, True, True]
    with pytest.raises(NotFound):
        await company.read(invitations.for_calendar, interview, by="URITA")


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
    assert (model.off, model.cancelled) == (end != "happen",) * 2, "a calendar that has it should drop it"


async def test_what_was_said_of_an_earlier_interview_is_left_alone_when_a_later_one_changes(company: Company) -> None:
    loop = await company.add_candidate(stage="system_design")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await journey.advance(company, loop)
    await send_all(company)
    await journey.schedule(company, loop, "UINES", "UBO")
    invitations = await posts(company, PostKind.INVITATION)
    assert [await waits(company, post) for post in invitations] == [False, False, True, True]
    await send_all(company)
    await journey.answer(company, loop, "UBO")
    assert [await waits(company, post) for post in invitations] == [False, False, True, True]
