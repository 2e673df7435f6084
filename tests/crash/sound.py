"""Whether anything was lost, said twice, or left half done: asked of the tables, and of Slack's side."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby, pairwise

from sqlmodel import Session, col, func, select

from domain.stages import LOOP, STAGES
from domain.state import Status, Step
from domain.todos import owed
from models import queries
from models.tables import Loop, Nudge, Outbox, Post, Role, Todo
from sandbox import Sandbox
from services import playbooks, state
from services.settle import debts_by_key, gone_leads
from services.work import Work

Place = tuple[str, str]
"""A channel and a `ts`."""

FINAL = {"sent", "dropped"}
HARMLESS = {"no longer true", "overtaken", "unchanged", "message_not_found"}
"""Why a row may be dropped."""


def said(sandbox: Sandbox) -> dict[Place, str]:
    """Every message of the outbox that stands in the sandbox, with the mark that it carries, in order."""
    return {
        (room.id, ts): payload["mark"]
        for room in sandbox.core.workspace.rooms.values()
        for ts, message in room.messages.items()
        if (payload := (message.get("metadata") or {}).get("event_payload") or {}).get("mark")
    }


def unsaid(work: Work) -> int:
    """How much is still on its way: rows that are due and wait, or are being sent."""
    waiting = (col(Outbox.state) == "pending") & (col(Outbox.due_at) <= work.now)
    statement = select(func.count()).where(col(Outbox.state).in_(("pending", "sending")))
    return work.session.exec(statement.where(waiting | (col(Outbox.state) == "sending"))).one()


def troubles(work: Work, there: Iterable[Place]) -> list[str]:
    """What should not be, in sentences; empty when all is well. `there`: the messages that stand in Slack."""
    of_tables = [*_of_outbox(work.session, work), *_of_nudges(work.session), *of_loops(work)]
    return of_tables + _of_slack(work.session, list(there))


def _of_outbox(session: Session, work: Work) -> list[str]:
    rows = session.exec(select(Outbox).order_by(col(Outbox.id))).all()
    found = [
        f"outbox row {row.id} of post {row.post_id} is {row.state} ({row.error})"
        for row in rows
        if row.state not in FINAL and not (row.state == "pending" and row.due_at > work.now)
    ]
    return found + [
        f"outbox row {row.id} was dropped: {row.error}"
        for row in rows
        if row.state == "dropped" and row.error not in HARMLESS
    ]


def _of_nudges(session: Session) -> list[str]:
    """Numbered on without a gap; and a to-do has had what it counts."""
    rows = session.exec(select(Nudge).order_by(col(Nudge.todo_id), col(Nudge.n))).all()
    return [
        f"to-do {todo} has the reminders {numbers}"
        for todo, group in groupby(rows, key=lambda row: row.todo_id)
        if (numbers := [row.n for row in group]) != list(range(1, len(numbers) + 1))
    ]


def of_loops(work: Work, among: Collection[int] | None = None) -> list[str]:
    """Each, or each of these, in a state of the tables, and waited for by exactly those who owe it something."""
    found = []
    rows = work.session.exec(select(Loop, Role).join(Role, col(Role.id) == col(Loop.role_id)).order_by(col(Loop.id)))
    for loop, role in rows.all():
        if among is not None and loop.id not in among:
            continue
        playbook = playbooks.of_hash(work, loop.playbook_hash)
        todos = queries.open_todos(work.session, loop.id or 0)
        if Status(loop.status) not in LOOP or Step(loop.step) not in STAGES[playbook.stage(loop.stage).kind]:
            found.append(f"loop {loop.id} is in no state: {loop.status}, {loop.stage}, {loop.step}")
            continue
        current = state.load(work, loop, role, playbook)
        ended, there = {todo.key for todo in todos if todo.ended_at is not None}, {todo.key for todo in todos}
        wanted = set(debts_by_key(work.now, current, playbook, todos, gone_leads(work, current, todos)))
        # What is of no use any more since a moment ago falls away with the planner's next tick.
        possible = wanted | {debt.key for debt in owed(current, ended=ended)}
        if not wanted <= there <= possible:
            found.append(f"loop {loop.id} waits for {sorted(there)}, and should for {sorted(wanted)}")
        found += [f"to-do {todo.key} of loop {loop.id} has no end" for todo in todos if not _ends(todo)]
    return found


def _ends(todo: Todo) -> bool:
    """Somebody will be reminded of it, or has been to the stated end."""
    return todo.next_nudge_at is not None or todo.ended_at is not None


def _of_slack(session: Session, there: Sequence[Place]) -> list[str]:
    posts = session.exec(select(Post).order_by(col(Post.id))).all()
    known, standing = {(post.sent_channel, post.ts): post for post in posts if post.ts}, set(there)
    found = [f"{place} is there, and no post knows of it" for place in there if place not in known]
    found += [f"post {post.key} should be at {place}" for place, post in known.items() if place not in standing]
    counted = Counter(post.key for post in posts)
    found += [f"post {key} was written {count} times" for key, count in counted.items() if count > 1]
    return found + _order(session, [known[place] for place in there if place in known])


def _order(session: Session, posts: Sequence[Post]) -> list[str]:
    """Within one channel, and within each thread, what was to be said at once stands in the order it was written in."""
    first: dict[int, Outbox] = {}
    for row in session.exec(select(Outbox).order_by(col(Outbox.id))):
        first.setdefault(row.post_id, row)
    at_once = [post for post in posts if _at_once(first[post.id or 0])]
    return [
        f"in {channel} post {later.key} stands before {earlier.key}"
        for (channel, _), group in groupby(sorted(at_once, key=_place), key=_where)
        for later, earlier in pairwise(group)
        if (first[later.id or 0].id or 0) > (first[earlier.id or 0].id or 0)
    ]


def _where(post: Post) -> tuple[str, int]:
    return post.sent_channel, post.parent_id or 0


def _place(post: Post) -> tuple[str, int, float]:
    return *_where(post), float(post.ts)


def _at_once(row: Outbox) -> bool:
    """Not put off to somebody's working hours."""
    return row.due_at <= row.created_at
