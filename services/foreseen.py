"""What is said of a loop at moments that are known ahead: before its interview, and in its channel's digest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import cadence
from domain.read.people import Person
from domain.read.preview import Coming, PreviewLine
from domain.state import LoopState, Status, Step
from models.tables import Interview, Panelist, Role
from services import digests
from services.deadlines import SOON


@dataclass(frozen=True, slots=True)
class Known:
    """What else is said of the loop that is asked about: its interview soon, its channel's digest."""

    meeting: Interview | None
    seats: Sequence[Panelist]
    leading: Role | None
    digests: frozenset[str]


def foreseen(
    known: Known, state: LoopState, people: Mapping[str, Person], now: datetime, until: datetime, *, open_: bool
) -> Iterator[PreviewLine]:
    """In no order. `open_`: the loop waits for somebody."""
    if state.status is Status.ACTIVE and state.step is Step.SCHEDULED and known.meeting is not None:
        yield from _soon(known, known.meeting, people, now)
        yield from _briefings(known, known.meeting, people, now)
    if known.leading is not None and (open_ or not state.closed):
        yield from _digests(known, known.leading, now, until)


def _soon(known: Known, meeting: Interview, people: Mapping[str, Person], now: datetime) -> Iterator[PreviewLine]:
    """A quarter of an hour before the interview, to all who have not declined."""
    if meeting.starts_at > now and meeting.reminded_version < meeting.version:
        for seat in known.seats:
            if seat.rsvp != "declined":
                yield PreviewLine(max(now, meeting.starts_at - SOON), Coming.SOON, people[seat.member_id])


def _briefings(known: Known, meeting: Interview, people: Mapping[str, Person], now: datetime) -> Iterator[PreviewLine]:
    """On the working morning before, to each who has not declined and has none for this time yet."""
    for seat in known.seats:
        reader = people[seat.member_id]
        at = cadence.briefing_at(now, meeting.starts_at, reader.tz, reader.hours) if reader.active else None
        if at is not None and seat.rsvp != "declined" and seat.briefed_version < meeting.version:
            yield PreviewLine(at, Coming.BRIEFING, reader)


def _digests(known: Known, leading: Role, now: datetime, until: datetime) -> Iterator[PreviewLine]:
    """On each working day; the one of today too, unless it has been written."""
    zone = ZoneInfo(leading.zone)
    day, last = now.astimezone(zone).date(), until.astimezone(zone).date()
    while day <= last:
        moment = digests.moment_on(leading, day)
        written = f"digest:{leading.channel}:{day}" in known.digests
        if moment is not None and leading.opened_at <= moment and not written:
            yield PreviewLine(max(now, moment), Coming.DIGEST, channel=leading.channel)
        day += timedelta(days=1)
