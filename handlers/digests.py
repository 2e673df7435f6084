"""The digest: shown to me, and posted when I say so."""

from handlers.context import Context
from handlers.router import action, command
from handlers.windows import show
from services import digests
from views import ids
from views.digest import digest_modal
from views.lists import note_modal


@command("digest", help="Where things stand today, for you alone, with a button to post it")
async def by_command(ctx: Context) -> None:
    """Of the hiring channel where it was asked, or of all my roles."""
    await show(ctx, digest_modal(await ctx.read(digests.show, ctx.payload.channel)))
    await ctx.ack()


@action(ids.OPEN_DIGEST)
async def by_button(ctx: Context) -> None:
    await show(ctx, digest_modal(await ctx.read(digests.show, None)))
    await ctx.ack()


@action(ids.DIGEST_POST)
async def post(ctx: Context) -> None:
    channel = ctx.payload.value
    await ctx.perform(digests.post, channel)
    await show(ctx, note_modal("Digest", f"I'm posting it in <#{channel}>."))
    await ctx.ack()
