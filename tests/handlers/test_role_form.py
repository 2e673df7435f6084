"""Opening a role by its form: what is refused stands on its field."""

import pytest

from models.tables import Role
from tests.handlers import payloads
from tests.handlers.edge import Edge
from tests.handlers.payloads import Json
from tests.views.reading import buttons_of, words_of
from views import ids


async def role_form(edge: Edge) -> Json:
    return await edge.opens(payloads.command("role", "URITA"))


ROLE = {"title": "Backend developer", "hiring_manager": "UMAX", "channel": "CHIRING", "zone": "Europe/Lisbon"}


async def test_a_role_is_opened_by_its_form_which_says_so(edge: Edge) -> None:
    answer = await edge.submit(await role_form(edge), **ROLE)
    assert answer["view"]["callback_id"] == ids.SHOW_NOTE
    assert "*Backend developer* is open" in str(answer["view"]["blocks"])
    assert await edge.count(Role) == 1


async def test_a_channel_that_the_bot_is_not_in_is_refused_on_its_field_with_the_remedy(edge: Edge) -> None:
    edge.slack.answers["conversations.info"] = {"channel": {"id": "C1", "is_private": False, "is_member": False}}
    answer = await edge.submit(await role_form(edge), **ROLE)
    assert "/invite @Loopkeeper" in answer["errors"]["channel"]
    edge.slack.refuses("conversations.info", "channel_not_found")
    answer = await edge.submit(await role_form(edge), **ROLE)
    assert answer["errors"].keys() == {"channel"}
    assert await edge.count(Role) == 0


@pytest.mark.parametrize(
    ("flag", "remedy"),
    [
        ("is_archived", "Unarchive it"), ("is_ext_shared", "shared with another company"), ("is_im", "Pick a channel"),
        ("is_pending_ext_shared", "shared with another company"), ("is_mpim", "Pick a channel"),
    ],
)  # fmt: skip
async def test_a_channel_that_is_archived_or_read_by_others_is_refused_on_its_field(
    edge: Edge, loop: int, flag: str, remedy: str
) -> None:
    """For a role that is edited as well, also if it had that channel before."""
    room = {"id": "CHIRING", "is_private": True, "is_member": True, flag: True}
    edge.slack.answers["conversations.info"] = {"channel": room}
    answer = await edge.submit(await role_form(edge), **ROLE)
    assert remedy in answer["errors"]["channel"]
    editing = await edge.opens(payloads.click(ids.ROLE_EDIT, ids.value(1), "URITA"))
    assert (await edge.submit(editing, title="Frontend developer"))["errors"].keys() == {"channel"}
    assert await edge.count(Role) == 1


async def test_a_public_channel_is_asked_about_once_more_and_nothing_typed_is_lost(edge: Edge) -> None:
    edge.slack.answers["conversations.info"] = {"channel": {"id": "C1", "is_private": False, "is_member": True}}
    form = await role_form(edge)
    answer = await edge.submit(form, **ROLE)
    assert answer["response_action"] == "update"
    assert await edge.count(Role) == 0
    again = payloads.opened(answer["view"], view_id=form["id"])
    assert again["state"]["values"]["title"]["value"]["value"] == ROLE["title"]
    assert (await edge.submit(again, confirmed_public=["yes"]))["view"]["callback_id"] == ids.SHOW_NOTE
    assert await edge.count(Role) == 1


async def test_a_public_channel_chosen_after_the_tick_is_asked_about_again(edge: Edge) -> None:
    public = {"is_private": False, "is_member": True}
    edge.slack.answers["conversations.info"] = {"channel": {"id": "C1", **public}}
    form = await role_form(edge)
    again = payloads.opened((await edge.submit(form, **ROLE))["view"], view_id=form["id"])
    answer = await edge.submit(again, confirmed_public=["yes"], channel="C2")
    assert answer["response_action"] == "update"
    assert await edge.count(Role) == 0
    assert "C2" in answer["view"]["private_metadata"]


async def test_errors_under_fields_name_people_instead_of_mentioning_them(edge: Edge) -> None:
    answer = await edge.submit(await role_form(edge), **(ROLE | {"hiring_manager": "UGUEST"}))
    assert "Gus" in answer["errors"]["hiring_manager"]
    assert "<@" not in answer["errors"]["hiring_manager"]


async def test_every_missing_field_is_named_at_once(edge: Edge) -> None:
    answer = await edge.submit(await role_form(edge), title="  ", channel="CHIRING", zone="UTC")
    assert answer["errors"].keys() == {"title", "hiring_manager"}


async def test_who_has_opened_a_role_reads_how_it_hires(edge: Edge) -> None:
    answer = await edge.submit(await role_form(edge), **ROLE)
    assert ids.ROLE_PLAYBOOK in buttons_of(answer["view"])
    shown = await edge.opens(payloads.click(ids.ROLE_PLAYBOOK, "1:0", "URITA"))
    assert shown["callback_id"] == ids.SHOW_PLAYBOOK
    assert "Agree on the level" in words_of(shown)
