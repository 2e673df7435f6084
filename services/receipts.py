"""Receipts of what arrived: kept as long as it may arrive a second time."""

from datetime import timedelta

from models import queries_delivery as queries
from services.work import Work

RECEIPTS_KEPT = timedelta(days=3)
"""Slack repeats an event for an hour, and a form may stay open for some days."""


def forget(work: Work) -> int:
    """Delete receipts of what cannot arrive a second time any more. Returns how many."""
    return queries.forget_receipts(work.session, work.now - RECEIPTS_KEPT)
