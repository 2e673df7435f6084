"""What Slack tells of people and channels: who joined, changed, came or went."""

from handlers.context import Context
from handlers.router import event


@event("team_join", "user_change")
async def member_changed(ctx: Context) -> None:
    await ctx.store_member(dict(ctx.payload.event["user"]))
    await ctx.ack()


@event("member_joined_channel", "member_left_channel")
async def channel_changed(ctx: Context) -> None:
    """Who is in a hiring channel sees names, stages and dates."""
    await ctx.sync_channel(str(ctx.payload.event["channel"]))
    await ctx.ack()
