"""Adding candidates."""

from domain.forms import CandidateForm
from handlers import clicks, parse
from handlers.context import Context
from handlers.fields import Fields
from handlers.router import action, command, options, shortcut, submission
from handlers.windows import done, open_form, redraw, redraw_now
from services import candidates
from views import ids
from views.modals.candidates import candidate_modal
from views.zones import zone_options


@command("add", help="Add a candidate", aliases=("new",))
async def by_command(ctx: Context) -> None:
    await add(ctx)


@shortcut(ids.SHORTCUT_ADD, name="Add candidate", description="Begin an interview loop")
async def by_shortcut(ctx: Context) -> None:
    await add(ctx)


@action(ids.OPEN_ADD)
async def add(ctx: Context) -> None:
    await open_form(ctx, candidate_modal(await ctx.read(candidates.choice, None)))
    await ctx.ack()


@action(ids.ROLE_ADD)
async def add_to_role(ctx: Context) -> None:
    await open_form(ctx, candidate_modal(await ctx.read(candidates.choice, clicks.value(ctx.payload).id)))
    await ctx.ack()


@action(ids.refresh("role"))
async def role_chosen(ctx: Context) -> None:
    """Another role has other sources and stages; the rest of what was typed stays."""
    fields = Fields(ctx.payload.view)
    choice = await ctx.read(candidates.choice, int(fields.optional("role")))
    kept = CandidateForm(
        name="", email="", zone=choice.zone, source=fields.optional("source"), stage=fields.optional("stage") or None
    )
    await redraw_now(ctx, candidate_modal(choice, kept))
    await ctx.ack()


@submission(ids.SUBMIT_CANDIDATE)
async def added(ctx: Context) -> None:
    """Whoever is known already is said once, with what was typed of them; the asker may go on all the same."""
    form = parse.candidate(ctx.payload.view)
    known = await ctx.read(candidates.known, form)
    if known:
        await redraw(ctx, candidate_modal(await ctx.read(candidates.choice, form.role), form, known))
    else:
        await done(ctx, await ctx.perform(candidates.add, form))


@options(ids.OPTIONS_ZONE)
async def zones(ctx: Context) -> None:
    await ctx.ack({"options": zone_options(str(ctx.payload.body.get("value") or ""))})
