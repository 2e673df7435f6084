"""Debriefs: read and voted in, gone on with, and opened before all scorecards are in."""

from domain.actions import Action
from domain.forms import LoopForm
from domain.forms_debriefs import VoteForm
from handlers import clicks, parse
from handlers.context import Context
from handlers.fields import Fields
from handlers.openings import opens
from handlers.payload import Unknown
from handlers.router import action, submission
from handlers.windows import clicked, done, open_page, page
from services import debriefs, feedback, reading
from views import ids
from views.blocks import View
from views.modals.debrief import advice_modal, answer_modal, close_gate_modal, debrief_modal, move_on_modal
from views.modals.evidence import evidence_modal


@opens(Action.VOTE)
async def read_and_vote(ctx: Context, target: ids.Value) -> View:
    """Opening it is what begins the reader's silent reading."""
    await ctx.perform(debriefs.begin_reading, LoopForm(loop=target.id, version=0), once=False)
    return await form(ctx, target.id)


@page(ids.SHOW_DEBRIEF)
@page(ids.SUBMIT_VOTE)
async def form(ctx: Context, loop: int) -> View:
    """Also drawn anew beneath a form that lets the debrief go on."""
    shown = await ctx.read(debriefs.page, loop)
    asked = LoopForm(loop=loop, version=0, key=shown.stage_key)
    side = await ctx.perform(feedback.open_evidence, asked, once=False)
    return debrief_modal(shown, side.kit)


@submission(ids.SUBMIT_VOTE)
async def voted(ctx: Context) -> None:
    await done(ctx, await ctx.perform(debriefs.vote, _vote(ctx)))


def _vote(ctx: Context) -> VoteForm:
    fields = Fields(ctx.payload.view)
    return fields.whole(
        VoteForm(
            loop=fields.number_of("loop"),
            stage=fields.word_of("stage"),
            round=fields.number_of("round"),
            again=bool(fields.number_of("again")),
            vote=fields.choice("vote"),
            note=fields.optional("note"),
        )
    )


@action(ids.VOTE_KEEP)
async def kept(ctx: Context) -> None:
    asked = clicks.of_loop(ctx.payload)
    await ctx.perform(debriefs.keep, asked)
    await clicked(ctx, asked.loop)


@action(ids.PAGE_ADVICE)
async def advice(ctx: Context) -> None:
    await open_page(ctx, advice_modal(await ctx.read(debriefs.page, clicks.value(ctx.payload).id)))
    await ctx.ack()


@action(ids.PAGE_EVIDENCE)
async def evidence(ctx: Context) -> None:
    """All that was written of one competency, on top of what had to cut it."""
    carried = clicks.value(ctx.payload)
    if len(carried.extra) != 3 or not carried.extra[1].isdecimal():
        raise Unknown
    stage, round_, competency = carried.extra
    side = await ctx.read(feedback.side_by_side, carried.id, stage)
    lines = tuple(card for card in side.scorecards if card.round == int(round_))
    await open_page(ctx, evidence_modal(side.candidate, side.stage, competency, lines))
    await ctx.ack()


@opens(Action.MOVE_ON)
async def move_on(ctx: Context, target: ids.Value) -> View:
    return move_on_modal(await ctx.read(reading.page, target.id, Action.MOVE_ON))


@submission(ids.SUBMIT_MOVE_ON)
async def moved_on(ctx: Context) -> None:
    await done(ctx, await ctx.perform(debriefs.move_on, parse.loop(ctx.payload.view)))


@opens(Action.CLOSE_GATE)
async def close_gate(ctx: Context, target: ids.Value) -> View:
    return close_gate_modal(await ctx.read(reading.page, target.id, Action.CLOSE_GATE))


@submission(ids.SUBMIT_CLOSE_GATE)
async def gate_closed(ctx: Context) -> None:
    await done(ctx, await ctx.perform(debriefs.close_gate, parse.loop(ctx.payload.view)))


@opens(Action.ANSWER_CONCERN)
async def answer(ctx: Context, target: ids.Value) -> View:
    return answer_modal(await ctx.read(reading.page, target.id, Action.ANSWER_CONCERN))


@submission(ids.SUBMIT_ANSWER_CONCERN)
async def answered(ctx: Context) -> None:
    await done(ctx, await ctx.perform(debriefs.answer, parse.loop(ctx.payload.view)))
