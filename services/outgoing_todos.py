"""Reminders and what goes up to the next person, as they stand when they are sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.read.loops import TodoItem
from domain.read.messages import EscalationPost, NudgePost, TakenBackPost
from domain.read.people import Person
from domain.todos import UNTIL_IT_BEGINS, TodoKind
from models import queries_nudges, queries_reminders
from models.tables import Post, Todo
from services import debrief_votes, members
from services.facts import Facts, Row, gather, of_todos, rows_of
from services.lines import todo_item
from services.work import Work


def nudge(work: Work, post: Post) -> NudgePost | TakenBackPost | None:
    """What the reader still owes of what the reminder was about. Nothing left: it is not sent."""
    return nudges(work, [post])[post.id or 0]


def nudges(work: Work, posts: Sequence[Post]) -> dict[int, NudgePost | TakenBackPost | None]:
    """The same of several reminders, by their ids: a constant number of queries, however many they are."""
    about = queries_nudges.about(work.session, posts)
    todos = [todo for them in about.values() for todo, *_ in them]
    facts = of_todos(work, todos)
    named = {post.member_id or "" for post in posts} | {by for them in about.values() for _, by, _ in them}
    told = _Told(
        facts,
        {row[0].id or 0: row for row in facts.rows},
        members.people(work, named),
        _fell_away(work, todos),
    )
    return {post.id or 0: _nudge(work, post, about[post.id or 0], told) for post in posts}


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of all that some reminders are about."""

    facts: Facts
    rows: Mapping[int, Row]
    people: Mapping[str, Person]
    fell_away: frozenset[int | None]

    def item(self, work: Work, todo: Todo, reader: Person) -> TodoItem:
        return todo_item(work, self.facts, self.rows[todo.loop_id], todo, person=reader)


def _nudge(
    work: Work, post: Post, about: Sequence[queries_nudges.About], told: _Told
) -> NudgePost | TakenBackPost | None:
    reader = told.people[post.member_id or ""]
    if not post.ts and not reader.active:
        return None  # they have left since
    known = [one for one in about if _reads(told, one[0], reader)]
    if about and not known:
        return TakenBackPost() if post.ts else None
    todos = [todo for todo, *_ in known]
    items = [(todo, _asked(told.item(work, todo, reader), told.people, by, handed)) for todo, by, handed in known]
    theirs = [(todo, item) for todo, item in items if todo.member_id == reader.id and todo.disowned_at is None]
    asked = [(todo, item) for todo, item in theirs if todo.closed_at is None and (post.ts or _asks_now(work, todo))]
    open_ = tuple(item for _, item in asked)
    if not post.ts and not open_:
        return None
    following = [todo for todo in _following(told.facts, todos, reader.id) if post.ts or _asks_now(work, todo)]
    follow = tuple(told.item(work, todo, reader) for todo in following)
    over = (item for todo, item in items if todo.id not in told.fell_away and _done(told.facts, todo))
    return NudgePost(person=reader, now=work.now, todos=(*open_, *follow), done=tuple(over) if post.ts else ())


def _reads(told: _Told, todo: Todo, reader: Person) -> bool:
    """Of a loop that can be read, and not their own, whatever else they are to it."""
    row = told.rows.get(todo.loop_id)
    return row is not None and row[2].member_id != reader.id


def _asked(item: TodoItem, people: Mapping[str, Person], by: str, handed: bool) -> TodoItem:
    """With the human who pressed "Remind", or handed it over."""
    if not by:
        return item
    return replace(item, handed_over_by=people[by]) if handed else replace(item, reminded_by=people[by])


def _following(facts: Facts, todos: Sequence[Todo], reader: str) -> list[Todo]:
    """The scorecard that the reader owes once they have said what happened: it stands where they said so."""
    said = {(todo.loop_id, _round(todo)) for todo in todos if todo.kind == TodoKind.WHAT_HAPPENED and todo.closed_at}
    known = {todo.id for todo in todos}
    return [
        todo
        for loop, round_ in sorted(said)
        for todo in facts.todos.get(loop, ())
        if todo.kind == TodoKind.SCORECARD and todo.member_id == reader and _round(todo) == round_
        if todo.id not in known and todo.disowned_at is None
    ]


def _round(todo: Todo) -> str:
    """Stage and round, as the keys of both kinds begin: `<kind>:<stage>.<round>.<version or member>`."""
    return todo.key.partition(":")[2].rpartition(".")[0]


def _done(facts: Facts, todo: Todo) -> bool:
    """Closed, and not only because its interview began."""
    closed = todo.closed_at
    if closed is None or not todo.key.startswith(UNTIL_IT_BEGINS):
        return closed is not None
    theirs = (one for one in facts.meetings.get(todo.loop_id, ()) if one.stage == todo.stage)
    return not any(todo.created_at <= one.starts_at <= closed for one in theirs)


STOPS: Mapping[str, frozenset[str]] = {
    "PutOnHold": frozenset({TodoKind.DECIDE}),
    "Rejected": frozenset({TodoKind.DECIDE, TodoKind.REVIEW_HOLD}),
    "Withdrawn": frozenset({TodoKind.REVIEW_HOLD}),
}
"""Events after which nothing is expected any more, and what somebody did by them. What else they closed fell away."""


def _fell_away(work: Work, todos: Sequence[Todo]) -> frozenset[int | None]:
    """The to-dos that nobody did: the loop was closed or put on hold before anybody had."""
    closed = {todo.loop_id for todo in todos if todo.closed_at is not None}
    if not closed:
        return frozenset()
    ends = queries_nudges.moments_of(work.session, closed, STOPS)
    return frozenset(
        todo.id
        for todo in todos
        for event in ends.get((todo.loop_id, todo.closed_at), ())
        if todo.kind not in STOPS[event]
    )


def _asks_now(work: Work, todo: Todo) -> bool:
    """Who has put it off is not reminded of it, though something else is in the same message."""
    return todo.snoozed_until is None or todo.snoozed_until <= work.now


def escalation(work: Work, post: Post) -> EscalationPost | TakenBackPost | None:
    """What others owe; once it is done, that it is. Nothing left: it is not sent."""
    todos = queries_reminders.todos_raised(work.session, post)
    if not post.ts and all(todo.closed_at is not None for todo in todos):
        return None
    reader = post.member_id or ""
    theirs = replace(work, actor=reader)
    facts = gather(theirs, rows_of(work, {todo.loop_id for todo in todos}))
    rows = {row[0].id or 0: row for row in facts.rows}
    todos = [todo for todo in todos if todo.loop_id in rows]
    if not todos:
        return TakenBackPost() if post.ts else None
    todos = [todo for todo in todos if debrief_votes.may_know(theirs, facts, rows[todo.loop_id][0], todo)]
    if not post.ts and not todos:
        return None
    people = members.people(work, {reader, *(todo.member_id for todo in todos)})
    heard = queries_reminders.arrived(work.session, [todo.id or 0 for todo in todos])
    items = [
        (todo, replace(item, person=people[todo.member_id], nudged=heard.get(item.id, 0)))
        for todo in todos
        for item in (todo_item(work, facts, rows[todo.loop_id], todo),)
    ]
    fell = _fell_away(work, todos)
    return EscalationPost(
        person=people[reader],
        now=work.now,
        todos=tuple(item for todo, item in items if todo.closed_at is None and todo.member_id != reader),
        done=tuple(item for todo, item in items if todo.id not in fell and _done(facts, todo)) if post.ts else (),
    )
