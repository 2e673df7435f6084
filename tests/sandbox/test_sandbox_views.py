"""Opening, pushing, updating and publishing; triggers, hashes, and what stays typed."""

import pytest

from sandbox import Sandbox
from sandbox.errors import SlackError
from sandbox.triggers import Triggers
from sandbox.view_values import values_of, what_is_missing
from tests.sandbox.blockkit import Json, actions, button, home, modal, option, plain, section, text_input, typed
from tests.sandbox.world import ADA, APP, BEN, GONE, Api


def trigger(sandbox: Sandbox, view_id: str | None = None) -> str:
    return sandbox.core.triggers.issue(ADA.id, view_id)


async def test_a_modal_is_opened_and_shown(sandbox: Sandbox, api: Api) -> None:
    view = (await api("views.open", trigger_id=trigger(sandbox), view=modal(text_input())))["view"]
    assert view["root_view_id"] == view["id"]
    assert view["previous_view_id"] is None
    assert view["state"]["values"] == {"name": {"value": {"type": "plain_text_input", "value": None}}}
    boot = await api.get(f"/_sandbox/page/boot?as={ADA.id}")
    assert [shown["id"] for shown in boot["views"]] == [view["id"]]


async def test_a_trigger_is_good_once(sandbox: Sandbox, api: Api) -> None:
    used = trigger(sandbox)
    assert (await api("views.open", trigger_id=used, view=modal()))["ok"]
    assert (await api("views.open", trigger_id=used, view=modal()))["error"] == "exchanged_trigger_id"
    assert (await api("views.open", trigger_id="1.2.3", view=modal()))["error"] == "invalid_trigger_id"


async def test_a_refused_view_leaves_its_trigger_good(sandbox: Sandbox, api: Api) -> None:
    kept = trigger(sandbox)
    assert (await api("views.open", trigger_id=kept, view={}))["error"] == "invalid_arguments"
    assert (await api("views.open", trigger_id=kept, view=modal()))["ok"]


def test_a_trigger_is_good_for_three_seconds() -> None:
    now = 0.0
    triggers = Triggers(timer=lambda: now)
    in_time, late = triggers.issue(ADA.id), triggers.issue(ADA.id)
    now = 3.0
    assert triggers.exchange(in_time).user == ADA.id
    now = 3.01
    with pytest.raises(SlackError, match="expired_trigger_id"):
        triggers.exchange(late)


async def test_three_views_fit_on_the_stack(sandbox: Sandbox, api: Api) -> None:
    root = (await api("views.open", trigger_id=trigger(sandbox), view=modal()))["view"]
    second = (await api("views.push", trigger_id=trigger(sandbox, root["id"]), view=modal()))["view"]
    third = (await api("views.push", trigger_id=trigger(sandbox, second["id"]), view=modal()))["view"]
    assert (third["root_view_id"], third["previous_view_id"]) == (root["id"], second["id"])
    fourth = await api("views.push", trigger_id=trigger(sandbox, third["id"]), view=modal())
    assert fourth["error"] == "push_limit_reached"


async def test_opening_from_inside_a_modal_goes_on_top_and_from_elsewhere_replaces(sandbox: Sandbox, api: Api) -> None:
    root = (await api("views.open", trigger_id=trigger(sandbox), view=modal()))["view"]
    await api("views.open", trigger_id=trigger(sandbox, root["id"]), view=modal())
    assert len(sandbox.core.views.stack(ADA.id)) == 2
    await api("views.open", trigger_id=trigger(sandbox), view=modal())
    assert len(sandbox.core.views.stack(ADA.id)) == 1


async def test_an_update_checks_the_hash_and_closed_views_are_not_found(sandbox: Sandbox, api: Api) -> None:
    view = (await api("views.open", trigger_id=trigger(sandbox), view=modal()))["view"]
    fresh = (await api("views.update", view_id=view["id"], hash=view["hash"], view=modal(section())))["view"]
    assert (fresh["id"], fresh["hash"] != view["hash"]) == (view["id"], True)
    raced = await api("views.update", view_id=view["id"], hash=view["hash"], view=modal())
    assert raced["error"] == "hash_conflict"
    await sandbox.act(ADA.id, "view_closed", view_id=view["id"])
    assert (await api("views.update", view_id=view["id"], view=modal()))["error"] == "not_found"
    assert (await api("views.update", view=modal()))["error"] == "invalid_arguments"


async def test_a_view_is_found_by_its_external_id_which_is_unique(sandbox: Sandbox, api: Api) -> None:
    await api("views.open", trigger_id=trigger(sandbox), view=modal(external_id="mine"))
    assert (await api("views.update", external_id="mine", view=modal(external_id="mine")))["ok"]
    clash = await api("views.publish", user_id=BEN.id, view=home(external_id="mine"))
    assert clash["error"] == "duplicate_external_id"


