"""Clicks: what they open, where it opens, and what a late one is told."""

from datetime import timedelta

import pytest
from sqlmodel import select

from domain.forms import LoopForm
from domain.read.messages import PostKind
from domain.state import Missed
from models.tables import Post
from services import loops, missed, reading
from services.work import Work
from tests.fakes import journey
from tests.handlers import payloads
from tests.handlers.conftest import Answers
from tests.handlers.edge import Edge
from views import ids


async def test_a_button_on_a_card_opens_the_loop(edge: Edge, loop: int) -> None:
    view = await edge.opens(payloads.click("loop.open#3", ids.value(loop, 1), "URITA"))
    assert view["callback_id"] == ids.SHOW_LOOP
    assert edge.slack.calls[-1][0] == "views.open"


async def test_a_form_opens_on_top_of_the_page_it_was_asked_for_on(edge: Edge, loop: int) -> None:
    page = await edge.opens(payloads.click("loop.open", ids.value(loop, 1), "URITA"))
    form = await edge.opens(payloads.click("loop.hold", ids.value(loop, 1), "URITA", view=page))
    assert edge.slack.calls[-1][0] == "views.push"
    on_top = payloads.opened(form, previous=page["id"])
    assert await edge.submit(on_top, reason=_first(form, "reason")) == ""
    method, body = edge.slack.calls[-1]
    assert (method, body["view_id"], body["view"]["callback_id"]) == ("views.update", page["id"], ids.SHOW_LOOP)
    assert "On hold" in str(body["view"])


async def test_the_whole_history_is_read_part_by_part(edge: Edge, loop: int) -> None:
    until = (edge.company.clock.now() + timedelta(days=9)).date()
    for _ in range(11):
        await edge.company.perform(loops.hold, LoopForm(loop=loop, version=0, reason="budget", until=until))
        await edge.company.perform(loops.resume, LoopForm(loop=loop, version=0))
    newest = await edge.opens(payloads.click(ids.PAGE_HISTORY, ids.value(loop, 1), "URITA"))
    assert (str(newest).count("•"), ids.SURFACE_REPEAT in str(newest["blocks"][0])) == (20, False)
    older = await edge.opens(payloads.click(ids.PAGE_HISTORY, ids.value(loop, 1, 1), "URITA", view=newest))
    assert str(older).count("•") == 3
    assert [each["text"]["text"] for each in older["blocks"][0]["elements"]] == ["Back", "Newer"]
    assert edge.slack.calls[-1][0] == "views.update"


async def test_a_page_takes_the_place_of_a_page(edge: Edge, loop: int) -> None:
    page = await edge.opens(payloads.click(ids.OPEN_LIST, "x", "URITA"))
    await edge.opens(payloads.click("loop.open", ids.value(loop, 1), "URITA", view=page))
    assert edge.slack.calls[-1][0] == "views.update"


async def test_the_fourth_modal_takes_the_place_of_the_third(edge: Edge, loop: int) -> None:
    deep = await edge.opens(payloads.click("loop.open", ids.value(loop, 1), "URITA"))
    deep = payloads.opened(deep, previous="V0B", root="V0A")
    await edge.opens(payloads.click("loop.hold", ids.value(loop, 1), "URITA", view=deep))
    assert edge.slack.calls[-1][0] == "views.update"


async def test_a_form_from_home_brings_home_up_to_date(edge: Edge, loop: int) -> None:
    await edge.send(payloads.event("app_home_opened", user="URITA", tab="home"))
    home = payloads.opened(edge.slack.called("views.publish")[0]["view"])
    form = await edge.opens(payloads.click("loop.hold", ids.value(loop, 1), "URITA", view=home))
    await edge.submit(form, reason=_first(form, "reason"))
    assert len(edge.slack.called("views.publish")) == 2


async def test_the_messages_tab_of_home_publishes_nothing(edge: Edge) -> None:
    await edge.send(payloads.event("app_home_opened", user="URITA", tab="messages"))
    assert edge.slack.calls == []


