"""What we know of a Slack user."""

from dataclasses import dataclass
from enum import StrEnum


class MemberKind(StrEnum):
    """Only full members may do anything; the others are named, and kept off panels."""

    FULL = "full"
    GUEST = "guest"
    BOT = "bot"
    DEACTIVATED = "deactivated"
    OTHER_TEAM = "other_team"


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """One user, as Slack described them last."""

    id: str
    name: str
    email: str = ""
    zone: str = "UTC"
    kind: MemberKind = MemberKind.FULL
    is_admin: bool = False
    """An owner or admin of the Slack workspace."""
