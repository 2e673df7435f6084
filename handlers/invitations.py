"""What comes with an invitation: the briefing, and a file for one's calendar."""

import asyncio

from handlers import clicks
from handlers.context import Context
from handlers.router import action
from handlers.windows import open_page
from services import briefings, invitations
from views import ids
from views.calendar import file_name, ics
from views.modals.guide import guide_modal

UPLOAD_SECONDS = 2.5
"""Slack takes a file in three calls, and waits three seconds for the ack."""


@action(ids.INVITE_GUIDE)
async def guide(ctx: Context) -> None:
    await open_page(ctx, guide_modal(await ctx.read(briefings.of_interview, clicks.value(ctx.payload).id)))
    await ctx.ack()


@action(ids.INVITE_ICS)
async def calendar_file(ctx: Context) -> None:
    """Into the conversation where it was asked for."""
    invitation = await ctx.read(invitations.mine, clicks.value(ctx.payload).id)
    async with asyncio.timeout(UPLOAD_SECONDS):
        await ctx.client.files_upload_v2(
            channel=ctx.payload.channel,
            content=ics(invitation, ctx.now),
            filename=file_name(invitation),
            title=file_name(invitation),
        )
    await ctx.ack()
