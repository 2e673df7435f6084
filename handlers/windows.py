"""Modals: opened, put on top of one another, brought up to date in place, and closed onto what lies beneath."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from domain.refusals import Refusal
from domain.slack_errors import said
from handlers.context import Context
from services import home as home_service
from views import ids
from views.blocks import View
from views.home import home as home_view

log = structlog.get_logger()

Page: TypeAlias = Callable[[Context, int], Awaitable[View]]
Build = TypeVar("Build", bound=Page)

PAGES: dict[str, Page] = {}
"""By callback id: how a modal to read is made anew, for the loop that has just changed."""

BACK = "back"
"""In a form's metadata: from which modal it was opened, `home` for Home."""

HOME = "home"
QUESTIONS = frozenset({ids.SHOW_HAPPENED})
"""Modals that ask one thing, and are of no use once it is answered."""

OVERTAKEN = frozenset({"hash_conflict", "not_found"})
"""Slack's words for a modal that is not any more the one that was clicked in."""

DEEPEST = 3
"""Slack stacks three modals, no more."""


def page(callback_id: str) -> Callable[[Build], Build]:
    """Register how a modal is made anew when something in it, or in a form on top of it, has changed."""

    def register(build: Build) -> Build:
        if callback_id in PAGES:  # which of two counts would be a matter of who is imported last
            raise ValueError(f"{callback_id!r} is made anew already")
        PAGES[callback_id] = build
        return build

    return register


async def open_form(ctx: Context, view: View) -> None:
    """On top of the modal that was clicked in, or by itself. It knows where it came from."""
    payload = ctx.payload
    if not payload.in_modal:
        await ctx.client.views_open(trigger_id=payload.trigger, view=_from(view, HOME if payload.in_home else ""))
        return
    came_from = _from(view, str(payload.view.get("callback_id", "")))
    if depth(payload.view) < DEEPEST:
        await ctx.client.views_push(trigger_id=payload.trigger, view=came_from)
    else:
        await ctx.client.views_update(view_id=payload.view["id"], view=came_from)


async def show(ctx: Context, view: View) -> None:
    """A modal to read: in place of the one that was clicked in, or by itself."""
    if ctx.payload.in_modal:
        await ctx.client.views_update(view_id=ctx.payload.view["id"], view=view)
    else:
        await ctx.client.views_open(trigger_id=ctx.payload.trigger, view=view)


async def open_page(ctx: Context, view: View) -> None:
    """A modal to read on top of a form, so that one comes back to what one was typing."""
    await (open_form(ctx, view) if ctx.payload.in_modal else show(ctx, view))


async def redraw(ctx: Context, view: View) -> None:
    """Ack a submission with the same form drawn anew, for a question back."""
    await ctx.ack(response_action="update", view=same_way_back(ctx, view))


async def redraw_now(ctx: Context, view: View) -> None:
    """Draw the form anew in which a choice was made; what else was typed stays."""
    await draw_over(ctx, same_way_back(ctx, view))


async def draw_over(ctx: Context, view: View) -> None:
    """In place of the modal that was clicked in, unless it was drawn anew or closed meanwhile: then that stands."""
    seen = ctx.payload.view
    try:
        await ctx.client.views_update(view_id=seen["id"], hash=seen.get("hash"), view=view)
    except SlackApiError as error:
        if error.response["error"] not in OVERTAKEN:
            raise
        log.info("modal left as it is: it was drawn anew or closed meanwhile", why=error.response["error"])


def same_way_back(ctx: Context, view: View) -> View:
    return _from(view, str(ctx.payload.metadata.get(BACK) or ""))


async def done(ctx: Context, loop: int = 0) -> None:
    """After a submission: what lies beneath shows the new state, and the form closes."""
    action = await _bring_up_to_date(ctx, str(ctx.payload.metadata.get(BACK) or ""), loop, "previous_view_id")
    await (ctx.ack(response_action=action) if action else ctx.ack())


async def clicked(ctx: Context, loop: int = 0) -> None:
    """After a click that did something: where it was clicked shows the new state. Messages follow by themselves."""
    payload = ctx.payload
    where = HOME if payload.in_home else str(payload.view.get("callback_id", ""))
    await _bring_up_to_date(ctx, where, loop, "id")
    await ctx.ack()


async def go_on(ctx: Context, loop: int, view: View | None) -> None:
    """After an answer that leads on to a form: it opens at once, in place of the question or above the message.

    A list, and Home, show what is left instead. The answer is given in any case, so a window that does not open is
    no error: the button is in the message as well.
    """
    payload = ctx.payload
    asked = str(payload.view.get("callback_id", "")) in QUESTIONS
    if view is None or (payload.view and not asked):
        await clicked(ctx, loop)
        return
    try:
        await show(ctx, view)
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("the form that follows could not be opened", error=said(error))
    await ctx.ack()


async def publish_home(ctx: Context) -> None:
    view = home_view(await ctx.read(home_service.home))
    await ctx.client.views_publish(user_id=ctx.actor, view=view)


async def _bring_up_to_date(ctx: Context, where: str, loop: int, key: str) -> str:
    """Answer `clear` when what lies beneath cannot be shown any more: the change itself is done, and stays done."""
    view_id = ctx.payload.view.get(key)
    try:
        if where == HOME:
            await publish_home(ctx)
        elif where in PAGES and view_id:
            await ctx.client.views_update(view_id=view_id, view=await PAGES[where](ctx, loop))
    except Refusal:
        return "clear"
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("what the click came from could not be drawn anew", where=where, error=said(error))
    return ""


def depth(view: Any) -> int:
    """How many modals are stacked, this one included."""
    if not view.get("previous_view_id"):
        return 1
    return 2 if view.get("previous_view_id") == view.get("root_view_id") else DEEPEST


def _from(view: View, came_from: str) -> View:
    if not came_from or "submit" not in view:
        return view
    known = json.loads(view.get("private_metadata") or "{}")
    return view | {"private_metadata": json.dumps(known | {BACK: came_from}, separators=(",", ":"))}
