"""Scorecards: reminded of, waived, and read by those who may."""

from domain.actions import Action
from domain.forms import LoopForm
from domain.read.reminders import Asked
from handlers import clicks, parse
from handlers.context import Context
from handlers.notice import with_notice
from handlers.openings import OPENERS, open_modal, opens
from handlers.router import action, submission
from handlers.windows import done, draw_over, go_on, open_page, redraw
from services import briefings, feedback, reading
from views import ids
from views.blocks import View
from views.modals.all_scorecards import scorecards_modal
from views.modals.closing import override_modal, waive_modal
from views.modals.decide import reminded
from views.modals.guide import guide_modal


@opens(Action.READ_SCORECARDS)
async def read(ctx: Context, target: ids.Value) -> View:
    """Of the present stage, or of the one that the button names, in parts: `<loop>:<version>:<stage>:<part>`."""
    stage, part = (*target.extra, "", "")[:2]
    asked = LoopForm(loop=target.id, version=0, key=stage)
    side = await ctx.perform(feedback.open_evidence, asked, once=False)
    return scorecards_modal(side, int(part) if part.isdecimal() else 0)


@opens(Action.OVERRIDE)
async def override(ctx: Context, target: ids.Value) -> View:
    return override_modal(await ctx.read(reading.page, target.id, Action.OVERRIDE))


@submission(ids.SUBMIT_OVERRIDE)
async def opened_early(ctx: Context) -> None:
    loop = await ctx.perform(feedback.unseal, parse.loop(ctx.payload.view))
    asked = LoopForm(loop=loop, version=0)
    await redraw(ctx, scorecards_modal(await ctx.perform(feedback.open_evidence, asked, once=False)))


@action(ids.PAGE_GUIDE)
async def guide(ctx: Context) -> None:
    """For who may read of the candidate: it gives away what is asked and how it is rated."""
    carried = clicks.value(ctx.payload)
    stage = carried.extra[0] if carried.extra else None
    await open_page(ctx, guide_modal(await ctx.read(briefings.of_loop, carried.id, stage)))
    await ctx.ack()


@opens(Action.WAIVE)
async def waive(ctx: Context, target: ids.Value) -> View:
    member = target.extra[0] if target.extra else None
    return waive_modal(await ctx.read(reading.page, target.id, Action.WAIVE), member)


@submission(ids.SUBMIT_WAIVE)
async def waived(ctx: Context) -> None:
    await done(ctx, await ctx.perform(feedback.waive, parse.loop(ctx.payload.view)))


@action(ids.REMEDY_REMIND, ids.loop_action(Action.REMIND))
async def remind(ctx: Context) -> None:
    """One member when the button names one, or all who owe a scorecard. A window says when they hear of it."""
    carried = clicks.value(ctx.payload)
    member = carried.extra[0] if carried.extra else None
    asked = LoopForm(loop=carried.id, version=carried.version, member=member)
    heard = Asked.of(await ctx.perform(feedback.remind, asked))
    if ctx.payload.in_modal:
        await draw_over(ctx, with_notice(ctx.payload.view, reminded(heard, ctx.now), news=True))
        await ctx.ack()
    else:
        page = await OPENERS[Action.OPEN](ctx, carried)
        await go_on(ctx, carried.id, with_notice(page, reminded(heard, ctx.now)))


@action(ids.REMEDY_REPLACE, ids.REMEDY_WAIVE, ids.REMEDY_REOPEN)
async def remedy(ctx: Context) -> None:
    await open_modal(ctx, await OPENERS[REMEDIES[ctx.payload.name]](ctx, clicks.value(ctx.payload)))
    await ctx.ack()


REMEDIES = {
    ids.REMEDY_REPLACE: Action.PANEL,
    ids.REMEDY_WAIVE: Action.WAIVE,
    ids.REMEDY_REOPEN: Action.REOPEN,
}
