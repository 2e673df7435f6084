"""Inputs of forms. A block id is the form's field (domain/forms.py), so that a refusal lands on what caused it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from views import ids
from views.elements import (
    OPTIONS,
    OPTIONS_SHOWN,
    PLACEHOLDER,
    Block,
    Choice,
    Element,
    chosen,
    option,
    options,
    plain,
)

LABEL, HINT, TYPED = 2000, 2000, 3000
PEOPLE = 20


def _block(
    field: str, label: str, element: Element, *, optional: bool = False, hint: str = "", dispatch: bool = False
) -> Block:
    made: Block = {"type": "input", "block_id": field, "label": plain(label, LABEL), "element": element}
    if hint:
        made["hint"] = plain(hint, HINT)
    if optional:
        made["optional"] = True
    if dispatch:
        made["dispatch_action"] = True
    return made


def _element(kind: str, action_id: str, placeholder: str = "", **more: Any) -> Element:
    made: Element = {"type": kind, "action_id": action_id}
    if placeholder:
        made["placeholder"] = plain(placeholder, PLACEHOLDER)
    return made | {key: given for key, given in more.items() if given not in (None, "", [], ())}


def text(
    field: str,
    label: str,
    value: str = "",
    *,
    multiline: bool = False,
    optional: bool = False,
    hint: str = "",
    placeholder: str = "",
    most: int = TYPED,
    as_typed: bool | str = False,
    focus: bool = False,
) -> Block:
    """`as_typed`: what is written is sent on as it is written, under the id of a draft unless it names another."""
    most = min(most, TYPED)
    element = _element(
        "plain_text_input",
        as_typed if isinstance(as_typed, str) else ids.draft(field) if as_typed else ids.INPUT,
        placeholder,
        initial_value=value[:most],
        multiline=multiline or None,
        max_length=most,
        focus_on_load=focus or None,
        dispatch_action_config={"trigger_actions_on": ["on_character_entered"]} if as_typed else None,
    )
    return _block(field, label, element, optional=optional, hint=hint, dispatch=bool(as_typed))


def url(field: str, label: str, value: str = "", *, optional: bool = False, hint: str = "") -> Block:
    element = _element("url_text_input", ids.INPUT, "https://", initial_value=value[:TYPED])
    return _block(field, label, element, optional=optional, hint=hint)


def email(field: str, label: str, value: str = "", *, optional: bool = False, hint: str = "") -> Block:
    element = _element("email_text_input", ids.INPUT, "name@example.com", initial_value=value[:TYPED])
    return _block(field, label, element, optional=optional, hint=hint)


def number(field: str, label: str, value: int, *, least: int, most: int, hint: str = "") -> Block:
    """A whole number."""
    element = _element(
        "number_input", ids.INPUT, initial_value=str(value), min_value=str(least), max_value=str(most)
    ) | {"is_decimal_allowed": False}
    return _block(field, label, element, hint=hint)


def select(
    field: str,
    label: str,
    given: Sequence[Choice],
    value: str | None = None,
    *,
    optional: bool = False,
    hint: str = "",
    placeholder: str = "Choose one",
    refreshes: bool = False,
    variant: str = "",
) -> Block:
    """`refreshes`: the choice changes the form, so it is sent on at once. `variant`: what the choices depend on."""
    action_id = ids.refresh(field) if refreshes else f"{ids.INPUT}.{variant}" if variant else ids.INPUT
    element = _element(
        "static_select", action_id, placeholder, options=options(given), initial_option=chosen(given, value)
    )
    return _block(field, label, element, optional=optional, hint=hint, dispatch=refreshes)


def several(
    field: str,
    label: str,
    given: Sequence[Choice],
    values: Sequence[str] = (),
    *,
    hint: str = "",
    placeholder: str = "",
) -> Block:
    """Any number of them, or none."""
    picked = [option(choice) for choice in given[:OPTIONS] if choice.value in values]
    element = _element(
        "multi_static_select", ids.INPUT, placeholder, options=options(given), initial_options=picked or None
    )
    return _block(field, label, element, optional=True, hint=hint)


def zone(field: str, label: str, value: str, shown: str, *, hint: str = "") -> Block:
    """A time zone, found by typing part of a city; Slack asks us for what matches (`zones.zone_options`)."""
    initial = option(Choice(value, shown)) if value else None
    element = _element("external_select", ids.OPTIONS_ZONE, "Type a city", min_query_length=2, initial_option=initial)
    return _block(field, label, element, hint=hint)


def country(field: str, label: str, value: str, shown: str, *, hint: str = "") -> Block:
    """A country whose public holidays are kept, found by typing part of its name."""
    initial = option(Choice(value, shown))
    element = _element("external_select", ids.OPTIONS_COUNTRY, "Type a country", initial_option=initial)
    return _block(field, label, element | {"min_query_length": 0}, hint=hint)


def ticks(field: str, label: str, given: Sequence[Choice], values: Sequence[str] = ()) -> Block:
    """Boxes of which several may be ticked. Ten at most."""
    ticked = [option(choice) for choice in given if choice.value in values]
    element = _element("checkboxes", ids.INPUT, options=options(given, OPTIONS_SHOWN), initial_options=ticked)
    return _block(field, label, element)


def radio(
    field: str,
    label: str,
    given: Sequence[Choice],
    value: str | None = None,
    *,
    optional: bool = False,
    hint: str = "",
    as_typed: bool = False,
    refreshes: bool = False,
) -> Block:
    """One tap, one answer. Ten at most."""
    action_id = ids.draft(field) if as_typed else ids.refresh(field) if refreshes else ids.INPUT
    element = _element(
        "radio_buttons",
        action_id,
        options=options(given, OPTIONS_SHOWN),
        initial_option=chosen(given, value, OPTIONS_SHOWN),
    )
    return _block(field, label, element, optional=optional, hint=hint, dispatch=as_typed or refreshes)


def checkbox(field: str, label: str, choice: Choice, *, hint: str = "", variant: str = "") -> Block:
    """One box, to be ticked or left; `choice.value` comes back when it is ticked. `variant`: what it depends on."""
    action_id = f"{ids.INPUT}.{variant}" if variant else ids.INPUT
    return _block(field, label, _element("checkboxes", action_id, options=[option(choice)]), optional=True, hint=hint)


def tick(field: str, choice: Choice, *, ticked: bool = False) -> Block:
    """One box on a line of its own, without a label above; what is ticked is sent on at once, under a draft's id."""
    box = [option(choice)]
    element = _element("checkboxes", ids.draft(field), options=box, initial_options=box if ticked else None)
    return {"type": "actions", "block_id": field, "elements": [element]}


