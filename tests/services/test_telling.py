"""The texts for a candidate: whom they reach, and what they say when they are read."""

import pytest

from domain.forms import LoopForm
from domain.read.messages import PostKind, TellPost
from services import interviews, loops, roles
from tests.fakes import journey
from tests.fakes.company import Company, role_form
from tests.services.outbox import posts, said, send_all

LINK = "https://meet.example.com/late"


async def texts(company: Company, member: str = "URITA") -> list[TellPost]:
    """What each message to this person, that asks for something to be told, says now."""
    found = [await said(company, post) for post in await posts(company, PostKind.TELL, member) if post.ts]
    return [text for text in found if isinstance(text, TellPost)]


async def tell(company: Company, loop: int, by: str = "URITA") -> None:
    for key in (await company.loop(loop)).untold:
        await company.perform(loops.told, LoopForm(loop=loop, version=0, key=key), by=by)


async def add_link(company: Company, loop: int) -> None:
    await company.perform(interviews.add_link, LoopForm(loop=loop, version=0, link=LINK))
    await send_all(company)


@pytest.fixture
async def loop(company: Company) -> int:
    """An interview without a link, of which the recruiter has a text for the candidate."""
    found = await company.add_candidate()
    await journey.schedule(company, found, "UINES", link="")
    await send_all(company)
    return found


async def test_a_link_that_comes_after_the_candidate_was_told_is_to_be_told_as_well(
    company: Company, loop: int
) -> None:
    await tell(company, loop)
    assert "tell_candidate" not in await company.todos(loop)
    await add_link(company, loop)
    assert (await company.todos(loop))["tell_candidate"] == "URITA"
    *_, text = await texts(company)
    assert (text.done, text.tell.title) == (False, "here is the link for the interview")
    assert LINK in text.tell.text
    await tell(company, loop)
    assert "tell_candidate" not in await company.todos(loop)


async def test_a_link_that_comes_before_is_in_the_one_text_that_is_still_to_be_told(
    company: Company, loop: int
) -> None:
    await add_link(company, loop)
    before, after = await texts(company)
    assert (before.done, after.done) == (True, False)
    assert LINK in after.tell.text
    assert len((await company.loop(loop)).untold) == 1


async def test_the_text_of_a_cancelled_interview_says_for_when_it_was_set(company: Company, loop: int) -> None:
    await tell(company, loop)
    (before,) = await texts(company)
    when = before.tell.text.partition("is set: ")[2].partition(".")[0].partition(", ")[2]
    await company.perform(interviews.cancel, LoopForm(loop=loop, version=0))
    await send_all(company)
    *_, text = await texts(company)
    assert (text.tell.title, "[when]" in text.tell.text) == ("the interview is cancelled", False)
    assert when
    assert when in text.tell.text


async def change_recruiter(company: Company, loop: int, recruiter: str) -> None:
    role = (await company.loop(loop)).role_id
    await company.perform(roles.edit, role_form(role=role, recruiter=recruiter), by="UADA")
    await send_all(company)


async def test_a_new_recruiter_gets_the_texts_that_are_still_to_be_told(company: Company, loop: int) -> None:
    await change_recruiter(company, loop, "UREX")
    (old,), (new,) = await texts(company), await texts(company, "UREX")
    assert (old.done, old.teller and old.teller.id) == (False, "UREX")
    assert (new.done, new.teller, new.tell.title) == (False, None, "the interview is set")
    assert (await company.todos(loop))["tell_candidate"] == "UREX"
    await tell(company, loop, by="UREX")
    for member in ("URITA", "UREX"):
        (text,) = await texts(company, member)
        assert (text.done, text.teller) == (True, None)


async def test_what_was_not_sent_yet_reaches_the_new_recruiter_alone(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    await change_recruiter(company, loop, "UREX")
    assert [post.ts for post in await posts(company, PostKind.TELL, "URITA")] == [""]
    assert len(await texts(company, "UREX")) == 1


async def test_who_recruits_again_has_the_button_again_in_the_message_they_had(company: Company, loop: int) -> None:
    await change_recruiter(company, loop, "UREX")
    await change_recruiter(company, loop, "URITA")
    (text,), (left,) = await texts(company), await texts(company, "UREX")
    assert (text.teller, left.teller and left.teller.id) == (None, "URITA")


async def test_a_new_hiring_manager_changes_nothing_for_who_tells(company: Company, loop: int) -> None:
    before = await company.waiting()
    role = (await company.loop(loop)).role_id
    await company.perform(roles.edit, role_form(role=role, hiring_manager="UADA"), by="UADA")
    assert [post.member_id for post in await posts(company, PostKind.TELL)] == ["URITA"]
    assert not [key for key in await company.waiting() if key.startswith("tell:") and key not in before]
