"""The table of Web API methods, filled by a decorator on each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.rooms import Room
from sandbox.web_api.arguments import Args

Json = dict[str, Any]
Handler = Callable[[Core, Args], Json]
Bearer = Literal["bot", "app", "none"]


@dataclass(frozen=True)
class Method:
    """`scope` empty: any token will do. `tier` 0: no limit of its own."""

    handler: Handler
    scope: str
    tier: int
    bearer: Bearer


METHODS: dict[str, Method] = {}


def method(name: str, *, scope: str = "", tier: int = 3, bearer: Bearer = "bot") -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(handler, scope, tier, bearer)
        return handler

    return register


def need_scope(core: Core, *scopes: str) -> None:
    """Raises SlackError `missing_scope` unless the app has one of them."""
    if not core.app.scopes.intersection(scopes):
        provided = ",".join(sorted(core.app.scopes))
        raise SlackError("missing_scope", needed=",".join(scopes), provided=provided)


SCOPE_PREFIX = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def need_room_scope(core: Core, room: Room, verb: str) -> None:
    """`channels:read`, `im:history` and so on, by what kind of conversation it is."""
    need_scope(core, f"{SCOPE_PREFIX[room.channel.kind]}:{verb}")


def app_room(core: Core, channel: str) -> Room:
    """A conversation that the app may know of. Others' private channels and DMs do not exist for it."""
    room = core.workspace.room(channel)
    if room.channel.kind != "channel" and core.app.bot_user_id not in room.members:
        raise SlackError("channel_not_found")
    return room
