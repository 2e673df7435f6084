"""Words: escaping, cutting, names and moments. All text passes through here once, so that no caller escapes or cuts."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.read.people import Person

T = TypeVar("T")

ELLIPSIS = "…"
NOTHING = "-"
"""Stands where Slack refuses an empty text."""
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_FIRST_RIGHT_TO_LEFT = "\u0590"
_BROKEN_ENTITY = re.compile(r"&[a-z]{0,3}$")
_FORMATTING = re.compile(r"[*`]|(?<![^\W_])[_~]|[_~](?![^\W_])")
_ALIKE = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
"""Slack knows no escape for these; characters that look the same format nothing."""


def escape(text: str) -> str:
    """Exactly the three characters that Slack asks to escape; `<!channel>` then pages nobody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, most: int) -> str:
    """At most `most` characters, the last one `…` if something was left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def cut_markup(text: str, most: int) -> str:
    """As `cut`, for mrkdwn: never in the middle of `<@U1>`, `<url|label>` or `&amp;`."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    opened = kept.rfind("<")
    if opened > kept.rfind(">"):
        kept = kept[:opened]
    return _BROKEN_ENTITY.sub("", kept).rstrip() + ELLIPSIS


def one_line(text: str, most: int = 80) -> str:
    """A name or title as plain text: one line, cut, and unable to turn the direction of what stands around it."""
    flat = cut(" ".join(_BIDI_CONTROLS.sub("", text).split()), most)
    if max(flat, default="") >= _FIRST_RIGHT_TO_LEFT and any(
        unicodedata.bidirectional(char) in ("R", "AL") for char in flat
    ):
        return f"\u2068{flat}\u2069"
    return flat or NOTHING


def unformatted(text: str) -> str:
    """With what would make words bold, slanted, struck out or code put into characters that only look the same."""
    return _FORMATTING.sub(lambda found: _ALIKE[found[0]], text)


def name(text: str, most: int = 80) -> str:
    """A name or title for mrkdwn, also between marks of ours."""
    return escape(unformatted(one_line(text, most)))


def slanted(text: str) -> str:
    """Somebody's own words in one line, set off by their slant."""
    return f"_{escape(unformatted(' '.join(text.split())))}_"


def bold(text: str, most: int = 80) -> str:
    return f"*{name(text, most)}*"


def quote(text: str, most: int = 1000) -> str:
    """Somebody's own words, every line set off as a quotation."""
    return "\n".join(f"> {escape(row)}" for row in cut(text.strip(), most).splitlines())


def link(url: str, label: str) -> str:
    """A link, or the label alone where the address is not one of the web's."""
    if not url.startswith(("https://", "http://")) or len(url) > 2000:
        return escape(label)
    return f"<{escape(url).replace('|', '%7C')}|{escape(label)}>"


def mention(person: Person) -> str:
    """Notifies, and opens the profile on a click. Somebody who has left is named, never mentioned."""
    return f"<@{person.id}>" if person.active else name(person.name)


def names(people: Iterable[Person], most: int = 8) -> str:
    """Names without notifying anybody, for channels: "Ana, Ben and Cleo". In one order, wherever they stand."""
    return _listed(_in_order(people), most, lambda person: name(person.name))


def mentions(people: Iterable[Person], most: int = 8) -> str:
    return _listed(_in_order(people), most, mention)


def _in_order(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: (person.name.casefold(), person.id))


def members(ids: Iterable[str], most: int = 8) -> str:
    """As `mentions`, of people who are known to be there."""
    return _listed(ids, most, lambda member: f"<@{member}>")


def _listed(people: Iterable[T], most: int, show: Callable[[T], str]) -> str:
    everybody = list(people)
    left = len(everybody) - most + 1 if len(everybody) > most else 0
    shown = [show(person) for person in everybody[: most - 1 if left else most]]
    if left:
        shown.append(f"{left} more")
    return listed(shown) if shown else "nobody"


def listed(words: Sequence[str]) -> str:
    """As in "one, two and three"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def count(number: int, noun: str, several: str = "") -> str:
    """As in "1 loop", "2 loops"."""
    return f"{number} {noun if number == 1 else several or noun + 's'}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# Moments


def zone_of(zone: str) -> ZoneInfo:
    """The zone, or UTC for a name that this machine does not know: a view never fails over a clock."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def city(zone: str) -> str:
    """What people call the zone: "Lisbon", "New York", "UTC"."""
    return zone_of(zone).key.rpartition("/")[2].replace("_", " ")


