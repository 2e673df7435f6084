"""The state of the one workspace: people, rooms, and what was said in them. It tells every change to its listeners."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sandbox.clock import Clock
from sandbox.config import AppConfig
from sandbox.errors import SlackError
from sandbox.ids import Ids, as_micros
from sandbox.lately import Lately
from sandbox.people import Channel, Person
from sandbox.rooms import Room, recount

Json = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """`kind` and `data` as the page is told; `audience` None for all who may see the `room`, if there is one."""

    kind: str
    data: Json
    audience: frozenset[str] | None = None
    room: Room | None = None


class Workspace:
    """Who and what there is. Lookups raise SlackError as the Web API does."""

    def __init__(
        self,
        app: AppConfig,
        people: Iterable[Person],
        channels: Iterable[Channel],
        clock: Clock,
    ) -> None:
        self.app = app
        self.clock = clock
        self._first = (tuple(people), tuple(channels))
        self.ids = Ids()
        self.listeners: list[Callable[[Change], None]] = []
        self.reset()

    def reset(self) -> None:
        """Back to the people and channels of the beginning, with nothing said."""
        self.ids.forget_time()
        self.people: dict[str, Person] = {}
        self.rooms: dict[str, Room] = {}
        self.files: dict[str, Json] = {}
        self.lately = Lately()
        bot = Person(
            self.app.bot_user_id,
            self.app.name.lower().replace(" ", "_"),
            self.app.name,
            is_bot=True,
            bot_id=self.app.bot_id,
            emoji=self.app.emoji,
        )
        for person in (bot, *self._first[0]):
            self.people[person.id] = replace(person, team_id=person.team_id or self.app.team_id)
        for channel in self._first[1]:
            self.add_room(channel)

    def tell(self, change: Change) -> None:
        for listener in self.listeners:
            listener(change)

    def seconds(self) -> float:
        return self.clock.now().timestamp()

    # People

    def person(self, user_id: str) -> Person:
        if (person := self.people.get(user_id)) is None:
            raise SlackError("user_not_found")
        return person

    def add_person(self, person: Person) -> Person:
        """A newcomer, or a changed profile."""
        known = person.id in self.people
        person = replace(person, team_id=person.team_id or self.app.team_id, updated=int(self.seconds()))
        self.people[person.id] = person
        self.tell(Change("user", {"user": person, "is_new": not known}))
        return person

    # Rooms

    def room(self, channel_id: str) -> Room:
        if (room := self.rooms.get(channel_id)) is None:
            raise SlackError("channel_not_found")
        return room

    def find_room(self, name_or_id: str) -> Room | None:
        if name_or_id in self.rooms:
            return self.rooms[name_or_id]
        name = name_or_id.removeprefix("#")
        return next((room for room in self.rooms.values() if name and room.channel.name == name), None)

    def add_room(self, channel: Channel) -> Room:
        created = channel.created or int(self.seconds())
        room = Room(replace(channel, created=created), list(dict.fromkeys(channel.members)))
        self.rooms[channel.id] = room
        self.tell(Change("channel", {}, room=room))
        return room

    def change_room(self, room: Room, **changes: Any) -> None:
        room.channel = replace(room.channel, **changes)
        self.tell(Change("channel", {}, room=room))

    def add_member(self, room: Room, user_id: str, inviter: str = "") -> None:
        if user_id not in room.members:
            room.members.append(user_id)
            room.last_read[user_id] = next(reversed(room.messages), "0")
            data = {"member": user_id, "inviter": inviter}
            self.tell(Change("channel", data, room=room))

    def remove_member(self, room: Room, user_id: str) -> None:
        if user_id in room.members:
            room.members.remove(user_id)
            self.tell(Change("channel", {"left": user_id}, room=room))

    def open_dm(self, *users: str) -> Room:
        """The conversation of exactly these people; made when there is none. Two make a DM, more a group DM."""
        wanted = set(users)
        for room in self.rooms.values():
            if (room.channel.is_im or room.channel.is_mpim) and set(room.members) == wanted:
                return room
        if len(wanted) <= 2:
            return self.add_room(Channel(self.ids.new("D"), is_im=True, members=tuple(sorted(wanted))))
        name = "mpdm-" + "--".join(self.person(user).name for user in sorted(wanted)) + "-1"
        return self.add_room(
            Channel(self.ids.new("C"), name, is_private=True, is_mpim=True, members=tuple(sorted(wanted))),
        )

    def may_see(self, user_id: str, room: Room) -> bool:
        """Members see it; a public channel everyone does, save guests and people of other workspaces."""
        if user_id in room.members:
            return True
        person = self.people.get(user_id)
        if person is None or person.is_guest or person.team_id != self.app.team_id:
            return False
        return room.channel.kind == "channel"

    # Unread

    def unread(self, user_id: str, room: Room) -> tuple[int, int]:
        """How many messages are unread, and how many of them are for this person by name (in a DM, all)."""
        return room.counts.get(user_id, (0, 0)) if user_id in room.members else (0, 0)

    def read(self, user_id: str, room: Room, ts: str) -> None:
        if as_micros(ts) > as_micros(room.last_read.get(user_id, "0")):
            room.last_read[user_id] = ts
        recount(room, [user_id])
        self.tell_unread(room, [user_id])

    def tell_unread(self, room: Room, users: Iterable[str]) -> None:
        self.tell(Change("unread", {}, frozenset(users), room))
