"""The challenge at home: sent, given more time, handed in."""

from domain.actions import Action
from handlers import parse
from handlers.context import Context
from handlers.openings import opens
from handlers.router import submission
from handlers.windows import done
from services import challenges, reading
from views import ids
from views.blocks import View
from views.modals.challenges import challenge_modal, extend_modal, submission_modal


@opens(Action.SEND_CHALLENGE)
async def send(ctx: Context, target: ids.Value) -> View:
    return challenge_modal(await ctx.read(reading.page, target.id, Action.SEND_CHALLENGE))


@submission(ids.SUBMIT_CHALLENGE)
async def sent(ctx: Context) -> None:
    await done(ctx, await ctx.perform(challenges.send, parse.challenge(ctx.payload.view)))


@opens(Action.EXTEND)
async def extend(ctx: Context, target: ids.Value) -> View:
    return extend_modal(await ctx.read(reading.page, target.id, Action.EXTEND))


@submission(ids.SUBMIT_EXTEND)
async def extended(ctx: Context) -> None:
    await done(ctx, await ctx.perform(challenges.extend, parse.extension(ctx.payload.view)))


@opens(Action.SUBMISSION)
async def receive(ctx: Context, target: ids.Value) -> View:
    return submission_modal(await ctx.read(reading.page, target.id, Action.SUBMISSION))


@submission(ids.SUBMIT_SUBMISSION)
async def received(ctx: Context) -> None:
    await done(ctx, await ctx.perform(challenges.receive, parse.loop(ctx.payload.view)))
