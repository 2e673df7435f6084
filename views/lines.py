"""Lines that several surfaces share: the track of stages, whom a loop waits for, who sits on a panel."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.actions import Action
from domain.playbook import StageKind
from domain.read.loops import LoopCard, LoopLine, MeetingLine, SeatLine, StageMark, Waiting
from domain.read.people import Person
from domain.state import CLOSED, Card, Status, Step
from domain.todos import TodoKind
from domain.words import STEP_LABELS
from views import ids
from views.elements import Element, button, confirm
from views.text import (
    ahead,
    bold,
    both_clocks,
    count,
    listed,
    mention,
    mentions,
    moment,
    moment_day,
    name,
    names,
    since,
)
from views.todo_wording import WAITING
from views.wording import PARTS, RSVPS, STATUS_IN_CHANNEL, label

MARKS = {"done": "✓ ", "current": "", "ahead": ""}
NOT_URGED = frozenset({Action.RESCHEDULE, Action.REOPEN})
"""All that can be done to a loop that goes its way, or has ended; nobody waits for it."""
TELL = "Show the text"
"""Of what the candidate has to be told."""
IN_A_LINE = 3
"""So many people, and things that are waited for, stand in one line; the loop's page has them all."""


def track(marks: Sequence[StageMark]) -> str:
    """What is done is ticked, what is current is bold, what comes after stands plain."""
    return " \u203a ".join(_mark(mark) for mark in marks)


def _mark(mark: StageMark) -> str:
    shown = name(mark.name)
    return f"*{shown}*" if mark.mark == "current" else MARKS[mark.mark] + shown


def waiting_rows(waiting: Sequence[Waiting], zone: str, now: datetime | None, *, ping: bool = False) -> list[str]:
    """As in "Ana and Ben (scorecard), since Tuesday", a row for each thing that is waited for.

    Without `now`, for what stays in a channel, Slack works out the day.
    """
    kinds: dict[TodoKind, list[Waiting]] = {}
    for each in waiting:
        kinds.setdefault(each.kind, []).append(each)
    rows: dict[tuple[str, str], list[str]] = {}
    for kind, group in kinds.items():
        rows.setdefault((_who(group, ping=ping), _when(group, zone, now)), []).append(WAITING[kind])
    return [
        f"{who} ({listed(what)}), {when}" if who else f"the interview, {when}" for (who, when), what in rows.items()
    ]


def _who(group: Sequence[Waiting], *, ping: bool) -> str:
    """Nobody, where it is an interview that comes next."""
    if group[0].ahead and group[0].kind is TodoKind.WHAT_HAPPENED:
        return ""
    people = {each.person.id: each.person for each in group}.values()
    return mentions(people, IN_A_LINE) if ping else names(people, IN_A_LINE)


def _when(group: Sequence[Waiting], zone: str, now: datetime | None) -> str:
    first = min(each.since for each in group)
    if group[0].ahead:
        return ahead(first, now, zone) if now else moment(first, zone)
    began = since(first, now, zone) if now else f"since {moment_day(first, zone)}"
    return began + (", late" if any(each.late for each in group) else "")


def waiting_word(waiting: Sequence[Waiting]) -> str:
    """Before an interview, say, nobody has to do anything yet."""
    return "Next:" if waiting and waiting[0].ahead else "Waiting for"


def waiting_line(line: LoopLine, zone: str, now: datetime | None = None, *, ping: bool = False) -> str:
    """Whom the loop waits for, or when it goes on by itself; empty for what is closed and told."""
    if line.waiting:
        rows = waiting_rows(line.waiting, zone, now, ping=ping)
        more = len(rows) - IN_A_LINE
        rest = f"; and {more} more" if more > 0 else ""
        return f"{waiting_word(line.waiting)} {'; '.join(rows[:IN_A_LINE])}{rest}"
    if line.status in CLOSED:
        return ""
    if line.starts_at:
        return f"Nothing to do until the interview, {moment(line.starts_at, zone)}"
    return "Nothing to do for now"


def in_channel(line: LoopLine) -> LoopLine:
    """As a channel reads it: nobody is called late before the next person up was told."""
    return replace(line, waiting=tuple(replace(each, late=each.late and each.escalated) for each in line.waiting))


def standing(line: LoopLine) -> str:
    """As in "System design · To decide", "On hold", "Hired"; a verdict stays unsaid."""
    if line.status is not Status.ACTIVE:
        return STATUS_IN_CHANNEL[line.status]
    return f"{name(line.stage)}{_again(line)} · {STEP_LABELS[line.step]}"


def step(line: LoopLine) -> str:
    """As `standing`, under a heading that names the stage."""
    if line.status is not Status.ACTIVE:
        return STATUS_IN_CHANNEL[line.status]
    return f"{STEP_LABELS[line.step]}{_again(line)}"


def staying(line: LoopLine) -> str:
    """As in "System design, for 6 days · To decide": it is the stage that has taken so long, not its step."""
    where = STEP_LABELS[line.step] if line.status is Status.ACTIVE else STATUS_IN_CHANNEL[line.status]
    return f"{name(line.stage)}{_again(line)}, {days(line)} · {where}"


def _again(line: LoopLine) -> str:
    return f", round {line.round}" if line.round > 1 else ""


