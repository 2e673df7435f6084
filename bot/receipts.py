"""Receipts: what arrives twice is done once, and the second arrival gets the first answer."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from sqlalchemy import CursorResult, update
from sqlmodel import col

from models.tables import Receipt
from models.upsert import insert
from services.work import Work

T = TypeVar("T")


def first(work: Work, key: str) -> bool:
    """Whether this arrives for the first time: for what is answered without changing anything of ours."""
    claim = insert(work.session, Receipt).values(key=key, at=work.now, answer=None).on_conflict_do_nothing()
    return bool(cast("CursorResult[Any]", work.session.execute(claim)).rowcount)


def once(work: Work, key: str, do: Callable[[], T]) -> T:
    """Do it unless `key` has its receipt; the receipt commits with what was done.

    The receipt is written first: of two that arrive together the second waits for it, and for nothing when the first
    was refused and rolled back.
    """
    if not first(work, key):
        receipt = work.session.get(Receipt, key)
        return cast("T", ((receipt.answer if receipt else None) or {}).get("value"))
    answer = do()
    work.session.execute(update(Receipt).where(col(Receipt.key) == key).values(answer={"value": answer}))
    return answer
