"""Channels and people that take no messages: who is told, once, what to mend; and how it goes on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from domain.read.messages import PostKind
from models import queries_unreachable as queries
from models.database import announce_commit
from models.tables import Destination, Post
from services import missed, posts
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
    place = work.session.get(Destination, post.subject) if post.kind == PostKind.UNREACHABLE else None
    if post.channel:
        _tell(work, destination, (role.recruiter for role in roles))
    elif place is not None:  # the hiring manager, then
        roles = queries.open_roles_of(work.session, place.id)
        _tell(work, place, (role.hiring_manager for role in roles if role.recruiter == post.member_id))
        return False
    else:
        missed.gone(work, post, error)
    return bool(roles)


def _tell(work: Work, destination: Destination, readers: Iterable[str]) -> None:
    """Each reader once, until it has been mended. A message belongs to the time since when it is closed."""
    since = replace(work, now=destination.closed_at or work.now)
    told = queries.told_of(work.session, destination.id, since.now)
    for reader in sorted(set(readers)):
        key = f"unreachable:{destination.id}:{destination.closed_at:%Y%m%dT%H%M%S}:{reader}"
        if all(one.key != key for one in told):
            posts.say(since, key, PostKind.UNREACHABLE, subject=destination.id, member=reader)


def reopen(work: Work, id_: str) -> None:
    """Something has arrived there again: whoever was told of the trouble reads that it is over."""
    destination = queries.destination_for_update(work.session, id_)
    if destination is not None and destination.error:
        destination.error = ""
        work.session.add(destination)
        posts.refresh(work, queries.told_of(work.session, id_, destination.closed_at or work.now))
        missed.reached(work, id_)


def try_again(work: Work, channel: str) -> None:
    """We are in that channel (again): what waits for it need not wait for the next probe."""
    queries.try_again(work.session, channel)
    announce_commit(work.session)
