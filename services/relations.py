"""How the one who acts stands to a loop or a role."""

from collections.abc import Iterable

from domain import own_loop
from domain.actions import Action
from domain.permissions import Relation, require
from domain.refusals import NotFound
from models import queries
from models.tables import Candidate, Interview, Loop, Member, Role
from services.work import Work


def is_admin(work: Work) -> bool:
    """Named in the settings, or an owner or admin of the Slack workspace."""
    member = work.session.get(Member, work.actor)
    return work.actor in work.admins or (member is not None and member.is_admin)


def to_workspace(work: Work) -> frozenset[Relation]:
    """Relations that hold without any role: admin, and who may open roles."""
    member = work.session.get(Member, work.actor)
    found = set()
    if is_admin(work):
        found.add(Relation.ADMIN)
    if member is not None and member.may_open_roles:
        found.add(Relation.ROLE_OPENER)
    return frozenset(found)


def to_role(work: Work, role: Role) -> frozenset[Relation]:
    found = set(to_workspace(work))
    if work.actor == role.recruiter:
        found.add(Relation.RECRUITER)
    if work.actor == role.hiring_manager:
        found.add(Relation.HIRING_MANAGER)
    if queries.in_channel(work.session, role.channel, work.actor):
        found.add(Relation.CHANNEL)
    return frozenset(found)


def leads(role: Role, candidate: Candidate) -> tuple[str, str]:
    """Who recruits for a loop of the role, and who is its hiring manager: never the candidate, if anybody is left."""
    return own_loop.leads(role.recruiter, role.hiring_manager, candidate.member_id)


def in_the_lead(member: str, role: Role, candidate: Candidate) -> frozenset[Relation]:
    """By leading the search, in one's own part or in that of a colleague who turned out to be the candidate."""
    named = zip(leads(role, candidate), (Relation.RECRUITER, Relation.HIRING_MANAGER), strict=True)
    return frozenset(relation for lead, relation in named if lead == member)


def organises(member: str, loop: Loop, meetings: Iterable[Interview]) -> bool:
    """Whether they arranged the interview of the present round; who arranged an earlier one has no say in this one."""
    now = (loop.stage, loop.round)
    return any(meeting.organiser == member and (meeting.stage, meeting.round) == now for meeting in meetings)


def to_loop(work: Work, loop: Loop, role: Role, candidate: Candidate) -> frozenset[Relation]:
    """All relations of the actor to a loop; they add up."""
    found = {*to_workspace(work), *in_the_lead(work.actor, role, candidate)}
    tied = queries.ties(work.session, loop.id or 0, work.actor)
    held = {
        Relation.RECRUITER: role.recruiter == work.actor,
        Relation.HIRING_MANAGER: role.hiring_manager == work.actor,
        Relation.CHANNEL: tied.in_channel,
        Relation.PANELIST: tied.sits,
        Relation.BAR_RAISER: role.bar_raiser == work.actor,
        Relation.APPROVER: tied.approves,
        Relation.ORGANISER: tied.organises,
        Relation.CANDIDATE: candidate.member_id is not None and candidate.member_id == work.actor,
    }
    return frozenset(found | {relation for relation, holds in held.items() if holds})


def require_on_loop(work: Work, loop: int, action: Action) -> frozenset[Relation]:
    """The actor's relations to the loop, or a refusal. Strangers learn not even that it exists."""
    found = queries.loop_with_role(work.session, loop)
    if found is None or found[1].workspace_id != work.workspace:
        raise NotFound
    relations = to_loop(work, *found)
    require(action, relations)
    return relations


def require_on_role(work: Work, role: int, action: Action) -> Role:
    row = work.session.get(Role, role)
    if row is None or row.workspace_id != work.workspace:
        raise NotFound
    require(action, to_role(work, row))
    return row
