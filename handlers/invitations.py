"""What comes with an invitation: the briefing, and a file for one's calendar."""

from handlers import clicks
from handlers.context import Context
from handlers.files import upload
from handlers.router import action
from handlers.windows import open_page
from services import briefings, invitations
from views import ids
from views.calendar import file_name, ics
from views.modals.guide import guide_modal


@action(ids.INVITE_GUIDE)
async def guide(ctx: Context) -> None:
    await open_page(ctx, guide_modal(await ctx.read(briefings.of_interview, clicks.value(ctx.payload).id)))
    await ctx.ack()


@action(ids.INVITE_ICS)
async def calendar_file(ctx: Context) -> None:
    """Into the conversation where it was asked for."""
    invitation = await ctx.read(invitations.for_calendar, clicks.value(ctx.payload).id)
    await upload(ctx, ics(invitation, ctx.payload.team, ctx.now), file_name(invitation), channel=ctx.payload.channel)
    await ctx.ack()
