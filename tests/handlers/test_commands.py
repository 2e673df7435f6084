"""`/loop`: by itself, with a subcommand, with part of a name."""

import pytest

from tests.fakes import journey
from tests.handlers import payloads
from tests.handlers.edge import Edge
from views import ids


async def shown(edge: Edge, text: str, by: str = "URITA") -> payloads.Json:
    return await edge.opens(payloads.command(text, by))


async def test_the_form_of_a_role_says_that_the_channel_gets_its_digest_already(edge: Edge) -> None:
    assert "when the oldest role in it says" in str(await shown(edge, "role"))
    await edge.company.open_role()
    hint = next(block["hint"]["text"] for block in (await shown(edge, "role"))["blocks"]
                if block.get("block_id") == "digest_time")  # fmt: skip
    assert hint.startswith("This channel gets its digest at 09:30 already (")


async def test_bare_loop_opens_the_hub(edge: Edge) -> None:
    assert (await shown(edge, "  "))["callback_id"] == ids.SHOW_HUB


async def test_help_is_answered_without_a_window_or_the_database(edge: Edge) -> None:
    answer = await edge.command("HELP")
    assert "`/loop &lt;part of a name&gt;`" in answer
    assert "`/loop cancel &lt;name&gt;`" in answer
    assert edge.slack.calls == []


async def test_an_unknown_subcommand_names_the_nearest(edge: Edge) -> None:
    assert "Did you mean `/loop schedule`?" in await edge.command("shedule")


async def test_what_nobody_knows_is_repeated_without_its_markup(edge: Edge) -> None:
    answer = await edge.command("<!channel>*x*&<@U1>")
    assert "<" not in answer
    assert "`/loop help`" in answer


async def test_all_words_that_nobody_knows_are_repeated(edge: Edge) -> None:
    assert 'called "frobnicate the thing".' in await edge.command("frobnicate the thing")
    assert "\u2026" in await edge.command("frobnicate " * 20)


async def test_part_of_a_name_opens_that_candidate(edge: Edge, loop: int) -> None:
    view = await shown(edge, "noor")
    assert view["callback_id"] == ids.SHOW_LOOP
    assert f'"loop":{loop}' in view["private_metadata"]


async def test_several_with_that_name_are_offered_with_what_was_meant(edge: Edge, loop: int) -> None:
    role = (await edge.company.loop(loop)).role_id
    other = await edge.company.add_candidate(role=role, name="Noor Abadi", email="abadi@example.com")
    view = await shown(edge, "schedule noor")
    assert view["callback_id"] == ids.SHOW_MATCHES
    assert {ids.value(loop, 1), ids.value(other, 1)} <= set(_values(view, "loop.schedule"))
    anybody = await shown(edge, "schedule")
    assert _values(anybody, "loop.schedule") == [ids.value(loop, 1), ids.value(other, 1)]
    assert "Nobody waits for a time" in str(await shown(edge, "schedule", "UINES"))
    form = await edge.opens(payloads.click("loop.schedule", ids.value(other, 1), "URITA", view=view))
    assert form["callback_id"] == ids.SUBMIT_SCHEDULE


async def test_of_several_with_that_name_only_those_are_offered_of_whom_the_reader_has_a_scorecard(
    edge: Edge, loop: int
) -> None:
    role = (await edge.company.loop(loop)).role_id
    other = await edge.company.add_candidate(role=role, name="Noor Abadi", email="abadi@example.com")
    await journey.hold(edge.company, loop, "UINES")
    view = await shown(edge, "feedback noor", by="UINES")
    assert (view["callback_id"], f'"loop":{loop}' in view["private_metadata"]) == (ids.SUBMIT_SCORECARD, True)
    await journey.hold(edge.company, other, "UINES")
    assert (await shown(edge, "feedback noor", by="UINES"))["callback_id"] == ids.SHOW_MATCHES
    assert (await shown(edge, "feedback noor"))["callback_id"] == ids.SHOW_MATCHES, "who has none is told why"


async def test_who_is_still_under_way_is_meant_rather_than_who_is_closed(edge: Edge, loop: int) -> None:
    role = (await edge.company.loop(loop)).role_id
    form = await shown(edge, "withdraw noor")
    reason = next(block for block in form["blocks"] if block.get("block_id") == "reason")
    await edge.submit(form, reason=reason["element"]["options"][0]["value"])
    await edge.company.add_candidate(role=role, name="Noor Abadi", email="abadi@example.com")
    assert (await shown(edge, "schedule noor"))["callback_id"] == ids.SUBMIT_SCHEDULE


