"""What Slack's client makes of what one types: names become mentions, the three special characters are escaped."""

import re

from sandbox.workspace import Workspace

TOKEN = re.compile(r"(<(?:[@#][A-Z0-9]+(?:\|[^<>]*)?|![a-z]+|https?://[^<>\s]+)>)")
NAME = re.compile(r"(?<![\w<@])@([a-z0-9][a-z0-9._-]*)", re.IGNORECASE)
CHANNEL = re.compile(r"(?<![\w<#&])#([a-z0-9][a-z0-9_-]*)")
EVERYONE = frozenset({"channel", "here", "everyone"})


def escaped(workspace: Workspace, text: str) -> str:
    """A message as Slack stores it."""
    parts = TOKEN.split(text)
    return "".join(part if number % 2 else _plain(workspace, part) for number, part in enumerate(parts))


def _plain(workspace: Workspace, text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return with_mentions(workspace, safe)


def with_mentions(workspace: Workspace, text: str, *, named: bool = False) -> str:
    """`@name` and `#channel` as Slack's tokens; with `named`, also the name, as commands get it."""
    people = {person.name.lower(): person for person in workspace.people.values()}
    channels = {room.channel.name: room for room in workspace.rooms.values() if room.channel.name}

    def person(found: re.Match[str]) -> str:
        word = found[1].rstrip(".-_")
        rest = found[1][len(word) :]
        if word.lower() in people:
            who = people[word.lower()]
            return f"<@{who.id}|{who.name}>{rest}" if named else f"<@{who.id}>{rest}"
        return f"<!{word}>{rest}" if word in EVERYONE and not named else found[0]

    def channel(found: re.Match[str]) -> str:
        room = channels.get(found[1])
        if room is None:
            return found[0]
        return f"<#{room.id}|{room.channel.name}>"

    return CHANNEL.sub(channel, NAME.sub(person, text))
