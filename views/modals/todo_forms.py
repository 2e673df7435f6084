"""Snoozing and handing over; the texts for a candidate."""

from collections.abc import Sequence
from datetime import datetime

from domain.read.details import TellText
from domain.read.loops import LoopPage, TodoItem
from domain.read.people import Person
from domain.telling import template
from views import ids, inputs
from views.blocks import View, actions, context, modal, section, to_copy
from views.elements import Block, Choice, button
from views.lines import title_line
from views.modals.parts import subject
from views.text import bold, capital, count, escape, one_line
from views.todo_settling import todo_label


def snooze_modal(todo: int, about: TodoItem | None = None, until: datetime | None = None) -> View:
    """`until`: a moment to begin with."""
    return modal(
        "Snooze",
        [
            *_about(about),
            inputs.moment("until", "Remind me again", until, hint="On your own clock. Being late stays visible."),
        ],
        ids.SUBMIT_SNOOZE,
        submit="Snooze",
        close="Cancel",
        metadata=ids.metadata(todo=todo),
    )


def hand_over_modal(todo: int, about: TodoItem | None, heirs: Sequence[Person]) -> View:
    """`heirs`: who may do it besides. The next one is told who handed it over."""
    to = tuple(Choice(person.id, one_line(person.name)) for person in heirs)
    known = to[0].value if len(to) == 1 else None
    hint = "It moves to their list, and I tell them that you asked. To bring somebody else in, edit the role."
    return modal(
        "Hand over",
        [
            *_about(about),
            inputs.select("member", "To whom?", to, known, hint=hint),
        ],
        ids.SUBMIT_HAND_OVER,
        submit="Hand over",
        close="Cancel",
        metadata=ids.metadata(todo=todo),
    )


def _about(todo: TodoItem | None) -> list[Block]:
    if todo is None:
        return []
    return [context(f"*{todo_label(todo)}* · {title_line(todo.candidate, todo.role, todo.stage)}")]


def telling_blocks(loop: int, version: int, tell: TellText) -> list[Block]:
    """One text, ready to copy, and "Told"."""
    to = f"To {escape(tell.email)} · " if tell.email else ""
    return [
        section(bold(capital(tell.title))),
        to_copy(tell.text),
        *_suggested(tell),
        *actions(button("Told", ids.loop_action("told"), ids.value(loop, version, tell.key), style="primary")),
        context(f"{to}Copy it, send it in your own mail or chat, then press Told."),
    ]


def _suggested(tell: TellText) -> list[Block]:
    """The longer text, and what it is: nobody should take it for finished."""
    if not tell.suggestion:
        return []
    more = f" {count(tell.left_out, 'more piece')} had no room." if tell.left_out else ""
    if tell.verdicts:
        tells = (
            "tells a rating or a verdict, and so is" if tell.verdicts == 1 else "tell ratings or verdicts, and so are"
        )
        more += f" {count(tell.verdicts, 'piece')} {tells} left out."
    return [
        section(
            "*Or say more.* This is only a suggestion, put together from what interviewers marked as something the "
            f"candidate may be told. Read it and edit it before you use it: it may hold what you would not say.{more}"
        ),
        to_copy(tell.suggestion),
    ]


def telling_modal(page: LoopPage, key: str = "") -> View:
    """What the candidate has not been told yet; `key` first."""
    line = page.card.line
    texts = sorted(page.telling, key=lambda tell: (tell.key != key, template(tell.key)))
    blocks = [block for tell in texts for block in telling_blocks(line.loop, line.version, tell)]
    return modal(
        "Tell the candidate",
        [subject(page), *(blocks or [section("The candidate knows everything. There is nothing to tell.")])],
        ids.SHOW_TELLING,
        metadata=ids.metadata(loop=line.loop, version=line.version),
    )