async def test_a_late_click_explains_itself_and_brings_the_message_up_to_date(
    edge: Edge, loop: int, answers: Answers
) -> None:
    company = edge.company
    await journey.schedule(company, loop, "UINES")
    interview = await journey.interview(company, loop)
    (invitation,) = await company.posts(PostKind.INVITATION)
    await company.delivered()

    def sent(work: Work) -> None:
        post = work.session.get_one(Post, invitation.id)
        post.sent_channel, post.ts = "CHIRING", "7.0001"
        work.session.add(post)

    await company.work(sent)
    stale = ids.value(interview.id or 0, interview.version + 1)
    await edge.click(
        ids.INVITE_ACCEPT, stale, "UINES", message={"ts": "7.0001", "blocks": []}, response_url=answers.url
    )
    assert "moved" in answers.posted[0]["text"]
    assert await company.waiting() == [invitation.key]
    company.clock.set_to(interview.ends_at)
    in_time = ids.value(interview.id or 0, interview.version)
    await edge.click(ids.INVITE_ACCEPT, in_time, "UINES", response_url=answers.url)
    (button,) = answers.posted[1]["blocks"][1]["elements"]
    assert button["text"]["text"] == "I wasn't there"
    await edge.click(button["action_id"], button["value"], "UINES", response_url=answers.url)
    (seat,) = (await company.read(reading.page, loop)).card.seats
    assert seat.absent


async def test_the_same_button_twice_is_one_wish(edge: Edge, loop: int, answers: Answers) -> None:
    page = await edge.opens(payloads.click("loop.open", ids.value(loop, 1), "URITA"))
    form = await edge.opens(payloads.click("loop.hold", ids.value(loop, 1), "URITA"))
    await edge.submit(form, reason=_first(form, "reason"))
    version = (await edge.company.loop(loop)).version
    for _ in range(2):
        await edge.click("loop.resume", ids.value(loop, version), view=page)
    assert (await edge.company.loop(loop)).status == "active"
    assert [view["callback_id"] for view in edge.slack.views[-2:]] == [ids.SHOW_LOOP, ids.SHOW_LOOP]
    assert "notice" not in str(edge.slack.views[-1])


async def test_a_button_of_an_older_version_says_so(edge: Edge, answers: Answers) -> None:
    await edge.click("gone.for_good", "1:2", response_url=answers.url)
    await edge.click("loop.open", "not a number", response_url=answers.url)
    assert all("older version" in posted["text"] for posted in answers.posted)


async def test_links_need_no_answer(edge: Edge) -> None:
    body = payloads.click("invite.resume", "", "URITA")
    body["actions"][0]["url"] = "https://example.com/cv.pdf"
    assert await edge.send(body) == ""
    menu = payloads.click("invite.calendar", "", "URITA")
    menu["actions"][0] |= {"type": "overflow", "selected_option": {"value": "0", "url": "https://example.com/cv.pdf"}}
    assert await edge.send(menu) == ""
    assert edge.slack.calls == []


async def test_a_window_that_slack_would_not_open_is_said_in_words(edge: Edge, loop: int, answers: Answers) -> None:
    edge.slack.refuses("views.open", "expired_trigger_id")
    await edge.click("loop.open", ids.value(loop, 1), response_url=answers.url)
    assert "too long for Slack" in answers.posted[0]["text"]


async def test_a_refusal_inside_a_modal_stands_on_top_of_it(edge: Edge, loop: int) -> None:
    page = await edge.opens(payloads.click("loop.open", ids.value(loop, 1), "URITA"))
    await edge.click("loop.decide", ids.value(99, 1), view=page)
    method, body = edge.slack.calls[-1]
    assert method == "views.update"
    assert "can't find that" in str(body["view"]["blocks"][0])


async def test_a_refusal_on_home_opens_a_word_about_it(edge: Edge, loop: int) -> None:
    home = payloads.opened({"type": "home", "blocks": []})
    await edge.click("loop.decide", ids.value(99, 1), view=home)
    assert edge.slack.calls[-1][0] == "views.open"
    assert edge.slack.views[-1]["callback_id"] == ids.SHOW_REFUSAL