def clock(moment: datetime, zone: str) -> str:
    """As in "14:00 in Lisbon"."""
    where = city(zone)
    return f"{moment.astimezone(zone_of(zone)):%H:%M}" + (" UTC" if where == "UTC" else f" in {where}")


def day(moment: datetime | date, zone: str = "UTC") -> str:
    """As in "Tue 2 Mar", in that zone; a date is taken as it is."""
    shown = moment.astimezone(zone_of(zone)) if isinstance(moment, datetime) else moment
    return f"{shown:%a} {shown.day} {shown:%b}"


def long_day(when: date) -> str:
    """As in "Tuesday, 2 March 2027"."""
    return f"{when:%A}, {when.day} {when:%B %Y}"


def local(moment: datetime, zone: str) -> str:
    """As in "Tue 2 Mar, 14:00 in Lisbon": for plain text, and for somebody else's clock."""
    return f"{day(moment, zone)}, {clock(moment, zone)}"


_SMALL = "\u200b"
"""Slack begins a date with a capital ("Today") unless its format begins with something else: a space of no width."""


def moment(when: datetime, zone: str, *, begins: bool = False) -> str:
    """Each reader's own day and time, as Slack formats it; `zone` is for clients that cannot. `begins` a sentence."""
    small = "" if begins else _SMALL
    return f"<!date^{int(when.timestamp())}^{small}{{date_short_pretty}} at {{time}}|{local(when, zone)}>"


def moment_day(when: datetime, zone: str) -> str:
    """Each reader's own day: "today", "yesterday", "Mar 2nd"."""
    return f"<!date^{int(when.timestamp())}^{_SMALL}{{date_short_pretty}}|{day(when, zone)}>"


def hour(when: datetime, zone: str) -> str:
    """Each reader's own time, where the day is said already and stays said: "today" would be another day tomorrow."""
    return f"<!date^{int(when.timestamp())}^{{time}}|{clock(when, zone)}>"


def both_clocks(when: datetime, zone: str, candidate_zone: str, *, begins: bool = False) -> str:
    """The reader's own time, and the candidate's where it differs from `zone`. `begins` a sentence."""
    here, there = when.astimezone(zone_of(zone)), when.astimezone(zone_of(candidate_zone))
    if here.utcoffset() == there.utcoffset():
        return moment(when, zone, begins=begins)
    other = clock(when, candidate_zone) if here.date() == there.date() else local(when, candidate_zone)
    return f"{moment(when, zone, begins=begins)} ({other} for the candidate)"


def since(start: datetime, now: datetime, zone: str) -> str:
    """As in "since 14:05", "since yesterday", "since Tuesday", "since 2 Mar (12 days)"."""
    began, today = start.astimezone(zone_of(zone)), now.astimezone(zone_of(zone))
    days = (today.date() - began.date()).days
    if days <= 0:
        return f"since {began:%H:%M}"
    if days == 1:
        return "since yesterday"
    if days < 7:
        return f"since {began:%A} ({days} days)"
    return f"since {began.day} {began:%b} ({days} days)"


def ahead(then: datetime, now: datetime, zone: str) -> str:
    """As in "today at 14:00", "tomorrow at 9:30", "on Thu 4 Mar at 14:00"; "yesterday at …" too."""
    shown, today = then.astimezone(zone_of(zone)), now.astimezone(zone_of(zone))
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((shown.date() - today.date()).days)
    return f"{near or 'on ' + day(then, zone)} at {shown:%H:%M}"


def length(span: timedelta) -> str:
    """As in "45 minutes", "an hour", "2 hours", "90 minutes"."""
    minutes = int(span.total_seconds() // 60)
    if minutes == 60:
        return "an hour"
    return count(minutes // 60, "hour") if minutes and minutes % 60 == 0 else count(minutes, "minute")


def epoch(when: datetime) -> datetime:
    """The moment in UTC, without fractions: as calendars write it."""
    return when.astimezone(UTC).replace(microsecond=0)
