"""To-dos: put off by who has them, or handed to somebody else who may do them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from domain import cadence
from domain.actions import Action
from domain.forms import TodoForm
from domain.permissions import Relation, may, may_decide
from domain.read.members import MemberKind
from domain.read.messages import PostKind
from domain.read.people import Person
from domain.refusals import Invalid, NotFound, NotNow
from domain.schedule_times import zone_named
from domain.state import Missed
from domain.todos import TodoKind
from models import queries, queries_nudges, queries_reminders, queries_roles, queries_waiting
from models.tables import Candidate, Loop, Member, Nudge, Post, Todo
from services import debriefs, hours, members, playbooks, posts, relations
from services.change import Changing
from services.settle import begin_anew, settle
from services.work import Work

_DOES: Mapping[TodoKind, Action] = {
    TodoKind.PROPOSE_TIMES: Action.SCHEDULE,
    TodoKind.REPLACE_PANELIST: Action.PANEL,
    TodoKind.CONSIDER_TIME: Action.RESCHEDULE,
    TodoKind.ADD_LINK: Action.ADD_LINK,
    TodoKind.DECIDE: Action.DECIDE,
    TodoKind.SEND_CHALLENGE: Action.SEND_CHALLENGE,
    TodoKind.CHASE_CHALLENGE: Action.SUBMISSION,
    TodoKind.DRAFT_OFFER: Action.DRAFT_OFFER,
    TodoKind.SEND_OFFER: Action.SEND_OFFER,
    TodoKind.CHASE_ANSWER: Action.ANSWER_OFFER,
    TodoKind.TELL_CANDIDATE: Action.TOLD,
    TodoKind.SETTLE_CONTRADICTION: Action.SETTLE,
    TodoKind.REVIEW_HOLD: Action.RESUME,
    TodoKind.REASSIGN: Action.WAIVE,
    TodoKind.UNREACHED: Action.TOLD,
}
"""What doing it takes the right to. Recruiter and hiring manager hand these to each other."""

NOBODY_ELSE = "Nobody else on this role may do this. To bring somebody in, edit the role."

_VOTE = "A vote is one's own. If you can't give it, ask who decides to go on without, and to say why."

_PERSONAL: Mapping[TodoKind, str] = {
    TodoKind.ANSWER_INVITATION: (
        "An invitation is yours alone. Answer it with “Can't make it”, and <@{recruiter}> will find somebody else."
    ),
    TodoKind.WHAT_HAPPENED: (
        "Only somebody who was to be there can say what happened. If you weren't there, say so; "
        "<@{recruiter}> can also give the lead to somebody else by changing the panel."
    ),
    TodoKind.SCORECARD: (
        "Nobody can write your scorecard for you. If you can't, ask <@{recruiter}> to replace you on the panel or to "
        "waive it."
    ),
    TodoKind.VOTE: _VOTE,
    TodoKind.VOTE_AGAIN: _VOTE,
    TodoKind.ANSWER_CONCERN: "The hiring manager answers the bar raiser. To have somebody else do it, edit the role.",
    TodoKind.APPROVE_OFFER: (
        "An approval can't be handed on by the approver. Ask <@{recruiter}> to put somebody else in your place."
    ),
}
"""What nobody can do for somebody else, and what to do instead."""


LONGEST = timedelta(days=60)
"""For how long a to-do may be put off."""


def snooze(work: Work, form: TodoForm) -> int:
    """Put my own to-do off until a moment: no reminder before it. Returns the loop."""
    todo, *_ = _mine(work, form)
    if form.until is None or form.until.tzinfo is None or form.until <= work.now:
        raise Invalid("This is in the past. Pick a time that is still to come.", field="until")
    if form.until > work.now + LONGEST:
        raise Invalid(
            f"This is more than {LONGEST.days} days ahead. Pick a nearer day, or hand it over.", field="until"
        )
    if todo.opens_at > work.now:
        raise NotNow("There is nothing to put off yet: I ask for this when its time has come.")
    todo.snoozed_until = todo.next_nudge_at = form.until
    work.session.add(todo)
    posts.refresh_nudges(work, [form.todo])
    work.audit("snooze", "todo", form.todo, loop=todo.loop_id, until=form.until.isoformat())
    return todo.loop_id


def next_morning(work: Work) -> datetime:
    """When the next working day of the one who asks begins."""
    me = members.people(work, [work.actor])[work.actor]
    return cadence.next_morning(work.now, me.tz, me.hours)


def hand_over(work: Work, form: TodoForm) -> int:
    """Give my own to-do to somebody else who may do it; they are told at once. Returns the loop."""
    todo, loop, team = _mine(work, form)
    _must_be_anybodys(todo, team)
    heir = _heir(work, todo, loop, team, form.member)
    _pass_on(work, todo, loop, heir)
    work.audit("hand_over", "todo", form.todo, loop=loop.id, member=heir.id)
    return todo.loop_id


def heirs(work: Work, todo: int) -> tuple[Person, ...]:
    """To whom I can give my own to-do. Raises NotNow where nobody else here may do it."""
    row = work.session.get(Todo, todo)
    found = queries.loop_with_role(work.session, row.loop_id) if row else None
    if row is None or found is None or found[1].workspace_id != work.workspace or row.member_id != work.actor:
        raise NotFound
    loop, role, candidate = found
    team = relations.leads(role, candidate)
    _must_be_anybodys(row, team)
    others = _others(work, row, loop, team)
    people = members.people(work, others)
    here = tuple(people[member] for member in others if people[member].active)
    if not here:
        raise NotNow(NOBODY_ELSE)
    return here


def _must_be_anybodys(todo: Todo, team: tuple[str, str]) -> None:
    if (why := _PERSONAL.get(TodoKind(todo.kind))) is not None:
        raise NotNow(why.format(recruiter=team[0]))


def _pass_on(work: Work, todo: Todo, loop: Loop, heir: Member) -> None:
    """They are told at once, or with what waits for them already."""
    number = todo.id or 0
    times = 1 + queries_roles.posts_keyed(work.session, f"handed:{number}:")
    there = _waiting(work, heir)
    before, _ = queries_nudges.nudges_so_far(work.session, [number]).get(number, (0, None))
    begin_anew(todo, heir.id, work.now)
    todo.next_nudge_at = _reminded(work, todo, loop, heir)
    work.session.add(todo)
    work.session.flush()
    settle_anew(work, loop.id or 0)
    posts.refresh_nudges(work, [number])
    post = posts.say(work, there.key if there else f"handed:{number}:{heir.id}:{times}", PostKind.NUDGE, member=heir.id)
    work.session.add(Nudge(todo_id=number, n=before + 1, post_id=post.id or 0, at=work.now, by=work.actor, handed=True))


def _waiting(work: Work, heir: Member) -> Post | None:
    """The reminder that reaches them on the day on which they work next; not one that their cap keeps for another."""
    there = queries_reminders.unsent_reminders(work.session, [heir.id]).get(heir.id)
    zone = zone_named(heir.zone)
    _, ends = cadence.day_of(cadence.next_working_moment(work.now, zone, hours.of(heir, work.now)), zone)
    goes = queries_waiting.due(work.session, there) if there else None
    return there if goes and goes < ends else None


def not_mine(work: Work, form: TodoForm) -> int:
    """Say that my own to-do is none of mine: I'm reminded no more, and who leads the search has to settle it.

    What was handed to me goes back.
    """
    todo, loop, team = _mine(work, form)
    owner = work.session.get_one(Member, todo.owed_by)
    if owner.id != work.actor and owner.kind != MemberKind.DEACTIVATED:
        _pass_on(work, todo, loop, owner)
        work.audit("not_mine", "todo", form.todo, loop=loop.id, member=owner.id)
        return todo.loop_id
    if todo.disowned_at is not None:
        return todo.loop_id  # a second click
    if todo.kind == TodoKind.REASSIGN:
        raise NotNow("Somebody has to settle it. Hand it over, or put it off.")
    if {lead for lead, person in members.people(work, team).items() if person.active} == {todo.owed_by}:
        raise NotNow("Nobody else leads this search. To bring somebody in, edit the role.")
    todo.disowned_at = todo.ended_at = work.now
    todo.next_nudge_at = todo.escalates_at = todo.snoozed_until = None
    work.session.add(todo)
    work.session.flush()
    settle_anew(work, loop.id or 0)
    posts.refresh_nudges(work, [form.todo])
    work.audit("not_mine", "todo", form.todo, loop=loop.id)
    return todo.loop_id


def settle_anew(work: Work, loop: int) -> int:
    """A to-do has come to its end, or begins anew: what the recruiter has to settle follows. Returns the loop."""
    changing = Changing(work, loop)
    debriefs.without_the_gone(changing)
    closed = settle(work, changing.loop, changing.role, changing.state, changing.playbook)
    posts.refresh_nudges(work, closed)
    return loop


def _mine(work: Work, form: TodoForm) -> tuple[Todo, Loop, tuple[str, str]]:
    """My own open to-do, locked, and who leads its loop. Those of others don't exist as far as I am told."""
    row = queries_roles.todo_for_update(work.session, form.todo)
    if row is None or row[2].workspace_id != work.workspace:
        raise NotFound
    todo, loop, role = row
    candidate = work.session.get_one(Candidate, loop.candidate_id)
    if candidate.member_id == work.actor:
        raise NotFound
    if todo.member_id != work.actor:
        if todo.owed_by == work.actor:
            raise NotNow(f"This is with <@{todo.member_id}> now.")
        raise NotFound
    if todo.closed_at is not None:
        raise NotNow("This is done already; there is nothing left to do.")
    return todo, loop, relations.leads(role, candidate)


