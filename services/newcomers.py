"""Who joins a panel once scorecards of its round are in: what they hear of that, and what its writers hear of them."""

from collections.abc import Collection

from domain.state import Card, LoopState
from models import queries
from services import announce
from services.change import Changing
from services.work import Work


def tell(work: Work, changing: Changing, before: LoopState) -> None:
    """The panel has just changed, as the newest entry of history says.

    Theirs will be open to whoever opened the round before its time: so they hear why, as those did who were there. And
    who takes a seat by their own hand will read what is in: so its writers hear that.
    """
    new = [seat for seat in changing.state.seats if before.seat(seat.member) is None]
    told_of_overrides(work, changing, [seat.member for seat in new])
    if work.actor in (seat.member for seat in new if seat.counts):
        wrote = [seat.member for seat in before.seats if seat.counts and seat.card is Card.SUBMITTED]
        (entry, *_) = queries.history_of(work.session, changing.loop.id or 0, 1)
        announce.notices(work, entry.id or 0, changing.loop.id or 0, wrote)


def told_of_overrides(work: Work, changing: Changing, people: Collection[str]) -> None:
    """These hear of every override by which somebody reads what is written in the present round."""
    loop, state = changing.loop.id or 0, changing.state
    if people:
        for entry in queries.unsealings(work.session, loop, state.stage, state.round):
            announce.notices(work, entry, loop, people)
