"""Interviews: finding a time, moving it, calling it off, and writing down what was held already."""

from collections.abc import Callable, Sequence

from domain.actions import Action
from domain.forms import ScheduleForm
from domain.read.loops import LoopPage
from handlers import parse
from handlers.context import Context
from handlers.openings import opens
from handlers.router import submission
from handlers.windows import done, redraw
from services import interviews, reading
from services.work import Work
from views import ids
from views.blocks import View
from views.modals.scheduling import cancel_modal, link_modal, log_modal, reschedule_modal, schedule_modal

Draw = Callable[[LoopPage, Sequence[str], ScheduleForm | None], View]


@opens(Action.SCHEDULE)
async def schedule(ctx: Context, target: ids.Value) -> View:
    return schedule_modal(await ctx.read(reading.page, target.id, Action.SCHEDULE))


@opens(Action.RESCHEDULE)
async def reschedule(ctx: Context, target: ids.Value) -> View:
    return reschedule_modal(await ctx.read(reading.page, target.id, Action.RESCHEDULE))


@opens(Action.LOG)
async def log_interview(ctx: Context, target: ids.Value) -> View:
    return log_modal(await ctx.read(reading.page, target.id, Action.LOG))


@submission(ids.SUBMIT_SCHEDULE)
async def scheduled(ctx: Context) -> None:
    await _arrange(ctx, Action.SCHEDULE, interviews.schedule, schedule_modal)


@submission(ids.SUBMIT_RESCHEDULE)
async def rescheduled(ctx: Context) -> None:
    await _arrange(ctx, Action.RESCHEDULE, interviews.reschedule, reschedule_modal)


@submission(ids.SUBMIT_LOG)
async def logged(ctx: Context) -> None:
    await done(ctx, await ctx.perform(interviews.log, parse.schedule(ctx.payload.view)))


async def _arrange(ctx: Context, action: Action, service: Callable[[Work, ScheduleForm], int], draw: Draw) -> None:
    """What is unkind about the time is said once; the asker may go on all the same."""
    form = parse.schedule(ctx.payload.view)
    warnings = () if form.confirmed else await ctx.read(interviews.warnings, form)
    if warnings:
        await redraw(ctx, draw(await ctx.read(reading.page, form.loop, action), warnings, form))
    else:
        await done(ctx, await ctx.perform(service, form))


@opens(Action.CANCEL)
async def cancel(ctx: Context, target: ids.Value) -> View:
    return cancel_modal(await ctx.read(reading.page, target.id, Action.CANCEL))


@submission(ids.SUBMIT_CANCEL)
async def cancelled(ctx: Context) -> None:
    await done(ctx, await ctx.perform(interviews.cancel, parse.loop(ctx.payload.view)))


@opens(Action.ADD_LINK)
async def add_link(ctx: Context, target: ids.Value) -> View:
    return link_modal(await ctx.read(reading.page, target.id, Action.ADD_LINK))


@submission(ids.SUBMIT_LINK)
async def link_added(ctx: Context) -> None:
    await done(ctx, await ctx.perform(interviews.add_link, parse.loop(ctx.payload.view)))
