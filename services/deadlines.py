"""What time alone brings about: interviews that begin soon, challenges that are late, offers that have run out."""

from datetime import timedelta

from domain import events as ev
from domain.read.messages import PostKind
from domain.todos import UNTIL_IT_BEGINS
from models import queries_planner as queries
from models import queries_reminders
from services import posts
from services.change import Changing
from services.work import Work

SOON = timedelta(minutes=15)

AT_ONCE = 20


def soon(work: Work, limit: int = AT_ONCE) -> int:
    """Remind everybody who has not declined of interviews that begin within a quarter of an hour.

    Once for every time that an interview is given; returns how many interviews it dealt with.
    """
    found = queries.claim_soon(work.session, work.now, work.now + SOON, limit)
    seats = queries.seats_of_interviews(work.session, [interview.id or 0 for interview in found]) if found else ()
    for interview in found:
        interview.reminded_version = interview.version
        work.session.add(interview)
        for _, seat in (one for one in seats if one[0] == interview.id):
            posts.say(
                work, f"soon:{interview.id}:v{interview.version}:{seat.member_id}", PostKind.SOON,
                loop=interview.loop_id, ref=interview.id, subject=str(interview.version), member=seat.member_id,
            )  # fmt: skip
    work.session.flush()
    return len(found)


def late_challenges(work: Work, limit: int = AT_ONCE) -> list[tuple[int, str]]:
    """Loops, each with its workspace, whose challenge should be back by now."""
    return list(queries.overdue_challenges(work.session, work.now, limit))


def begun(work: Work, limit: int = AT_ONCE) -> list[tuple[int, str]]:
    """Loops, each with its workspace, that wait for an answer, a time or a link which is of no use any more."""
    return list(queries_reminders.loops_begun(work.session, work.now, UNTIL_IT_BEGINS, limit))


def expired_offers(work: Work, limit: int = AT_ONCE) -> list[tuple[int, str]]:
    """Loops, each with its workspace, whose offer has run out without an answer."""
    return list(queries.expired_offers(work.session, work.now, limit))


def call_overdue(work: Work, loop: int) -> int:
    """The challenge has not come back in time. Raises a Refusal when it has, meanwhile."""
    Changing(work, loop).apply(ev.ChallengeOverdue(by=work.actor, at=work.now))
    return loop


def let_expire(work: Work, loop: int) -> int:
    """The offer was not answered in time. Raises a Refusal when it was, meanwhile."""
    Changing(work, loop).apply(ev.OfferExpired(by=work.actor, at=work.now))
    return loop
