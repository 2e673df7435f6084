"""What who leads the search reads of a candidate who is in the channel where their own card stands."""

from domain.read.messages import ReadsAlongPost
from domain.state import CLOSED
from models import queries
from models.tables import Post
from services import members
from services.facts import rows_of
from services.work import Work


def reads_along(work: Work, post: Post) -> ReadsAlongPost | None:
    """Not said at all when it was over before anybody read of it."""
    rows = rows_of(work, [post.loop_id or 0])
    reader = post.member_id or ""
    if not rows:
        return None
    loop, role, candidate = rows[0]
    inside = candidate.member_id or ""
    beside = role.channel == post.subject and loop.status not in CLOSED
    over = not (beside and queries.in_channel(work.session, role.channel, inside))
    if over and not post.ts:
        return None
    people = members.people(work, {reader, inside})
    return ReadsAlongPost(
        loop=loop.id or 0,
        version=loop.version,
        candidate=candidate.name,
        role=role.title,
        person=people[reader],
        who=people.get(inside),
        channel=post.subject,
        role_id=role.id or 0,
        role_version=role.version,
        over=over,
    )
