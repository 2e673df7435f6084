"""One's own invitation, for those who ask for it: the forms that answer it, and the calendar file."""

from domain.read.invitations import InvitationPost
from domain.read.messages import PostKind
from domain.refusals import NotFound
from models import queries
from models.tables import Interview, Post
from services import outgoing
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


def for_calendar(work: Work, interview: int) -> InvitationPost:
    """As `mine`; and for those who were invited to what is off since, what takes it out of their calendar again."""
    row = work.session.get(Interview, interview)
    versions = range(row.version, 0, -1) if row is not None else ()
    keys = [f"invite:{interview}:{version}:{work.actor}" for version in versions]
    told = queries.posts_by_key(work.session, keys)
    last = next((told[key] for key in keys if key in told), None)
    found = outgoing.load(work, last.id or 0) if last is not None else None
    return found if isinstance(found, InvitationPost) and found.off else mine(work, interview)
