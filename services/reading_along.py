"""A candidate from inside who has come to stand beside their own card: whoever recruits hears of it, once.

`/loop add` and the form of a role refuse it; but people join channels, and addresses are matched, later.
"""

from collections.abc import Collection

from domain.read.messages import PostKind
from models import queries, queries_reading_along
from models.tables import Candidate, Loop, Post, Role
from services import posts
from services.work import Work


def of_channel(work: Work, channel: str, changed: Collection[str]) -> None:
    """Who is in a channel was read anew. `changed`: who has come or gone; what was said of them follows."""
    _tell(work, queries_reading_along.beside_their_cards(work.session, channel=channel))
    if changed:
        posts.refresh(work, queries_reading_along.told_of_channel(work.session, channel, changed))


def of_candidates(work: Work, candidates: Collection[int]) -> None:
    """These were found to be members."""
    _tell(work, queries_reading_along.beside_their_cards(work.session, candidates=candidates))


def moved(work: Work, role: Role) -> None:
    """The role's cards stand in another channel now."""
    posts.refresh(work, queries_reading_along.told_of_role(work.session, role.id or 0))


def _tell(work: Work, found: Collection[tuple[Loop, Role, Candidate]]) -> None:
    """Of each loop, person and channel once. Nobody hears it of themselves."""
    wanted = [
        Post(
            key=f"reads_along:{loop.id}:{candidate.member_id}:{role.channel}", kind=PostKind.READS_ALONG,
            loop_id=loop.id, subject=role.channel, member_id=leads[0], created_at=work.now,
        )
        for loop, role, candidate in found
        if (leads := [lead for lead in (role.recruiter, role.hiring_manager) if lead != candidate.member_id])
    ]  # fmt: skip
    there = queries.posts_by_key(work.session, [post.key for post in wanted]) if wanted else {}
    new = [post for post in wanted if post.key not in there]
    if new:
        posts.say_all(work, new)
