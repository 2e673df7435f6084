"""The app manifest: made from what the router knows, within Slack's limits."""

import re

import yaml

from bot.manifest import SCOPES, as_yaml, manifest, scopes_table
from handlers.journeys import ROUTER
from handlers.payload import Kind

EVENTS_NEED = {
    "app_home_opened": set(),
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "message.im": {"im:history"},
    "team_join": {"users:read"},
    "user_change": {"users:read"},
}
"""Scopes without which Slack does not send an event (docs.slack.dev/reference/events)."""


def test_commands_shortcuts_and_events_come_from_the_router() -> None:
    made = manifest()
    assert [each["command"] for each in made["features"]["slash_commands"]] == ["/loop"]
    assert {each["callback_id"] for each in made["features"]["shortcuts"]} == set(ROUTER.names(Kind.SHORTCUT))
    assert set(made["settings"]["event_subscriptions"]["bot_events"]) == EVENTS_NEED.keys()
    assert len(ROUTER.names(Kind.EVENT)) == len(EVENTS_NEED)


def test_every_event_has_the_scopes_that_it_needs() -> None:
    assert set().union(*EVENTS_NEED.values()) <= SCOPES.keys()


def test_every_scope_says_what_it_is_for() -> None:
    assert all(len(why) > 10 for why in SCOPES.values())
    assert scopes_table().count("\n") == len(SCOPES) + 1


def test_socket_mode_needs_no_address() -> None:
    made = manifest()
    assert made["settings"]["socket_mode_enabled"]
    assert "http" not in as_yaml()


def test_http_mode_names_the_address_wherever_slack_posts_to() -> None:
    made = manifest("https://bot.example.com/")
    address = "https://bot.example.com/slack/events"
    assert not made["settings"]["socket_mode_enabled"]
    assert made["features"]["slash_commands"][0]["url"] == address
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    interactivity = made["settings"]["interactivity"]
    assert made == manifest(address)
    assert interactivity == {"is_enabled": True, "request_url": address, "message_menu_options_url": address}


def test_yaml_says_the_same() -> None:
    assert yaml.safe_load(as_yaml("https://x.test")) == manifest("https://x.test")


def test_it_keeps_to_slacks_limits() -> None:
    """docs.slack.dev/reference/app-manifest."""
    made = manifest()
    about = made["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 174 <= len(about["long_description"]) <= 4000
    assert re.fullmatch(r"#[0-9a-f]{6}", about["background_color"])
    features = made["features"]
    assert len(features["bot_user"]["display_name"]) <= 80
    assert all(len(each["name"]) <= 24 and len(each["description"]) <= 150 for each in features["shortcuts"])
    assert all(len(each["description"]) <= 2000 for each in features["slash_commands"])
    assert all(len(each["usage_hint"]) <= 1000 for each in features["slash_commands"])
