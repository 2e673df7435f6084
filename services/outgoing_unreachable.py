"""Where nothing can be sent: what the one who can mend it reads."""

from domain.read.unreachable import UnreachablePost
from models import queries_unreachable as queries
from models.tables import Destination, Member, Post
from services import members
from services.reading import role_line
from services.work import Work


def unreachable(work: Work, post: Post) -> UnreachablePost | None:
    """Not said at all when it was mended before anybody read of it."""
    if work.session.get(Member, post.subject) is not None:  # said before such people were somebody's to-do
        return None
    place = work.session.get(Destination, post.subject)
    # One that was closed anew since then has a message of its own.
    mended = place is None or not place.error or place.closed_at != post.created_at
    if mended and not post.ts:
        return None
    reader, error = post.member_id or "", place.error if place else ""
    roles = [
        role
        for role in queries.open_roles_of(work.session, post.subject)
        if reader in (role.recruiter, role.hiring_manager)
    ]
    people = members.people(work, {reader, *(who for role in roles for who in (role.recruiter, role.hiring_manager))})
    lines = tuple(role_line(people, role, 0) for role in roles)
    return UnreachablePost(people[reader], error, post.subject, lines, mended=mended)
