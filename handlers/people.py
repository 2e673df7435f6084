"""What Slack tells of people and channels: who joined, changed, came or went."""

from handlers.context import Context
from handlers.router import COMMAND, event

HINT = f"I only understand commands. Try `{COMMAND}`, or look at my Home tab: it shows what waits for you."


@event("team_join", "user_change")
async def member_changed(ctx: Context) -> None:
    await ctx.store_member(dict(ctx.payload.event["user"]))
    await ctx.ack()


@event("member_joined_channel", "member_left_channel")
async def channel_changed(ctx: Context) -> None:
    """Who is in a hiring channel sees names, stages and dates."""
    ctx.sync_channel(str(ctx.payload.event["channel"]))
    await ctx.ack()


@event("message")
async def spoken_to(ctx: Context) -> None:
    """Somebody writes to the bot as to a colleague."""
    event = ctx.payload.event
    said = event.get("channel_type") == "im" and not event.get("subtype") and not event.get("bot_id")
    if said and await ctx.first_time():
        await ctx.client.chat_postEphemeral(channel=event["channel"], user=ctx.actor, text=HINT)
    await ctx.ack()
