"""Every id that a view hands out has its handler, and every handler has an id."""

import inspect

import pytest

from domain.actions import NEEDS, Action
from domain.forms import RoleForm
from handlers import context, hub, journeys, router, windows
from handlers.openings import DEEDS, OPENERS
from handlers.payload import Kind
from handlers.router import ROUTER, Router
from views import ids
from views.todo_wording import TODO_ACTIONS
from views.wording import GROUPS

CLICKED = (
    "VOTE_",
    "SCORECARD_",
    "TODO_",
    "INVITE_",
    "OPEN_",
    "ROLE_",
    "PAGE_",
    "OFFER_",
    "SETTLE_",
    "REMEDY_",
    "DIGEST_",
)
LINKS = {ids.INVITE_CALENDAR, ids.INVITE_RESUME, ids.OPEN_SUBMISSION}
"""They open by themselves; Slack reports the click all the same."""

WORDS = """
help role add list show schedule challenge panel feedback decide offer hold resume withdraw close todos digest
status new job reschedule cancel scorecard advance reject todo me
"""

LOOP_BUTTONS = {*NEEDS, *(action for _, group in GROUPS for action in group), Action.OPEN, Action.TOLD, Action.REMIND}


def given(*prefixes: str) -> set[str]:
    return {value for name, value in vars(ids).items() if name.startswith(prefixes) and isinstance(value, str)}


def routed(kind: Kind) -> set[str]:
    return set(ROUTER.names(kind))


def test_every_button_has_its_handler() -> None:
    expected = given(*CLICKED) - LINKS
    expected |= {ids.happened(answer) for answer in ids.HAPPENED} | {ids.loop_action(action) for action in LOOP_BUTTONS}
    assert expected - routed(Kind.ACTION) == set()


def test_every_handler_of_clicks_has_its_button() -> None:
    known = given(*CLICKED) | {ids.happened(answer) for answer in ids.HAPPENED}
    known |= {ids.loop_action(action) for action in Action}
    known |= {"draft.*", ids.NOTE_TYPED, ids.refresh("role"), ids.refresh("outcome")}
    assert routed(Kind.ACTION) - known == set()


def test_every_form_has_its_handler_and_every_handler_its_form() -> None:
    assert given("SUBMIT_") == routed(Kind.SUBMISSION)


def test_every_shortcut_has_its_handler() -> None:
    assert given("SHORTCUT_") == routed(Kind.SHORTCUT) == ROUTER.shortcuts.keys()


def test_suggestions_have_their_handler() -> None:
    assert given("OPTIONS_") == routed(Kind.OPTIONS)


@pytest.mark.parametrize("action", TODO_ACTIONS.values())
def test_every_todo_leads_somewhere(action: Action) -> None:
    assert action in OPENERS or action in DEEDS


@pytest.mark.parametrize("word", WORDS.split())
def test_every_subcommand_and_alias_is_understood(word: str) -> None:
    assert word in ROUTER.words


def test_help_tells_every_subcommand_in_the_order_of_a_loop() -> None:
    named = [usage.name for usage in hub.usages()]
    assert set(named[2:]) == set(ROUTER.subcommands) == set(hub.ORDER)
    assert named[2:5] == ["role", "add", "list"]


def test_a_typing_error_is_taken_for_the_nearest_subcommand() -> None:
    assert ROUTER.nearest("shedule") == "schedule"
    assert ROUTER.nearest("statu") == "show"
    assert ROUTER.nearest("xylophone") is None


async def nothing(_: context.Context) -> None:
    """Answer to nothing."""


def test_one_name_has_one_handler() -> None:
    found = Router()
    found.add(Kind.EVENT, "x", nothing)
    with pytest.raises(ValueError, match="already"):
        found.add(Kind.EVENT, "x", nothing)


def test_one_modal_is_made_anew_in_one_way() -> None:
    with pytest.raises(ValueError, match="already"):
        windows.page(ids.SHOW_LOOP)(windows.PAGES[ids.SHOW_HISTORY])


def test_what_is_typed_into_a_scorecard_goes_to_one_handler_whatever_the_field() -> None:
    assert ROUTER.find(Kind.ACTION, ids.draft("evidence_code")) is ROUTER.find(Kind.ACTION, ids.draft("notes"))
    assert ROUTER.find(Kind.ACTION, "unknown.notes") is None


def test_handlers_are_ten_lines_or_fewer() -> None:
    for journey in journeys.JOURNEYS:
        for name, member in vars(journey).items():
            if inspect.iscoroutinefunction(member) and member.__module__ == journey.__name__:
                lines = [line for line in inspect.getsource(member).splitlines() if line.strip()]
                body = [line for line in lines if not line.strip().startswith(("@", "async def", '"""'))]
                assert len(body) <= 10, f"{journey.__name__}.{name} has {len(body)} lines"


def test_the_router_knows_forms_by_their_callback_ids() -> None:
    assert router.ROUTER.find(Kind.SUBMISSION, ids.SUBMIT_ROLE) is not None
    assert RoleForm.__dataclass_fields__.keys() >= {"title", "channel"}
