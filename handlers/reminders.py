"""How I want to be reminded: the form, and the countries that it offers. And what will be said of a loop."""

from collections.abc import Mapping
from typing import Any

from domain.actions import Action
from domain.forms import RemindersForm
from handlers.context import Context
from handlers.fields import Fields
from handlers.openings import opens
from handlers.router import action, command, options, submission
from handlers.windows import done, open_form, page, redraw
from services import preview, reading, reminders
from views import ids
from views.blocks import View
from views.modals.preview import preview_modal
from views.modals.reminders import away_modal, country_options, reminders_modal


@command("reminders", help="When I may remind you, and how often", aliases=("preferences",))
async def by_command(ctx: Context) -> None:
    await by_button(ctx)


@action(ids.OPEN_REMINDERS)
async def by_button(ctx: Context) -> None:
    await open_form(ctx, reminders_modal(await ctx.read(reminders.settings)))
    await ctx.ack()


@options(ids.OPTIONS_COUNTRY)
async def countries(ctx: Context) -> None:
    found = await ctx.read(reminders.countries, str(ctx.payload.body.get("value") or ""))
    await ctx.ack({"options": country_options(found)})


@page(ids.SHOW_PREVIEW)
async def what_comes(ctx: Context, loop: int) -> View:
    return preview_modal(await ctx.read(preview.preview, loop))


@opens(Action.PREVIEW)
async def show_what_comes(ctx: Context, target: ids.Value) -> View:
    return await what_comes(ctx, target.id)


@submission(ids.SUBMIT_REMINDERS)
async def chosen(ctx: Context) -> None:
    """Interviews on the days off that were saved are shown, to be declined."""
    loop = await ctx.perform(reminders.save, form(ctx.payload.view))
    met = await ctx.read(reading.while_away)
    await (redraw(ctx, away_modal(met)) if met.interviews else done(ctx, loop))


@page(ids.SHOW_AWAY)
async def away(ctx: Context, _loop: int = 0) -> View:
    return away_modal(await ctx.read(reading.while_away))


def form(view: Mapping[str, Any]) -> RemindersForm:
    fields = Fields(view)
    return fields.whole(
        RemindersForm(
            works_from=fields.hour("works_from"),
            works_until=fields.hour("works_until"),
            works_on=tuple(int(day) for day in fields.users("works_on") if day.isdecimal()),
            country=fields.choice("country"),
            reminders_a_day=fields.number("reminders_a_day"),
            days_off=fields.optional("days_off"),
            away_from=fields.optional_day("away_from"),
            away_until=fields.optional_day("away_until"),
        )
    )
