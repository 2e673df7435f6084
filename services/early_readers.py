"""Whoever read scorecards of a round while it was over, and reads them no more now that it goes on again.

Who leads the search reads all that is in once nobody writes any more. Should people write there again after all, that
was a reading before its time: written down and told to the panel as any other, and whoever did it writes none there.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from models import queries_amendments
from services import announce, sealing
from services.change import Changing
from services.work import Work

WHY = "They read them while it was over, and now it goes on again."


def tell(work: Work, changing: Changing, over_since: datetime | None) -> None:
    """The round goes on again, that was over since then (None: not known, as for stages that nobody decided on)."""
    state, loop = changing.state, changing.loop
    if over_since is None:
        return
    read = queries_amendments.readers_since(work.session, loop.id or 0, state.stage, state.round, over_since)
    panel = [seat.member for seat in state.seats]
    for reader in _sealed_now(work, changing, read):
        theirs = replace(work, actor=reader)
        theirs.audit("read_early", "loop", loop.id, stage=state.stage, round=state.round)
        announce.notices(theirs, changing.note("Unsealed", WHY, by=reader), loop.id or 0, panel)


def _sealed_now(work: Work, changing: Changing, readers: Iterable[str]) -> list[str]:
    at = (changing.loop, changing.role, changing.candidate)
    return [reader for reader in readers if not sealing.reads_others(work, *at, reader)]
