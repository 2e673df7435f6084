"""Reminders: what one owes, who asks, and the thing itself one tap away. And the word to the next person up."""

from dataclasses import replace

from domain.actions import Action
from domain.read.loops import TodoItem
from domain.read.messages import EscalationPost, NudgePost
from domain.read.people import Person
from domain.todos import TodoKind
from views import ids
from views.blocks import Message, actions, context, divider, message, packed, section
from views.elements import Block, Element, button
from views.lines import loop_button, title_line
from views.text import count, mention, moment, name, since
from views.todo_settling import INSTEAD, SEATS, remind_button, todo_label
from views.todo_wording import WAITING
from views.todos import todo_blocks, todo_text

SHOWN = 8
"""To-dos in one reminder; more would not be read. The rest is on Home."""

REMINDER = "A reminder"


def nudge(post: NudgePost) -> Message:
    """Several due at once come in one message. What is done meanwhile is shown as done."""
    zone = post.person.zone
    if not post.todos:
        done = "All done. Thank you!" if post.done else "Nothing is due any more."
        return message(done, [section(f":white_check_mark: {done}"), *_done(post)])
    if len(post.todos) == 1:
        return _one(post)
    shown = _of_itself(post)[:SHOWN]
    more = len(post.todos) - len(shown)
    hello = _counting(post)
    text = "\n".join([hello, *(f"• {todo_text(todo, post.now, zone)}" for todo in shown)])
    blocks: list[Block] = [section(hello)]
    for todo in shown:
        blocks += [divider(), *todo_blocks(todo, post.now, zone, stays=True)]
    if more:
        blocks += [section(f"…and {more} more", button("Show all", ids.OPEN_TODOS))]
    return message(text, [*blocks, *_done(post)])


def _one(post: NudgePost) -> Message:
    """A single thing is said at once; that it is one, everybody sees."""
    (todo,) = _of_itself(post)
    zone, hello = post.person.zone, _greeting(post)
    line, *buttons = todo_blocks(todo, post.now, zone, stays=True)
    said = [section(f"{hello}:\n{line['text']['text']}"), *buttons]
    return message(f"{hello}: {todo_text(todo, post.now, zone)}", [*said, *_done(post)])


def _greeting(post: NudgePost) -> str:
    """Thanks for what is done; or the human who handed it over or pressed "Remind", where it is one and the same."""
    if post.done:
        return "Thank you! Still to do"
    giver = _giver(post)
    if giver is not None:
        return f"{mention(giver)} handed {'this' if len(post.todos) == 1 else 'these'} over to you"
    asking = _asking(post)
    return f"{REMINDER} from {mention(asking)}" if asking else REMINDER


def _counting(post: NudgePost) -> str:
    """How many things are in it, not how many there are: Home has also what nobody has been reminded of yet."""
    hello, number = _greeting(post), f"{len(post.todos)} things"
    if post.done:
        return f"{hello} of these: {number}."
    return f"{hello} of {number}." if hello == REMINDER else f"{hello}: {number}."


def _giver(post: NudgePost) -> Person | None:
    """Who has handed over all that is in it: then it is no reminder."""
    givers = {todo.handed_over_by.id if todo.handed_over_by else "": todo.handed_over_by for todo in post.todos}
    return next(iter(givers.values())) if len(givers) == 1 else None


def _asking(post: NudgePost) -> Person | None:
    """Who pressed "Remind" for all that is in it."""
    asking = {todo.reminded_by.id if todo.reminded_by else "": todo.reminded_by for todo in post.todos}
    who = next(iter(asking.values()))
    return who if len(asking) == 1 and who and who.id != post.person.id else None


def _of_itself(post: NudgePost) -> tuple[TodoItem, ...]:
    """Each thing with what the greeting does not say of it."""
    if not post.done and _giver(post) is not None:
        return tuple(replace(todo, handed_over_by=None) for todo in post.todos)
    if not post.done and _asking(post) is not None:
        return tuple(replace(todo, reminded_by=None) for todo in post.todos)
    return post.todos


def _done(post: NudgePost) -> list[Block]:
    if not post.done:
        return []
    rows = [f"✓ ~{todo_label(todo)}~ · {title_line(todo.candidate, todo.role, todo.stage)}" for todo in post.done]
    return [divider(), *packed(rows)]


def escalation(post: EscalationPost) -> Message:
    """What others owe, for how long, and what the reader can do about it. What is done meanwhile is shown as done."""
    if not post.todos:
        done = "All done" if post.done else "Nobody is late with anything any more"
        return message(done, [section(f":white_check_mark: {done}."), *_settled(post)])
    shown = post.todos[:SHOWN]
    zone, asked = post.person.zone, "Could you have a word, or help out?"
    texts = [_late(todo, since(todo.due_at, post.now, zone)) for todo in shown]
    rows = [_late(todo, f"since {moment(todo.due_at, zone)}") for todo in shown]
    if len(rows) == 1:
        (todo,) = shown
        about = context(title_line(todo.candidate, todo.role, todo.stage))
        said = [section(f"{rows[0]} {asked}"), about, *actions(*_remedies(todo)), *_settled(post)]
        return message(f"{texts[0]} {asked}", said)
    hello = f"{len(post.todos)} things are late. {asked}"
    blocks: list[Block] = [section(hello)]
    for todo, row in zip(shown, rows, strict=True):
        about = context(title_line(todo.candidate, todo.role, todo.stage))
        blocks += [divider(), section(row), about, *actions(*_remedies(todo))]
    if len(post.todos) > SHOWN:
        blocks.append(context(f"…and {len(post.todos) - SHOWN} more"))
    return message("\n".join([hello, *(f"• {text}" for text in texts)]), [*blocks, *_settled(post)])


def _late(todo: TodoItem, late: str) -> str:
    said = f"{name(todo.candidate)} has been waiting for {mention(todo.person)} ({WAITING[todo.kind]}), late {late}."
    return f"{said} I've sent {count(todo.nudged, 'reminder')}." if todo.nudged else said


def _settled(post: EscalationPost) -> list[Block]:
    rows = [
        f"✓ {name(todo.person.name)} ({WAITING[todo.kind]}) · {title_line(todo.candidate, todo.role, todo.stage)}"
        for todo in post.done
    ]
    return packed(rows)


def _remedies(todo: TodoItem) -> list[Element | None]:
    """A word to whoever is late, as long as they would hear it; and what else helps."""
    value = ids.value(todo.loop, todo.version)
    hears = todo.person.active and not todo.disowned
    remind = remind_button(todo, todo.person.id, primary=True) if hears else None
    return [
        remind,
        button("Replace", ids.REMEDY_REPLACE, value) if todo.kind in SEATS else None,
        button("Waive", ids.REMEDY_WAIVE, value) if todo.kind is TodoKind.SCORECARD else None,
        loop_button(INSTEAD[todo.kind], todo.loop, todo.version) if todo.kind in INSTEAD else None,
        loop_button(Action.OPEN, todo.loop, todo.version, who=todo.candidate),
    ]
