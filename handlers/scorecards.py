"""One's own scorecard: filled in as one types, part by part, looked over, and submitted."""

from domain.actions import Action
from domain.forms import ScorecardForm
from domain.read.scorecards import ScorecardPage
from domain.refusals import NotNow
from handlers import clicks, parse
from handlers.context import Context
from handlers.openings import opens
from handlers.router import action, closed, submission
from handlers.windows import done, open_form, redraw, redraw_now
from services import feedback, private_notes
from views import ids
from views.blocks import View
from views.modals.private_note import private_note_left_modal, private_note_modal
from views.modals.scorecard import scorecard_modal
from views.modals.scorecard_summary import not_yet, review_modal

NOTHING_DUE = "You owe no scorecard right now. `/loop feedback <name>` opens one that you have already filled in."


@opens(Action.FEEDBACK)
async def fill_in(ctx: Context, target: ids.Value) -> View:
    """The present round's, or the one that the button names: `<loop>:<version>:<stage>:<round>`."""
    stage, round_ = (target.extra[0], int(target.extra[1])) if len(target.extra) == 2 else (None, None)
    return scorecard_modal(await ctx.read(feedback.page, target.id, stage, round_))


async def oldest_debt(ctx: Context) -> View:
    loop = await ctx.read(feedback.oldest)
    if loop is None:
        raise NotNow(NOTHING_DUE)
    return await fill_in(ctx, ids.Value(loop))


@action("draft.*")
async def save_as_typed(ctx: Context) -> None:
    """The form stays as it is, so that nothing that is being typed is lost."""
    await ctx.perform(feedback.save, parse.scorecard(ctx.payload.view), once=False)
    await ctx.ack()


@action(ids.SCORECARD_PART)
async def turned(ctx: Context) -> None:
    """What the open part holds is kept first, also what Slack had not sent yet as it was typed."""
    part = int((clicks.value(ctx.payload).extra or ("0",))[0])
    page = await _kept(ctx, parse.scorecard(ctx.payload.view))
    await redraw_now(ctx, scorecard_modal(page, part))
    await ctx.ack()


@submission(ids.SUBMIT_SCORECARD)
async def reviewed(ctx: Context) -> None:
    """What the open part lacks is said under its fields; then the summary shows all, and what other parts lack."""
    form = parse.scorecard(ctx.payload.view)
    page = await _kept(ctx, form)
    page.require_part(form.part)
    await redraw(ctx, review_modal(page, form.part))


@submission(ids.SUBMIT_REVIEWED)
async def submitted(ctx: Context) -> None:
    form = parse.scorecard(ctx.payload.view)
    instead = not_yet(await _page(ctx, form), form)
    if instead is None:
        await done(ctx, await ctx.perform(feedback.submit, form))
    else:
        await redraw(ctx, instead)


@submission(ids.SUBMIT_NOTES)
async def notes_saved(ctx: Context) -> None:
    await done(ctx, await ctx.perform(feedback.save, parse.scorecard(ctx.payload.view)))


@closed(ids.SUBMIT_SCORECARD, ids.SUBMIT_REVIEWED)
async def put_aside(ctx: Context) -> None:
    """What asks for it says that it is kept, and how to go on."""
    await done(ctx, await ctx.perform(feedback.put_aside, parse.scorecard(ctx.payload.view)))


@action(ids.SCORECARD_NOTE)
async def note(ctx: Context) -> None:
    """On top of the form; in its place where Slack stacks no more, so what the form holds is kept first."""
    form = parse.scorecard(ctx.payload.view)
    await ctx.perform(feedback.save, form, once=False)
    await open_form(ctx, private_note_modal(await ctx.read(private_notes.form, form.loop, form.stage, form.round)))
    await ctx.ack()


@action(ids.NOTE_TYPED)
async def note_typed(ctx: Context) -> None:
    await ctx.perform(private_notes.keep, parse.loop(ctx.payload.view), once=False)
    await ctx.ack()


@submission(ids.SUBMIT_PRIVATE_NOTE)
async def note_left(ctx: Context) -> None:
    """The form beneath, if there is one, says nothing of it: so this does."""
    given = parse.loop(ctx.payload.view)
    await ctx.perform(private_notes.write, given)
    kept = await ctx.read(private_notes.form, given.loop, *private_notes.about(given))
    await redraw(ctx, private_note_left_modal(kept))


async def _kept(ctx: Context, form: ScorecardForm) -> ScorecardPage:
    """As it stands once what the open part holds is written down. One view may come here often, each time anew."""
    await ctx.perform(feedback.save, form, once=False)
    return await _page(ctx, form)


async def _page(ctx: Context, form: ScorecardForm) -> ScorecardPage:
    return await ctx.read(feedback.page, form.loop, form.stage, form.round, form.interview_version)
