"""`python -m bot outbox`: the messages that could not be delivered, and what can be done about each."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlmodel import Session

from domain.read.overviews import Trouble
from models.database import Database
from models.errors import DatabaseEmpty, DatabaseMissing, DatabaseTooOld
from models.migrate import newest
from scheduling.clock import SystemClock
from services import troubles
from services.troubles import Standing
from services.work import Work
from views.text import count
from views.troubles import refused, what, why

T = TypeVar("T")

MOST = 1000

NOTHING = "Every message was delivered, or is on its way."
NONE = "No message has failed or is in doubt."
HOW = (
    "`python -m bot outbox retry ID` (or `all`) sends them again; what is in doubt is looked for first, and with\n"
    "`--anyway` sent although it may have arrived. `python -m bot outbox drop ID` writes them off."
)


class WrongWords(Exception):
    """What was asked for makes no sense; the sentence says what does."""


def line(trouble: Trouble) -> str:
    state = "in doubt" if trouble.in_doubt else "failed"
    alone = f"channel {trouble.channel}" if trouble.channel else f"member {trouble.member}"
    where = f"members {', '.join(trouble.people)}" if trouble.people else alone
    return (
        f"{trouble.outbox:>6}  {state:<8}  {trouble.created_at:%d %b %H:%M}  {what(trouble)}, {where}: {why(trouble)}"
    )


def lines(found: Standing) -> list[str]:
    """All that keeps messages from arriving, one line each."""
    said = [refused(found.refused.error)] if found.refused else []
    said += [
        f"Channel {one.destination} takes no messages ({one.error}), as its recruiter was told. Waiting: {one.waiting}."
        for one in found.stuck
    ]
    said += [line(trouble) for trouble in found.troubles]
    return [*said, HOW] if found.troubles else said or [NOTHING]


def numbers(words: Sequence[str]) -> list[int] | None:
    """The rows that are meant; None for all. Raises WrongWords."""
    if list(words) == ["all"]:
        return None
    if not words or not all(word.isdecimal() for word in words):
        raise WrongWords("Name the messages by their numbers in `python -m bot outbox`, or say `all`.")
    return [int(word) for word in words]


async def outbox(url: str, asked: str, words: Sequence[str], *, anyway: bool) -> list[str]:
    """What to say; raises WrongWords, and DatabaseError (DatabaseMissing, DatabaseEmpty, DatabaseTooOld)."""
    database = Database(url)
    try:
        if database.unmade:
            raise DatabaseMissing(f"I looked for {database.unmade}")
        revision = await database.revision()
        if revision != newest():
            raise DatabaseTooOld if revision else DatabaseEmpty
        if asked == "retry":
            ids = numbers(words)
            done = await _perform(database, lambda work: troubles.retry(work, ids, anyway=anyway))
            return _said(
                f"{count(len(done), 'message')} will be sent again, within seconds if the bot runs.", ids, done
            )
        if asked == "drop":
            ids = numbers(words)
            if ids is None:
                raise WrongWords("Name what is to be written off by number: `all` might be more than you have seen.")
            done = await _perform(database, lambda work: troubles.drop(work, ids))
            return _said(f"{count(len(done), 'message')} written off.", ids, done)
        return lines(await standing(database))
    finally:
        await database.close()


def _said(what: str, ids: Sequence[int] | None, done: Sequence[int]) -> list[str]:
    """`what` was done, if anything was; and which of the numbers name nothing that could be."""
    missing = sorted(set(ids or ()) - set(done))
    strange = [f"Not on the list of `python -m bot outbox`: {', '.join(map(str, missing))}."] if missing else []
    return [*([what] if done else []), *strange] or [NONE]


async def standing(database: Database) -> Standing:
    now = SystemClock().now()
    return await database.read(lambda session: troubles.standing(Work(session, now), MOST))


async def _perform(database: Database, fn: Callable[[Work], T]) -> T:
    now = SystemClock().now()

    def unit(session: Session) -> T:
        return fn(Work(session, now))

    return await database.perform(unit)
