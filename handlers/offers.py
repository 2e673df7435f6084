"""Offers: drafted, approved by all or refused by one, sent, rescinded, answered."""

from domain.actions import Action
from handlers import clicks, parse
from handlers.context import Context
from handlers.openings import does, opens
from handlers.router import action, submission
from handlers.windows import clicked, done, open_form, page
from services import offers, reading
from views import ids
from views.blocks import View
from views.modals.offers import (
    answer_offer_modal,
    approve_modal,
    decline_offer_modal,
    offer_modal,
    refuse_offer_modal,
    replace_approver_modal,
    rescind_modal,
)


@opens(Action.DRAFT_OFFER)
async def draft(ctx: Context, target: ids.Value) -> View:
    return offer_modal(await ctx.read(reading.page, target.id, Action.DRAFT_OFFER))


@submission(ids.SUBMIT_OFFER)
async def drafted(ctx: Context) -> None:
    await done(ctx, await ctx.perform(offers.draft, parse.offer(ctx.payload.view)))


@opens(Action.APPROVE)
async def review(ctx: Context, target: ids.Value) -> View:
    return approve_modal(await ctx.read(reading.page, target.id, Action.APPROVE))


@page(ids.SHOW_APPROVE)
async def approved(ctx: Context, loop: int) -> View:
    """The offer once more, with thanks and what comes next."""
    return approve_modal(await ctx.read(reading.page, loop))


@action(ids.OFFER_APPROVE)
async def approve(ctx: Context) -> None:
    await clicked(ctx, await ctx.perform(offers.approve, clicks.of_loop(ctx.payload)))


@action(ids.OFFER_REFUSE)
async def refuse(ctx: Context) -> None:
    seen = clicks.value(ctx.payload)
    await open_form(ctx, refuse_offer_modal(await ctx.read(offers.review, seen.id, seen.version)))
    await ctx.ack()


@submission(ids.SUBMIT_REFUSE_OFFER)
async def refused(ctx: Context) -> None:
    await done(ctx, await ctx.perform(offers.refuse, parse.loop(ctx.payload.view)))


@opens(Action.REPLACE_APPROVER)
async def replace_approver(ctx: Context, target: ids.Value) -> View:
    return replace_approver_modal(await ctx.read(reading.page, target.id, Action.REPLACE_APPROVER))


@submission(ids.SUBMIT_REPLACE_APPROVER)
async def approver_replaced(ctx: Context) -> None:
    await done(ctx, await ctx.perform(offers.replace_approver, parse.loop(ctx.payload.view)))


send = does(Action.SEND_OFFER, offers.send)


@opens(Action.RESCIND)
async def rescind(ctx: Context, target: ids.Value) -> View:
    return rescind_modal(await ctx.read(reading.page, target.id, Action.RESCIND))


@submission(ids.SUBMIT_RESCIND)
async def rescinded(ctx: Context) -> None:
    await done(ctx, await ctx.perform(offers.rescind, parse.loop(ctx.payload.view)))


@opens(Action.ANSWER_OFFER)
async def answer(ctx: Context, target: ids.Value) -> View:
    return answer_offer_modal(await ctx.read(reading.page, target.id, Action.ANSWER_OFFER))


@action(ids.OFFER_ACCEPTED)
async def accepted(ctx: Context) -> None:
    await clicked(ctx, await ctx.perform(offers.accept, clicks.of_loop(ctx.payload)))


@action(ids.OFFER_DECLINED)
async def declined(ctx: Context) -> None:
    page = await ctx.read(reading.page, clicks.value(ctx.payload).id, Action.ANSWER_OFFER)
    await open_form(ctx, decline_offer_modal(page))
    await ctx.ack()


@submission(ids.SUBMIT_DECLINE_OFFER)
async def decline_recorded(ctx: Context) -> None:
    await done(ctx, await ctx.perform(offers.decline, parse.loop(ctx.payload.view)))
