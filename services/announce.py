"""What a change makes the bot say, and to whom: card, thread, and the people whom it concerns, each exactly once."""

from collections.abc import Callable, Collection, Iterable, Mapping

from domain import events as ev
from domain.read.messages import PostKind
from domain.state import Card, LoopState, Status, Step
from domain.telling import to_tell
from models import queries, queries_waiting
from models.tables import Loop, Post, Role
from services import debrief_rooms, posts, told_of_closing
from services.audiences import ASKS, NOTICES, Change, asked_to_score
from services.work import Work

SILENT = frozenset({
    ev.InvitationAccepted, ev.LinkAdded, ev.Told, ev.TeamChanged, ev.CardSubmitted, ev.OfferApproved, ev.GateClosed,
    ev.Voted, ev.VotedAgain, ev.VoterLeft, ev.DebriefMovedOn, ev.ConcernAnswered, ev.CandidateKnown,
})  # fmt: skip
"""Events that the card shows, if at all; a line in the thread for each would be noise."""

MORE = "expired"
"""The subject of a notice that takes up others of its kind as long as it waits; their history entries follow."""


def announce(work: Work, change: Change) -> None:
    card = card_of(work, change.loop, change.role)
    if type(change.event) not in SILENT:
        posts.say(
            work, f"thread:{change.history}", PostKind.THREAD, loop=change.loop_id, ref=change.history,
            channel=change.role.channel, parent=card,
        )  # fmt: skip
    audience = NOTICES.get(type(change.event))
    if audience is not None and told_of_closing.ends_with_role(change):
        told_of_closing.tell(work, change, audience(change, change.event))
    elif audience is not None:
        asks = ASKS if isinstance(change.event, ev.SubmissionReceived) else ""
        by_itself = MORE if isinstance(change.event, ev.OfferExpired) else ""
        people = [member for member in audience(change, change.event) if member != _has_the_text(change)]
        told = _with_others(work, change.history, people) if by_itself else set()
        left = [member for member in people if member not in told]
        notices(work, change.history, change.loop_id, left, subject=asks or by_itself)
    if isinstance(change.event, ev.PanelChanged):
        notices(work, change.history, change.loop_id, asked_to_score(change), subject=ASKS)
    _invite(work, change)
    _ask(work, change)
    _tell(work, change)
    _refresh(work, change)
    debrief_rooms.follow(work, change)
    if isinstance(change.event, ev.OfferAccepted):
        posts.say(
            work, f"hired:{change.history}", PostKind.HIRED, loop=change.loop_id, ref=change.history,
            channel=change.role.channel,
        )  # fmt: skip


def card_of(work: Work, loop: Loop, role: Role) -> Post:
    """The candidate's card: one for ever, brought up to date with every change.

    A role that moves to another channel gets new cards there; the old ones stay behind as they were last.
    """
    card = posts.say(work, f"card:{loop.id}", PostKind.CARD, loop=loop.id, channel=role.channel)
    if card.channel == role.channel:
        return card
    card.key = f"card:{loop.id}:{card.id}"
    work.session.add(card)
    work.session.flush()
    return posts.say(work, f"card:{loop.id}", PostKind.CARD, loop=loop.id, channel=role.channel)


def notices(work: Work, history: int, loop: int, people: Iterable[str], *, subject: str = "") -> None:
    """One history entry told to each of these once, but not to whom it is the work of."""
    for member in dict.fromkeys(people):
        if member and member != work.actor:
            key = f"notice:{history}:{member}"
            posts.say(work, key, PostKind.NOTICE, loop=loop, ref=history, subject=subject, member=member)


def _with_others(work: Work, history: int, people: Collection[str]) -> set[str]:
    """Whoever will read the same of another loop reads both in one message. Returns who does."""
    waiting = {post.member_id or "": post for post in queries_waiting.notices_to_extend(work.session, people, MORE)}
    for post in waiting.values():
        post.subject = f"{post.subject},{history}"
        work.session.add(post)
    work.session.flush()
    posts.refresh(work, list(waiting.values()))
    return set(waiting)


def _invite(work: Work, change: Change) -> None:
    """A new version of the meeting invites all; a changed panel the new ones. What was held already invites nobody."""
    meeting, event = change.after.meeting, change.event
    if change.after.step is not Step.SCHEDULED or meeting is None:
        return
    new_version = isinstance(event, ev.Scheduled | ev.Rescheduled)
    if not new_version and not isinstance(event, ev.PanelChanged):
        return
    row = queries.interview_of(work.session, change.loop_id, change.after.stage, change.after.round)
    if row is None:
        return
    known = set() if new_version else {seat.member for seat in change.before.seats}
    for seat in change.after.seats:
        if seat.member not in known:
            posts.say(
                work, f"invite:{row.id}:{row.version}:{seat.member}", PostKind.INVITATION, loop=change.loop_id,
                ref=row.id, subject=str(row.version), member=seat.member,
            )  # fmt: skip


