"""Notes of panelists to the recruiter alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models.tables import PrivateNote
from models.upsert import insert


def private_notes(session: Session, loop: int, left_for: str) -> Sequence[PrivateNote]:
    """Those of a loop that were left for this member and not taken back, oldest first."""
    statement = (
        select(PrivateNote)
        .where(PrivateNote.loop_id == loop, PrivateNote.left_for == left_for, PrivateNote.text != "")
        .order_by(col(PrivateNote.written_at), col(PrivateNote.id))
    )
    return session.exec(statement).all()


def private_note(session: Session, loop: int, stage: str, round_: int, member: str) -> PrivateNote | None:
    statement = select(PrivateNote).where(
        PrivateNote.loop_id == loop,
        PrivateNote.stage == stage,
        PrivateNote.round == round_,
        PrivateNote.member_id == member,
    )
    return session.exec(statement).one_or_none()


def keep_private_note(
    session: Session, loop: int, stage: str, round_: int, member: str, left_for: str, text: str, now: datetime
) -> None:
    """One note of each for a round; a later one takes the place of an earlier one, and of what was typed of it."""
    row = {"loop_id": loop, "stage": stage, "round": round_, "member_id": member, "text": text, "written_at": now}
    _put(session, {**row, "left_for": left_for, "draft": None}, "text", "written_at", "left_for", "draft")


def keep_note_draft(
    session: Session, loop: int, stage: str, round_: int, member: str, draft: str, now: datetime
) -> None:
    """What is typed, beside the note as it was left last, if it was."""
    row = {"loop_id": loop, "stage": stage, "round": round_, "member_id": member, "text": "", "written_at": now}
    _put(session, {**row, "draft": draft}, "draft")


def _put(session: Session, row: dict[str, Any], *newer: str) -> None:
    statement = insert(session, PrivateNote).values(**row)
    kept = {name: statement.excluded[name] for name in newer}
    session.execute(
        statement.on_conflict_do_update(index_elements=["loop_id", "stage", "round", "member_id"], set_=kept)
    )