def user(field: str, label: str, value: str | None = None, *, optional: bool = False, hint: str = "") -> Block:
    element = _element("users_select", ids.INPUT, "Choose a person", initial_user=value)
    return _block(field, label, element, optional=optional, hint=hint)


def users(
    field: str, label: str, value: Sequence[str] = (), *, optional: bool = False, hint: str = "", most: int = PEOPLE
) -> Block:
    element = _element(
        "multi_users_select", ids.INPUT, "Choose people", initial_users=list(value)[:most], max_selected_items=most
    )
    return _block(field, label, element, optional=optional, hint=hint)


def channel(field: str, label: str, value: str = "", *, hint: str = "") -> Block:
    """Public and private channels, without those shared with other companies."""
    element = _element(
        "conversations_select",
        ids.INPUT,
        "Choose a channel",
        initial_conversation=value,
        filter={"include": ["public", "private"], "exclude_bot_users": True, "exclude_external_shared_channels": True},
    )
    return _block(field, label, element, hint=hint)


def day(field: str, label: str, value: date | None = None, *, optional: bool = False, hint: str = "") -> Block:
    element = _element("datepicker", ids.INPUT, "Choose a date", initial_date=value.isoformat() if value else None)
    return _block(field, label, element, optional=optional, hint=hint)


def hour(field: str, label: str, value: time | None = None, *, hint: str = "") -> Block:
    element = _element("timepicker", ids.INPUT, "Choose a time", initial_time=f"{value:%H:%M}" if value else None)
    return _block(field, label, element, hint=hint)


def moment(field: str, label: str, value: datetime | None = None, *, optional: bool = False, hint: str = "") -> Block:
    """A day and a time on the clock of whoever fills it in; Slack hands back the moment."""
    epoch = int(value.timestamp()) if value else None
    return _block(
        field,
        label,
        _element("datetimepicker", ids.INPUT, initial_date_time=epoch),
        optional=optional,
        hint=hint,
    )
