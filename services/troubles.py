"""Messages that people should know about, given up or in doubt; and what can be done about them."""

from collections.abc import Collection
from dataclasses import dataclass

from domain.read.overviews import RoleLine, Stuck, Trouble, UnreadableLoop
from domain.read.people import PEOPLE
from models import queries_troubles as queries
from models.database import announce_commit
from models.tables import Outbox, Post
from services import gates, missed, outbox_rows, outgoing_leaderless, readable, unreachable
from services.outcomes import UNKNOWN
from services.work import Work


def find(work: Work, limit: int = 50) -> tuple[Trouble, ...]:
    """For the admin's Home, for `check` and for `outbox`; the latest first."""
    return tuple(_trouble(row, post) for row, post in queries.troubles(work.session, limit))


def _trouble(row: Outbox, post: Post) -> Trouble:
    return Trouble(
        outbox=row.id or 0,
        kind=post.kind,
        channel=post.channel,
        member=post.member_id or "",
        error=row.error,
        created_at=row.created_at,
        in_doubt=row.state == "doubtful",
        people=tuple(post.people.split(",")) if post.people else (),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How delivery stands as a whole. `refused`: Slack lets us do nothing at all, since then."""

    troubles: tuple[Trouble, ...]
    stuck: tuple[Stuck, ...]
    refused: gates.Refused | None
    leaderless: tuple[RoleLine, ...] = ()
    """Open roles whose recruiter or hiring manager has left."""
    unreadable: tuple[UnreadableLoop, ...] = ()


def standing(work: Work, limit: int = 50) -> Standing:
    """A constant number of queries."""
    return Standing(
        find(work, limit), stuck(work), gates.refused(work), outgoing_leaderless.roles(work), readable.found(work)
    )


def stuck(work: Work) -> tuple[Stuck, ...]:
    """For a person nothing waits: what cannot be said to them is somebody's to-do."""
    found = queries.closed(work.session)
    return tuple(Stuck(place.id, place.error, count) for place, count in found if not place.id.startswith(PEOPLE))


def retry(work: Work, ids: Collection[int] | None, *, anyway: bool = False) -> tuple[int, ...]:
    """Let these messages (None: all that are in trouble) wait for their turn again. Returns which they were.

    What is in doubt is looked for before it is sent; `anyway`: it is sent although it may be there already.
    """
    found = queries.troubles_for_update(work.session, ids)
    for row, post in found:
        in_doubt = (row.state == "doubtful" or bool(post.sought)) and not post.ts and not anyway
        if anyway:
            post.sought, post.sought_since = "", None
        row.next_try_at = row.done_at = None
        outbox_rows.wait_anew(work, row, UNKNOWN if in_doubt else "")
        unreachable.try_again(work, row.destination)
        missed.taken_up(work, post, row.destination)
    announce_commit(work.session)
    return tuple(row.id or 0 for row, _ in found)


def drop(work: Work, ids: Collection[int]) -> tuple[int, ...]:
    """These need not be sent any more: they have arrived after all, or nobody wants them.

    Which of the two is not asked: a later change of what was in doubt looks for it before it says it anew.
    """
    found = queries.troubles_for_update(work.session, ids)
    for row, post in found:
        if row.state == "doubtful":
            outbox_rows.seek(row, post)
        row.state, row.error, row.done_at = "dropped", "dropped by hand", work.now
        work.session.add(row)
        missed.taken_up(work, post, row.destination)
    announce_commit(work.session)
    return tuple(row.id or 0 for row, _ in found)