async def test_what_is_typed_survives_an_update_where_the_ids_stay(sandbox: Sandbox, api: Api) -> None:
    menu: Json = {"type": "static_select", "action_id": "pick", "options": [option("a"), option("b")]}
    first = modal(text_input(), text_input("other"), actions(menu, button()))
    view = (await api("views.open", trigger_id=trigger(sandbox), view=first))["view"]
    state = {
        "values": {
            **typed("Ada")["values"],
            **typed("gone", "other")["values"],
            "acts": {"pick": {"type": "static_select", "selected_option": option("b")}},
        }
    }
    clicked = {"container": {"type": "view", "view_id": view["id"]}, "block_id": "acts", "action_id": "go"}
    await sandbox.act(ADA.id, "block_action", **clicked, state=state)
    changed = modal(text_input(initial_value="new"), text_input("third", initial_value="x"), actions(menu))
    values = (await api("views.update", view_id=view["id"], view=changed))["view"]["state"]["values"]
    assert values["name"]["value"]["value"] == "Ada"
    assert values["third"]["value"]["value"] == "x"
    assert values["acts"]["pick"]["selected_option"]["value"] == "b"
    assert "other" not in values
    fewer = {**menu, "options": [option("a")]}
    values = (await api("views.update", view_id=view["id"], view=modal(actions(fewer))))["view"]["state"]["values"]
    assert values["acts"]["pick"]["selected_option"] is None


async def test_home_is_published_for_one_person_and_guarded_by_its_hash(sandbox: Sandbox, api: Api) -> None:
    first = (await api("views.publish", user_id=ADA.id, view=home(section("1"))))["view"]
    second = (await api("views.publish", user_id=ADA.id, view=home(section("2")), hash=first["hash"]))["view"]
    assert second["id"] == first["id"]
    raced = await api("views.publish", user_id=ADA.id, view=home(), hash=first["hash"])
    assert raced["error"] == "hash_conflict"
    assert (await api.get(f"/_sandbox/page/boot?as={BEN.id}"))["home"] is None
    for user in ("U0NOBODY", GONE.id, APP.bot_user_id):
        assert (await api("views.publish", user_id=user, view=home()))["error"] == "invalid_arguments"
    sandbox.change_app(home_tab=False)
    assert (await api("views.publish", user_id=ADA.id, view=home()))["error"] == "not_enabled"


def one(element: Json, **more: bool) -> list[Json]:
    return [{"type": "input", "block_id": "b", "label": plain("L"), "element": {**element, "action_id": "a"}, **more}]


@pytest.mark.parametrize(
    ("element", "value", "sentence"),
    [
        ({"type": "plain_text_input"}, {"value": None}, "Please complete this required field."),
        ({"type": "plain_text_input", "min_length": 3}, {"value": "ab"}, "This must be at least 3 characters."),
        ({"type": "plain_text_input", "max_length": 3}, {"value": "abcd"}, "This must be at most 3 characters."),
        ({"type": "number_input", "is_decimal_allowed": False}, {"value": "one"}, "Please enter a number."),
        ({"type": "number_input", "is_decimal_allowed": False}, {"value": "1.5"}, "Please enter a whole number."),
        (
            {"type": "number_input", "is_decimal_allowed": True, "min_value": "2"},
            {"value": "1"},
            "This must be at least 2.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": True, "max_value": "2"},
            {"value": "3"},
            "This must be at most 2.",
        ),
        ({"type": "email_text_input"}, {"value": "ada"}, "Please enter a valid email address."),
        ({"type": "url_text_input"}, {"value": "ada"}, "Please enter a valid URL."),
        (
            {"type": "multi_users_select", "max_selected_items": 1},
            {"selected_users": ["U1", "U2"]},
            "Please choose at most 1.",
        ),
        ({"type": "multi_users_select"}, {"selected_users": []}, "Please complete this required field."),
    ],
)
def test_what_slacks_client_refuses_before_it_sends(element: Json, value: Json, sentence: str) -> None:
    values = {"b": {"a": {"type": element["type"], **value}}}
    assert what_is_missing(one(element), values) == {"b": sentence}


def test_an_optional_field_may_stay_empty_and_initial_values_count() -> None:
    optional = one({"type": "plain_text_input"}, optional=True)
    assert what_is_missing(optional, values_of(optional)) == {}
    filled = one({"type": "users_select", "initial_user": ADA.id})
    assert what_is_missing(filled, values_of(filled)) == {}
