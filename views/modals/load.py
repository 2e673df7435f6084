"""Turnaround and load by person, for whoever recruits: what is asked of people, and nothing of what they say."""

from domain.read.calibration import Load, LoadLine, Turnaround
from views import ids
from views.blocks import View, actions, context, modal, packed, section
from views.elements import button
from views.modals.calibration import TITLE, how_long, not_enough
from views.text import bold, count, moment_day

WHAT_COUNTS = (
    "The roles that you recruit for, since {since}. How anybody rates is their own to see, and not in it. A slow week "
    "may be a full one: ask before you judge."
)
NOTHING = "Nobody has a scorecard or an interview in your roles at the moment."


def load_modal(load: Load) -> View:
    return modal(
        "Turnaround and load",
        [
            context(WHAT_COUNTS.format(since=moment_day(load.since, load.viewer.zone))),
            *(packed(_row(line) for line in load.lines) or [section(NOTHING)]),
            *actions(button(TITLE, ids.OPEN_CALIBRATION)),
        ],
        ids.SHOW_LOAD,
    )


def _row(line: LoadLine) -> str:
    late = f" (:red_circle: {line.late} late)" if line.late else ""
    cards = [f"{line.open} open{late}" if line.open else "", f"{line.submitted} submitted" if line.submitted else ""]
    facts = [
        f"Scorecards: {', '.join(filter(None, cards))}" if any(cards) else "",
        f"{count(line.ahead, 'interview')} in the next 7 days" if line.ahead else "",
    ]
    return f"{bold(line.person.name)}\n{' · '.join(filter(None, facts))}{_soon(line.turnaround)}\n"


def _soon(found: Turnaround) -> str:
    if not found.cases:
        return ""
    if found.median_hours is None:
        return f"\nHow soon: {not_enough(found.cases, 'scorecard', lower=True)}"
    return f"\nHow soon: half within {how_long(found.median_hours)} ({count(found.cases, 'scorecard')})"
