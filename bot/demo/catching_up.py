"""The bot on the clock's way forward: at every halt it says all that is due by then, as if it had had the time."""

from datetime import datetime

from sqlmodel import Session, col, delete, update

from bot.app import Program
from models.tables import Destination, Gate
from services import delivery, gates
from services.delivery import PACE
from services.work import Work

IN_A_ROW = 5
"""So many messages one person or channel has at one halt; what else there is waits for the next."""


async def catch_up(program: Program) -> None:
    """Plan and send what is due. Turns and paces are of real time, of which the clock's way leaves none."""
    for _ in range(IN_A_ROW):
        await program.jobs.caught_up()
        now, real = program.clock.now(), program.clock.real()
        if not await program.database.read(lambda session: _waits_for_its_turn(session, now, real)):  # noqa: B023
            return
        await program.database.perform(lambda session: _give_turns(session, real))  # noqa: B023


def _waits_for_its_turn(session: Session, now: datetime, real: datetime) -> bool:
    seconds = delivery.ahead(Work(session, now), real).seconds
    return seconds is not None and seconds <= PACE.total_seconds()


def _give_turns(session: Session, real: datetime) -> None:
    """A wait that is longer than a turn stands: somebody has asked for it."""
    session.execute(update(Destination).where(col(Destination.next_send_at) <= real + PACE).values(next_send_at=None))
    for method, pace in gates.PACES.items():
        counted = col(Gate.spent_until) <= real + pace.reach
        session.execute(delete(Gate).where(col(Gate.id) == method, counted))
