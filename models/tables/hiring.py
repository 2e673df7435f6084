"""What for: playbooks, roles, loops, and what was decided of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class PlaybookVersion(SQLModel, table=True):
    """A playbook as it was loaded, by the hash of its content. Loops pin one; new loops take the current one."""

    __tablename__ = "playbook_version"

    hash: str = Field(primary_key=True)
    key: str = Field(index=True)
    name: str
    content: str = Field(sa_column=Column(Text, nullable=False))
    stored_at: datetime
    current: bool = True
    """Roles that hire by this playbook take this version of it for new loops."""
    offered: bool = True
    """Its file was there at the last start, so that new roles may choose it."""


class KitVersion(SQLModel, table=True):
    """A kit as it stood when somebody rated by it, with what the role had added, by the hash of its content."""

    __tablename__ = "kit_version"

    hash: str = Field(primary_key=True)
    content: str = Field(sa_column=Column(Text, nullable=False))
    stored_at: datetime


class Role(SQLModel, table=True):
    """An opening."""

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", index=True)
    title: str
    seniority: str
    playbook_key: str
    hiring_manager: str = Field(foreign_key="member.id", index=True)
    recruiter: str = Field(foreign_key="member.id", index=True)
    bar_raiser: str | None = Field(default=None, foreign_key="member.id")
    channel: str = Field(index=True)
    zone: str
    digest_time: str = "09:00"
    added_skills: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Keys of the skill matrix that are rated beside what the playbook's kits have, in loops opened from now on."""
    status: str = Field(default="open", index=True)
    outcome: str = ""
    opened_at: datetime
    closed_at: datetime | None = None
    version: int = 1


class Loop(SQLModel, table=True):
    """One candidate's way through one role's stages. State columns are those of `domain.state.LoopState`."""

    __table_args__ = (UniqueConstraint("role_id", "candidate_id"),)

    id: int | None = Field(default=None, primary_key=True)
    role_id: int = Field(foreign_key="role.id", index=True)
    candidate_id: int = Field(foreign_key="candidate.id", index=True)
    playbook_hash: str = Field(foreign_key="playbook_version.hash")
    added_skills: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """What the role had added to its kits when this loop was opened."""
    source: str = ""
    resume_url: str = ""
    note: str = ""
    status: str = Field(default="active", index=True)
    came_from: str | None = None
    stage: str
    step: str
    round: int = 1
    focus: str | None = None
    challenge_due: datetime | None = None
    challenge_left: int | None = None
    """Seconds left of the challenge's time while its clock is stopped."""
    overdue: bool = False
    hold_until: datetime | None = None
    untold: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    told: int = 0
    contradiction: bool = False
    revealed: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    gate_closed: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    unreached: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}"))
    challenge_link: str = ""
    submission_link: str = ""
    close_reason: str = ""
    hold_reason: str = ""
    opened_at: datetime
    stage_since: datetime
    """Since when the loop is in this stage."""
    changed_at: datetime
    closed_at: datetime | None = None
    version: int = 1
    """Rises with every change; buttons carry the version that they were drawn for."""


class Decision(SQLModel, table=True):
    """The recorded outcome of a stage (or of the loop) with its rationale."""

    id: int | None = Field(default=None, primary_key=True)
    loop_id: int = Field(foreign_key="loop.id", index=True)
    stage: str
    round: int = 1
    outcome: str
    rationale: str = ""
    override: str = ""
    probe: str = ""
    """What the next stages should ask about: no verdict, for their panels to read."""
    dissent: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Who saw it differently, and why, in the words of who decided."""
    votes: list[list[str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    """Member, first and second vote (empty for none given), and part, of each whose vote was asked for, as they stood
    when it was decided. Earlier rows have no part, and only who had voted."""
    playbook_hash: str | None = Field(default=None, foreign_key="playbook_version.hash")
    decided_by: str = Field(foreign_key="member.id")
    decided_at: datetime
    reopened_at: datetime | None = None


class Offer(SQLModel, table=True):
    """One version of an offer. Pay is for the recruiter, the hiring manager and the approvers.

    The newest is the one that counts. When a change falls, the version that the candidate holds is numbered anew.
    """

    __table_args__ = (UniqueConstraint("loop_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    loop_id: int = Field(foreign_key="loop.id", index=True)
    version: int = 1
    drafter: str = Field(foreign_key="member.id")
    pay: str = ""
    currency: str = ""
    starts_on: date | None = None
    note: str = ""
    expires_at: datetime
    sent_before: bool = False
    sent_at: datetime | None = None
    """Since when the candidate holds this version. Empty for all others: at most one of a loop's is with them."""
    created_at: datetime


class OfferApproval(SQLModel, table=True):
    __tablename__ = "offer_approval"
    __table_args__ = (UniqueConstraint("offer_id", "member_id"),)

    id: int | None = Field(default=None, primary_key=True)
    offer_id: int = Field(foreign_key="offer.id", index=True)
    member_id: str = Field(foreign_key="member.id", index=True)
    position: int = 0
    approved_at: datetime | None = None
    refused_at: datetime | None = None
    reason: str = ""


class History(SQLModel, table=True):
    """Every transition, append-only: what happened, who, when, why, from where to where."""

    id: int | None = Field(default=None, primary_key=True)
    loop_id: int = Field(foreign_key="loop.id", index=True)
    at: datetime
    by: str
    event: str
    from_status: str
    from_stage: str
    from_step: str
    to_status: str
    to_stage: str
    to_step: str
    round: int = 1
    facts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Ids and moments that the event carried; no free text."""
    reason: str = ""
