"""Clicks and choices in messages, modals and Home; and menus that ask the app for options."""

from typing import Any

from sandbox import payloads
from sandbox.acts.router import TROUBLE, ActError, Said, Scene, act, interact, visible_message, visible_room
from sandbox.blocks.elements import OPTION, OPTION_GROUP
from sandbox.blocks.parts import elements, is_stateful
from sandbox.blocks.rules import Items
from sandbox.delivery import Ack
from sandbox.people import Person
from sandbox.view_values import KEYS, accept, values_of

Json = dict[str, Any]
OPTIONS_LIMIT = 100
PASSED_ON = ("text", "value", "url", "style", "placeholder", "confirm")
SENT = frozenset(key for key, _, _ in KEYS.values()) | {"selected_option"}


def _place(scene: Scene, person: Person, container: Json) -> tuple[Json, list[Json], Json | None]:
    """Where it is as the payload says, its blocks, and the view if it is in one."""
    if container.get("type") == "view":
        owner, view = scene.core.views.find(container["view_id"])
        if owner != person.id:
            raise ActError("not_found", TROUBLE)
        return payloads.in_view(view), view["blocks"], view
    room = visible_room(scene, person, container["channel"])
    message = visible_message(person, room, container["ts"])
    place = payloads.in_message(scene.core, room, message, person)
    return place, message.get("blocks", []), None


def _element(scene: Scene, blocks: list[Json], body: Json) -> tuple[Json, Json]:
    """What was clicked on, also when it has just been drawn anew and the click was made before."""
    container = body["container"]
    place = str(container.get("view_id") or f"{container.get('channel')}/{container.get('ts')}")
    for block in (*blocks, *scene.core.workspace.lately.stood(place)):
        if block["block_id"] == body["block_id"]:
            for _, element in elements(block):
                if element.get("action_id") == body["action_id"]:
                    return block, element
    raise ActError("not_found", "That control is no longer there.")


def _action(block: Json, element: Json, value: Json) -> Json:
    """The action as Slack tells it: the element's own facts and what was chosen."""
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
    }
    action |= {name: element[name] for name in PASSED_ON if name in element and name != "confirm"}
    if element["type"] == "button":
        return action
    return action | {name: _chosen(element, part) for name, part in value.items() if name in SENT}


def _chosen(element: Json, part: Any) -> Any:
    """Options as the element offers them, in full. An option it does not offer is refused."""
    offered = list(element.get("options", []))
    for group in element.get("option_groups", []):
        offered += group["options"]
    if not offered or part is None:
        return part
    by_value = {option["value"]: option for option in offered}
    try:
        if isinstance(part, list):
            return [by_value[option["value"]] for option in part]
        return by_value[part["value"]]
    except (KeyError, TypeError):
        raise ActError("invalid_option", "That option is not offered.") from None


@act("block_action")
async def block_action(scene: Scene, person: Person, body: Json) -> Json:
    place, blocks, view = _place(scene, person, Said(body["container"]))
    block, element = _element(scene, blocks, body)
    action = _action(block, element, body.get("value") or {})
    sent: Json = {name: dict(part) for name, part in ((body.get("state") or {}).get("values") or {}).items()}
    if is_stateful(element):
        sent.setdefault(block["block_id"], {})[element["action_id"]] = action
    state: Json | None = None
    if view is not None:
        scene.core.views.set_values(view, sent)
        place = payloads.in_view(view)
    else:
        state = accept(blocks, values_of(blocks), sent)
    if block["type"] == "input" and not block.get("dispatch_action"):
        return {"sent": False}
    payload = payloads.block_actions(scene.core, person, place, action, state)
    ack = await interact(scene, payload)
    if not ack.ok:
        raise ActError(ack.failure, _unanswered(ack))
    return {}


def _unanswered(ack: Ack) -> str:
    if ack.failure == "timeout":
        return "Operation timed out. Apps need to respond within 3 seconds."
    if ack.failure == "status":
        return f"This app responded with Status Code {ack.status}."
    return TROUBLE


@act("suggestion")
async def suggestion(scene: Scene, person: Person, body: Json) -> Json:
    """The options for what has been typed so far. Raises ActError when the app's answer is no list of options."""
    place, blocks, _ = _place(scene, person, Said(body["container"]))
    block, element = _element(scene, blocks, body)
    typed = str(body.get("value", ""))
    if len(typed) < element.get("min_query_length", 3):
        return {"options": []}
    asked = {"block_id": block["block_id"], "action_id": element["action_id"], "value": typed}
    payload = payloads.block_suggestion(scene.core, person, place, asked)
    ack = await interact(scene, payload)
    answer = ack.body if ack.ok and isinstance(ack.body, dict) else {}
    found: list[str] = []
    if "option_groups" in answer:
        Items(OPTION_GROUP, OPTIONS_LIMIT, least=0).check(answer["option_groups"], "/option_groups", found)
    elif "options" in answer:
        Items(OPTION, OPTIONS_LIMIT, least=0).check(answer["options"], "/options", found)
    else:
        found.append("no options")
    if found:
        raise ActError(ack.failure or "invalid_options", "Results could not be loaded.")
    return {name: answer[name] for name in ("options", "option_groups") if name in answer}
