"""Where nothing can be sent: what the one who can mend it reads."""

from domain.read.messages import UnreachablePost
from domain.read.people import Person
from models import queries_unreachable as queries
from models.tables import Destination, Member, Post
from services import members
from services.facts import rows_of
from services.reading import role_line
from services.work import Work


def unreachable(work: Work, post: Post) -> UnreachablePost | None:
    """Not said at all when it was mended before anybody read of it."""
    place = work.session.get(Destination, post.subject)
    # One that was closed anew since then has a message of its own.
    mended = place is None or not place.error or place.closed_at != post.created_at
    if mended and not post.ts:
        return None
    reader, error = post.member_id or "", place.error if place else ""
    roles = [role for role in queries.open_roles_of(work.session, post.subject) if role.recruiter == reader]
    people = members.people(
        work, {reader, post.subject, *(who for role in roles for who in (role.recruiter, role.hiring_manager))}
    )
    person = people.get(reader, Person(reader, reader))
    if work.session.get(Member, post.subject) is None:
        lines = tuple(role_line(people, role, 0) for role in roles)
        return UnreachablePost(person, error, channel=post.subject, roles=lines, mended=mended)
    who = people[post.subject]
    found = rows_of(work, [post.loop_id] if post.loop_id else [])
    if not found:
        return UnreachablePost(person, error, who=who, mended=mended)
    loop, _, candidate = found[0]
    return UnreachablePost(
        person, error, who=who, loop=loop.id or 0, version=loop.version, candidate=candidate.name, mended=mended
    )
