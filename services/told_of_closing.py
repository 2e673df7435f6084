"""What ends with a role is told once: each person hears of all the loops that concern them in one message.

The recruiter's holds the texts for the candidates, which would be a message for each loop otherwise.
"""

from collections.abc import Iterable

from domain import events as ev
from domain.read.messages import PostKind
from models import queries_role_closed
from services import posts
from services.audiences import Change
from services.work import Work


def ends_with_role(change: Change) -> bool:
    """A role that is being closed is not open any more when its loops end."""
    return change.role.status != "open" and isinstance(change.event, ev.Rejected | ev.Withdrawn)


def tell(work: Work, change: Change, people: Iterable[str]) -> None:
    """Whoever closes the role is told nothing but which candidates wait for word from them."""
    recruiter = change.after.recruiter
    for member in dict.fromkeys((*people, recruiter)):
        if member and (member != work.actor or member == recruiter):
            _one_more(work, change, member)


def _one_more(work: Work, change: Change, member: str) -> None:
    role = change.role.id
    post = posts.say(
        work, f"role_closed:{role}:{member}", PostKind.ROLE_CLOSED, ref=role, subject=str(change.history), member=member
    )
    if post.subject != str(change.history):
        post.subject = f"{post.subject},{change.history}"
        work.session.add(post)
        work.session.flush()


def refresh(work: Work, role: int) -> None:
    """A candidate of a closed role has heard."""
    posts.refresh(work, queries_role_closed.told(work.session, role))
