"""Who will be told what and when about one loop, if nobody does anything: day by day, on the reader's clock."""

from itertools import groupby

from domain.read.preview import Coming, Preview, PreviewLine
from views import ids
from views.blocks import View, actions, context, modal, packed, section
from views.elements import button
from views.lines import title_line
from views.text import clock, day, name, zone_of
from views.todo_wording import WAITING


def preview_modal(coming: Preview) -> View:
    zone = coming.viewer.zone
    days = groupby(coming.lines, key=lambda line: line.at.astimezone(zone_of(zone)).date())
    blocks = [
        block
        for _, group in days
        for lines in [list(group)]
        for block in packed([f"*{day(lines[0].at, zone)}*", *(f"• {_row(line, zone)}" for line in lines)])
    ]
    return modal(
        "What comes next",
        [
            context(title_line(coming.candidate, coming.role, coming.stage)),
            context(f"If nobody does anything until {day(coming.until, zone)}. Do Not Disturb can put things off."),
            *(blocks or [section("Nothing. Nobody is waited for, and nothing is due.")]),
            *actions(button("Back", ids.PAGE_LOOP, ids.value(coming.loop, coming.version))),
        ],
        ids.SHOW_PREVIEW,
        metadata=ids.metadata(loop=coming.loop, version=coming.version),
    )


def _row(line: PreviewLine, zone: str) -> str:
    return f"{clock(line.at, zone)}: {_said(line)}"


def _said(line: PreviewLine) -> str:
    who = name(line.person.name) if line.person else ""
    match line.coming:
        case Coming.NUDGE:
            return f"{who} is reminded of {_all(tuple(WAITING[kind] for kind, _ in line.about))}"
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
    unique = tuple(dict.fromkeys(things))
    return " and ".join(filter(None, (", ".join(unique[:-1]), unique[-1])))
