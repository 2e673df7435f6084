"""Where a debrief is talked about: a group conversation of its people with the bot, opened when it begins.

A group's people can't be changed in Slack: other people are another group, and the message in the one before says so.
Where no group can be had (more than eight people, a scope that is missing) each gets the message alone.
"""

import hashlib
from collections.abc import Collection

from sqlalchemy import update
from sqlmodel import col

from domain import events as ev
from domain.debriefs import standing_no, voters
from domain.read.members import MemberKind
from domain.read.messages import PostKind
from domain.state import VOTING, LoopState, Status, Step
from models import queries, queries_debriefs
from models.tables import Outbox, Post
from services import posts
from services.audiences import Change
from services.work import Work

LARGEST_GROUP = 8
"""Slack opens a conversation of the bot with eight people at most. Source: docs.slack.dev, conversations.open."""

SAID = (ev.DebriefMovedOn, ev.GateClosed, ev.ConcernAnswered, ev.DecisionReopened)
"""What has its own line in the thread, besides that a vote has ended."""


def people_of(state: LoopState) -> tuple[str, ...]:
    """Who votes, and the recruiter; never the candidate, who may lead the role alone."""
    return tuple(sorted({*voters(state), state.recruiter} - {"", state.candidate}))


def begins(round_: tuple[int, str, int]) -> str:
    """How the keys of a round's messages begin."""
    loop, stage, number = round_
    return f"debrief:{loop}:{stage}:{number}:"


def present(work: Work, people: Collection[str]) -> tuple[str, ...]:
    """Those who have not left the company."""
    gone = {row.id for row in queries.members_by_ids(work.session, people) if row.kind == MemberKind.DEACTIVATED}
    return tuple(member for member in people if member not in gone)


def goes_on_in(work: Work, head: Post, people: Collection[str]) -> bool:
    """Whether the debrief of these people, as they are now, is held where this message stands."""
    return _is_room_of(
        _rooms(work, ":".join(head.key.split(":")[:5])).get(_room(head), []), people, present(work, people)
    )


def _is_room_of(heads: Collection[Post], people: Collection[str], there: Collection[str]) -> bool:
    """Everybody is in it who has not left the company, and nobody else, save who has left since it was opened."""
    inside = {member for head in heads for member in (head.people or head.member_id or "").split(",")}
    return set(there) <= inside <= set(people)


def follow(work: Work, change: Change) -> None:
    """Open the room when the debrief begins or its people change, and bring what stands there up to date."""
    before, after = change.before, change.after
    if not (after.at.debrief or before.at.debrief):
        return
    active = after.status is Status.ACTIVE
    heads = _open(work, change) if active and after.step in VOTING else []
    if before.step in (*VOTING, Step.DECISION) or after.step in VOTING:
        posts.refresh(work, _heads(work, (change.loop_id, before.stage, before.round)))
    if active and after.step in (*VOTING, Step.DECISION) and _news(change):
        _say(work, change, heads or _standing(work, change))


def _news(change: Change) -> bool:
    """A vote has ended, or somebody did what everybody should know of: not how somebody voted in an earlier round."""
    if isinstance(change.event, ev.ConcernAnswered):
        return standing_no(change.before) == change.before.round
    ended = change.before.step in VOTING and change.after.step not in (change.before.step, Step.FEEDBACK, Step.REVIEW)
    return ended or isinstance(change.event, SAID)


def _open(work: Work, change: Change) -> list[Post]:
    """The heads for these very people; made unless they are there."""
    there = _standing(work, change)
    if there:
        return there
    people = present(work, people_of(change.after))
    key = _beginning(change) + hashlib.sha256(",".join(people).encode()).hexdigest()[:12]
    if not 1 < len(people) <= LARGEST_GROUP:
        return _apart(work, key, people, change.loop_id)
    return [posts.say(work, key, PostKind.DEBRIEF, loop=change.loop_id, people=",".join(people))]


def _beginning(change: Change) -> str:
    return begins((change.loop_id, change.after.stage, change.after.round))


def _apart(work: Work, key: str, people: Collection[str], loop: int | None) -> list[Post]:
    return [
        posts.say(work, f"{key}:{member}", PostKind.DEBRIEF, loop=loop, subject="apart", member=member)
        for member in people
    ]


def _standing(work: Work, change: Change) -> list[Post]:
    """The heads of the people as they are now: each alone, if no group could be had."""
    rooms = _rooms(work, _beginning(change))
    people = people_of(change.after)
    there = present(work, people) if rooms else ()
    found = next((heads for heads in reversed(rooms.values()) if _is_room_of(heads, people, there)), [])
    return [post for post in found if not post.people] or found


def _rooms(work: Work, beginning: str) -> dict[str, list[Post]]:
    """The heads by room, the oldest first."""
    rooms: dict[str, list[Post]] = {}
    for post in queries_debriefs.posts_keyed(work.session, beginning):
        if _is_head(post):
            rooms.setdefault(_room(post), []).append(post)
    return rooms


def _room(head: Post) -> str:
    """Told apart by the people it was opened for."""
    return head.key.split(":")[4]


def _heads(work: Work, round_: tuple[int, str, int]) -> list[Post]:
    return [post for post in queries_debriefs.posts_keyed(work.session, begins(round_)) if _is_head(post)]


def _is_head(post: Post) -> bool:
    return post.kind == PostKind.DEBRIEF


def _say(work: Work, change: Change, heads: list[Post]) -> None:
    """One line in each thread; the subject is the step it was said at."""
    for head in heads:
        posts.say(
            work, f"{head.key}/{change.history}", PostKind.DEBRIEF_LINE, loop=change.loop_id, ref=change.history,
            subject=str(change.after.step), member=head.member_id, people=head.people, parent=head,
        )  # fmt: skip


def scatter(work: Work, post: Post) -> None:
    """No conversation can be opened for these people: each gets the message alone, and the group's is given up."""
    key = post.key.partition("/")[0]
    head = next((one for one in queries_debriefs.posts_keyed(work.session, key) if one.key == key), None)
    if head is None or not head.people:
        return
    waiting = [one.id for one in queries_debriefs.posts_keyed(work.session, key) if one.people]
    work.session.execute(
        update(Outbox)
        .where(col(Outbox.post_id).in_(waiting), col(Outbox.state) == "pending")
        .values(state="dropped", error="no_group", done_at=work.now)
    )
    _apart(work, key, head.people.split(","), head.loop_id)
