"""What people said in debriefs."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Vote(SQLModel, table=True):
    """One member's votes in the debrief of one round. The row begins when they begin to read."""

    __table_args__ = (UniqueConstraint("loop_id", "stage", "round", "member_id"),)

    id: int | None = Field(default=None, primary_key=True)
    loop_id: int = Field(foreign_key="loop.id", index=True)
    stage: str
    round: int = 1
    member_id: str = Field(foreign_key="member.id", index=True)
    read_at: datetime | None = None
    """When they opened the scorecards to read."""
    first: str | None = None
    first_at: datetime | None = None
    first_note: str = ""
    second: str | None = None
    second_at: datetime | None = None
    second_note: str = ""
    left_at: datetime | None = None
    """When it was found that they have left the company, and was not waited for the vote that was missing then."""
    answer: str = ""
    """What the hiring manager has written about a bar raiser's no."""
    answered_by: str | None = Field(default=None, foreign_key="member.id")
    answered_at: datetime | None = None
