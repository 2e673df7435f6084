"""Channels and people that take no messages: who is told, once, what to mend; and how it goes on."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.read.messages import PostKind
from models import queries_unreachable as queries
from models.database import announce_commit
from models.tables import Destination, Post
from services import posts
from services.work import Work

PROBE = timedelta(minutes=5)
"""How often the first message that waits for a closed channel is tried again, in case it was mended."""


def close(work: Work, id_: str, post: Post, error: str, real: datetime) -> bool:
    """Nothing can be sent there. Says whether to wait until it is mended, as for the channel of an open role.

    Who leads the search is told when it begins. A message to a person is given up: it is for the recruiter to talk to
    them, or to find somebody else.
    """
    destination = queries.destination_for_update(work.session, id_)
    if destination is None:
        return False
    if not destination.error:
        destination.closed_at = work.now
    destination.error = error
    roles = queries.open_roles_of(work.session, post.channel) if post.channel else ()
    if roles:
        destination.next_send_at = real + PROBE
    work.session.add(destination)
    if post.channel:
        _tell(work, destination, post, (role.recruiter for role in roles))
    elif post.kind != PostKind.UNREACHABLE:
        _tell(work, destination, post, _leaders(work, post))
    return bool(roles)


def _leaders(work: Work, post: Post) -> Iterable[str]:
    """Of each loop that the message is about: the recruiter, or the hiring manager if it is the recruiter's own."""
    for _, role in queries.loops_of(work.session, post):
        yield next((lead for lead in (role.recruiter, role.hiring_manager) if lead != post.member_id), "")


def _tell(work: Work, destination: Destination, post: Post, readers: Iterable[str]) -> None:
    """Each reader once, until it has been mended."""
    loop = post.loop_id if destination.id == post.member_id else None
    for reader in sorted({reader for reader in readers if reader}):
        key = f"unreachable:{destination.id}:{destination.closed_at:%Y%m%dT%H%M%S}:{reader}"
        told = queries.told_of(work.session, destination.id, destination.closed_at or work.now)
        if all(one.key != key for one in told):
            posts.say(work, key, PostKind.UNREACHABLE, subject=destination.id, loop=loop, member=reader)


def reopen(work: Work, id_: str) -> None:
    """Something has arrived there again: whoever was told of the trouble reads that it is over."""
    destination = queries.destination_for_update(work.session, id_)
    if destination is not None and destination.error:
        destination.error = ""
        work.session.add(destination)
        posts.refresh(work, queries.told_of(work.session, id_, destination.closed_at or work.now))


def try_again(work: Work, channel: str) -> None:
    """We are in that channel (again): what waits for it need not wait for the next probe."""
    queries.try_again(work.session, channel)
    announce_commit(work.session)
