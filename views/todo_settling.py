"""What somebody else did not do: what whoever has to settle it reads, and the buttons that help."""

from collections.abc import Mapping

from domain.actions import Action
from domain.read.loops import TodoItem, Unsettled
from domain.todos import TodoKind
from views import ids
from views.elements import Element, button
from views.lines import loop_button
from views.todo_wording import TODO_LABELS

SEATS = frozenset({TodoKind.SCORECARD, TodoKind.ANSWER_INVITATION})
"""What belongs to a seat of the panel: somebody else can take it."""

VOTES = frozenset({TodoKind.VOTE, TodoKind.VOTE_AGAIN})
"""What nobody else can give: whoever decides may go on without."""

INSTEAD: Mapping[TodoKind, Action] = {
    TodoKind.APPROVE_OFFER: Action.REPLACE_APPROVER,
    TodoKind.WHAT_HAPPENED: Action.WHAT_HAPPENED,
}
"""What whoever settles it, or reads that somebody is late, can do about it without them."""

SETTLING: Mapping[TodoKind, str] = {
    TodoKind.SCORECARD: "Replace or waive",
    TodoKind.ANSWER_INVITATION: "Find somebody else",
    TodoKind.WHAT_HAPPENED: TODO_LABELS[TodoKind.WHAT_HAPPENED],
    TodoKind.VOTE: "Get the vote",
    TodoKind.VOTE_AGAIN: "Get the second vote",
    TodoKind.APPROVE_OFFER: "Get the approval, or replace the approver",
}
"""By what was not done. Of the rest only that it is to be seen to."""


def todo_label(todo: TodoItem) -> str:
    """What a to-do is called in lists; one that settles another by what can be done about that."""
    about = todo.settles
    if about is None:
        return TODO_LABELS[todo.kind]
    without = ", or go on without" if about.kind in VOTES and about.decides else ""
    return SETTLING.get(about.kind, TODO_LABELS[todo.kind]) + without


def settling(todo: TodoItem, about: Unsettled) -> list[Element | None]:
    """What helps, the best first, and the loop."""
    value, who = ids.value(todo.loop, todo.version), todo.candidate
    hears = about.person.active and not about.disowned
    asks = remind_button(todo, about.person.id) if hears else None
    opened = button("Open", ids.TODO_DO, ids.value(todo.id), spoken=spoken("Open", todo))
    if about.kind in SEATS:
        card = about.kind is TodoKind.SCORECARD
        return [
            button("Replace", ids.REMEDY_REPLACE, value, style="primary", spoken=spoken("Replace", todo)),
            button("Waive", ids.REMEDY_WAIVE, value, spoken=spoken("Waive", todo)) if card else None,
            opened,
        ]
    if about.kind in VOTES:
        on = loop_button(Action.MOVE_ON, todo.loop, todo.version, primary=True, who=who) if about.decides else None
        return [on, asks, opened]
    if about.kind in INSTEAD:
        return [loop_button(INSTEAD[about.kind], todo.loop, todo.version, primary=True, who=who), asks, opened]
    return [asks, opened]


def remind_button(todo: TodoItem, member: str, *, primary: bool = False) -> Element:
    """A word to one who owes it, in the name of whoever presses it."""
    value = ids.value(todo.loop, todo.version, member)
    heard = spoken("Remind", todo)
    return button("Remind", ids.REMEDY_REMIND, value, style="primary" if primary else None, spoken=heard)


def spoken(words: str, todo: TodoItem) -> str:
    """A button's words for who hears the page read out."""
    return f"{words}: {todo.candidate}"
