"""What a change makes the bot say, and to whom: card, thread, and the people whom it concerns, each exactly once."""

from collections.abc import Collection, Iterable, Mapping

from domain import events as ev
from domain.read.messages import PostKind
from domain.state import Card, Status, Step
from domain.telling import to_tell
from models import queries, queries_waiting
from models.tables import Loop, Post, Role
from services import debrief_rooms, out_of_date, posts, told_of_closing
from services.audiences import ASKS, NOTICES, PROPOSES, Change, asked_to_score
from services.work import Work

SILENT = frozenset({
    ev.InvitationAccepted, ev.LinkAdded, ev.Told, ev.TeamChanged, ev.CardSubmitted, ev.OfferApproved, ev.GateClosed,
    ev.Voted, ev.VotedAgain, ev.VoterLeft, ev.DebriefMovedOn, ev.ConcernAnswered, ev.CandidateKnown,
})  # fmt: skip
"""Events that the card shows, if at all; a line in the thread for each would be noise."""

FOLLOWED: Mapping[type[ev.Event], str] = {ev.SubmissionReceived: ASKS, ev.Proposed: PROPOSES}
"""Notices that say later what became of what they ask for: their subject."""

MORE = "expired"
"""The subject of a notice that takes up others of its kind as long as it waits; their history entries follow."""


def announce(work: Work, change: Change, closed: Collection[int]) -> None:
    """Say it, once the to-dos are settled; those that are `closed` look done where they were asked for."""
    saying = posts.Saying(work)
    if closed:
        saying.refresh(queries.posts_of_todos(work.session, closed))
    kinds = [str(kind) for kind in (PostKind.CARD, *out_of_date.kinds(change))]
    there = queries.posts_of_loop(work.session, change.loop_id, kinds)
    card = _card(saying, change, there)
    if type(change.event) not in SILENT:
        saying.say(
            f"thread:{change.history}", PostKind.THREAD, loop=change.loop_id, ref=change.history,
            channel=change.role.channel, parent=card,
        )  # fmt: skip
    audience = NOTICES.get(type(change.event))
    if audience is not None and told_of_closing.ends_with_role(change):
        told_of_closing.tell(work, change, audience(change, change.event))
    elif audience is not None:
        by_itself = MORE if isinstance(change.event, ev.OfferExpired) else ""
        people = [member for member in audience(change, change.event) if member != _has_the_text(change)]
        told = _with_others(saying, change.history, people) if by_itself else set()
        left = [member for member in people if member not in told]
        _notices(saying, change.history, change.loop_id, left, subject=FOLLOWED.get(type(change.event), by_itself))
    if isinstance(change.event, ev.PanelChanged):
        _notices(saying, change.history, change.loop_id, asked_to_score(change), subject=ASKS)
    _invite(saying, change)
    _ask(saying, change)
    _tell(saying, change)
    saying.refresh(out_of_date.of_loop(change, there))
    if out_of_date.invites_otherwise(change):
        saying.refresh(out_of_date.of_interviews(work, change.loop_id, change.before, change.after))
    if isinstance(change.event, ev.OfferAccepted):
        saying.say(
            f"hired:{change.history}", PostKind.HIRED, loop=change.loop_id, ref=change.history,
            channel=change.role.channel,
        )  # fmt: skip
    saying.write()
    if PostKind.TELL in kinds and change.role.status != "open":
        told_of_closing.refresh(work, change.role.id or 0)
    debrief_rooms.follow(work, change)


def _card(saying: posts.Saying, change: Change, there: Iterable[Post]) -> Post:
    """The candidate's card, to be brought up to date with all the rest."""
    for post in there:
        if post.key == _card_key(change.loop) and post.channel == change.role.channel:
            saying.refresh([post])
            return post
    return card_of(saying.work, change.loop, change.role)


def _card_key(loop: Loop) -> str:
    return f"card:{loop.id}"


def card_of(work: Work, loop: Loop, role: Role) -> Post:
    """The candidate's card: one for ever, brought up to date with every change.

    A role that moves to another channel gets new cards there; the old ones stay behind as they were last.
    """
    card = posts.say(work, _card_key(loop), PostKind.CARD, loop=loop.id, channel=role.channel)
    if card.channel == role.channel:
        return card
    card.key = f"{_card_key(loop)}:{card.id}"
    work.session.add(card)
    work.session.flush()
    return posts.say(work, _card_key(loop), PostKind.CARD, loop=loop.id, channel=role.channel)


def notices(work: Work, history: int, loop: int, people: Iterable[str]) -> None:
    """One history entry told to each of these once, but not to whom it is the work of."""
    saying = posts.Saying(work)
    _notices(saying, history, loop, people)
    saying.write()


