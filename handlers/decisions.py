"""Decisions: what everybody saw side by side, then an outcome with its rationale."""

from domain.actions import Action
from domain.forms import LoopForm
from handlers import parse
from handlers.context import Context
from handlers.openings import opens
from handlers.router import action, submission
from handlers.windows import done, page, redraw_now
from services import decisions, feedback, reading
from views import ids
from views.blocks import View
from views.modals.decide import decide_modal


@opens(Action.DECIDE, Action.ADVANCE)
async def decide(ctx: Context, target: ids.Value) -> View:
    return await form(ctx, target.id)


@page(ids.SUBMIT_DECIDE)
async def form(ctx: Context, loop: int) -> View:
    """Also drawn anew beneath a form that mends what blocks the decision."""
    side = await ctx.perform(feedback.open_evidence, LoopForm(loop=loop, version=0), once=False)
    return decide_modal(await ctx.read(reading.page, loop, Action.DECIDE), side)


@action(ids.refresh("outcome"))
async def outcome_chosen(ctx: Context) -> None:
    given = parse.decision(ctx.payload.view)
    side = await ctx.read(feedback.side_by_side, given.loop)
    await redraw_now(ctx, decide_modal(await ctx.read(reading.page, given.loop, Action.DECIDE), side, given))
    await ctx.ack()


@submission(ids.SUBMIT_DECIDE)
async def decided(ctx: Context) -> None:
    await done(ctx, await ctx.perform(decisions.decide, parse.decision(ctx.payload.view)))
