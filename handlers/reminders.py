"""How I want to be reminded: the form, and the countries that it offers."""

from collections.abc import Mapping
from typing import Any

from domain.forms import RemindersForm
from handlers.context import Context
from handlers.fields import Fields
from handlers.router import action, command, options, submission
from handlers.windows import done, open_form
from services import reminders
from views import ids
from views.modals.reminders import country_options, reminders_modal


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


@submission(ids.SUBMIT_REMINDERS)
async def chosen(ctx: Context) -> None:
    await done(ctx, await ctx.perform(reminders.save, form(ctx.payload.view)))


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
