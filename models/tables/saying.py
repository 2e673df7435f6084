"""What is owed and what is said: to-dos, reminders, posts, the outbox; and the records of what came and went."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel


def _open(name: str, *columns: str, also: str = "", unique: bool = False) -> Index:
    """An index of open to-dos alone: those that are done with are many more, and nobody looks for them.

    `postgresql_where` would load PostgreSQL's dialect at every start on SQLite: `models.new_revision` adds it.
    """
    return Index(name, *columns, unique=unique, sqlite_where=text(f"closed_at IS NULL{also}"))


class Todo(SQLModel, table=True):
    """Something that one member owes a loop. `owed_by` is who the rules name, `member_id` who has it now."""

    __table_args__ = (
        _open("uq_todo_open", "loop_id", "key", unique=True),
        _open("ix_todo_due", "next_nudge_at"),
        _open("ix_todo_open_member", "member_id"),
        _open("ix_todo_going_up", "escalates_at"),
        _open("ix_todo_ended", "ended_at", also=" AND ended_at IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    loop_id: int = Field(foreign_key="loop.id", index=True)
    kind: str
    key: str
    stage: str
    owed_by: str = Field(foreign_key="member.id")
    member_id: str = Field(foreign_key="member.id")
    created_at: datetime
    opens_at: datetime
    due_at: datetime
    closed_at: datetime | None = None
    nudged: int = 0
    next_nudge_at: datetime | None = None
    """When the planner looks at it next; None once its cadence has ended."""
    snoozed_until: datetime | None = None
    escalates_at: datetime | None = None
    """When the next person up is to hear of it; None once all have."""
    escalated_at: datetime | None = None
    escalations: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How many steps up it has gone."""
    ended_at: datetime | None = None
    """When its reminders came to their stated end and it became the recruiter's."""
    disowned_at: datetime | None = None
    """When who has it said that it is not theirs."""


class Nudge(SQLModel, table=True):
    """The n-th reminder of a to-do, and the post that carried it."""

    __table_args__ = (UniqueConstraint("todo_id", "n"),)

    id: int | None = Field(default=None, primary_key=True)
    todo_id: int = Field(foreign_key="todo.id")
    n: int
    post_id: int = Field(foreign_key="post.id", index=True)
    at: datetime
    by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Who asked for it, or handed it over; empty where nobody did."""
    handed: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    """It says that the to-do was handed over, and is no reminder."""


class Escalation(SQLModel, table=True):
    """The n-th step up of a to-do, and the post that told of it."""

    __table_args__ = (UniqueConstraint("todo_id", "step"),)

    id: int | None = Field(default=None, primary_key=True)
    todo_id: int = Field(foreign_key="todo.id")
    step: int
    post_id: int = Field(foreign_key="post.id", index=True)
    at: datetime


class Post(SQLModel, table=True):
    """A logical message of ours: to `channel`, to `member_id` as a direct message, or to a group of `people`."""

    __table_args__ = (Index("ix_post_member_told", "member_id", "created_at"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    loop_id: int | None = Field(default=None, foreign_key="loop.id", index=True)
    ref: int | None = None
    """The row that it is about, by its kind: history entry, interview, to-do, offer, role."""
    subject: str = ""
    channel: str = ""
    member_id: str | None = Field(default=None, foreign_key="member.id")
    people: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Members, in order and with commas between, of the group conversation that it goes to; else empty."""
    parent_id: int | None = Field(default=None, foreign_key="post.id")
    """The message under which it stands; of a briefing the one of whose message it is a part."""
    ts: str = ""
    sent_channel: str = ""
    """Where it is, once sent: updates and replies go there."""
    shown: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """A digest of what stands there; empty while that is not known."""
    sought: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The mark of a message that may be there though nobody knows: it is looked for before anything is said anew."""
    sought_since: datetime | None = None
    created_at: datetime


class Outbox(SQLModel, table=True):
    """A wish to bring a post up to date. At most one waits per post."""

    __table_args__ = (
        Index("uq_outbox_waiting", "post_id", unique=True, sqlite_where=text("state = 'pending'")),
        Index("ix_outbox_state_destination", "state", "destination"),
        Index("ix_outbox_arrived", "destination", "done_at", sqlite_where=text("state = 'sent'")),
    )

    id: int | None = Field(default=None, primary_key=True)
    post_id: int = Field(foreign_key="post.id", index=True)
    destination: str
    state: str = "pending"
    """pending, sending, sent, dropped (not true, or there already), failed, doubtful (perhaps sent; people decide)."""
    mark: str
    """The opaque key in the message's metadata."""
    correlation: str = ""
    created_at: datetime
    due_at: datetime
    attempts: int = 0
    unanswered: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How often in a row it was nobody's fault: Slack could not be reached, or did not answer."""
    unanswered_at: datetime | None = None
    """When (real time) it was so last."""
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
    taken_at: datetime | None = None
    """When (real time) Slack took a message for it last."""
    error: str = ""
    """Why nothing can be sent there (archived, deactivated…); empty while it can."""
    closed_at: datetime | None = None
    """Since when (business time) `error` holds, or held last."""


class Gate(SQLModel, table=True):
    """What all copies of the courier share: the pace of a method of Slack's, a token that it refuses, the time."""

    id: str = Field(primary_key=True)
    """The method, "token", or "clock"."""
    spent_until: datetime | None = None
    """Real time. Every call moves it on by what the method's pace allows; how far it may run ahead is the burst.

    Of the clock: the latest time at which anything was claimed.
    """
    error: str = ""
    """Why Slack refuses the token; nothing is sent until it is empty."""
    since: datetime | None = None


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
