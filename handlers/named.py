"""Subcommands that name a candidate: `/loop schedule maya`."""

from domain.actions import Action
from handlers.context import Context
from handlers.hub import named
from handlers.openings import open_modal
from handlers.router import command
from handlers.scorecards import oldest_debt
from handlers.windows import open_page
from services import reading
from views.lists import to_schedule_modal

NAME = "<name>"
"""Part of it will do, as the line of `/loop <part of a name>` says."""


@command("show", usage=NAME, help="All about one candidate", aliases=("status",))
async def show(ctx: Context) -> None:
    await named(ctx, Action.OPEN)


@command("schedule", usage=f"[{NAME[1:-1]}]", help="Find a time, or another one; by itself, for whoever waits for one",
         aliases=("reschedule",))  # fmt: skip
async def schedule(ctx: Context) -> None:
    if ctx.payload.rest:
        await named(ctx, Action.SCHEDULE, Action.RESCHEDULE)
        return
    await open_page(ctx, to_schedule_modal(await ctx.read(reading.to_schedule)))
    await ctx.ack()


@command("cancel", usage=NAME, help="Cancel the interview")
async def cancel(ctx: Context) -> None:
    await named(ctx, Action.CANCEL)


@command("challenge", usage=NAME, help="Send the challenge, record what came back, or give more time")
async def challenge(ctx: Context) -> None:
    await named(ctx, Action.SEND_CHALLENGE, Action.SUBMISSION, Action.EXTEND)


@command("panel", usage=NAME, help="Change who interviews or reviews")
async def panel(ctx: Context) -> None:
    await named(ctx, Action.PANEL)


@command("feedback", usage=f"[{NAME[1:-1]}]", help="Your scorecard; by itself, the one you owe the longest",
         aliases=("scorecard",))  # fmt: skip
async def feedback(ctx: Context) -> None:
    if ctx.payload.rest:
        await named(ctx, Action.FEEDBACK)
        return
    await open_modal(ctx, await oldest_debt(ctx))
    await ctx.ack()


@command("decide", usage=NAME, help="Read what everybody saw, vote, decide", aliases=("advance",))
async def decide(ctx: Context) -> None:
    await named(ctx, Action.VOTE, Action.DECIDE)


@command("offer", usage=NAME, help="Draft, approve or answer the offer")
async def offer(ctx: Context) -> None:
    await named(ctx, Action.APPROVE, Action.ANSWER_OFFER, Action.SEND_OFFER, Action.DRAFT_OFFER)


@command("hold", usage=NAME, help="Put the loop on hold")
async def hold(ctx: Context) -> None:
    await named(ctx, Action.HOLD)


@command("resume", usage=NAME, help="Go on with a loop that is on hold")
async def resume(ctx: Context) -> None:
    await named(ctx, Action.RESUME)


@command("preview", usage=NAME, help="Who will be told what and when, if nobody does anything")
async def preview(ctx: Context) -> None:
    await named(ctx, Action.PREVIEW)


@command("withdraw", usage=NAME, help="The candidate has stepped back")
async def withdraw(ctx: Context) -> None:
    await named(ctx, Action.WITHDRAW)


@command("close", usage=NAME, help="Close the loop with a reason", aliases=("reject",))
async def close(ctx: Context) -> None:
    await named(ctx, Action.REJECT)
