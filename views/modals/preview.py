"""Who will be told what and when about one loop, if nobody does anything: day by day, on the reader's clock."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from domain.read.preview import Coming, Preview, PreviewLine
from views import ids
from views.blocks import View, actions, context, modal, packed, section
from views.elements import button
from views.lines import title_line
from views.text import city, day, listed, name, zone_of
from views.todo_wording import REMINDED, WAITING


def preview_modal(coming: Preview) -> View:
    zone = coming.viewer.zone
    digests = [line for line in coming.lines if line.coming is Coming.DIGEST]
    lines = coming.lines if len(digests) < 2 else [line for line in coming.lines if line.coming is not Coming.DIGEST]
    rows = _gathered(_once(lines), zone)
    days = groupby(rows, key=lambda row: row[0].at.astimezone(zone_of(zone)).date())
    until = f"If nobody does anything until {day(coming.until, zone)}. Do Not Disturb can put things off."
    blocks = [
        block
        for _, group in days
        for rows in [list(group)]
        for block in packed(
            [f"*{day(rows[0][0].at, zone)}*", *(f"• {_row(line, zone)}{again}" for line, again in rows)]
        )
    ]
    return modal(
        "What comes next",
        [
            context(title_line(coming.candidate, coming.role, coming.stage)),
            context(f"{until} All times are {city(zone)} time."),
            *([context(_every_day(digests[0], zone))] if len(digests) > 1 else []),
            *(blocks or [section("Nothing. Nobody is waited for, and nothing is due.")]),
            *actions(button("Back", ids.PAGE_LOOP, ids.value(coming.loop, coming.version))),
        ],
        ids.SHOW_PREVIEW,
        metadata=ids.metadata(loop=coming.loop, version=coming.version),
    )


def _once(lines: Sequence[PreviewLine]) -> list[PreviewLine]:
    """What the same person hears at the same time stands in one row."""
    found: dict[tuple[datetime, Coming, str], PreviewLine] = {}
    for line in lines:
        key = (line.at.replace(second=0, microsecond=0), line.coming, line.person.id if line.person else line.channel)
        found[key] = replace(found[key], about=(*found[key].about, *line.about)) if key in found else line
    return list(found.values())


def _gathered(lines: Sequence[PreviewLine], zone: str) -> list[tuple[PreviewLine, str]]:
    """What comes on three days or more at the same time stands on the first, with how often and until when."""
    same: dict[tuple[str, str], list[PreviewLine]] = {}
    for line in lines:
        same.setdefault(_as_read(line, zone), []).append(line)
    return [
        (line, f", and {len(alike) - 1} times more until {day(alike[-1].at, zone)}" if len(alike) > 2 else "")
        for line in lines
        for alike in [same[_as_read(line, zone)]]
        if len(alike) < 3 or line is alike[0]
    ]


def _as_read(line: PreviewLine, zone: str) -> tuple[str, str]:
    return line.person.id if line.person else line.channel, _row(line, zone)


def _every_day(first: PreviewLine, zone: str) -> str:
    return f"Every working day from {day(first.at, zone)} on, <#{first.channel}> reads in the digest where it stands."


def _row(line: PreviewLine, zone: str) -> str:
    return f"{line.at.astimezone(zone_of(zone)):%H:%M}: {_said(line)}"


def _said(line: PreviewLine) -> str:
    who = name(line.person.name) if line.person else ""
    match line.coming:
        case Coming.NUDGE:
            return f"{who} is reminded {_all(tuple(REMINDED[kind] for kind, _ in line.about))}"
        case Coming.ESCALATION:
            late = _all(tuple(f"{name(person.name)} ({WAITING[kind]})" for kind, person in line.about))
            return f"{who} hears that {late} is late"
        case Coming.SOON:
            return f"{who} is reminded of the interview"
        case Coming.BRIEFING:
            return f"{who} is briefed for the interview"
        case Coming.DIGEST:
            return f"<#{line.channel}> reads it in the digest"
        case Coming.OVERDUE:
            return f"the challenge is called late, as <#{line.channel}> reads under the card"
        case Coming.EXPIRED:
            if line.person is None:
                return f"the offer expires, as <#{line.channel}> reads under the card"
            return f"{who} hears that the offer has expired"


def _all(things: tuple[str, ...]) -> str:
    return listed(list(dict.fromkeys(things)))