async def test_nobody_by_that_name_offers_the_nearest(edge: Edge, loop: int) -> None:
    view = await shown(edge, "show nour hadad")
    assert "Did you mean" in str(view["blocks"])
    assert ids.value(loop, 1) in _values(view, "loop.open")


async def test_a_stranger_finds_nobody(edge: Edge, loop: int) -> None:
    view = await shown(edge, "show noor", by="USTRANGER")
    assert "Haddad" not in str(view)


@pytest.mark.parametrize(
    ("text", "callback"),
    [
        ("schedule noor", ids.SUBMIT_SCHEDULE),
        ("reject noor", ids.SUBMIT_REJECT),
        ("close noor", ids.SUBMIT_REJECT),
        ("hold noor", ids.SUBMIT_HOLD),
        ("withdraw noor", ids.SUBMIT_WITHDRAW),
        ("decide noor", ids.SUBMIT_DECIDE),
        ("status noor", ids.SHOW_LOOP),
        ("list", ids.SHOW_LIST),
        ("schedule", ids.SHOW_MATCHES),
        ("me", ids.SHOW_TODOS),
        ("digest", ids.SHOW_DIGEST),
        ("new", ids.SUBMIT_CANDIDATE),
        ("job", ids.SUBMIT_ROLE),
        ("role backend", ids.SHOW_ROLES),
    ],
)
async def test_each_subcommand_opens_its_modal(edge: Edge, loop: int, text: str, callback: str) -> None:
    assert (await shown(edge, text))["callback_id"] == callback


async def test_schedule_on_a_scheduled_interview_moves_it(edge: Edge, loop: int) -> None:
    await journey.schedule(edge.company, loop, "UINES")
    assert (await shown(edge, "schedule noor"))["callback_id"] == ids.SUBMIT_RESCHEDULE


async def test_what_makes_no_sense_now_is_refused_in_words(edge: Edge, loop: int) -> None:
    answer = await edge.command("offer noor")
    assert answer["response_type"] == "ephemeral"
    assert edge.slack.views == []


async def test_resume_needs_no_form(edge: Edge, loop: int) -> None:
    form = await shown(edge, "hold noor")
    reason = next(block for block in form["blocks"] if block.get("block_id") == "reason")
    await edge.submit(form, reason=reason["element"]["options"][0]["value"])
    assert (await shown(edge, "resume noor"))["callback_id"] == ids.SHOW_LOOP
    assert (await edge.company.loop(loop)).status == "active"


async def test_bare_feedback_opens_my_oldest_debt(edge: Edge, loop: int) -> None:
    await journey.hold(edge.company, loop, "UINES")
    view = await shown(edge, "feedback", by="UINES")
    assert view["callback_id"] == ids.SUBMIT_SCORECARD
    assert "owe no scorecard" in (await edge.command("feedback", by="UBO"))["text"]


async def test_a_role_is_closed_by_its_name(edge: Edge, loop: int) -> None:
    view = await shown(edge, "role BACK")
    assert [_values(view, each) for each in (ids.ROLE_EDIT, ids.ROLE_CLOSE)] == [["1:1"], ["1:1"]]
    form = payloads.opened(await shown_click(edge, ids.ROLE_CLOSE, "1:1", view), previous=view["id"])
    outcome = {
        block["block_id"]: block["element"]["options"][0]["value"]
        for block in form["blocks"]
        if block["type"] == "input"
    }
    assert await edge.submit(form, **outcome) == ""
    assert "You run no open role" in str(edge.slack.views[-1]), "the list beneath is brought up to date"


async def shown_click(edge: Edge, action: str, value: str, view: payloads.Json) -> payloads.Json:
    return await edge.opens(payloads.click(action, value, "URITA", view=view))


async def test_who_runs_no_role_finds_none(edge: Edge, loop: int) -> None:
    view = await shown(edge, "role backend", by="UINES")
    assert "You run no open role called" in str(view)
    assert ids.OPEN_ROLE not in str(view)


@pytest.mark.parametrize(("channel", "expected"), [("CHIRING", "CHIRING"), ("D123", None)])
async def test_a_role_is_proposed_for_the_channel_where_it_is_opened(
    edge: Edge, channel: str, expected: str | None
) -> None:
    form = await edge.opens(payloads.command("role", "URITA", channel=channel))
    field = next(block for block in form["blocks"] if block.get("block_id") == "channel")
    assert field["element"].get("initial_conversation") == expected


def _values(view: payloads.Json, action: str) -> list[str]:
    elements = [block.get("accessory") for block in view["blocks"]] + [
        element for block in view["blocks"] for element in block.get("elements", ())
    ]
    return [each["value"] for each in elements if each and str(each.get("action_id", "")).partition("#")[0] == action]
