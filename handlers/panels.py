"""The panel: who is on it, how they answer, and what happened."""

from domain.actions import Action
from handlers import clicks, parse
from handlers.context import Context
from handlers.openings import does, opens
from handlers.router import action, submission
from handlers.windows import clicked, done, go_on, open_form
from services import feedback, invitations, panels, reading
from views import ids
from views.blocks import View
from views.modals.panels import decline_modal, happened_modal, panel_modal, propose_modal, settle_modal
from views.modals.scorecard import scorecard_modal


@opens(Action.PANEL)
async def change(ctx: Context, target: ids.Value) -> View:
    return panel_modal(await ctx.read(reading.page, target.id, Action.PANEL))


@submission(ids.SUBMIT_PANEL)
async def changed(ctx: Context) -> None:
    await done(ctx, await ctx.perform(panels.change, parse.panel(ctx.payload.view)))


@action(ids.INVITE_ACCEPT)
async def accept(ctx: Context) -> None:
    await clicked(ctx, await ctx.perform(panels.answer, clicks.invited(ctx.payload, "accept")))


@action(ids.INVITE_DECLINE)
async def decline(ctx: Context) -> None:
    carried = clicks.value(ctx.payload)
    await open_form(ctx, decline_modal(await ctx.read(invitations.mine, carried.id), carried.version))
    await ctx.ack()


@submission(ids.SUBMIT_DECLINE)
async def declined(ctx: Context) -> None:
    await done(ctx, await ctx.perform(panels.answer, parse.answer(ctx.payload.view, "decline")))


@action(ids.INVITE_PROPOSE)
async def propose(ctx: Context) -> None:
    carried = clicks.value(ctx.payload)
    await open_form(ctx, propose_modal(await ctx.read(invitations.mine, carried.id), carried.version))
    await ctx.ack()


@submission(ids.SUBMIT_PROPOSE)
async def proposed(ctx: Context) -> None:
    await done(ctx, await ctx.perform(panels.answer, parse.answer(ctx.payload.view, "propose")))


@opens(Action.WHAT_HAPPENED)
async def what_happened(ctx: Context, target: ids.Value) -> View:
    return happened_modal(await ctx.read(reading.page, target.id, Action.WHAT_HAPPENED))


@action(ids.happened(ids.TOOK_PLACE))
async def took_place(ctx: Context) -> None:
    """Who owes a scorecard now has it open at once, while they remember."""
    loop = await ctx.perform(panels.happened, clicks.happened(ctx.payload))
    card = await ctx.read(feedback.owed, loop)
    await go_on(ctx, loop, scorecard_modal(card) if card else None)


@action(*(ids.happened(answer) for answer in ids.HAPPENED if answer != ids.TOOK_PLACE))
async def happened(ctx: Context) -> None:
    await clicked(ctx, await ctx.perform(panels.happened, clicks.happened(ctx.payload)))


not_there = does(Action.NOT_THERE, panels.not_there)


@opens(Action.SETTLE)
async def settle(ctx: Context, target: ids.Value) -> View:
    return settle_modal(await ctx.read(reading.page, target.id, Action.SETTLE))


@action(ids.SETTLE_HAPPENED, ids.SETTLE_NOT)
async def settled(ctx: Context) -> None:
    await clicked(ctx, await ctx.perform(panels.settle, clicks.settled(ctx.payload)))
