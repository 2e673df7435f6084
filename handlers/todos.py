"""To-dos: the list, doing one, snoozing, handing over, and telling the candidate."""

from datetime import datetime, timedelta

from domain.forms import LoopForm, TodoForm
from domain.read.loops import TodoItem
from domain.refusals import NotNow
from domain.todos import TodoKind
from handlers import clicks, parse
from handlers.context import Context
from handlers.openings import DEEDS, OPENERS, open_modal
from handlers.payload import Unknown
from handlers.router import action, command, submission
from handlers.windows import clicked, done, open_form, page, show
from services import loops, missed, reading, todos
from views import ids
from views.blocks import View
from views.lists import todos_modal
from views.modals.todo_forms import hand_over_modal, snooze_modal
from views.todo_wording import TODO_ACTIONS

HOUR = timedelta(hours=1)

TELLS = {TodoKind.UNREACHED: missed.told}
"""Whom “Told” is about, by the kind of to-do, where it is not the candidate."""


@page(ids.SHOW_TODOS)
async def my_todos(ctx: Context, _loop: int = 0) -> View:
    return todos_modal(await ctx.read(reading.todo_list))


@command("todos", help="What waits for you", aliases=("todo", "me"))
async def by_command(ctx: Context) -> None:
    await show(ctx, await my_todos(ctx))
    await ctx.ack()


@action(ids.OPEN_TODOS)
async def by_button(ctx: Context) -> None:
    await show(ctx, await my_todos(ctx))
    await ctx.ack()


async def mine(ctx: Context, todo: int) -> TodoItem:
    """One of my open to-dos; what is done, or somebody else's, is refused."""
    found = await ctx.read(reading.todo_items, ctx.actor)
    item = next((item for item in found if item.id == todo), None)
    if item is None:
        raise NotNow("This is done already, or with somebody else now.")
    return item


@action(ids.TODO_DO)
async def do(ctx: Context) -> None:
    """Open what does it; what takes no form is done at once, since its button has asked."""
    item = await mine(ctx, clicks.value(ctx.payload).id)
    action_ = TODO_ACTIONS[item.kind]
    if action_ in DEEDS:
        form = LoopForm(loop=item.loop, version=item.version)
        await clicked(ctx, await ctx.perform(DEEDS[action_], form))
        return
    extra = (item.stage_key, str(item.round)) if item.kind is TodoKind.SCORECARD else (item.subject,)
    await open_modal(ctx, await OPENERS[action_](ctx, ids.Value(item.loop, item.version, extra)))
    await ctx.ack()


@action(ids.TODO_TOLD)
async def told(ctx: Context) -> None:
    item = await mine(ctx, clicks.value(ctx.payload).id)
    form = LoopForm(loop=item.loop, version=item.version, key=item.subject)
    await clicked(ctx, await ctx.perform(TELLS.get(item.kind, loops.told), form))


@action(ids.TODO_SNOOZE)
async def snooze(ctx: Context) -> None:
    todo, length = _snooze(ctx)
    if length == ids.SNOOZE_PICK:
        await open_form(ctx, snooze_modal(todo, await mine(ctx, todo), await _until(ctx, ids.SNOOZE_TOMORROW)))
        await ctx.ack()
    else:
        await clicked(ctx, await ctx.perform(todos.snooze, TodoForm(todo=todo, until=await _until(ctx, length))))


def _snooze(ctx: Context) -> tuple[int, str]:
    try:
        return ids.parse_snooze(ctx.payload.value)
    except ValueError:
        raise Unknown from None


async def _until(ctx: Context, length: str) -> datetime:
    """In an hour, or on the reader's next working morning."""
    return ctx.now + HOUR if length == ids.SNOOZE_HOUR else await ctx.read(todos.next_morning)


@submission(ids.SUBMIT_SNOOZE)
async def snoozed(ctx: Context) -> None:
    await done(ctx, await ctx.perform(todos.snooze, parse.snooze(ctx.payload.view)))


@action(ids.TODO_HAND_OVER)
async def hand_over(ctx: Context) -> None:
    item = await mine(ctx, clicks.value(ctx.payload).id)
    await open_form(ctx, hand_over_modal(item.id, item, await ctx.read(todos.heirs, item.id)))
    await ctx.ack()


@action(ids.TODO_NOT_MINE)
async def not_mine(ctx: Context) -> None:
    await clicked(ctx, await ctx.perform(todos.not_mine, TodoForm(todo=clicks.value(ctx.payload).id)))


@submission(ids.SUBMIT_HAND_OVER)
async def handed_over(ctx: Context) -> None:
    await done(ctx, await ctx.perform(todos.hand_over, parse.hand_over(ctx.payload.view)))
