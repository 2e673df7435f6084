"""Messages about a loop that did not reach somebody: whoever leads the search has to tell them, or replace them."""

from collections.abc import Iterable
from dataclasses import replace

from domain.actions import Action
from domain.forms import LoopForm
from domain.read.messages import PostKind
from domain.refusals import NotNow
from domain.state import Missed
from domain.todos import concerned
from models import queries_unreachable as queries
from models.tables import Loop, Post, Role
from services import posts
from services.change import Changing
from services.readable import readable
from services.settle import settle
from services.work import Work

NO_ACCOUNT = frozenset({"account_inactive", "user_disabled", "user_not_found", "users_not_found"})
"""Whoever has left the company need not be told that a loop goes on without them."""

REMINDERS = frozenset({PostKind.NUDGE, PostKind.ESCALATION})
"""These say nothing new to somebody whom a human talks to already."""


def gone(work: Work, post: Post, error: str) -> None:
    """Somebody takes no messages from us."""
    member = post.member_id or ""
    for loop, role in _readable(work, queries.loops_of(work.session, post)):
        changing = Changing(replace(work, workspace=role.workspace_id), loop.id or 0)
        knew = dict(changing.state.unreached).get(member)
        if knew is Missed.TOLD and post.kind in REMINDERS:
            continue
        if member in concerned(changing.state):
            _note(changing, member, Missed.GONE)
        elif error not in NO_ACCOUNT and not _stands(post):
            # Taken off the panel, or the interview was cancelled: they still count on it.
            _note(changing, member, Missed.LOST)


def lost(work: Work, post: Post, where: str, why: Missed) -> None:
    """A message was given up, or may not have arrived: what it says is still to be said."""
    if _stands(post):
        return
    for loop, role in _readable(work, queries.loops_of(work.session, post)):
        changing = Changing(replace(work, workspace=role.workspace_id), loop.id or 0)
        if dict(changing.state.unreached).get(where) is not Missed.GONE:
            _note(changing, where, why)


def _stands(post: Post) -> bool:
    """A reminder that is there already: what brings it up to date only says that something is done."""
    return bool(post.ts) and post.kind in REMINDERS


def reached(work: Work, where: str) -> None:
    """Messages arrive there again. What was lost before that is still to be said."""
    for loop, role in _readable(work, queries.loops_missing(work.session, where)):
        changing = Changing(replace(work, workspace=role.workspace_id), loop.id or 0)
        if dict(changing.state.unreached).get(where) in (Missed.GONE, Missed.TOLD):
            _note(changing, where, None)


def taken_up(work: Work, post: Post, where: str) -> None:
    """Somebody has sent by hand what was lost or in doubt, or has found that nobody needs it."""
    for loop, role in _readable(work, queries.loops_of(work.session, post)):
        changing = Changing(replace(work, workspace=role.workspace_id), loop.id or 0)
        if dict(changing.state.unreached).get(where) in (Missed.LOST, Missed.DOUBT):
            _note(changing, where, None)


def _readable(work: Work, found: Iterable[tuple[Loop, Role]]) -> list[tuple[Loop, Role]]:
    """Of the others nobody can be told, save the admins who see them."""
    return [(loop, role) for loop, role in found if readable(work, loop)]


def told(work: Work, form: LoopForm) -> int:
    """Somebody has told them. `key`: what the to-do is about. Returns the loop."""
    changing = Changing(work, form.loop).require(Action.TOLD)
    why, _, where = form.key.partition(".")
    if dict(changing.state.unreached).get(where) != why:
        raise NotNow("This is done already; there is nothing left to do.")
    _note(changing, where, Missed.TOLD if why == Missed.GONE else None)
    work.audit("told_in_person", "loop", form.loop, where=where)
    return form.loop


def _note(changing: Changing, where: str, why: Missed | None) -> None:
    """Write down how it stands (None: nothing is open any more), and let the to-dos follow."""
    work, before = changing.work, dict(changing.state.unreached)
    if before.get(where) == why:
        return
    after = {place: one for place, one in {**before, where: why}.items() if one is not None}
    changing.loop.unreached = {place: str(one) for place, one in after.items()}
    changing.state = replace(changing.state, unreached=tuple(sorted(after.items())))
    work.session.add(changing.loop)
    closed = settle(work, changing.loop, changing.role, changing.state, changing.playbook)
    posts.refresh_nudges(work, closed)
