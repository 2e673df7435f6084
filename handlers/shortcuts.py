"""Shortcuts: slash commands don't work in threads, these do."""

from domain.refusals import NotFound
from handlers import clicks
from handlers.context import Context
from handlers.loops import page_of
from handlers.payload import Payload
from handlers.router import shortcut
from handlers.todos import my_todos
from handlers.windows import show
from views import ids


@shortcut(ids.SHORTCUT_TODOS, name="My to-dos", description="What waits for you")
async def todos(ctx: Context) -> None:
    await show(ctx, await my_todos(ctx))
    await ctx.ack()


@shortcut(ids.SHORTCUT_OPEN, name="Open loop", description="All about the candidate on this card", on_message=True)
async def open_loop(ctx: Context) -> None:
    await show(ctx, await page_of(ctx, loop_of(ctx.payload)))
    await ctx.ack()


def loop_of(payload: Payload) -> int:
    """The loop that a message of ours is about: its first button of a loop tells."""
    for block in payload.message.get("blocks", ()):
        for element in (*block.get("elements", ()), block.get("accessory") or {}):
            if str(element.get("action_id", "")).startswith("loop."):
                return clicks.carried(str(element.get("value", ""))).id
    raise NotFound("This message is about no candidate of mine. Try it on a candidate's card.")