def _heir(work: Work, todo: Todo, loop: Loop, team: tuple[str, str], member: str | None) -> Member:
    others = _others(work, todo, loop, team)
    if not others:
        raise NotNow(NOBODY_ELSE)
    if member not in others:
        names = " or ".join(f"<@{one}>" for one in others)
        raise Invalid(
            f"This can go to {names}. To bring somebody else in, edit the role.", field="member", members=tuple(others)
        )
    members.require_members(work, [member], "member")
    return work.session.get_one(Member, member)


def _others(work: Work, todo: Todo, loop: Loop, team: tuple[str, str]) -> list[str]:
    deaf = {where for where, why in loop.unreached.items() if why in (Missed.GONE, Missed.TOLD)}
    return [m for m in dict.fromkeys(team) if m not in {work.actor, *deaf} and _may(work, todo, loop, team, m)]


def _may(work: Work, todo: Todo, loop: Loop, team: tuple[str, str], member: str) -> bool:
    named = zip(team, (Relation.RECRUITER, Relation.HIRING_MANAGER), strict=True)
    found = frozenset(relation for who, relation in named if who == member)
    if todo.kind == TodoKind.DECIDE:
        stage = playbooks.of_hash(work, loop.playbook_hash).stage(todo.stage)
        return may_decide(found, stage.decided_by)
    return may(_DOES[TodoKind(todo.kind)], found)


def _reminded(work: Work, todo: Todo, loop: Loop, heir: Member) -> datetime | None:
    """As for a to-do that opens now, but not at once: they have just been told."""
    playbook = playbooks.of_hash(work, loop.playbook_hash)
    rhythm, zone = playbook.cadence_for(todo.stage, todo.kind), zone_named(heir.zone)
    theirs = hours.of(heir, work.now)
    first = cadence.first_nudge(todo.opens_at, todo.due_at, rhythm, zone, theirs)
    return first if first > work.now else cadence.next_nudge(work.now, 0, rhythm, zone, theirs)
