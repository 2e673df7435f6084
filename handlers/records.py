"""Decision records: made at once for who asks, as a file in their direct messages."""

from domain.actions import Action
from domain.read.records import WholeRecord
from handlers import clicks
from handlers.context import Context
from handlers.files import upload
from handlers.hub import likely, show_list
from handlers.named import NAME
from handlers.notice import with_notice
from handlers.router import action, command
from handlers.windows import draw_over, show
from services import reading, records
from views import ids
from views.blocks import section
from views.lists import found_modal
from views.record import file_name, introduction, written
from views.text import name


@command("record", usage=NAME, help="What was decided and why, as a file in your messages with me")
async def by_command(ctx: Context) -> None:
    if not ctx.payload.rest:
        await show_list(ctx)
        return
    found = await ctx.read(reading.find, ctx.payload.rest)
    meant = likely(found, Action.READ_RECORD)
    if len(meant) == 1:
        await ctx.ack(_sent(await _send(ctx, meant[0].loop)))
    else:
        await show(ctx, found_modal(found, Action.READ_RECORD))
        await ctx.ack()


@action(ids.loop_action(Action.READ_RECORD))
async def by_button(ctx: Context) -> None:
    """The modal stays, with a sentence on top; elsewhere the file itself is the answer."""
    record = await _send(ctx, clicks.value(ctx.payload).id)
    if ctx.payload.in_modal:
        await draw_over(ctx, with_notice(ctx.payload.view, [section(_sent(record))]))
    await ctx.ack()


async def _send(ctx: Context, loop: int) -> WholeRecord:
    record = await ctx.read(records.whole, loop)
    await ctx.perform(records.made, record, once=False)
    await upload(ctx, written(record), file_name(record), comment=introduction(record))
    return record


def _sent(record: WholeRecord) -> str:
    return f"The decision record of *{name(record.candidate)}* is in your messages with me, as a file."
