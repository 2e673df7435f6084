"""Submitting and closing modals, and what the app's answer does to the stack."""

from typing import Any

from sandbox import payloads
from sandbox.acts.router import TROUBLE, ActError, Scene, act, interact
from sandbox.blocks.check import check_view
from sandbox.errors import SlackError
from sandbox.people import Person
from sandbox.view_values import what_is_missing

Json = dict[str, Any]


def _top(scene: Scene, person: Person, view_id: str) -> Json:
    stack = scene.core.views.stack(person.id)
    if not stack or stack[-1]["id"] != view_id:
        raise ActError("not_found", TROUBLE)
    return stack[-1]


@act("view_submission")
async def view_submission(scene: Scene, person: Person, body: Json) -> Json:
    """What Slack's client would refuse never reaches the app: `client` says that it was so."""
    view = _top(scene, person, body["view_id"])
    if view["submit_disabled"]:
        raise ActError("submit_disabled", "This form cannot be submitted yet.")
    scene.core.views.set_values(view, (body.get("state") or {}).get("values") or {})
    if errors := what_is_missing(view["blocks"], view["state"]["values"]):
        return {"response_action": "errors", "errors": errors, "client": True}
    payload = payloads.view_submission(scene.core, person, view)
    ack = await interact(scene, payload)
    if not ack.ok:
        raise ActError(ack.failure, TROUBLE)
    try:
        return _apply(scene, person, view, ack.body)
    except SlackError as refusal:
        details = "; ".join(refusal.messages)
        raise ActError(refusal.code, f"{TROUBLE} ({details})" if details else TROUBLE) from None


def _apply(scene: Scene, person: Person, view: Json, answer: Any) -> Json:
    """Raises SlackError for an answer that Slack would not take; the modal then stays as it is."""
    views = scene.core.views
    if not answer:
        views.close(person.id, view)
        return {}
    if not isinstance(answer, dict):
        raise SlackError("invalid_response")
    match answer.get("response_action"):
        case "errors":
            return {"response_action": "errors", "errors": _errors(view, answer.get("errors"))}
        case "clear":
            views.clear(person.id)
        case "update":
            views.update(person.id, view, check_view(answer.get("view"), ("modal",)))
        case "push":
            views.push(person.id, check_view(answer.get("view"), ("modal",)))
        case other:
            raise SlackError("invalid_response", [f"unknown response_action: {other}"])
    return {"response_action": answer["response_action"]}


def _errors(view: Json, errors: Any) -> dict[str, str]:
    """Errors belong to input blocks of this view; anything else Slack shows as its own trouble."""
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise SlackError("invalid_response", ["errors must name at least one block"])
    if strange := set(errors) - inputs:
        raise SlackError("invalid_response", [f"no input block has the block_id {name}" for name in strange])
    return {block_id: str(text) for block_id, text in errors.items()}


@act("view_closed")
async def view_closed(scene: Scene, person: Person, body: Json) -> Json:
    """Closed at once; views with `notify_on_close` are told of. `is_cleared`: the whole stack went."""
    views = scene.core.views
    view = _top(scene, person, body["view_id"])
    cleared = bool(body.get("is_cleared")) or view["clear_on_close"]
    gone = list(reversed(views.stack(person.id))) if cleared else [view]
    if cleared:
        views.clear(person.id)
    else:
        views.close(person.id, view)
    for closed in gone:
        if closed["notify_on_close"]:
            payload = payloads.view_closed(scene.core, person, closed, is_cleared=cleared)
            await interact(scene, payload)
    return {}
