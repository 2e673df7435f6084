"""What opens on an action of a loop: the same modal from a button, a to-do, a command or a choice among names."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from domain.actions import Action
from domain.forms import LoopForm
from handlers import clicks
from handlers.context import Context
from handlers.payload import Kind
from handlers.router import ROUTER, Handler
from handlers.windows import clicked, open_form, show
from services import reading
from services.work import Work
from views import ids
from views.blocks import View

Opener: TypeAlias = Callable[[Context, ids.Value], Awaitable[View]]
Deed: TypeAlias = Callable[[Work, LoopForm], int]

_OPENERS: dict[Action, Opener] = {}
_DEEDS: dict[Action, Deed] = {}
OPENERS: Mapping[Action, Opener] = MappingProxyType(_OPENERS)
DEEDS: Mapping[Action, Deed] = MappingProxyType(_DEEDS)
"""Actions that a click does at once, without a form."""

ASKS_FIRST = frozenset({Action.SEND_OFFER})
"""Deeds that a name typed after a command is not enough for: once an offer is sent, the candidate has it in hand."""


def opens(*actions: Action, button: bool = True) -> Callable[[Opener], Opener]:
    """The decorated function builds the modal of these actions; its button opens it, unless it does something else."""

    def register(build: Opener) -> Opener:
        async def on_click(ctx: Context) -> None:
            await open_modal(ctx, await build(ctx, clicks.value(ctx.payload)))
            await ctx.ack()

        for action in actions:
            _OPENERS[action] = build
            if button:
                ROUTER.add(Kind.ACTION, ids.loop_action(action), on_click)
        return build

    return register


def does(action: Action, service: Deed) -> Handler:
    """A click on this action's button is all that it takes."""

    async def on_click(ctx: Context) -> None:
        form = clicks.of_loop(ctx.payload)
        await ctx.perform(service, form)
        await clicked(ctx, form.loop)

    _DEEDS[action] = service
    ROUTER.add(Kind.ACTION, ids.loop_action(action), on_click)
    return on_click


async def open_modal(ctx: Context, view: View) -> None:
    """Forms go on top, pages take the place of pages."""
    await (open_form(ctx, view) if "submit" in view else show(ctx, view))


async def open_first(ctx: Context, loop: int, actions: tuple[Action, ...]) -> View:
    """The modal of the first of these actions that makes sense now; of the last one, which then says why not.

    What takes no form is done, and the loop's page shows it; what should be asked about first is left to its button
    there.
    """
    if len(actions) > 1:
        now = (await ctx.read(reading.page, loop)).actions
        actions = tuple(action for action in actions if action in now)[:1] or actions[-1:]
    if actions[0] in ASKS_FIRST:
        return await OPENERS[Action.OPEN](ctx, ids.Value(loop))
    deed = DEEDS.get(actions[0])
    if deed is None:
        return await OPENERS[actions[0]](ctx, ids.Value(loop))
    await ctx.perform(deed, LoopForm(loop=loop, version=0))
    return await OPENERS[Action.OPEN](ctx, ids.Value(loop))
