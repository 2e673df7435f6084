"""Who may ask at all, and that rights are asked at every click, submission and command."""

import pytest

from tests.handlers import payloads
from tests.handlers.conftest import Answers
from tests.handlers.edge import Edge
from views import ids

SENTENCES = {
    "UGUEST": "full members",
    "UOTHER": "company that installed me",
    "UBOT": "only answer to people",
    "UGONE": "deactivated",
}


@pytest.mark.parametrize("who", SENTENCES)
async def test_who_is_no_full_member_is_told_so_by_a_command(edge: Edge, who: str) -> None:
    answer = await edge.command("list", by=who)
    assert SENTENCES[who] in answer["text"]
    assert edge.slack.calls == []


async def test_a_user_of_another_workspace_is_refused_whoever_they_are(edge: Edge) -> None:
    answer = await edge.send(payloads.command("list", "URITA", team="T2"))
    assert "company that installed me" in answer["text"]


async def test_an_unknown_user_is_looked_up_once_and_remembered(edge: Edge) -> None:
    user = {"id": "UNEW", "team_id": "T1", "name": "nia", "tz": "Europe/Paris", "profile": {"display_name": "Nia"}}
    edge.slack.answers["users.info"] = {"user": user}
    for _ in range(2):
        assert "/loop help" in await edge.command("help", by="UNEW")
    assert [asked["user"] for asked in edge.slack.called("users.info")] == ["UNEW"]


async def test_a_user_whom_slack_does_not_know_either_is_refused(edge: Edge) -> None:
    edge.slack.refuses("users.info", "user_not_found")
    assert "don't know you yet" in (await edge.command("help", by="UGHOST"))["text"]


async def test_a_guest_who_opens_home_reads_why_it_is_empty(edge: Edge) -> None:
    await edge.send(payloads.event("app_home_opened", user="UGUEST", tab="home"))
    (published,) = edge.slack.called("views.publish")
    assert "full members" in str(published["view"])


async def test_a_guest_who_clicks_is_told_so_for_their_eyes_alone(edge: Edge, loop: int, answers: Answers) -> None:
    await edge.click("loop.open", ids.value(loop, 1), "UGUEST", response_url=answers.url)
    assert "full members" in answers.posted[0]["text"]
    assert answers.posted[0]["response_type"] == "ephemeral"
    assert edge.slack.views == []


async def test_a_stranger_learns_not_even_that_a_loop_exists(edge: Edge, loop: int, answers: Answers) -> None:
    await edge.click("loop.open", ids.value(loop, 1), "USTRANGER", response_url=answers.url)
    await edge.click("loop.open", ids.value(99, 1), "USTRANGER", response_url=answers.url)
    assert answers.posted[0]["text"] == answers.posted[1]["text"]
    assert "can't find that" in answers.posted[0]["text"]


@pytest.mark.parametrize(
    "action", ["schedule", "reject", "hold", "withdraw", "decide", "edit_candidate", "log", "panel"]
)
async def test_members_of_the_channel_cannot_act_on_a_loop(
    edge: Edge, loop: int, answers: Answers, action: str
) -> None:
    await edge.click(f"loop.{action}", ids.value(loop, 1), "UREX", response_url=answers.url)
    assert "don't have the right" in answers.posted[0]["text"]
    assert edge.slack.views == []


async def test_a_form_that_was_opened_by_right_is_refused_to_another(edge: Edge, loop: int) -> None:
    form = await edge.opens(payloads.click("loop.reject", ids.value(loop, 1), "URITA"))
    answer = await edge.submit(form, by="UREX", reason=_first_option(form, "reason"))
    assert answer["response_action"] == "update"
    assert "don't have the right" in str(answer["view"]["blocks"][0])
    assert (await edge.company.loop(loop)).status == "active"


async def test_only_admins_name_who_may_open_roles(edge: Edge) -> None:
    form = await edge.opens(payloads.click(ids.OPEN_OPENERS, "x", "UADA"))
    answer = await edge.submit(form, by="URITA", openers=["URITA"])
    assert "Only admins" in str(answer)


@pytest.mark.parametrize("who", ["USTRANGER", "URITA"])
async def test_who_is_no_admin_does_not_even_see_who_may_open_roles(edge: Edge, answers: Answers, who: str) -> None:
    await edge.click(ids.OPEN_OPENERS, "x", who, response_url=answers.url)
    assert "Only admins" in answers.posted[0]["text"]
    assert edge.slack.views == []


async def test_the_interview_guide_is_not_for_the_whole_channel(edge: Edge, loop: int, answers: Answers) -> None:
    await edge.click(ids.PAGE_GUIDE, ids.value(loop, 1, "screen"), "UREX", response_url=answers.url)
    assert "don't have the right" in answers.posted[0]["text"]
    assert edge.slack.views == []
    guide = await edge.opens(payloads.click(ids.PAGE_GUIDE, ids.value(loop, 1, "screen"), "URITA"))
    assert guide["callback_id"] == ids.SHOW_GUIDE


async def test_who_may_not_open_roles_is_told_by_the_command(edge: Edge) -> None:
    answer = await edge.command("role", by="USTRANGER")
    assert answer["text"] == "Roles are opened by those whom an admin has named. Ask an admin to add you."
    assert edge.slack.views == []


def _first_option(form: payloads.Json, field: str) -> str:
    block = next(block for block in form["blocks"] if block.get("block_id") == field)
    return str(block["element"]["options"][0]["value"])
