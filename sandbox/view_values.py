"""`state.values`: what stands in a view's inputs, and which of it survives an update."""

from typing import Any

from sandbox.blocks.parts import elements, is_stateful

Json = dict[str, Any]

# Element type -> its key in `state.values`, the field that holds its initial value, and its value when empty.
KEYS: dict[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "users_select": ("selected_user", "initial_user", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "checkboxes": ("selected_options", "initial_options", []),
    "multi_users_select": ("selected_users", "initial_users", []),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "file_input": ("files", "initial_files", []),
}


def initial(element: Json) -> Json:
    key, field, empty = KEYS[element["type"]]
    value = element.get(field)
    return {"type": element["type"], key: empty if value is None else value}


def values_of(blocks: list[Json], kept: Json | None = None) -> Json:
    """`kept` stands where block_id, action_id and type stayed the same; elsewhere the initial values do."""
    values: Json = {}
    for block in blocks:
        for _, element in elements(block):
            if not is_stateful(element):
                continue
            block_id, action_id = block["block_id"], element["action_id"]
            old = ((kept or {}).get(block_id) or {}).get(action_id)
            survives = old is not None and old.get("type") == element["type"] and _offered(element, old)
            values.setdefault(block_id, {})[action_id] = old if survives else initial(element)
    return values


def _offered(element: Json, old: Json) -> bool:
    """What was chosen is still among the options."""
    if "options" not in element:
        return True
    offered = {option["value"] for option in element["options"]}
    chosen = old.get("selected_options") or [old.get("selected_option")]
    return all(option is None or option["value"] in offered for option in chosen)


def accept(blocks: list[Json], current: Json, sent: Json) -> Json:
    """What the page says stands in the inputs. What is no input of this view is left out, what it omits stays."""
    merged: Json = {block_id: dict(actions) for block_id, actions in current.items()}
    for block in blocks:
        for _, element in elements(block):
            told = (sent.get(block["block_id"]) or {}).get(element.get("action_id"))
            if told is not None and is_stateful(element):
                key, _, empty = KEYS[element["type"]]
                value = told.get(key)
                merged.setdefault(block["block_id"], {})[element["action_id"]] = {
                    "type": element["type"],
                    key: empty if value in (None, "") else value,
                }
    return merged


def what_is_missing(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack's client would refuse before it sends the form: block_id to the sentence under the field."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        entry = (values.get(block["block_id"]) or {}).get(element["action_id"]) or {}
        value = entry.get(KEYS[element["type"]][0])
        if value in (None, "", []):
            if not block.get("optional"):
                errors[block["block_id"]] = "Please complete this required field."
        elif sentence := _unfit(element, value):
            errors[block["block_id"]] = sentence
    return errors


def _unfit(element: Json, value: Any) -> str | None:
    if element["type"] == "plain_text_input":
        least, most = element.get("min_length", 0), element.get("max_length", 3000)
        if len(value) < least:
            return f"This must be at least {least} characters."
        if len(value) > most:
            return f"This must be at most {most} characters."
    if element["type"] == "number_input":
        return _unfit_number(element, value)
    if element["type"] == "email_text_input" and ("@" not in value or " " in value):
        return "Please enter a valid email address."
    if element["type"] == "url_text_input" and not value.startswith(("http://", "https://")):
        return "Please enter a valid URL."
    most = element.get("max_selected_items")
    if most and isinstance(value, list) and len(value) > most:
        return f"Please choose at most {most}."
    return None


def _unfit_number(element: Json, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if not element["is_decimal_allowed"] and not number.is_integer():
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"This must be at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"This must be at most {element['max_value']}."
    return None
