"""Reminders that somebody asks for: at once, but never at night, and not twice."""

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import groupby

from domain.read.reminders import Asked
from domain.refusals import NotNow, Remedy
from domain.todos import TodoKind
from models import queries_nudges as queries
from models import queries_reminders, queries_waiting
from services import members, nudges, posts
from services.standing import Standing, standing
from services.work import Work

AGAIN_AFTER = timedelta(hours=1)
"""Who has just been reminded is not reminded again because somebody presses the button twice."""


def remind(work: Work, loop: int, asked: Collection[str]) -> Asked:
    """Somebody asks these members for what they owe this loop, now or when their working day begins.

    Who has had as many messages today as they want has this one on the next working day that has room for it: a human's
    wish is no reason for more. Who has heard within the hour hears nothing more, and one that waits already takes up
    what it does not carry. Raises NotNow when there is nothing to ask for, or nobody would hear.
    """
    queries.lock_members(work.session, asked, wait=True)  # somebody else may be asking them, of another loop
    all_ = standing(work, queries.claim_open_todos(work.session, loop, asked, work.now))
    if not all_:
        raise NotNow("There is nothing to remind of: it is all done.")
    owed = [one for one in all_ if not _deaf(work, one)]
    if not owed:
        cards = all(one.todo.kind == TodoKind.SCORECARD for one in all_)
        why = dict.fromkeys(_deaf(work, one) for one in all_)
        raise NotNow(" ".join(why), remedies=(Remedy.REPLACE, Remedy.WAIVE) if cards else (), loop=loop)
    ids = [one.todo.id or 0 for one in owed]
    known, heard = queries.nudges_so_far(work.session, ids), queries_waiting.heard_of(work.session, ids)
    unsent = queries_reminders.unsent_reminders(work.session, {one.todo.member_id for one in owed})
    today = nudges.Heard.of(work, {one.todo.member_id for one in owed})
    comes, came, stale = {}, {}, list[int]()
    for member, group in groupby(owed, key=lambda one: one.todo.member_id):
        batch, into = list(group), unsent.get(member)
        last = {id_: heard[id_] for one in batch if (id_ := one.todo.id or 0) in heard}
        waiting = [at for at, arrived in last.values() if not arrived]
        fresh = [at for at, arrived in last.values() if arrived and at > work.now - AGAIN_AFTER]
        if fresh and not waiting:
            came[member] = max(fresh)
            continue
        goes = queries_waiting.due(work.session, into) if into else None
        into = into if goes else None  # else it has just gone
        rest = [one for one in batch if not _hears(last.get(one.todo.id or 0), work.now)]
        if rest and (into or not waiting):  # else it is being sent at this moment, and takes up nothing more
            person = batch[0].person
            at = (today.wait(person, more=False) or work.now) if into else today.room(person)
            nudges.say(work, [nudges.message(work, rest, known, at, into)], at)
            stale += nudges.put_off_no_more(rest)
            waiting.append(goes or at)
        comes[member] = max(work.now, *waiting)
    work.audit("remind", "loop", loop, members=sorted({one.todo.member_id for one in owed}))
    work.session.flush()
    posts.refresh_nudges(work, stale)
    return Asked(max(comes.values(), default=None), max(came.values(), default=None), tuple(comes), tuple(came))


def _hears(last: tuple[datetime, bool] | None, now: datetime) -> bool:
    """Of something of which they heard `last` then, or will: whether that is enough."""
    return last is not None and (not last[1] or last[0] > now - AGAIN_AFTER)


def _deaf(work: Work, one: Standing) -> str:
    """Why who has it would not hear of it now, for whoever asks; empty if they would."""
    who, until = f"<@{one.person.id}>", one.todo.snoozed_until
    if not one.person.active:
        return f"{who} has left. Please give it to somebody else."
    if one.todo.disowned_at is not None:
        return f"{who} said it is not theirs. Please give it to somebody else."
    if until is None or until <= work.now:
        return ""
    there = until.astimezone(members.people(work, [work.actor])[work.actor].tz)
    return f"{who} put it off until {there:%A}, {there.day} {there:%B} at {there:%H:%M}."
