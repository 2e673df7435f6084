"""How I rate, for each person's own eyes; turnaround and load, for whoever recruits."""

from handlers.context import Context
from handlers.router import action, command
from handlers.windows import page, show
from services import calibration
from views import ids
from views.blocks import View
from views.modals.calibration import calibration_modal
from views.modals.load import load_modal


@page(ids.SHOW_CALIBRATION)
async def mine(ctx: Context, _loop: int = 0) -> View:
    return calibration_modal(await ctx.read(calibration.own))


@command("calibration", help="How you rate, for your eyes alone", aliases=("calibrate",))
async def by_command(ctx: Context) -> None:
    await by_button(ctx)


@action(ids.OPEN_CALIBRATION)
async def by_button(ctx: Context) -> None:
    await show(ctx, await mine(ctx))
    await ctx.ack()


@page(ids.SHOW_LOAD)
async def loads(ctx: Context, _loop: int = 0) -> View:
    return load_modal(await ctx.read(calibration.load))


@action(ids.OPEN_LOAD)
async def open_load(ctx: Context) -> None:
    await show(ctx, await loads(ctx))
    await ctx.ack()
