"""The tables. Strings for enums (a name in code may change, a stored word may not), aware UTC for every moment.

Personal data and free text stand in columns that can be blanked: never in keys, audit entries or logs. Members are
named by their Slack user id (docs/decisions/0003-member-ids.md).
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Workspace(SQLModel, table=True):
    """One Slack workspace."""

    id: str = Field(primary_key=True)
    name: str = ""


class Member(SQLModel, table=True):
    """A Slack user as we know them."""

    id: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", index=True)
    name: str = ""
    email: str = ""
    zone: str = "UTC"
    kind: str = "full"
    is_admin: bool = False
    may_open_roles: bool = False


class ChannelMember(SQLModel, table=True):
    """Who is in a hiring channel, as last asked of Slack."""

    channel: str = Field(primary_key=True)
    member_id: str = Field(primary_key=True)


class PlaybookVersion(SQLModel, table=True):
    """A playbook as it was loaded, by the hash of its content. Loops pin one; new loops take the current one."""

    __tablename__ = "playbook_version"

    hash: str = Field(primary_key=True)
    key: str = Field(index=True)
    name: str
    content: str = Field(sa_column=Column(Text, nullable=False))
    stored_at: datetime
    current: bool = True


class Role(SQLModel, table=True):
    """An opening."""

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", index=True)
    title: str
    seniority: str
    playbook_key: str
    hiring_manager: str = Field(foreign_key="member.id", index=True)
    recruiter: str = Field(foreign_key="member.id", index=True)
    channel: str = Field(index=True)
    zone: str
    digest_time: str = "09:00"
    status: str = Field(default="open", index=True)
    outcome: str = ""
    opened_at: datetime
    closed_at: datetime | None = None
    version: int = 1


class Candidate(SQLModel, table=True):
    """A person. `member_id` is set for somebody from inside: they see nothing of their own loops."""

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", index=True)
    name: str
    email: str = Field(default="", index=True)
    zone: str = "UTC"
    member_id: str | None = Field(default=None, foreign_key="member.id", index=True)


class Loop(SQLModel, table=True):
    """One candidate's way through one role's stages. State columns are those of `domain.state.LoopState`."""

    __table_args__ = (UniqueConstraint("role_id", "candidate_id"),)

    id: int | None = Field(default=None, primary_key=True)
    role_id: int = Field(foreign_key="role.id", index=True)
    candidate_id: int = Field(foreign_key="candidate.id", index=True)
    playbook_hash: str = Field(foreign_key="playbook_version.hash")
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
    answer_note: str = ""
    """Why declined, or which other time is proposed."""


class Scorecard(SQLModel, table=True):
    """One panelist's assessment. `draft` is what is being typed; `content` what was last submitted."""

    __table_args__ = (UniqueConstraint("loop_id", "stage", "round", "member_id"),)

    id: int | None = Field(default=None, primary_key=True)
    loop_id: int = Field(foreign_key="loop.id", index=True)
    stage: str
    round: int = 1
    member_id: str = Field(foreign_key="member.id", index=True)
    playbook_hash: str = Field(foreign_key="playbook_version.hash")
    draft: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    content: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    recommendation: str | None = None
    saved_at: datetime
    submitted_at: datetime | None = None
    waived_at: datetime | None = None
    waived_by: str | None = None
    waive_reason: str = ""


class Decision(SQLModel, table=True):
    """The recorded outcome of a stage (or of the loop) with its rationale."""

    id: int | None = Field(default=None, primary_key=True)
    loop_id: int = Field(foreign_key="loop.id", index=True)
    stage: str
    round: int = 1
    outcome: str
    rationale: str = ""
    override: str = ""
    decided_by: str = Field(foreign_key="member.id")
    decided_at: datetime
    reopened_at: datetime | None = None


class Offer(SQLModel, table=True):
    """One version of an offer. Pay is for the recruiter, the hiring manager and the approvers."""

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


class Todo(SQLModel, table=True):
    """Something that one member owes a loop. `owed_by` is who the rules name, `member_id` who has it now."""

    __table_args__ = (
        Index(
            "uq_todo_open",
            "loop_id",
            "key",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_todo_due", "next_nudge_at", sqlite_where=text("closed_at IS NULL"),
              postgresql_where=text("closed_at IS NULL")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    loop_id: int = Field(foreign_key="loop.id", index=True)
    kind: str
    key: str
    stage: str
    owed_by: str = Field(foreign_key="member.id")
    member_id: str = Field(foreign_key="member.id", index=True)
    created_at: datetime
    opens_at: datetime
    due_at: datetime
    closed_at: datetime | None = Field(default=None, index=True)
    nudged: int = 0
    next_nudge_at: datetime | None = None
    """When the planner looks at it next; None once its cadence has ended."""
    snoozed_until: datetime | None = None
    escalates_at: datetime | None = None
    escalated_at: datetime | None = None
    ended_at: datetime | None = None
    """When its reminders came to their stated end and it became the recruiter's."""


class Nudge(SQLModel, table=True):
    """The n-th reminder of a to-do, and the post that carried it."""

    __table_args__ = (UniqueConstraint("todo_id", "n"),)

    id: int | None = Field(default=None, primary_key=True)
    todo_id: int = Field(foreign_key="todo.id", index=True)
    n: int
    post_id: int = Field(foreign_key="post.id", index=True)
    at: datetime


class Post(SQLModel, table=True):
    """A logical message of ours. It goes to `channel`, or to `member_id` as a direct message."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    loop_id: int | None = Field(default=None, foreign_key="loop.id", index=True)
    ref: int | None = None
    """The row that it is about, by its kind: history entry, interview, to-do, offer, role."""
    subject: str = ""
    channel: str = ""
    member_id: str | None = Field(default=None, foreign_key="member.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="post.id")
    ts: str = ""
    sent_channel: str = ""
    """Where it is, once sent: updates and replies go there."""
    created_at: datetime


class Outbox(SQLModel, table=True):
    """A wish to bring a post up to date. At most one waits per post."""

    __table_args__ = (
        Index(
            "uq_outbox_waiting",
            "post_id",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    post_id: int = Field(foreign_key="post.id", index=True)
    destination: str = Field(index=True)
    state: str = Field(default="pending", index=True)
    """pending, sending, sent, dropped (no longer true), failed."""
    mark: str
    """The opaque key in the message's metadata."""
    correlation: str = ""
    created_at: datetime
    due_at: datetime
    attempts: int = 0
    next_try_at: datetime | None = None
    """Real time, not the clock that a demo moves: back-off is between us and Slack."""
    lease: str = ""
    lease_until: datetime | None = None
    error: str = ""
    done_at: datetime | None = None


class Destination(SQLModel, table=True):
    """A channel or person that posts go to, and when the next may go there (real time)."""

    id: str = Field(primary_key=True)
    next_send_at: datetime | None = None
    lease: str = ""
    lease_until: datetime | None = None


class Audit(SQLModel, table=True):
    """Who did what to which record, when. Append-only, no free text."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    by: str
    action: str
    record: str
    record_id: str
    facts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Receipt(SQLModel, table=True):
    """What arrived, by Slack's id of it, with the answer it got: the second arrival gets the first answer."""

    key: str = Field(primary_key=True)
    at: datetime
    answer: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
