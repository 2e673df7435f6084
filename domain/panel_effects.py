"""Answers to an invitation that nobody has to ask for."""

from dataclasses import replace

from domain.state import Rsvp, Seat


def agreed(seats: tuple[Seat, ...], member: str) -> tuple[Seat, ...]:
    """Whoever picks the time, or puts themselves on the panel, has agreed to it: nobody invites themselves."""
    return tuple(
        replace(seat, rsvp=Rsvp.ACCEPTED) if seat.member == member and seat.rsvp is Rsvp.PENDING else seat
        for seat in seats
    )
