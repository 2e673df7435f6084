"""conversations.history (parents only) and conversations.replies; reactions.add."""

from typing import Any

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.ids import as_micros
from sandbox.objects import shown_message
from sandbox.rooms import Room
from sandbox.web_api import paging
from sandbox.web_api.arguments import Args
from sandbox.web_api.router import app_room, method, need_room_scope
from sandbox.workspace import Change

Json = dict[str, Any]


def _readable(core: Core, args: Args) -> Room:
    room = app_room(core, args.need("channel"))
    need_room_scope(core, room, "history")
    if core.app.bot_user_id not in room.members:
        raise SlackError("not_in_channel")
    return room


def _between(messages: list[Json], args: Args) -> list[Json]:
    """Those after `oldest` and before `latest`; the edges belong to it only with `inclusive`."""
    inclusive = args.flag("inclusive")
    oldest = _edge(args, "oldest") or 0
    latest = _edge(args, "latest")
    found: list[Json] = []
    for message in messages:
        at = as_micros(message["ts"])
        low = at >= oldest if inclusive else at > oldest
        high = latest is None or (at <= latest if inclusive else at < latest)
        if low and high:
            found.append(message)
    return found


def _edge(args: Args, name: str) -> int | None:
    try:
        return as_micros(args.text(name)) if args.text(name) else None
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _answer(rows: list[Json], args: Args, default: int) -> Json:
    shown, cursor = paging.page(rows, args, default, most=1000)
    with_metadata = args.flag("include_all_metadata")
    answer: Json = {
        "messages": [shown_message(message, with_metadata=with_metadata) for message in shown],
        "has_more": bool(cursor),
    }
    return answer | (paging.metadata(cursor) if cursor else {})


@method("conversations.history", tier=3)
def history(core: Core, args: Args) -> Json:
    """Newest first, without replies unless they were broadcast."""
    room = _readable(core, args)
    rows = list(reversed(_between(room.parents(), args)))
    return {**_answer(rows, args, 100), "pin_count": 0}


@method("conversations.replies", tier=3)
def replies(core: Core, args: Args) -> Json:
    """The parent, then its replies, oldest first. The parent is there whatever the bounds."""
    room = _readable(core, args)
    ts = args.need("ts")
    parent = room.messages.get(ts)
    if parent is None:
        raise SlackError("thread_not_found")
    thread = room.thread(parent.get("thread_ts", ts))
    return _answer([thread[0], *_between(thread[1:], args)], args, 1000)


@method("reactions.add", scope="reactions:write", tier=3)
def reactions_add(core: Core, args: Args) -> Json:
    channel, ts, name = args.text("channel"), args.text("timestamp"), args.text("name").strip(":")
    if not channel or not ts:
        raise SlackError("no_item_specified")
    if not name:
        raise SlackError("invalid_name")
    room = app_room(core, channel)
    message = room.messages.get(ts)
    if message is None:
        raise SlackError("message_not_found")
    reactions: list[Json] = message.setdefault("reactions", [])
    bot = core.app.bot_user_id
    mine = next((row for row in reactions if row["name"] == name), None)
    if mine is None:
        reactions.append({"name": name, "users": [bot], "count": 1})
    elif bot in mine["users"]:
        raise SlackError("already_reacted")
    else:
        mine["users"].append(bot)
        mine["count"] += 1
    data = {"channel": room.id, "message": message, "of": "reaction"}
    core.workspace.tell(Change("message_changed", data, room=room))
    return {}
