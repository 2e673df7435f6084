"""What a person can do in the page, by name; and what each of it answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sandbox.core import Core
from sandbox.delivery import Ack, Delivery
from sandbox.errors import SlackError
from sandbox.events import Events
from sandbox.people import Person
from sandbox.rooms import Room

Json = dict[str, Any]
TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Scene:
    """Everything an act needs besides who does what."""

    core: Core
    delivery: Delivery
    events: Events


class ActError(Exception):
    """Refused: `code` for programs, `message` is what Slack's client would show the person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Said(dict[str, Any]):
    """What the page sent. A part that is not there is refused by name."""

    def __missing__(self, name: str) -> Any:
        raise ActError("invalid_arguments", f"{name} is missing.")


Act = Callable[[Scene, Person, Json], Awaitable[Json]]
ACTS: dict[str, Act] = {}


def act(name: str) -> Callable[[Act], Act]:
    def register(function: Act) -> Act:
        ACTS[name] = function
        return function

    return register


async def perform(scene: Scene, body: Json) -> Json:
    """Do it, and answer as the page expects: `ok`, or `ok` false with an error and a sentence."""
    try:
        function, person = _act(body), _person(scene, body)
        return {"ok": True, **await function(scene, person, Said(body))}
    except ActError as refusal:
        return {"ok": False, "error": refusal.code, "message": refusal.message}
    except SlackError as refusal:
        return {"ok": False, "error": refusal.code, "message": TROUBLE, "details": refusal.messages}


def _act(body: Json) -> Act:
    name = str(body.get("type"))
    if name not in ACTS:
        raise ActError("unknown_act", f"There is no act {name}; there are {', '.join(ACTS)}.")
    return ACTS[name]


def _person(scene: Scene, body: Json) -> Person:
    person = scene.core.workspace.people.get(str(body.get("as")))
    if person is None or person.deleted or person.is_bot:
        raise ActError("user_not_found", "Nobody here has that id, or they cannot sign in.")
    return person


async def interact(scene: Scene, payload: Json) -> Ack:
    """Hand an interaction to the app. Raises ActError when the app's settings say that it takes none."""
    if not scene.core.app.interactivity:
        raise ActError("not_interactive", "This app is not configured to handle interactive responses.")
    return await scene.delivery.send("interactive", payload)


def visible_room(scene: Scene, person: Person, channel: str) -> Room:
    """A conversation that this person may look into."""
    room = scene.core.workspace.rooms.get(channel)
    if room is None or not scene.core.workspace.may_see(person.id, room):
        raise ActError("channel_not_found", "That conversation is not there, or you are not in it.")
    return room


def own_room(scene: Scene, person: Person, channel: str) -> Room:
    """A conversation that this person may speak in."""
    room = visible_room(scene, person, channel)
    if person.id not in room.members:
        raise ActError("not_in_channel", f"Join #{room.channel.name} to take part.")
    if room.channel.is_archived:
        raise ActError("is_archived", f"#{room.channel.name} is archived.")
    return room


def visible_message(person: Person, room: Room, ts: str) -> Json:
    """A message in it, also one that this person alone sees."""
    if ts in room.ephemeral and room.ephemeral[ts][0] == person.id:
        return room.ephemeral[ts][1]
    if ts not in room.messages:
        raise ActError("message_not_found", "That message is gone.")
    return room.messages[ts]
