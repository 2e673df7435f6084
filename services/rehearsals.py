"""What a unit of work does for the first time takes longer than what it does: each statement is written out then.

Done beforehand with nobody in it, a few statements a unit, it keeps nobody who wants to write waiting for long.
"""

from collections.abc import Callable, Sequence

from models import queries, queries_nudges, queries_planner, queries_reminders
from services.nudges import Heard
from services.standing import standing
from services.work import Work

Piece = Callable[[Work], object]

NOBODY = ("",)


def _people(work: Work) -> None:
    queries_nudges.lock_members(work.session, NOBODY)
    queries.members_by_ids(work.session, NOBODY)
    Heard.of(work, NOBODY)


def _debts(work: Work) -> None:
    standing(work, ())


def _claimed(work: Work) -> None:
    queries_nudges.claim_due(work.session, work.now, NOBODY)
    queries_nudges.nudges_so_far(work.session, ())
    queries_reminders.unsent_reminders(work.session, NOBODY)


def _written(work: Work) -> None:
    queries.posts_by_key(work.session, NOBODY)
    queries_nudges.look_again(work.session, (), work.now, reminded=True)


def _raised(work: Work) -> None:
    queries_planner.claim_escalations(work.session, work.now, ())
    queries_reminders.steps_told(work.session, ())


REMINDERS: Sequence[Piece] = (_people, _claimed, _debts, _written)
"""All that `nudges.plan` asks of whoever it is."""

ESCALATIONS: Sequence[Piece] = (*REMINDERS, _raised)
"""The same of `escalations.escalate`."""
