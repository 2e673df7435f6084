"""What was said of a loop, and is right no more after a change."""

from collections.abc import Callable, Collection, Mapping, Sequence

from domain.read.messages import PostKind
from domain.state import LoopState, Rsvp, Step
from domain.telling import to_tell
from models import queries
from models.tables import Post
from services.audiences import ASKS, PROPOSES, Change
from services.work import Work

OF_AN_INTERVIEW = (PostKind.INVITATION, PostKind.SOON, PostKind.BRIEFING)


def kinds(change: Change) -> list[PostKind]:
    """Messages of these kinds may have become wrong; each kind is read only where it may."""
    return [kind for kind, concerned in CONCERNED.items() if concerned(change)]


def of_loop(change: Change, there: Collection[Post]) -> list[Post]:
    """Those of `there`, which are of `kinds`, that have become wrong."""
    over = _over(change)
    exact: Mapping[str, Callable[[Post], bool]] = {
        PostKind.TELL: lambda post: post.subject in over,
        PostKind.NOTICE: lambda post: post.subject in _followed(change),
    }
    concerned = set(kinds(change))
    return [post for post in there if post.kind in concerned and exact.get(post.kind, _always)(post)]


def of_interviews(work: Work, loop: int, *states: LoopState) -> Sequence[Post]:
    """What was said of the interviews of these states' rounds.

    What was said of other rounds says how they ended, and that does not change any more. Slack takes few updates.
    """
    names = [str(kind) for kind in OF_AN_INTERVIEW]
    return queries.posts_of_rounds(work.session, loop, names, {(state.stage, state.round) for state in states})


def invites_otherwise(change: Change) -> bool:
    """Whether those who are invited read something else now."""
    return _as_invited(change.before) != _as_invited(change.after)


def _as_invited(state: LoopState) -> tuple[object, ...]:
    """What is said to who is invited. Who has submitted a scorecard is no part of it."""
    seats = tuple((seat.member, seat.part, seat.rsvp, seat.absent) for seat in state.seats)
    return seats, state.meeting, state.status, state.step is Step.SCHEDULED


def _over(change: Change) -> frozenset[str]:
    """What the candidate was to be told and need not be, or not by that recruiter."""
    now = to_tell(change.after)
    inherits = change.after.recruiter != change.before.recruiter
    return frozenset(key for key in to_tell(change.before) if key not in now or inherits)


def _scores_otherwise(change: Change) -> bool:
    before, after = change.before, change.after
    scoring = before.step in (Step.FEEDBACK, Step.REVIEW, Step.DECISION)
    return scoring and (before.seats, before.step, before.status) != (after.seats, after.step, after.status)


def _answers_otherwise(change: Change) -> bool:
    """Whether something else is to be said of who would come at another time."""
    before, after = change.before, change.after
    proposed = before.step is Step.SCHEDULED and any(seat.rsvp is Rsvp.PROPOSED for seat in before.seats)
    return proposed and _as_invited(before) != _as_invited(after)


def _followed(change: Change) -> frozenset[str]:
    """The subjects of notices that follow what became of what they ask for, and have to."""
    said = {ASKS: _scores_otherwise(change), PROPOSES: _answers_otherwise(change)}
    return frozenset(subject for subject, otherwise in said.items() if otherwise)


def _always(_post: Post) -> bool:
    return True


CONCERNED: Mapping[PostKind, Callable[[Change], bool]] = {
    PostKind.APPROVAL: lambda change: (
        change.before.offer != change.after.offer
        or change.before.status != change.after.status
        or (change.before.step is Step.APPROVAL and change.after.step is not Step.APPROVAL)
    ),
    PostKind.DECIDE: lambda change: change.before.step is Step.DECISION,
    PostKind.READS_ALONG: lambda change: change.before.status != change.after.status,
    PostKind.TELL: lambda change: bool(_over(change)),
    PostKind.NOTICE: lambda change: bool(_followed(change)),
}
