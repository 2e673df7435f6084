"""What a briefing says when its turn comes: of all the interviews for which its reader has to prepare."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.read.invitations import BriefingPost
from domain.read.messages import TakenBackPost
from models import queries_briefings
from models.tables import History, Interview, Post
from services import briefings, members
from services.facts import Facts, Row, gather, rows_of
from services.outgoing_interviews import ahead, is_expected
from services.work import Work

About = tuple[Post, Row, Interview]


def message(work: Work, post: Post) -> BriefingPost | TakenBackPost | None:
    """By start. Not sent of what has begun, moved, or lost this panelist; then what is there says so.

    Of their own candidacy nobody reads. A constant number of queries, and one for each interview that fell away.
    """
    reader = post.member_id or ""
    together = queries_briefings.told_together(work.session, post)
    meetings = queries_briefings.interviews(work.session, [each.ref or 0 for each in together])
    rows = {row[0].id: row for row in rows_of(work, {each.loop_id or 0 for each in together})}
    about = [(each, rows[each.loop_id], meetings[each.ref or 0]) for each in together if each.loop_id in rows]
    about = sorted((one for one in about if one[1][2].member_id != reader), key=_begins)
    facts = gather(work, [row for _, row, _ in about])
    if not post.ts:
        about = [one for one in about if is_expected(*one, facts) and one[2].starts_at > work.now]
    if not about:
        return TakenBackPost() if post.ts else None
    first, *others = _told(work, reader, about, facts)
    return replace(first, also=tuple(others))


def _begins(one: About) -> tuple[float, int]:
    return one[2].starts_at.timestamp(), one[0].id or 0


def _told(work: Work, reader: str, about: Sequence[About], facts: Facts) -> list[BriefingPost]:
    person = members.people(work, [reader])[reader]
    wanted = briefings.Wanted.of(work, [loop.id or 0 for _, (loop, *_), _ in about])
    since = _since(work, about, facts)
    found = []
    for post, row, meeting in about:
        told = ahead(work, post, person, row, meeting, facts, since.get(meeting.loop_id, ()))
        here = (meeting.stage, meeting.round)
        said = briefings.briefing(work, facts, row, here, person, wanted) if told.current else None
        found.append(BriefingPost(told, said))
    return found


def _since(work: Work, about: Sequence[About], facts: Facts) -> Mapping[int, Sequence[History]]:
    """What has happened since to the loops whose interview is not as it was told."""
    over = [one for one in about if not is_expected(*one, facts)]
    if not over:
        return {}
    return queries_briefings.history_since(
        work.session, {interview.loop_id for *_, interview in over}, min(post.created_at for post, *_ in over)
    )
