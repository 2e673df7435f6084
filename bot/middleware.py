"""Who may speak to the bot at all: full members of this workspace. Everybody else is told so, kindly."""

from collections.abc import Mapping

from bot.directory import Directory
from domain.read.members import MemberKind
from domain.refusals import Refusal
from handlers.payload import Kind, Payload

UNATTENDED = frozenset({"team_join", "user_change", "member_joined_channel", "member_left_channel"})
"""Events that tell us about people; nobody asks for anything."""


class NotAdmitted(Refusal):
    """I can only help full members of this workspace."""


SENTENCES: Mapping[MemberKind, str] = {
    MemberKind.GUEST: "I can only help full members of this workspace. Please ask the recruiter of the role instead.",
    MemberKind.OTHER_TEAM: "I only work for the company that installed me. Please ask your contact there instead.",
    MemberKind.BOT: "I only answer to people.",
    MemberKind.DEACTIVATED: "Your account is deactivated, so I cannot help. Please ask an admin of this workspace.",
}
STRANGER = "I don't know you yet. Please try again in a minute; if it stays like this, ask an admin of this workspace."


async def admit(payload: Payload, directory: Directory) -> None:
    """Let full members pass; raise NotAdmitted for anybody else."""
    if payload.kind is Kind.EVENT and (payload.name in UNATTENDED or not payload.actor):
        return
    if payload.team != directory.workspace:
        raise NotAdmitted(SENTENCES[MemberKind.OTHER_TEAM])
    member = await directory.find(payload.actor) if payload.actor else None
    if member is None:
        raise NotAdmitted(STRANGER)
    if member.kind is not MemberKind.FULL:
        raise NotAdmitted(SENTENCES[member.kind])
