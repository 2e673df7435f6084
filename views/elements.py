"""What stands inside blocks: text objects, buttons, menus and their options, cut at Slack's limits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from views.text import NOTHING, cut, cut_markup

Block = dict[str, Any]
Element = dict[str, Any]

TEXT_OF_BUTTON, TEXT_OF_OPTION, VALUE_OF_OPTION, DESCRIPTION = 75, 75, 75, 75
PLACEHOLDER, CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 150, 100, 300, 30
OPTIONS, OPTIONS_SHOWN = 100, 10
"""In a menu; in radio buttons and checkboxes."""


def plain(text: str, most: int = 3000) -> Element:
    """Text that is shown as it was typed; nothing in it is markup, so nothing is escaped."""
    return {"type": "plain_text", "text": cut(text.strip() or NOTHING, most)}


def markdown(text: str, most: int = 3000) -> Element:
    """Our own markup; what users typed in it is escaped already. `verbatim`: Slack links nothing by itself."""
    return {"type": "mrkdwn", "text": cut_markup(text.strip() or NOTHING, most), "verbatim": True}


@dataclass(frozen=True, slots=True)
class Choice:
    """One option. `value` is what comes back."""

    value: str
    label: str
    description: str = ""


def choices(pairs: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for value, label in pairs)


def option(choice: Choice) -> Element:
    made = {"text": plain(choice.label, TEXT_OF_OPTION), "value": choice.value[:VALUE_OF_OPTION]}
    return made | {"description": plain(choice.description, DESCRIPTION)} if choice.description else made


def options(given: Sequence[Choice], most: int = OPTIONS) -> list[Element]:
    """At most `most`, and never none: Slack refuses a menu without an entry."""
    return [option(choice) for choice in given[:most]] or [option(Choice("none", "Nothing to choose from"))]


def chosen(given: Sequence[Choice], value: str | None, most: int = OPTIONS) -> Element | None:
    """The option of that value, if it is among those shown."""
    return next((option(choice) for choice in given[:most] if choice.value == value), None)


def confirm(title: str, text: str, yes: str, no: str = "Not now") -> Element:
    """A question before something that cannot be taken back."""
    return {
        "title": plain(title, CONFIRM_TITLE),
        "text": plain(text, CONFIRM_TEXT),
        "confirm": plain(yes, CONFIRM_BUTTON),
        "deny": plain(no, CONFIRM_BUTTON),
    }


def button(
    label: str,
    action_id: str,
    value: str = "",
    *,
    style: Literal["primary", "danger"] | None = None,
    ask: Element | None = None,
    spoken: str = "",
) -> Element:
    """`spoken` is what a screen reader says where the label alone would not tell two buttons apart."""
    return {
        "type": "button",
        "text": plain(label, TEXT_OF_BUTTON),
        "action_id": action_id,
        **({"value": value[:2000]} if value else {}),
        **({"style": style} if style else {}),
        **({"confirm": ask} if ask else {}),
        **({"accessibility_label": cut(spoken, TEXT_OF_BUTTON)} if spoken else {}),
    }


def link_button(label: str, action_id: str, url: str) -> Element | None:
    """Opens a page; None for an address that Slack would refuse."""
    if not url.startswith(("https://", "http://")) or len(url) > 3000:
        return None
    return {"type": "button", "text": plain(label, TEXT_OF_BUTTON), "action_id": action_id, "url": url}


def link_menu(action_id: str, pages: Iterable[tuple[str, str]]) -> Element | None:
    """Behind three dots: pages that open by themselves, by label and address. None when Slack would refuse them all."""
    known = [(label, url) for label, url in pages if link_button(label, action_id, url)]
    if not known:
        return None
    shown = [option(Choice(str(place), label)) | {"url": url} for place, (label, url) in enumerate(known)]
    return {"type": "overflow", "action_id": action_id, "options": shown}


def menu(action_id: str, placeholder: str, given: Sequence[Choice]) -> Element:
    """A select that acts at once."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, PLACEHOLDER),
        "options": options(given),
    }
