"""views.open, push, update and publish."""

from typing import Any

from sandbox.blocks.check import check_view
from sandbox.blocks.parts import elements
from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.web_api.arguments import Args
from sandbox.web_api.router import method

Json = dict[str, Any]
MODAL = ("modal",)


def _trigger(args: Args) -> str:
    """Slack takes `interactivity_pointer` as the same thing by a newer name."""
    return args.text("trigger_id") or args.text("interactivity_pointer") or args.need("trigger_id")


@method("views.open", tier=4)
def views_open(core: Core, args: Args) -> Json:
    """A click inside a modal opens on top of that modal, any other click opens a new root."""
    trigger_id = _trigger(args)
    view = check_view(args.structure("view"), MODAL)
    trigger = core.triggers.exchange(trigger_id)
    _choose_current(view, trigger.channel)
    inside = any(open_view["id"] == trigger.view_id for open_view in core.views.stack(trigger.user))
    opened = core.views.push(trigger.user, view) if inside else core.views.open(trigger.user, view)
    return {"view": opened}


def _choose_current(view: Json, channel: str | None) -> None:
    """Menus with `default_to_current_conversation` begin with the one that the click came from."""
    for block in view["blocks"]:
        for _, element in elements(block):
            if channel and element.get("default_to_current_conversation"):
                if element["type"] == "conversations_select":
                    element.setdefault("initial_conversation", channel)
                else:
                    element.setdefault("initial_conversations", [channel])


@method("views.push", tier=4)
def views_push(core: Core, args: Args) -> Json:
    trigger_id = _trigger(args)
    view = check_view(args.structure("view"), MODAL)
    trigger = core.triggers.exchange(trigger_id)
    return {"view": core.views.push(trigger.user, view)}


@method("views.update", tier=4)
def views_update(core: Core, args: Args) -> Json:
    view_id, external_id = args.text("view_id"), args.text("external_id")
    if not view_id and not external_id:
        raise SlackError("invalid_arguments", ["missing required field: view_id"])
    user, old = core.views.find(view_id, external_id)
    view = check_view(args.structure("view"), (old["type"],))
    return {"view": core.views.update(user, old, view, args.text("hash"))}


@method("views.publish", tier=4)
def views_publish(core: Core, args: Args) -> Json:
    if not core.app.home_tab:
        raise SlackError("not_enabled")
    user = args.need("user_id")
    person = core.workspace.people.get(user)
    if person is None or person.deleted or person.is_bot:
        raise SlackError("invalid_arguments", ["user_id is not a person here [json-pointer:/user_id]"])
    view = check_view(args.structure("view"), ("home",))
    return {"view": core.views.publish(user, view, args.text("hash"))}