def _notices(saying: posts.Saying, history: int, loop: int, people: Iterable[str], *, subject: str = "") -> None:
    for member in dict.fromkeys(people):
        if member and member != saying.work.actor:
            key = f"notice:{history}:{member}"
            saying.say(key, PostKind.NOTICE, loop=loop, ref=history, subject=subject, member=member)


def _with_others(saying: posts.Saying, history: int, people: Collection[str]) -> set[str]:
    """Whoever will read the same of another loop reads both in one message. Returns who does."""
    session = saying.work.session
    waiting = {post.member_id or "": post for post in queries_waiting.notices_to_extend(session, people, MORE)}
    for post in waiting.values():
        post.subject = f"{post.subject},{history}"
        session.add(post)
    saying.refresh(waiting.values())
    return set(waiting)


def _invite(saying: posts.Saying, change: Change) -> None:
    """A new version of the meeting invites all; a changed panel the new ones. What was held already invites nobody.

    Who was invited before, and has read since that they are off the panel, is invited anew: nobody hears of a change.
    """
    meeting, event = change.after.meeting, change.event
    if change.after.step is not Step.SCHEDULED or meeting is None:
        return
    new_version = isinstance(event, ev.Scheduled | ev.Rescheduled)
    if not new_version and not isinstance(event, ev.PanelChanged):
        return
    row = queries.interview_of(saying.work.session, change.loop_id, change.after.stage, change.after.round)
    if row is None:
        return
    known = set() if new_version else {seat.member for seat in change.before.seats}
    keys = {f"invite:{row.id}:{row.version}:{seat.member}": seat.member for seat in change.after.seats}
    asked = {key: member for key, member in keys.items() if member not in known}
    there = {} if new_version else queries.posts_by_key(saying.work.session, list(asked))
    for key, member in asked.items():
        again = f":{change.history}" if key in there and there[key].ts else ""
        saying.say(
            f"{key}{again}", PostKind.INVITATION, loop=change.loop_id, ref=row.id, subject=str(row.version),
            member=member,
        )  # fmt: skip


def _ask(saying: posts.Saying, change: Change) -> None:
    """Who is asked for a decision or an approval hears of it at once."""
    before, after = change.before, change.after
    asked_already = before.step is Step.DECISION and before.decider == after.decider
    if after.status is Status.ACTIVE and after.step is Step.DECISION and not asked_already:
        submitted = sum(seat.counts and seat.card is Card.SUBMITTED for seat in after.seats)
        saying.say(
            f"decide:{change.history}", PostKind.DECIDE, loop=change.loop_id, ref=change.history,
            subject=f"{after.stage}:{after.round}:{submitted}", member=after.decider,
        )  # fmt: skip
    if isinstance(change.event, ev.OfferDrafted | ev.ApproverReplaced) and after.offer is not None:
        row = queries.offer_of(saying.work.session, change.loop_id)
        asked = {a.member for a in after.offer.approvals if not a.approved}
        for member in sorted(asked):
            _approval(saying, change, row.id if row else None, after.offer.version, member)


def _approval(saying: posts.Saying, change: Change, offer: int | None, version: int, member: str) -> None:
    """Who was replaced, has read so, and is asked once more has a new message, as for an invitation."""
    key, again = f"approval:{change.loop_id}:{version}:{member}", ""
    if isinstance(change.event, ev.ApproverReplaced) and member == change.event.new:
        there = queries.posts_by_key(saying.work.session, [key]).get(key)
        again = f":{change.history}" if there is not None and there.ts else ""
    saying.say(f"{key}{again}", PostKind.APPROVAL, loop=change.loop_id, ref=offer, subject=str(version), member=member)


def _tell(saying: posts.Saying, change: Change) -> None:
    """Text for the candidate, ready to copy, for the recruiter; a new one gets what is still to be told."""
    recruiter = change.after.recruiter
    for key in () if told_of_closing.ends_with_role(change) else _news(change):
        saying.say(
            f"tell:{change.loop_id}:{key}:{recruiter}", PostKind.TELL, loop=change.loop_id,
            ref=change.history, subject=key, member=recruiter,
        )  # fmt: skip


def _news(change: Change) -> tuple[str, ...]:
    """What the recruiter has to tell the candidate, and was not given before."""
    earlier = to_tell(change.before) if change.after.recruiter == change.before.recruiter else ()
    return tuple(key for key in to_tell(change.after) if key not in earlier)


def _has_the_text(change: Change) -> str:
    """Whom the text for the candidate tells what time alone has brought about; nobody hears it twice."""
    return change.after.recruiter if not change.event.by and _news(change) else ""
