"""Bare `/loop`, help, the list, and names in place of a subcommand."""

from functools import cache

from domain.actions import Action
from domain.read.loops import Found, Match
from domain.state import CLOSED
from handlers.context import Context
from handlers.openings import open_first, open_modal
from handlers.router import COMMAND, ROUTER, Subcommand, action, command, otherwise
from handlers.windows import page, show
from services import reading
from views import ids
from views.blocks import View
from views.lists import Usage, found_modal, help_modal, hub_modal, list_modal
from views.text import cut, escape

FOR_CLOSED = frozenset({Action.OPEN, Action.REOPEN, Action.READ_RECORD})


def usages() -> list[Usage]:
    """The subcommands, as help shows them."""
    return [
        Usage(COMMAND, COMMAND, "Buttons for what you do most"),
        Usage("", f"{COMMAND} <part of a name>", "That candidate"),
        *(
            Usage(each.name, " ".join(filter(None, (COMMAND, each.name, each.usage))), each.help, each.aliases)
            for each in sorted(ROUTER.subcommands.values(), key=_place)
        ),
    ]


ORDER = (
    "role", "add", "list", "show", "schedule", "cancel", "challenge", "panel", "feedback", "decide", "record", "offer",
    "hold", "resume", "withdraw", "close", "todos", "digest", "preview", "calibration", "reminders", "help",
)  # fmt: skip
"""Of help and the README's table: as a loop goes. What is not named here comes last."""


def _place(each: Subcommand) -> int:
    return ORDER.index(each.name) if each.name in ORDER else len(ORDER)


@cache
def help_text() -> str:
    """Made once: the subcommands are all known by the time that anybody asks."""
    return "\n".join(f"`{escape(each.usage)}` {each.help}" for each in usages())


@command("help", help="What you can ask me")
async def show_help(ctx: Context) -> None:
    await ctx.ack(help_text())


@action(ids.OPEN_HELP)
async def open_help(ctx: Context) -> None:
    await show(ctx, help_modal(usages()))
    await ctx.ack()


@page(ids.SHOW_HUB)
async def hub(ctx: Context, _loop: int = 0) -> View:
    return hub_modal(await ctx.read(reading.hub))


@action(ids.OPEN_HUB)
async def open_hub(ctx: Context) -> None:
    await show(ctx, await hub(ctx))
    await ctx.ack()


@otherwise
async def bare_or_name(ctx: Context) -> None:
    if not ctx.payload.text:
        await open_hub(ctx)
        return
    found = await ctx.read(reading.find, ctx.payload.text)
    if found.matches or (found.nearest and not ROUTER.nearest(ctx.payload.name)):
        await open_found(ctx, found, (Action.OPEN,))
    else:
        await ctx.ack(unknown(ctx.payload.text))


def unknown(typed: str) -> str:
    """What to say of words that are neither a subcommand nor anybody's name."""
    near = ROUTER.nearest(typed.split(maxsplit=1)[0])
    hint = f"Did you mean `{COMMAND} {near}`? " if near else ""
    shown = cut("".join(char for char in " ".join(typed.split()) if char.isalnum() or char in "-_ "), 40)
    return f'I know no command and no candidate called "{shown}". {hint}`{COMMAND} help` lists what you can ask me.'


@page(ids.SHOW_LIST)
async def loops(ctx: Context, _loop: int = 0) -> View:
    return list_modal(await ctx.read(reading.listing))


@command("list", help="Open loops: waiting for whom, since when, and the next step")
async def list_by_command(ctx: Context) -> None:
    await show_list(ctx)


@action(ids.OPEN_LIST)
async def show_list(ctx: Context) -> None:
    await show(ctx, await loops(ctx))
    await ctx.ack()


async def named(ctx: Context, *actions: Action) -> None:
    """One match opens, several offer a choice, none says so and offers the nearest; without a name, the list.

    Who wants to write a scorecard is offered those whom they interview.
    """
    if not ctx.payload.rest:
        await show_list(ctx)
        return
    seated = Action.FEEDBACK in actions
    await open_found(ctx, await ctx.read(reading.find, ctx.payload.rest, seated=seated), actions)


async def open_found(ctx: Context, found: Found, actions: tuple[Action, ...]) -> None:
    meant = likely(found, actions[0])
    if len(meant) == 1:
        await open_modal(ctx, await open_first(ctx, meant[0].loop, actions))
    else:
        await show(ctx, found_modal(found, actions[0]))
    await ctx.ack()


def likely(found: Found, wanted: Action) -> tuple[Match, ...]:
    """Of several with that name, who is still under way is meant, unless closed loops are what it is about."""
    under_way = tuple(match for match in found.matches if match.status not in CLOSED)
    return found.matches if wanted in FOR_CLOSED or not under_way else under_way
