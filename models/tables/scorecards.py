"""What belongs to a scorecard besides its words: earlier versions, who has read it, and a note apart from it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class ScorecardVersion(SQLModel, table=True):
    """A scorecard as it stood until its writer changed it. The present version stands in the scorecard itself."""

    __tablename__ = "scorecard_version"
    __table_args__ = (UniqueConstraint("scorecard_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    scorecard_id: int = Field(foreign_key="scorecard.id", index=True)
    version: int
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    recommendation: str
    submitted_at: datetime


class ScorecardReading(SQLModel, table=True):
    """Which version of somebody's scorecard a member has read last: whoever read it hears when it changes."""

    __tablename__ = "scorecard_reading"
    __table_args__ = (UniqueConstraint("scorecard_id", "member_id"),)

    id: int | None = Field(default=None, primary_key=True)
    scorecard_id: int = Field(foreign_key="scorecard.id", index=True)
    member_id: str = Field(foreign_key="member.id", index=True)
    version: int
    read_at: datetime


class PrivateNote(SQLModel, table=True):
    """What a panelist tells the recruiter alone, apart from the scorecard. Blank: not left yet, or taken back."""

    __tablename__ = "private_note"
    __table_args__ = (UniqueConstraint("loop_id", "stage", "round", "member_id"),)

    id: int | None = Field(default=None, primary_key=True)
    loop_id: int = Field(foreign_key="loop.id", index=True)
    stage: str
    round: int = 1
    member_id: str = Field(foreign_key="member.id", index=True)
    left_for: str | None = Field(default=None, foreign_key="member.id")
    """Who recruited for the role when it was left: nobody else reads it. None while it is only being typed."""
    text: str = Field(sa_column=Column(Text, nullable=False))
    draft: str | None = Field(default=None, sa_column=Column(Text))
    """What was typed since then and not left yet: for its writer alone, not even for the recruiter."""
    written_at: datetime
