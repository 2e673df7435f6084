"""What the bot says unasked: one renderer for each read-model of `domain/read/messages.py`, in one table."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.read.debriefs import DebriefLine, DebriefPost
from domain.read.invitations import BriefingPost, InvitationPost, SoonPost
from domain.read.leaderless import LeaderlessPost
from domain.read.messages import (
    AmendedPost,
    ApprovalPost,
    CardPost,
    DecidePost,
    DigestPost,
    EscalationPost,
    HiredPost,
    NoticePost,
    NudgePost,
    Outgoing,
    ReadsAlongPost,
    TakenBackPost,
    TellPost,
    ThreadPost,
)
from domain.read.private_notes import PrivateNotePost
from domain.read.role_closed import RoleClosedPost
from domain.read.unreachable import UnreachablePost
from views.blocks import Message
from views.digest import digest_message
from views.messages import (
    amended,
    asks,
    briefings,
    cards,
    debriefs,
    invitations,
    leaderless,
    notices,
    nudges,
    private_notes,
    reading_along,
    role_closed,
    unreachable,
)

__all__ = ["RENDERERS", "Message", "render"]

RENDERERS: Mapping[type[Outgoing], Callable[[Any], Message]] = {
    CardPost: cards.card,
    ThreadPost: cards.thread,
    InvitationPost: invitations.invitation,
    NoticePost: notices.notice,
    SoonPost: invitations.soon,
    BriefingPost: briefings.briefing,
    NudgePost: nudges.nudge,
    EscalationPost: nudges.escalation,
    TellPost: asks.tell,
    DecidePost: asks.decide,
    ApprovalPost: asks.approval,
    HiredPost: cards.hired,
    DigestPost: lambda post: digest_message(post.digest),
    UnreachablePost: unreachable.unreachable,
    ReadsAlongPost: reading_along.reads_along,
    LeaderlessPost: leaderless.leaderless,
    RoleClosedPost: role_closed.role_closed,
    AmendedPost: amended.amended,
    PrivateNotePost: private_notes.left,
    DebriefPost: debriefs.head,
    DebriefLine: debriefs.line,
    TakenBackPost: notices.taken_back,
}


def render(post: Outgoing) -> Message:
    return RENDERERS[type(post)](post)
