"""A to-do with its buttons: on Home, in the list, on a loop's page and in reminders, always the same."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from domain.read.loops import TodoItem, Unreached, Unsettled
from domain.state import Missed
from domain.todos import TodoKind
from views import ids
from views.blocks import actions, section
from views.elements import Block, Choice, Element, button, confirm, menu
from views.lines import ASK, title_line
from views.text import ahead, count, mention, mentions, moment, name, since
from views.todo_settling import settling, spoken, todo_label
from views.todo_wording import TODO_ACTIONS, TODO_BUTTONS, WAITING
from views.wording import ANOTHER_TIME, HAPPENED_LABELS

SNOOZES = (
    (ids.SNOOZE_HOUR, "For an hour"),
    (ids.SNOOZE_TOMORROW, "Until tomorrow morning"),
    (ids.SNOOZE_PICK, "Until…"),
)

NOT_HANDED_OVER = frozenset(
    {
        TodoKind.SCORECARD,
        TodoKind.ANSWER_INVITATION,
        TodoKind.WHAT_HAPPENED,
        TodoKind.APPROVE_OFFER,
        TodoKind.VOTE,
        TodoKind.VOTE_AGAIN,
        TodoKind.ANSWER_CONCERN,
    }
)
"""What nobody else can do: only who was there can say what they saw, and a vote is one's own. Declining the invitation
gives it away, and an approver is replaced by whoever runs the loop."""


NOT_MINE = confirm(
    "Not yours?", "I'll stop reminding you, and ask whoever leads this search to give it to somebody else.", "Not mine"
)


MISSED: Mapping[Missed, str] = {
    Missed.GONE: "I can't reach {who}: their account is deactivated, or takes no messages from me. Please talk to them "
    "yourself, or find somebody else.",
    Missed.TOLD: "I can't reach {who}, and somebody talks to them instead.",
    Missed.LOST: "I had something to say to {who} and could not send it. Please tell them how things stand.",
    Missed.DOUBT: "I had something to say to {who}, and don't know whether it has arrived. Please make sure they know.",
}
CHANNEL_MISSED: Mapping[Missed, str] = {
    **MISSED,
    Missed.LOST: "I had something to say in {who} and could not post it. Please tell the others how things stand.",
    Missed.DOUBT: "I had something to say in {who}, and don't know whether it has arrived. Please have a look.",
}


def todo_line(todo: TodoItem, now: datetime, zone: str, *, stays: bool = False) -> str:
    """What is to be done, for whom, since when, and who asks.

    `stays`: in a message, which is read on other days too, so that Slack works out which day is today.
    """
    rows = [f"*{todo_label(todo)}* · {title_line(todo.candidate, todo.role, todo.stage)}"]
    if todo.settles is not None:
        rows.append(unsettled(todo.settles))
    if todo.unreached is not None:
        rows.append(unreached(todo.unreached))
    at: Callable[[datetime], str] = partial(moment, zone=zone) if stays else partial(ahead, now=now, zone=zone)
    return "\n".join([*rows, _when(todo, now, at)])


def unsettled(about: Unsettled) -> str:
    """What somebody did not do, and why it lies here now."""
    what = f"{mention(about.person)} ({WAITING[about.kind]})"
    if about.disowned:
        return f"{what} says it isn't theirs."
    return (
        f"I've reminded {what} {count(about.nudged, 'time')}, and will no more."
        if about.nudged
        else f"{what} has left."
    )


def unreached(about: Unreached) -> str:
    """Whom I could not tell something, and what helps."""
    if about.channel:
        return CHANNEL_MISSED[about.why].format(who=f"<#{about.channel}>")
    return MISSED[about.why].format(who=mentions(about.people))


def _when(todo: TodoItem, now: datetime, at: Callable[[datetime], str]) -> str:
    due = _due(todo, now, at)
    late = f":red_circle: Late, due {at(todo.due_at)}"
    parts = [late if todo.late else due[0].upper() + due[1:]]
    if todo.starts_at:
        parts.append(f"interview {at(todo.starts_at)}")
    if todo.reminded_by and todo.reminded_by.id != todo.person.id:
        parts.append(f"{mention(todo.reminded_by)} asks for it")
    elif todo.asked_by and todo.asked_by.id != todo.person.id:
        parts.append(f"{mention(todo.asked_by)} asked")
    if todo.handed_over_by:
        parts.append(f"handed over by {mention(todo.handed_over_by)}")
    if todo.begun:
        parts.append("what you wrote is kept")
    if todo.snoozed_until and todo.snoozed_until > now:
        parts.append(f"snoozed until {at(todo.snoozed_until)}")
    return " · ".join(parts)


def _due(todo: TodoItem, now: datetime, at: Callable[[datetime], str]) -> str:
    if todo.opens_at > now:
        return f"from {at(todo.opens_at).removeprefix('on ')} on"
    return f"due {at(todo.due_at)}"


def later_line(todos: Sequence[TodoItem], now: datetime, zone: str) -> str:
    """What is not to be done yet, in one line: a page that shows it in full would urge."""
    at = partial(ahead, now=now, zone=zone)
    return "Later: " + "; ".join(f"{todo_label(todo)}, {_due(todo, now, at)}" for todo in todos)


def todo_text(todo: TodoItem, now: datetime, zone: str) -> str:
    """In one line, for a notification."""
    late = f", late {since(todo.due_at, now, zone)}" if todo.late else ""
    return f"{todo_label(todo)}: {name(todo.candidate)}, {name(todo.stage)}{late}"


def todo_blocks(todo: TodoItem, now: datetime, zone: str, *, stays: bool = False) -> list[Block]:
    """The line, then the thing itself, snoozing and handing over."""
    return [section(todo_line(todo, now, zone, stays=stays)), *actions(*todo_buttons(todo))]


def todo_buttons(todo: TodoItem) -> list[Element | None]:
    return [*_the_thing_itself(todo), _snooze(todo), _hand_over(todo), _not_mine(todo)]


def _not_mine(todo: TodoItem) -> Element | None:
    """An invitation is declined instead, and what somebody else did not do has to be settled by somebody."""
    if todo.kind in (TodoKind.ANSWER_INVITATION, TodoKind.REASSIGN):
        return None
    return button("Not mine", ids.TODO_NOT_MINE, ids.value(todo.id), ask=NOT_MINE, spoken=spoken("Not mine", todo))


def _the_thing_itself(todo: TodoItem) -> list[Element | None]:
    if todo.kind is TodoKind.ANSWER_INVITATION and todo.interview is not None:
        value = ids.value(todo.interview, todo.interview_version)
        return [
            button("Accept", ids.INVITE_ACCEPT, value, style="primary", spoken=spoken("Accept", todo)),
            button("Can't make it", ids.INVITE_DECLINE, value, spoken=spoken("Can't make it", todo)),
            button(ANOTHER_TIME, ids.INVITE_PROPOSE, value, spoken=spoken(ANOTHER_TIME, todo)),
        ]
    if todo.kind is TodoKind.WHAT_HAPPENED:
        value = ids.value(todo.loop, todo.interview_version)
        return [
            button(
                HAPPENED_LABELS[answer],
                ids.happened(answer),
                value,
                style="primary" if not place else None,
                spoken=spoken(HAPPENED_LABELS[answer], todo),
            )
            for place, answer in enumerate(ids.HAPPENED)
        ]
    if todo.settles is not None:
        return settling(todo, todo.settles)
    if todo.kind is TodoKind.UNREACHED:
        return _tell_them(todo)
    words = "Go on" if todo.begun else TODO_BUTTONS[todo.kind]
    first = button(
        words,
        ids.TODO_DO,
        ids.value(todo.id),
        style="primary",
        ask=ASK.get(TODO_ACTIONS[todo.kind]),
        spoken=spoken(words, todo),
    )
    if todo.kind is TodoKind.TELL_CANDIDATE:
        return [first, button("Told", ids.TODO_TOLD, ids.value(todo.id), spoken=spoken("Told", todo))]
    return [first]


def _tell_them(todo: TodoItem) -> list[Element | None]:
    """Told is what asks for nothing more; where the place can be taken by somebody else, that comes first."""
    about, value = todo.unreached, ids.value(todo.loop, todo.version)
    replaces = about is not None and about.why is Missed.GONE and about.seated
    heard = spoken("Replace", todo)
    return [
        button("Replace", ids.REMEDY_REPLACE, value, style="primary", spoken=heard) if replaces else None,
        button("Told", ids.TODO_TOLD, ids.value(todo.id), spoken=spoken("Told", todo)),
        button("Open", ids.TODO_DO, ids.value(todo.id), spoken=spoken("Open", todo)),
    ]


def _snooze(todo: TodoItem) -> Element:
    return menu(
        ids.TODO_SNOOZE, "Snooze", [Choice(ids.snooze_value(todo.id, length), label) for length, label in SNOOZES]
    )


def _hand_over(todo: TodoItem) -> Element | None:
    if todo.kind in NOT_HANDED_OVER:
        return None
    return button("Hand over", ids.TODO_HAND_OVER, ids.value(todo.id), spoken=spoken("Hand over", todo))
