"""Roles: opened, edited and closed; and who may open them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError

from domain.forms import RoleForm
from domain.refusals import Invalid
from handlers import clicks, parse_roles
from handlers.context import Context
from handlers.router import action, command, submission
from handlers.windows import BACK, HOME, done, open_form, open_page, page, redraw, show
from services import reading, roles
from views import ids
from views.blocks import View
from views.modals.playbook import playbook_modal
from views.modals.roles import close_role_modal, openers_modal, role_modal, role_opened_modal, roles_modal

NOT_IN_CHANNEL = "I'm not in this channel yet. Type /invite @Loopkeeper there, then submit this again."

_OUTSIDERS = "This channel is shared with another company, who would read about candidates. Pick one of your own."
_NO_CHANNEL = "This is a conversation, not a channel. Pick a channel where the hiring team talks."

UNFIT = {
    "is_archived": "This channel is archived, so I can't post there. Unarchive it, or pick another one.",
    "is_ext_shared": _OUTSIDERS,
    "is_pending_ext_shared": _OUTSIDERS,
    "is_im": _NO_CHANNEL,
    "is_mpim": _NO_CHANNEL,
}
"""What Slack says of a channel, and why it cannot be a hiring channel."""


@command("role", usage="[title]", help="Open a role; with part of a title, edit or close that one", aliases=("job",))
async def by_command(ctx: Context) -> None:
    """A new role's hiring channel is the one where it was typed, until somebody picks another."""
    if ctx.payload.rest:
        await show(ctx, roles_modal(await ctx.read(reading.find_roles, ctx.payload.rest)))
    else:
        await open_form(ctx, role_modal(await ctx.read(roles.choice, None, ctx.payload.room)))
    await ctx.ack()


@page(ids.SHOW_ROLES)
async def my_roles(ctx: Context, _loop: int = 0) -> View:
    """Anew beneath a form that has changed one of them."""
    return roles_modal(await ctx.read(reading.find_roles))


@action(ids.OPEN_ROLE)
async def open_role(ctx: Context) -> None:
    await open_form(ctx, role_modal(await ctx.read(roles.choice, None)))
    await ctx.ack()


@action(ids.ROLE_EDIT)
async def edit(ctx: Context) -> None:
    await open_form(ctx, role_modal(await ctx.read(roles.choice, clicks.value(ctx.payload).id)))
    await ctx.ack()


@action(ids.ROLE_PLAYBOOK)
async def playbook(ctx: Context) -> None:
    await open_page(ctx, playbook_modal(await ctx.read(roles.playbook, clicks.value(ctx.payload).id)))
    await ctx.ack()


@submission(ids.SUBMIT_ROLE)
async def submitted(ctx: Context) -> None:
    form = parse_roles.role(ctx.payload.view)
    public = await _is_public(ctx, form.channel)
    confirmed = form.confirmed_public and ctx.payload.metadata.get("public") == form.channel
    if public and not confirmed and await _is_new(ctx, form):
        await redraw(ctx, role_modal(await ctx.read(roles.choice, form.role, form.channel), form, public=True))
        return
    opened = await ctx.perform(roles.edit if form.role else roles.create, replace(form, confirmed_public=public))
    ctx.sync_channel(form.channel)
    await (_say_opened(ctx, opened, form) if opened else done(ctx))


async def _say_opened(ctx: Context, role: int, form: RoleForm) -> None:
    """Home shows the new role by itself."""
    if ctx.payload.metadata.get(BACK) == HOME:
        await done(ctx)
    else:
        await redraw(ctx, role_opened_modal(role, form.title, form.channel))


async def _is_public(ctx: Context, channel: str) -> bool:
    """Ask Slack about the channel; refuse one that the bot is not in, and one that is no place for hiring."""
    found = await _known(ctx, channel)
    unfit = next((said for flag, said in UNFIT.items() if found.get(flag)), "")
    if unfit or not found.get("is_member"):
        raise Invalid(unfit or NOT_IN_CHANNEL, field="channel")
    return not found.get("is_private")


async def _known(ctx: Context, channel: str) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = (await ctx.client.conversations_info(channel=channel))["channel"]
    except SlackApiError as error:
        if error.response["error"] != "channel_not_found":
            raise
        raise Invalid(NOT_IN_CHANNEL, field="channel") from error
    return found


async def _is_new(ctx: Context, form: RoleForm) -> bool:
    """An edited role that keeps its channel is not asked again."""
    return not form.role or (await ctx.read(roles.choice, form.role)).channel != form.channel


@action(ids.ROLE_CLOSE)
async def close(ctx: Context) -> None:
    await open_form(ctx, close_role_modal(await ctx.read(roles.closing, clicks.value(ctx.payload).id)))
    await ctx.ack()


@submission(ids.SUBMIT_CLOSE_ROLE)
async def closed(ctx: Context) -> None:
    await ctx.perform(roles.close, parse_roles.close_role(ctx.payload.view))
    await done(ctx)


@action(ids.OPEN_OPENERS)
async def openers(ctx: Context) -> None:
    await open_form(ctx, openers_modal(await ctx.read(roles.openers)))
    await ctx.ack()


@submission(ids.SUBMIT_OPENERS)
async def openers_named(ctx: Context) -> None:
    await ctx.perform(roles.set_openers, parse_roles.openers(ctx.payload.view))
    await done(ctx)
