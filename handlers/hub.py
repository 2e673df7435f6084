"""Bare `/loop`, `/loop help`, and names in place of a subcommand."""

from handlers.context import Context
from handlers.router import ROUTER, command


@command("help", help="What you can ask me")
async def show_help(ctx: Context) -> None:
    await ctx.ack("\n".join(f"/loop {each.name}" for each in ROUTER.subcommands.values()))
