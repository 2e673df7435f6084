"""How things stand, in numbers: for metrics, so nothing in it is about a person or a candidate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from models import queries_figures as queries
from services.work import Work

NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Figures:
    """`rows`: outbox rows by state, with how long the one that waits longest has been due."""

    rows: Mapping[str, tuple[int, timedelta]]
    todos_open: int
    todos_overdue: int


def figures(work: Work) -> Figures:
    found = queries.outbox(work.session)
    open_, overdue = queries.todos(work.session, work.now)
    return Figures(
        rows={
            state: (found[state][0], max(work.now - found[state][1], NOTHING)) if state in found else (0, NOTHING)
            for state in queries.UNFINISHED
        },
        todos_open=open_,
        todos_overdue=overdue,
    )