@pytest.mark.parametrize("typed", ["lis", "Europe/Lis"])
async def test_zones_are_suggested_as_one_types(edge: Edge, typed: str) -> None:
    answer = await edge.send(payloads.suggestion(ids.OPTIONS_ZONE, typed, "URITA"))
    assert "Europe/Lisbon" in [option["value"] for option in answer["options"]]


async def test_a_guest_is_suggested_nothing(edge: Edge) -> None:
    assert await edge.send(payloads.suggestion(ids.OPTIONS_ZONE, "lis", "UGUEST")) == {"options": []}


async def held(edge: Edge, loop: int) -> str:
    """An interview of Ines's has just ended; what the buttons of the question carry."""
    await journey.schedule(edge.company, loop, "UINES")
    interview = await journey.interview(edge.company, loop)
    edge.company.clock.set_to(interview.ends_at)
    return ids.value(loop, interview.version)


async def test_who_says_that_it_happened_has_the_scorecard_open_at_once(edge: Edge, loop: int) -> None:
    view = await edge.opens(payloads.click(ids.happened("happened"), await held(edge, loop), "UINES"))
    assert view["callback_id"] == ids.SUBMIT_SCORECARD
    assert edge.slack.calls[-1][0] == "views.open"


async def test_the_scorecard_takes_the_place_of_the_question_what_happened(edge: Edge, loop: int) -> None:
    value = await held(edge, loop)
    asked = await edge.opens(payloads.click("loop.what_happened", ids.value(loop, 0), "UINES"))
    view = await edge.opens(payloads.click(ids.happened("happened"), value, "UINES", view=asked))
    assert (edge.slack.calls[-1][0], view["callback_id"]) == ("views.update", ids.SUBMIT_SCORECARD)


async def test_a_list_shows_the_scorecard_in_its_place_instead(edge: Edge, loop: int) -> None:
    value = await held(edge, loop)
    todos = await edge.opens(payloads.click(ids.OPEN_TODOS, "x", "UINES"))
    view = await edge.opens(payloads.click(ids.happened("happened"), value, "UINES", view=todos))
    assert view["callback_id"] == ids.SHOW_TODOS
    assert "Fill in scorecard" in str(view)


async def test_who_was_not_there_says_what_happened_and_is_asked_for_nothing(edge: Edge, loop: int) -> None:
    await edge.click(ids.happened("happened"), await held(edge, loop), "URITA")
    assert edge.slack.calls == []


async def test_a_scorecard_button_of_a_stage_that_is_over_says_so(edge: Edge, loop: int, answers: Answers) -> None:
    await journey.hold(edge.company, loop, "UINES")
    await journey.score(edge.company, loop, "UINES")
    await journey.advance(edge.company, loop)
    await edge.click("loop.feedback", ids.value(loop, 0, "screen", 1), "UINES", response_url=answers.url)
    assert "Screen is not under way any more" in answers.posted[0]["text"]
    assert edge.slack.calls == []


async def test_an_answer_stands_although_slack_opens_no_window(edge: Edge, loop: int) -> None:
    value = await held(edge, loop)
    edge.slack.refuses("views.open", "expired_trigger_id")
    await edge.click(ids.happened("happened"), value, "UINES")
    assert (await edge.company.loop(loop)).step == "feedback"


def _first(form: payloads.Json, field: str) -> str:
    block = next(block for block in form["blocks"] if block.get("block_id") == field)
    return str(block["element"]["options"][0]["value"])


async def test_who_has_told_somebody_whom_a_message_did_not_reach_says_so_with_one_click(edge: Edge, loop: int) -> None:
    await journey.schedule(edge.company, loop, "UINES")
    await edge.company.work(lambda work: missed.lost(work, _invitation(work), "UINES", Missed.LOST))
    (todo,) = [one for one in await edge.company.read(reading.todo_items, "URITA") if one.unreached]
    assert await edge.click(ids.TODO_TOLD, ids.value(todo.id)) == ""
    assert "unreached" not in await edge.company.todos(loop)


def _invitation(work: Work) -> Post:
    return work.session.exec(select(Post).where(Post.kind == PostKind.INVITATION)).one()
