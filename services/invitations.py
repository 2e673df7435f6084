"""One's own invitation, for those who ask for it: the guide and the calendar file."""

from domain.read.invitations import InvitationPost
from domain.read.messages import PostKind
from domain.refusals import NotFound
from models.tables import Interview, Post
from services.outgoing_interviews import invitation
from services.work import Work


def mine(work: Work, interview: int) -> InvitationPost:
    """The actor's invitation to the interview as it stands; for those on its panel alone."""
    row = work.session.get(Interview, interview)
    if row is None:
        raise NotFound
    asked = Post(
        key="", kind=PostKind.INVITATION, loop_id=row.loop_id, ref=interview, subject=str(row.version),
        member_id=work.actor, ts="shown", created_at=work.now,
    )  # fmt: skip
    found = invitation(work, asked)
    if found is None or found.seat is None:
        raise NotFound
    return found
