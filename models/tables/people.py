"""Who: workspaces, members, hiring channels, candidates."""

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


class Candidate(SQLModel, table=True):
    """A person. `member_id` is set for somebody from inside: they see nothing of their own loops."""

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", index=True)
    name: str
    email: str = Field(default="", index=True)
    zone: str = "UTC"
    member_id: str | None = Field(default=None, foreign_key="member.id", index=True)
