"""Reminders: due to-dos to messages, one a person; what goes up to the next person, and where it ends."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import insert

from domain import cadence
from domain.read.messages import PostKind
from domain.refusals import NotNow
from models import queries_planner as queries
from models.tables import Nudge
from services import posts
from services.standing import Standing, standing
from services.work import Work

HOURS = cadence.WorkingHours()

AT_ONCE = 20
"""People whom one unit of work reminds, so that it does not hold the others up."""

AGAIN_AFTER = timedelta(hours=1)
"""Who has just been reminded is not reminded again because somebody presses the button twice."""


def plan(work: Work, limit: int = AT_ONCE) -> int:
    """Remind up to `limit` people of all that is due, each in one message. Returns how many people it looked at.

    Nobody is reminded outside their own working hours: then the reminder waits for the next opening.
    """
    due = queries.claim_due(work.session, work.now, queries.members_to_remind(work.session, work.now, limit))
    if not due:
        return 0
    looked_at = {todo.member_id for todo in due}
    known = queries.nudges_so_far(work.session, [todo.id or 0 for todo in due])
    for member, group in groupby(standing(work, due), key=lambda one: one.todo.member_id):
        batch = list(group)
        opens = cadence.next_working_moment(work.now, batch[0].zone, HOURS)
        over = [one for one in batch if one.todo.nudged >= one.cadence.at_most or not one.person.active]
        for one in over:
            _end(work, one)
        again = [one for one in batch if one not in over]
        if opens > work.now:
            for one in again:
                one.todo.next_nudge_at = opens
                work.session.add(one.todo)
        elif again:
            _remind(work, member, again, known, work.now)
    work.session.flush()
    return len(looked_at)


def _remind(
    work: Work, member: str, batch: Sequence[Standing], known: Mapping[int, tuple[int, datetime]], at: datetime
) -> None:
    """One message for the whole batch, named after its first to-do."""
    numbers = {one.todo.id or 0: known.get(one.todo.id or 0, (0, at))[0] + 1 for one in batch}
    first = batch[0].todo.id or 0
    key = f"nudge:{member}:{first}.{numbers[first]}"
    post = posts.say(work, key, PostKind.NUDGE, subject=work.actor, member=member, at=at)
    rows = [{"todo_id": todo, "n": n, "post_id": post.id or 0, "at": at} for todo, n in numbers.items()]
    work.session.execute(insert(Nudge), rows)
    for one in batch:
        todo = one.todo
        todo.nudged += 1
        following = cadence.add(at, one.cadence.every, one.zone, HOURS)
        todo.next_nudge_at = cadence.next_working_moment(following, one.zone, HOURS)
        work.session.add(todo)


def _end(work: Work, one: Standing) -> None:
    """The reminders have come to their end, or reach nobody any more: the recruiter settles it."""
    todo = one.todo
    todo.next_nudge_at, todo.ended_at = None, work.now
    work.session.add(todo)
    _tell_up(work, one, one.role.recruiter, f"ended:{todo.id}", ended=True)


def escalate(work: Work, limit: int = AT_ONCE) -> int:
    """Tell the next person up what is overdue. Returns how many to-dos it looked at."""
    due = queries.claim_escalations(work.session, work.now, limit)
    if not due:
        return 0
    for one in standing(work, due):
        wanted = one.role.hiring_manager if one.cadence.escalate_to == "hiring_manager" else one.role.recruiter
        one.todo.escalated_at = work.now
        work.session.add(one.todo)
        _tell_up(work, one, wanted, f"escalation:{one.todo.id}", ended=False)
    work.session.flush()
    return len(due)


def _tell_up(work: Work, one: Standing, wanted: str, key: str, *, ended: bool) -> None:
    """To `wanted`, or to the other of the two who lead the search: nobody is told of what they owe themselves."""
    leads = dict.fromkeys((wanted, one.role.recruiter, one.role.hiring_manager))
    reader = next((lead for lead in leads if lead != one.todo.member_id), None)
    if reader is not None:
        posts.say(
            work, f"{key}:{reader}", PostKind.ESCALATION, loop=one.todo.loop_id, ref=one.todo.id,
            subject="ended" if ended else "", member=reader,
        )  # fmt: skip


def remind(work: Work, loop: int, asked: Collection[str]) -> datetime:
    """Somebody asks these members for what they owe this loop, now or when their working day begins.

    Returns when the last of them hears of it. Raises NotNow when there is nothing to ask for.
    """
    owed = standing(work, queries.claim_open_todos(work.session, loop, asked, work.now))
    if not owed:
        raise NotNow("There is nothing to remind of: it is all done.")
    known = queries.nudges_so_far(work.session, [one.todo.id or 0 for one in owed])
    moments = []
    for member, group in groupby(owed, key=lambda one: one.todo.member_id):
        batch = list(group)
        last = [known[one.todo.id or 0][1] for one in batch if one.todo.id in known]
        fresh = [at for at in last if at > work.now - AGAIN_AFTER]
        if fresh:
            moments.append(max(work.now, *fresh))
            continue
        at = cadence.next_working_moment(work.now, batch[0].zone, HOURS)
        _remind(work, member, batch, known, at)
        moments.append(at)
    work.audit("remind", "loop", loop, members=sorted({one.todo.member_id for one in owed}))
    work.session.flush()
    return max(moments)
