"""The loop as a whole: its page, what happened lately, and holding, closing, reopening and telling."""

from domain.actions import Action
from handlers import clicks, parse
from handlers.context import Context
from handlers.openings import does, opens
from handlers.router import action, submission
from handlers.windows import clicked, done, page, show
from services import amendments, candidates, decisions, loops, reading
from views import ids
from views.blocks import View
from views.modals import candidates as candidate_forms
from views.modals import closing
from views.modals.loop_page import history_modal, loop_page
from views.modals.todo_forms import telling_modal


@page(ids.SHOW_LOOP)
@page(ids.SHOW_HISTORY)
@page(ids.SHOW_HAPPENED)
@page(ids.SHOW_SETTLE)
@page(ids.SHOW_ANSWER_OFFER)
@page(ids.SHOW_MATCHES)
async def page_of(ctx: Context, loop: int) -> View:
    """The loop's page; also what a question becomes once it is answered."""
    found = await ctx.read(reading.page, loop)
    if found.others_open:
        await ctx.perform(amendments.seen, found, once=False)
    return loop_page(found, ctx.now)


@opens(Action.OPEN, Action.READ_CANDIDATE, Action.READ_OFFER, Action.ANSWER)
async def open_loop(ctx: Context, target: ids.Value) -> View:
    return await page_of(ctx, target.id)


@action(ids.PAGE_LOOP, ids.REMEDY_OPEN)
async def back_to_loop(ctx: Context) -> None:
    await show(ctx, await page_of(ctx, clicks.value(ctx.payload).id))
    await ctx.ack()


@action(ids.PAGE_HISTORY)
async def history(ctx: Context) -> None:
    target = clicks.value(ctx.payload)
    part = int(target.extra[0]) if target.extra and target.extra[0].isdecimal() else 0
    await show(ctx, history_modal(await ctx.read(reading.page, target.id, part=part)))
    await ctx.ack()


@action(ids.PAGE_TELLING)
async def show_texts(ctx: Context) -> None:
    await show(ctx, await tell(ctx, clicks.value(ctx.payload)))
    await ctx.ack()


@page(ids.SHOW_TELLING)
async def texts(ctx: Context, loop: int) -> View:
    return await tell(ctx, ids.Value(loop))


@opens(Action.TOLD, button=False)
async def tell(ctx: Context, target: ids.Value) -> View:
    """What the candidate has not been told; the text that was asked for first."""
    found = await ctx.read(reading.page, target.id, Action.TOLD)
    return telling_modal(found, target.extra[0] if target.extra else "")


@action(ids.loop_action(Action.TOLD))
async def told(ctx: Context) -> None:
    form = clicks.of_loop(ctx.payload)
    await ctx.perform(loops.told, form)
    await clicked(ctx, form.loop)


resume = does(Action.RESUME, loops.resume)


@opens(Action.HOLD)
async def hold(ctx: Context, target: ids.Value) -> View:
    return closing.hold_modal(await ctx.read(reading.page, target.id, Action.HOLD))


@submission(ids.SUBMIT_HOLD)
async def held(ctx: Context) -> None:
    await done(ctx, await ctx.perform(loops.hold, parse.loop(ctx.payload.view)))


@opens(Action.REJECT)
async def reject(ctx: Context, target: ids.Value) -> View:
    return closing.reject_modal(await ctx.read(reading.page, target.id, Action.REJECT))


@submission(ids.SUBMIT_REJECT)
async def rejected(ctx: Context) -> None:
    await done(ctx, await ctx.perform(loops.reject, parse.loop(ctx.payload.view)))


@opens(Action.WITHDRAW)
async def withdraw(ctx: Context, target: ids.Value) -> View:
    return closing.withdraw_modal(await ctx.read(reading.page, target.id, Action.WITHDRAW))


@submission(ids.SUBMIT_WITHDRAW)
async def withdrawn(ctx: Context) -> None:
    await done(ctx, await ctx.perform(loops.withdraw, parse.loop(ctx.payload.view)))


@opens(Action.REOPEN)
async def reopen(ctx: Context, target: ids.Value) -> View:
    return closing.reopen_modal(await ctx.read(reading.page, target.id, Action.REOPEN))


@submission(ids.SUBMIT_REOPEN)
async def reopened(ctx: Context) -> None:
    await done(ctx, await ctx.perform(loops.reopen, parse.loop(ctx.payload.view)))


@opens(Action.REOPEN_DECISION)
async def reopen_decision(ctx: Context, target: ids.Value) -> View:
    return closing.reopen_decision_modal(await ctx.read(reading.page, target.id, Action.REOPEN_DECISION))


@submission(ids.SUBMIT_REOPEN_DECISION)
async def decision_reopened(ctx: Context) -> None:
    await done(ctx, await ctx.perform(decisions.reopen, parse.loop(ctx.payload.view)))


@opens(Action.EDIT_CANDIDATE)
async def correct(ctx: Context, target: ids.Value) -> View:
    return candidate_forms.correct_modal(await ctx.read(reading.page, target.id, Action.EDIT_CANDIDATE))


@submission(ids.SUBMIT_CORRECT)
async def corrected(ctx: Context) -> None:
    await done(ctx, await ctx.perform(candidates.correct, parse.candidate(ctx.payload.view)))