OF_AN_INTERVIEW = (PostKind.INVITATION, PostKind.SOON, PostKind.BRIEFING)


def refresh_invitations(work: Work, loop: int, *states: LoopState) -> None:
    """Bring up to date what was said of the interviews of these states' rounds.

    What was said of other rounds says how they ended, and that does not change any more. Slack takes few updates.
    """
    kinds = [str(kind) for kind in OF_AN_INTERVIEW]
    rounds = {(state.stage, state.round) for state in states}
    posts.refresh(work, queries.posts_of_rounds(work.session, loop, kinds, rounds))


def _ask(work: Work, change: Change) -> None:
    """Who is asked for a decision or an approval hears of it at once."""
    before, after = change.before, change.after
    if after.status is Status.ACTIVE and after.step is Step.DECISION and before.step is not Step.DECISION:
        submitted = sum(seat.counts and seat.card is Card.SUBMITTED for seat in after.seats)
        posts.say(
            work, f"decide:{change.history}", PostKind.DECIDE, loop=change.loop_id, ref=change.history,
            subject=f"{after.stage}:{after.round}:{submitted}", member=after.decider,
        )  # fmt: skip
    if isinstance(change.event, ev.OfferDrafted | ev.ApproverReplaced) and after.offer is not None:
        row = queries.offer_of(work.session, change.loop_id)
        asked = {a.member for a in after.offer.approvals if not a.approved}
        for member in sorted(asked):
            _approval(work, change, row.id if row else None, after.offer.version, member)


def _approval(work: Work, change: Change, offer: int | None, version: int, member: str) -> None:
    posts.say(
        work, f"approval:{change.loop_id}:{version}:{member}", PostKind.APPROVAL, loop=change.loop_id, ref=offer,
        subject=str(version), member=member,
    )  # fmt: skip


def _tell(work: Work, change: Change) -> None:
    """Text for the candidate, ready to copy, for the recruiter; what is told or overtaken loses its button.

    A new recruiter gets what is still to be told, and the message to the one before says so.
    """
    now, earlier, recruiter = to_tell(change.after), to_tell(change.before), change.after.recruiter
    inherits = recruiter != change.before.recruiter
    for key in () if told_of_closing.ends_with_role(change) else _news(change):
        posts.say(
            work, f"tell:{change.loop_id}:{key}:{recruiter}", PostKind.TELL, loop=change.loop_id,
            ref=change.history, subject=key, member=recruiter,
        )  # fmt: skip
    over = {key for key in earlier if key not in now or inherits}
    if over:
        found = queries.posts_of_loop(work.session, change.loop_id, [PostKind.TELL])
        posts.refresh(work, [post for post in found if post.subject in over])
        if change.role.status != "open":
            told_of_closing.refresh(work, change.role.id or 0)


def _news(change: Change) -> tuple[str, ...]:
    """What the recruiter has to tell the candidate, and was not given before."""
    earlier = to_tell(change.before) if change.after.recruiter == change.before.recruiter else ()
    return tuple(key for key in to_tell(change.after) if key not in earlier)


def _has_the_text(change: Change) -> str:
    """Whom the text for the candidate tells what time alone has brought about; nobody hears it twice."""
    return change.after.recruiter if not change.event.by and _news(change) else ""


def _as_invited(state: LoopState) -> tuple[object, ...]:
    """What is said to who is invited. Who has submitted a scorecard is no part of it."""
    seats = tuple((seat.member, seat.part, seat.rsvp, seat.absent) for seat in state.seats)
    return seats, state.meeting, state.status, state.step is Step.SCHEDULED


REFRESHES: Mapping[PostKind, Callable[[Change], bool]] = {
    PostKind.APPROVAL: lambda change: (
        change.before.offer != change.after.offer
        or change.before.status != change.after.status
        or (change.before.step is Step.APPROVAL and change.after.step is not Step.APPROVAL)
    ),
    PostKind.DECIDE: lambda change: change.before.step is Step.DECISION,
    PostKind.READS_ALONG: lambda change: change.before.status != change.after.status,
}


def _refresh(work: Work, change: Change) -> None:
    kinds = [kind for kind, concerned in REFRESHES.items() if concerned(change)]
    if kinds:
        posts.refresh_kinds(work, change.loop_id, kinds)
    before, after = change.before, change.after
    if _as_invited(before) != _as_invited(after):
        refresh_invitations(work, change.loop_id, before, after)
    scoring = before.step in (Step.FEEDBACK, Step.REVIEW, Step.DECISION)
    if scoring and (before.seats, before.step, before.status) != (after.seats, after.step, after.status):
        told = queries.posts_of_loop(work.session, change.loop_id, [PostKind.NOTICE])
        posts.refresh(work, [post for post in told if post.subject == ASKS])