def days(line: LoopLine) -> str:
    return "since today" if line.days == 0 else f"for {count(line.days, 'day')}"


def due_line(line: LoopLine, zone: str) -> str:
    """When the challenge is due or the offer expires."""
    if line.due_at is None or line.status is not Status.ACTIVE:
        return ""
    word = "The offer stands until" if line.step is Step.EXTENDED else "Was due" if line.overdue else "Due"
    return f"{word} {moment(line.due_at, zone)}"


def meeting_line(meeting: MeetingLine, zone: str, candidate_zone: str = "", *, begins: bool = False) -> str:
    """When, for each reader on their own clock; and for the candidate, where the reader may know."""
    return both_clocks(meeting.starts_at, zone, candidate_zone or zone, begins=begins)


def seat(line: SeatLine, kind: StageKind, *, ping: bool = False) -> str:
    """As in "Ana (lead), accepted"."""
    who = mention(line.person) if ping else name(line.person.name)
    part = f" ({PARTS[line.part]})" if PARTS[line.part] else ""
    return f"{who}{part}, {_seat_state(line, kind)}" if _seat_state(line, kind) else who + part


def _seat_state(line: SeatLine, kind: StageKind) -> str:
    if line.card is Card.SUBMITTED:
        return "scorecard in"
    if line.card is Card.WAIVED:
        return "scorecard waived"
    if line.absent:
        return "wasn't there"
    return RSVPS[line.rsvp] if kind is StageKind.INTERVIEW else ""


def panel_names(seats: Sequence[SeatLine], *, ping: bool = False) -> str:
    """Everybody on the panel who is still expected."""
    there = [line for line in seats if not line.absent and line.rsvp != "declined"]
    return ", ".join(_with_part(line, ping=ping) for line in there)


def _with_part(line: SeatLine, *, ping: bool) -> str:
    who = mention(line.person) if ping else name(line.person.name)
    return f"{who} ({PARTS[line.part]})" if PARTS[line.part] else who


def title_line(candidate: str, role: str, stage: str = "") -> str:
    """As in "*Maya Lind* · Backend developer · Screen"."""
    return " · ".join(filter(None, (bold(candidate), name(role), name(stage) if stage else "")))


def loop_button(
    action: Action, loop: int, version: int, *extra: str | int, words: str = "", primary: bool = False, who: str = ""
) -> Element:
    """The button of an action; those that cannot be taken back ask first. `who` tells it apart for screen readers."""
    shown = words or label(action)
    return button(
        shown,
        ids.loop_action(action),
        ids.value(loop, version, *extra),
        style="primary" if primary else "danger" if action in (Action.REJECT, Action.CANCEL, Action.RESCIND) else None,
        ask=ASK.get(action),
        spoken=f"{shown}: {who}" if who else "",
    )


ASK = {
    Action.NOT_THERE: confirm(
        "You weren't there?",
        "Then no scorecard is expected of you, and the recruiter is told.",
        "I wasn't there",
        "Go back",
    ),
    Action.SEND_OFFER: confirm(
        "Has the offer gone out?",
        "The candidate's time to answer starts to count. You then get a text, in case you still want to write to them.",
        "It's sent",
        "Not yet",
    ),
    Action.RESUME: confirm(
        "Resume this loop?", "It goes on where it stopped, and those it waits for are asked again.", "Resume"
    ),
}


def open_button(line: LoopLine) -> Element:
    return loop_button(Action.OPEN, line.loop, line.version, who=line.candidate)


def next_button(line: LoopLine, *, primary: bool = False) -> Element:
    """The one button that moves this loop for this reader, or "Open"."""
    action = line.primary or Action.OPEN
    if action is Action.TOLD:  # the text first: to have told it comes after reading it
        value, spoken = ids.value(line.loop, line.version), f"{TELL}: {line.candidate}"
        return button(TELL, ids.PAGE_TELLING, value, style="primary" if primary else None, spoken=spoken)
    words, urged = label(action, line.step), primary and action not in NOT_URGED
    return loop_button(action, line.loop, line.version, words=words, primary=urged, who=line.candidate)


def owners(recruiter: Person, hiring_manager: Person) -> str:
    if recruiter.id == hiring_manager.id:
        return f"Recruiter and hiring manager: {name(recruiter.name)}"
    return f"Recruiter: {name(recruiter.name)} · Hiring manager: {name(hiring_manager.name)}"


def card_facts(card: LoopCard) -> list[str]:
    """What is planned: the interview and its panel, scorecards in, a due date, until when it is on hold."""
    line = card.line
    facts = []
    if card.meeting and line.status is Status.ACTIVE:
        facts.append(f"Interview: {meeting_line(card.meeting, card.zone)}")
    if card.seats and line.status is Status.ACTIVE:
        facts.append(f"With {panel_names(card.seats)}" if panel_names(card.seats) else "Nobody is on the panel")
    if card.submitted and line.status not in CLOSED:
        facts.append(f"{card.submitted} of {count(card.required, 'scorecard')} in")
    if due_line(line, card.zone):
        facts.append(due_line(line, card.zone))
    if line.status is Status.ON_HOLD and card.hold_until:
        facts.append(f"On hold until {moment_day(card.hold_until, card.zone)}")
    return facts
