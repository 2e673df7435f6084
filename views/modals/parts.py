"""What the forms about a loop share."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from domain.read.loops import LoopPage
from domain.read.people import Person
from domain.read.reminders import Reminded
from views import ids
from views.blocks import context, header, packed, section
from views.elements import Block, Choice
from views.lines import title_line
from views.text import city, count, moment, name, zone_of

_KEY = re.compile(r"[a-z][a-z0-9_]*")


def subject(page: LoopPage) -> Block:
    """Whom and what the form is about."""
    line = page.card.line
    return context(title_line(line.candidate, line.role, line.stage))


def titled(title: str, lines: Iterable[str]) -> list[Block]:
    """Lines of markup under a title; nothing where there are none."""
    blocks = packed(lines)
    return [header(title), *blocks] if blocks else []


def meta(page: LoopPage, **more: int | str | None) -> str:
    """The loop, and its version as the reader saw it."""
    return ids.metadata(loop=page.card.line.loop, version=page.card.line.version, **more)


def warning(*sentences: str) -> Block:
    return section("\n".join(f":warning: {sentence}" for sentence in sentences))


def pretty(key: str) -> str:
    """A stored key as a label; what is a label already stays as it is."""
    return key.replace("_", " ").capitalize() if _KEY.fullmatch(key) else key


def today(page: LoopPage) -> date:
    """The day on which the page was made, on its reader's calendar."""
    line = page.card.line
    return (line.since + timedelta(days=line.days)).astimezone(zone_of(page.viewer.zone)).date()


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def zone_choices(page: LoopPage) -> tuple[Choice, ...]:
    """The clocks that matter here, the reader's own first."""
    known = {page.viewer.zone: "yours", page.card.zone: "the role's"}
    if page.candidate:
        known = {page.viewer.zone: "yours", page.candidate.zone: "the candidate's", **known}
    known[page.viewer.zone] = "yours"
    return tuple(Choice(zone, f"{city(zone)} ({whose})") for zone, whose in known.items())


def people_choices(people: tuple[Person, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(person.id, person.name) for person in people)


def reminded(page: LoopPage) -> Iterator[Block]:
    """Whom the bot has written to, and how often, so that nobody asks twice."""
    rows = [
        f"• {name(each.person.name)}: {_times(each)}, last {moment(each.last, page.viewer.zone)}"
        for each in page.reminded
    ]
    if rows:
        yield from packed(["*Reminded by me so far*", *rows])


def _times(each: Reminded) -> str:
    said = [count(each.times, "message")] if each.times else []
    waiting = [f"{each.waiting} on the way"] if each.waiting else []
    return ", ".join([*said, *waiting]) + (" about others who are late" if each.up else "")
