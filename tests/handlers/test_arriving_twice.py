"""Whatever arrives twice takes effect once: commands, clicks, forms and events; one after the other, and at once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import func, select

from domain.read.messages import PostKind
from models.tables import History, Outbox
from tests.fakes import journey
from tests.fakes.company import HIRING
from tests.handlers import payloads
from tests.handlers.edge import Edge
from tests.handlers.payloads import Json
from tests.handlers.test_submissions import NOOR, candidate_form
from views import ids

Prepare = Callable[[Edge, int], Awaitable[Json]]


async def command(edge: Edge, loop: int) -> Json:
    """`/loop resume`, which needs no form."""
    form = await edge.opens(payloads.click("loop.hold", ids.value(loop, 1), "URITA"))
    reason = next(b["element"]["options"][0]["value"] for b in form["blocks"] if b.get("block_id") == "reason")
    await edge.submit(form, reason=reason)
    return payloads.command("resume noor", "URITA")


async def click(edge: Edge, loop: int) -> Json:
    await journey.schedule(edge.company, loop, "UINES")
    interview = await journey.interview(edge.company, loop)
    return payloads.click(ids.INVITE_ACCEPT, ids.value(interview.id or 0, interview.version), "UINES")


async def form(edge: Edge, _loop: int) -> Json:
    return payloads.submission(await candidate_form(edge), "URITA", **(NOOR | {"email": "other@example.com"}))


async def changes(edge: Edge) -> list[int]:
    """How much was done and said."""
    return await edge.company.read(
        lambda work: [work.session.exec(select(func.count()).select_from(t)).one() for t in (History, Outbox)]
    )


@pytest.mark.parametrize("prepare", [command, click, form])
async def test_the_second_one_changes_nothing(edge: Edge, loop: int, prepare: Prepare) -> None:
    body = await prepare(edge, loop)
    before = await changes(edge)
    answers: list[Any] = [await edge.send(body)]
    once = await changes(edge)
    assert once != before
    answers.append(await edge.send(body))
    assert await changes(edge) == once
    assert "notice" not in str(answers[1])


@pytest.mark.parametrize("prepare", [command, click, form])
async def test_of_two_at_once_one_is_done(edge: Edge, loop: int, prepare: Prepare) -> None:
    body = await prepare(edge, loop)
    before = await changes(edge)
    await asyncio.gather(edge.send(body), edge.send(body), edge.send(body))
    done = [later - earlier for earlier, later in zip(before, await changes(edge), strict=True)]
    assert done[0] == 1


async def test_a_double_click_on_posting_the_digest_posts_one(edge: Edge, loop: int) -> None:
    """Each click has a trigger of its own, and the clock has gone on in between."""
    form = {"id": "V1", "type": "modal"}
    for seconds in (0, 61):
        edge.company.clock.move(timedelta(seconds=seconds))
        await edge.send(payloads.click(ids.DIGEST_POST, HIRING, "URITA", view=form))
    assert len(await edge.company.posts(PostKind.DIGEST)) == 1


async def test_an_event_that_is_sent_again_is_answered_once(edge: Edge) -> None:
    body = payloads.event("message", user="URITA", channel="D1", channel_type="im", text="hello")
    await asyncio.gather(edge.send(body), edge.send(body))
    await edge.send(body)
    assert len(edge.slack.called("chat.postEphemeral")) == 1
    await edge.send(payloads.event("message", user="URITA", channel="D1", channel_type="im", text="hello"))
    assert len(edge.slack.called("chat.postEphemeral")) == 2


async def test_what_slack_says_of_a_member_twice_is_written_alike(edge: Edge) -> None:
    user = {"id": "UNEW", "team_id": "T1", "profile": {"display_name": "Nia"}, "tz": "Europe/Lisbon"}
    body = payloads.event("team_join", user=user)
    await asyncio.gather(edge.send(body), edge.send(body))
    found = await edge.desk.directory.find("UNEW")
    assert found is not None
    assert found.name == "Nia"
