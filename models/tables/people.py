"""Who: workspaces, members, hiring channels, candidates."""

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class Workspace(SQLModel, table=True):
    """One Slack workspace."""

    id: str = Field(primary_key=True)
    name: str = ""


class Member(SQLModel, table=True):
    """A Slack user as we know them, and how they want to be reminded, which is their own to say."""

    id: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", index=True)
    name: str = ""
    email: str = ""
    zone: str = "UTC"
    kind: str = "full"
    is_admin: bool = False
    may_open_roles: bool = False
    works_from: str = Field(default="09:00", sa_column_kwargs={"server_default": "09:00"})
    works_until: str = Field(default="18:00", sa_column_kwargs={"server_default": "18:00"})
    works_on: str = Field(default="01234", sa_column_kwargs={"server_default": "01234"})
    """Digits of weekdays, 0 for Monday."""
    country: str = Field(default="auto", sa_column_kwargs={"server_default": "auto"})
    """Whose public holidays are kept: two letters, "none", or "auto" for the country of the time zone."""
    days_off: list[list[str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    """First and last day of each absence, as ISO dates."""
    reminders_a_day: int = Field(default=3, sa_column_kwargs={"server_default": "3"})


class ChannelMember(SQLModel, table=True):
    """Who is in a hiring channel, as last asked of Slack."""

    channel: str = Field(primary_key=True)
    member_id: str = Field(primary_key=True)


class Candidate(SQLModel, table=True):
    """A person. `member_id` is set for somebody from inside: they see nothing of their own loops."""

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", index=True)
    name: str
    email: str = Field(default="", index=True)
    zone: str = "UTC"
    member_id: str | None = Field(default=None, foreign_key="member.id", index=True)
