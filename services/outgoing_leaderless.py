"""What admins read of roles that nobody leads any more."""

from domain.read.leaderless import LeaderlessPost
from domain.read.overviews import RoleLine
from models import queries_leaderless as queries
from models.tables import Post, Role
from services import members
from services.reading import role_line
from services.work import Work


def leaderless(work: Work, post: Post) -> LeaderlessPost | None:
    """Not said at all when it was over before anybody read of it."""
    role, reader = work.session.get(Role, post.ref), post.member_id or ""
    if role is None:
        return None
    people = members.people(work, {reader, role.recruiter, role.hiring_manager})
    over = not queries.nobody_leads(work.session, role.id or 0)
    if over and not post.ts:
        return None
    line = role_line(people, role, queries.loops_waiting(work.session, role.id or 0))
    return LeaderlessPost(people[reader], line, over=over)


def roles(work: Work) -> tuple[RoleLine, ...]:
    """All that have lost one lead or both, for `check`."""
    found = queries.roles_without_a_lead(work.session)
    people = members.people(work, {lead for role in found for lead in (role.recruiter, role.hiring_manager)})
    return tuple(role_line(people, role, 0) for role in found)
