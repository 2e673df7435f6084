"""Loops whose row holds what neither the rules nor their playbook know: somebody has written into the database by hand.

Nothing is said of them, nobody is reminded of them, and no list shows them, so that they keep nothing else from being
said; admins see which they are, on Home and in `check`.
"""

from domain.playbook import Playbook
from domain.read.overviews import UnreadableLoop
from domain.refusals import NotFound
from domain.stages import LOOP, STAGES
from models import queries_troubles as queries
from models.tables import Loop
from services import playbooks
from services.work import Work


def readable(work: Work, loop: Loop) -> bool:
    return not _wrong(work, loop.playbook_hash, loop.status, loop.came_from, loop.stage, loop.step)


def found(work: Work) -> tuple[UnreadableLoop, ...]:
    """All of them, without those that the reader is the candidate of. One query; one more where there are any."""
    known = {each: _wrong(work, *each) for each in queries.places_of_loops(work.session)}
    wrong = {each: why for each, why in known.items() if why}
    rows = queries.loops_at(work.session, list(wrong), work.actor) if wrong else ()
    return tuple(UnreadableLoop(loop, title, wrong[place]) for loop, title, place in rows)


def _wrong(work: Work, digest: str, status: str, came_from: str | None, stage: str, step: str) -> str:
    """The column that holds what nobody knows; empty where all is well."""
    try:
        playbook: Playbook = playbooks.of_hash(work, digest)
    except (NotFound, ValueError):
        return "playbook_hash"
    kind = next((each.kind for each in playbook.stages if each.key == stage), None)
    if kind is None:
        return "stage"
    if status not in LOOP:
        return "status"
    if came_from and came_from not in LOOP:
        return "came_from"
    return "" if step in STAGES[kind] else "step"
