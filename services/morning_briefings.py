"""The word of the working morning before: each person's briefings in one message, the earliest interview first."""

from collections.abc import Collection
from datetime import timedelta

from domain import cadence
from domain.read.messages import PostKind
from domain.read.people import Person
from models import queries_briefings, queries_nudges, queries_reminders
from models.tables import Interview, Panelist
from services import members, posts
from services.work import Work

AHEAD = timedelta(days=cadence.LOOKS_BACK + 1)


def shares(work: Work) -> list[list[str]]:
    """Who should be briefed now, the earliest interview first; each a share of their own. Reads only."""
    return [[member] for member in dict.fromkeys(seat.member_id for _, seat in _due(work))]


def brief(work: Work, share: Collection[str]) -> int:
    """Write the briefings of these people: one for each interview and version. Returns how many they are.

    One that was written and could not be sent yet takes up what has become due since.
    """
    free = queries_nudges.lock_members(work.session, share)
    queries_briefings.lock_loops(work.session, {interview.loop_id for interview, _ in _due(work, free)})
    found = _due(work, free)
    told_in = queries_reminders.unsent_briefings(work.session, free) if found else {}
    for interview, seat in found:
        seat.briefed_version = interview.version
        work.session.add(seat)
        post = posts.say(
            work, f"briefing:{interview.id}:v{interview.version}:{seat.member_id}", PostKind.BRIEFING,
            loop=interview.loop_id, ref=interview.id, subject=str(interview.version), member=seat.member_id,
            parent=told_in.get(seat.member_id),
        )  # fmt: skip
        told_in.setdefault(seat.member_id, post)
    work.session.flush()
    return len(found)


def _due(work: Work, of: Collection[str] | None = None) -> list[tuple[Interview, Panelist]]:
    """Interviews ahead of which the time of a panelist's briefing has come, by start."""
    found = queries_briefings.unbriefed(work.session, work.now, work.now + AHEAD, of)
    people = members.people(work, {seat.member_id for _, seat in found})
    return [(interview, seat) for interview, seat in found if _its_time(work, interview, people[seat.member_id])]


def _its_time(work: Work, interview: Interview, reader: Person) -> bool:
    return reader.active and (cadence.briefing_at(work.now, interview.starts_at, reader.tz, reader.hours) == work.now)
