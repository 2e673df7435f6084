"""What a post says: its read-model, loaded when its turn comes. None when it is no longer true, so that it is not sent.

What was sent already is always brought up to date: what is over loses its buttons and says how it ended.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from domain.read.messages import DigestPost, Outgoing, PostKind, TakenBackPost
from domain.refusals import Refusal, Unreadable
from models import queries_delivery
from models.tables import Loop, Post
from services import (
    amendments,
    digests,
    outgoing_asks,
    outgoing_briefings,
    outgoing_channel,
    outgoing_debriefs,
    outgoing_interviews,
    outgoing_leaderless,
    outgoing_reading_along,
    outgoing_role_closed,
    outgoing_todos,
    outgoing_unreachable,
    private_notes,
)
from services.facts import rows_of
from services.readable import readable
from services.work import Work

Loader = Callable[[Work, Post], Outgoing | None]


def _digest(work: Work, post: Post) -> DigestPost | None:
    digest = digests.load(work, post.channel, date.fromisoformat(post.subject))
    return DigestPost(digest) if digest is not None else None


LOADERS: Mapping[PostKind, Loader] = {
    PostKind.CARD: outgoing_channel.card_post,
    PostKind.THREAD: outgoing_channel.thread,
    PostKind.INVITATION: outgoing_interviews.invitation,
    PostKind.NOTICE: outgoing_channel.notice,
    PostKind.SOON: outgoing_interviews.soon,
    PostKind.BRIEFING: outgoing_briefings.message,
    PostKind.NUDGE: outgoing_todos.nudge,
    PostKind.ESCALATION: outgoing_todos.escalation,
    PostKind.TELL: outgoing_asks.tell,
    PostKind.DECIDE: outgoing_asks.decide,
    PostKind.APPROVAL: outgoing_asks.approval,
    PostKind.HIRED: outgoing_channel.hired,
    PostKind.DIGEST: _digest,
    PostKind.UNREACHABLE: outgoing_unreachable.unreachable,
    PostKind.READS_ALONG: outgoing_reading_along.reads_along,
    PostKind.LEADERLESS: outgoing_leaderless.leaderless,
    PostKind.ROLE_CLOSED: outgoing_role_closed.role_closed,
    PostKind.AMENDED: amendments.message,
    PostKind.PRIVATE_NOTE: private_notes.message,
    PostKind.DEBRIEF: outgoing_debriefs.head,
    PostKind.DEBRIEF_LINE: outgoing_debriefs.line,
}


def load(work: Work, post_id: int) -> Outgoing | None:
    """What the post says now. A constant number of queries for each kind, however much it is about.

    Raises Unreadable where nobody knows, since its loop cannot be read.
    """
    post = work.session.get(Post, post_id)
    if post is None:
        return None
    if _tells_the_candidate(work, post):
        return TakenBackPost() if post.ts else None
    try:
        said = LOADERS[PostKind(post.kind)](work, post)
    except (ValueError, LookupError, Refusal) as error:
        if _unreadable(work, post):
            raise Unreadable(loop=post.loop_id) from error
        raise
    if said is None and _unreadable(work, post):
        raise Unreadable(loop=post.loop_id)
    return said


def load_all(work: Work, posts: Collection[int]) -> dict[int, Outgoing | None]:
    """The same of several posts: reminders, of which many fall due at once, are read together.

    Raises whatever any of them does.
    """
    rows = queries_delivery.posts_by_ids(work.session, posts)
    reminders = [row for row in rows if row.kind == PostKind.NUDGE and not _tells_the_candidate(work, row)]
    said = outgoing_todos.nudges(work, reminders) if len(reminders) > 1 else {}
    return {post: said.get(post) or load(work, post) for post in posts}


def _unreadable(work: Work, post: Post) -> bool:
    loop = work.session.get(Loop, post.loop_id) if post.loop_id is not None else None
    return loop is not None and not readable(work, loop)


def _tells_the_candidate(work: Work, post: Post) -> bool:
    """Who is or was a loop's candidate is told nothing of it, whatever else they are or have been to it.

    A briefing may be of several loops, and is without those that are its reader's own.
    """
    if post.kind == PostKind.BRIEFING:
        return False
    readers = {post.member_id or "", *post.people.split(",")} - {""}
    rows = rows_of(work, [post.loop_id]) if readers and post.loop_id is not None else ()
    return any(candidate.member_id in readers for _, _, candidate in rows)
