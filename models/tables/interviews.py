"""Interviews, the seats on their panels, and the scorecards."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel


class Interview(SQLModel, table=True):
    """The meeting of one round of a stage. `version` rises with every new time, cancelled ones included."""

    __table_args__ = (UniqueConstraint("loop_id", "stage", "round"),)

    id: int | None = Field(default=None, primary_key=True)
    loop_id: int = Field(foreign_key="loop.id", index=True)
    stage: str
    round: int = 1
    version: int = 1
    starts_at: datetime = Field(index=True)
    ends_at: datetime
    zone: str
    organiser: str = Field(foreign_key="member.id")
    link: str = ""
    happened: bool = False
    cancelled_at: datetime | None = None
    reminded_version: int = 0
    """The version whose quarter-of-an-hour reminder has been written."""


class Panelist(SQLModel, table=True):
    """One member's seat in one round of a stage: at an interview, or as a reviewer of a challenge."""

    __table_args__ = (UniqueConstraint("loop_id", "stage", "round", "member_id"),)

    id: int | None = Field(default=None, primary_key=True)
    loop_id: int = Field(foreign_key="loop.id", index=True)
    stage: str
    round: int = 1
    member_id: str = Field(foreign_key="member.id", index=True)
    position: int = 0
    part: str = "interviewer"
    rsvp: str = "pending"
    absent: bool = False
    card: str = "none"
    removed_at: datetime | None = None
    briefed_version: int = 0
    """The version of the interview that this member's briefing has been written for."""
    answer_note: str = ""
    """Why declined, or which other time is proposed."""


class Scorecard(SQLModel, table=True):
    """One panelist's assessment. `draft` is what is being typed; `content` what was last submitted.

    `version` rises with every change after that; `models/tables/scorecards.py` keeps what it was before.
    """

    __table_args__ = (UniqueConstraint("loop_id", "stage", "round", "member_id"),)

    id: int | None = Field(default=None, primary_key=True)
    loop_id: int = Field(foreign_key="loop.id", index=True)
    stage: str
    round: int = 1
    member_id: str = Field(foreign_key="member.id", index=True)
    playbook_hash: str = Field(foreign_key="playbook_version.hash")
    kit_hash: str | None = Field(default=None, foreign_key="kit_version.hash")
    """The kit that is rated by, kept from the first word on. None: from before kits were kept; the playbook's own."""
    draft: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    content: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    recommendation: str | None = None
    saved_at: datetime
    submitted_at: datetime | None = None
    """The first time."""
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    changed_at: datetime | None = None
    """When it was last submitted anew, differently."""
    waived_at: datetime | None = None
    waived_by: str | None = None
    waive_reason: str = ""
