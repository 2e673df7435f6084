"""What the courier does with rows: claim them under a lease, and write down what came of each."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.state import Missed
from models import queries_claims
from models import queries_delivery as queries
from models.tables import Destination, Outbox, Post
from models.upsert import insert
from services import debrief_rooms, gates, missed, unreachable
from services.outbox_rows import ATTEMPTS, bring_after, end, placed, seek, still_unknown, try_again, unanswered, wait
from services.outcomes import (
    ORPHANED,
    UNKNOWN,
    Again,
    Claim,
    Closed,
    Done,
    Dropped,
    Failed,
    Found,
    InDoubt,
    Later,
    NoAnswer,
    NoGroup,
    Refused,
    Sent,
    Unchanged,
)
from services.work import Work

PACE = timedelta(seconds=1.02)
"""Between two messages to one destination. Slack takes about one a second; the rest is for uneven travelling times."""

EARLY = timedelta(seconds=0.15)
"""So much before its turn a message is claimed and loaded, so that it can leave when its turn comes."""

LEASE = timedelta(seconds=60)
"""How long a claim holds. Whoever sends gives up within half of it, so nobody else can be sending by then."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """Whether anything can be sent now, and in how many seconds the next thing can."""

    ready: bool
    seconds: float | None
    shared: gates.Gates


def ahead(work: Work, real: datetime) -> Ahead:
    """A look that writes nothing."""
    open_ = gates.look(work, real)
    if open_.refused:
        return Ahead(ready=False, seconds=None, shared=open_)
    if queries.heads_ready(work.session, work.now, real, real + EARLY, 1, **_free(open_)):
        return Ahead(ready=True, seconds=0, shared=open_)
    due = queries.next_due(work.session, work.now)
    free = queries.next_free(work.session, work.now, real + EARLY)
    waits = [due - work.now] if due else []
    waits += [free - EARLY - real] if free else []
    waits += [open_.opens_at - real] if open_.opens_at else []
    return Ahead(ready=False, seconds=min(waits).total_seconds() if waits else None, shared=open_)


def claim(work: Work, real: datetime, limit: int) -> tuple[Claim, ...]:
    """Take the next row of up to `limit` destinations: destination and row are ours until the lease runs out.

    It may be some moments before a destination's turn (`Claim.not_before`): until then nothing is sent there.

    Who changes a post from now on writes a new row, so what is loaded after the commit is never older than the row.
    """
    open_ = gates.take_hold(work, real)
    heads = _heads(work, real, limit, open_) if not open_.refused else {}
    if not heads:
        return ()
    lease, until = secrets.token_urlsafe(12), real + LEASE
    free = queries_claims.lock_free_destinations(work.session, heads.keys(), real, real + EARLY)
    for destination in free:
        destination.lease, destination.lease_until = lease, until
        work.session.add(destination)
    work.session.flush()
    queries_claims.mark_sending(work.session, [heads[destination.id] for destination in free], lease, until)
    rows = queries_claims.taken(work.session, lease)
    turns = {each.id: each.next_send_at for each in free}
    closed = {destination.id for destination in free if destination.error}
    unused = turns.keys() - {row.destination for row, _, _ in rows}
    queries_claims.release_destinations(
        work.session, [queries_claims.Released(each, lease, turns[each]) for each in sorted(unused)]
    )
    claims = tuple(_claim(*row, until, turns[row[0].destination], closed=row[0].destination in closed) for row in rows)
    for _, post, _ in rows:
        post.shown = ""  # not known from now on: whoever sends may go away before it writes down that it did
        work.session.add(post)
    changes = sum(bool(post.ts) for _, post, _ in rows)
    gates.claimed(work, open_, real, {gates.UPDATE: changes, gates.POST: len(rows) - changes})
    return claims


def _free(open_: gates.Gates) -> dict[str, bool]:
    return {"news": open_.free[gates.POST] > 0, "changes": open_.free[gates.UPDATE] > 0}


def _heads(work: Work, real: datetime, limit: int, open_: gates.Gates) -> dict[str, int]:
    """By destination the row to be sent, no more of each kind than the pace of its method allows."""
    left = {False: open_.free[gates.POST], True: open_.free[gates.UPDATE]}
    heads = []
    for head in queries.heads_ready(work.session, work.now, real, real + EARLY, limit, **_free(open_)):
        left[head[3]] -= 1
        if left[head[3]] >= 0:
            heads.append(head)
    strangers = sorted(destination for destination, _, known, _ in heads if known is None)
    if strangers:
        rows = [{"id": stranger, "lease": "", "error": ""} for stranger in strangers]
        work.session.execute(insert(work.session, Destination).on_conflict_do_nothing(), rows)
    return {destination: row for destination, row, _, _ in heads}


def _claim(
    row: Outbox, post: Post, parent: Post | None, until: datetime, turn: datetime | None, *, closed: bool
) -> Claim:
    there = post.sent_channel or (parent.sent_channel if parent else "") or post.channel
    return Claim(
        outbox=row.id or 0,
        post=post.id or 0,
        kind=post.kind,
        destination=row.destination,
        member=post.member_id,
        people=post.people,
        channel=there,
        ts=post.ts,
        thread_ts=parent.ts if parent else "",
        orphaned=parent is not None and not parent.ts,
        mark=row.mark,
        correlation=row.correlation,
        attempts=row.attempts,
        lease=row.lease,
        until=until,
        created_at=post.sought_since or row.created_at,
        doubtful=(row.error == UNKNOWN or bool(post.sought)) and not post.ts,
        closed=closed,
        unanswered=row.unanswered,
        sought=post.sought,
        shown=post.shown,
        not_before=turn,
        given_up=row.attempts > ATTEMPTS,
    )


def finish(work: Work, done: Sequence[Done], real: datetime) -> list[str]:
    """Write down what came of each, and let the destinations go.

    Returns the rows' new states, "" for those that were not ours any more.
    """
    _let_go(work, done, real)
    held = [(one.claim.outbox, one.claim.lease) for one in done]
    found = queries_claims.under_leases(work.session, held)
    return [
        _finish(work, *there, one, real) if (there := found.get(ours)) else ""
        for one, ours in zip(done, held, strict=True)
    ]


def _finish(work: Work, row: Outbox, post: Post, done: Done, real: datetime) -> str:
    claimed, outcome = done.claim, done.outcome
    post.shown = claimed.shown if done.called is None else ""
    row.unanswered = unanswered(row, outcome)
    outcome = placed(work, row, outcome)
    match outcome:
        case Unchanged():
            end(work, row, "dropped", "unchanged")
        case Sent():
            post.ts, post.sent_channel, post.shown = outcome.ts, outcome.channel, outcome.shown
            post.sought, post.sought_since = "", None
            end(work, row, "sent")
            if claimed.closed and not (claimed.member and claimed.ts):  # what one has had can be changed
                unreachable.reopen(work, claimed.destination)
        case Found():
            post.ts, post.sent_channel, post.sought, post.sought_since = outcome.ts, outcome.channel, "", None
            wait(work, row, due_at=row.due_at, attempts=0, error="")  # to bring it up to date is another thing
        case Dropped():
            end(work, row, "dropped", outcome.why)
        case Failed():
            end(work, row, "failed", outcome.error)
        case InDoubt():
            end(work, row, "doubtful", outcome.error)
        case Closed() if unreachable.close(work, claimed.destination, post, outcome.error, real):
            wait(work, row, due_at=row.due_at, attempts=row.attempts - 1, error=still_unknown(row, outcome.error))
        case Closed() if post.ts:
            end(work, row, "dropped", outcome.error)
        case Closed():
            if row.error == UNKNOWN:
                seek(row, post)
            end(work, row, "failed", outcome.error)
        case NoGroup():
            debrief_rooms.scatter(work, post)
            end(work, row, "dropped", outcome.error)
        case Refused():
            gates.refuse(work, outcome.error)
            wait(work, row, due_at=row.due_at, attempts=row.attempts - 1, error=still_unknown(row, outcome.error))
        case Later():
            wait(work, row, due_at=outcome.until, attempts=row.attempts - 1, error=row.error)
        case Again() | NoAnswer():
            try_again(work, row, post, outcome, real)
    work.session.add_all((row, post))
    if post.ts and not (claimed.ts or claimed.member or claimed.thread_ts):
        bring_after(work, post, claimed.destination)
    if row.state in _MISSED and not isinstance(outcome, Closed) and row.error != ORPHANED:
        missed.lost(work, post, row.destination, _MISSED[row.state])
    return row.state


def _let_go(work: Work, done: Sequence[Done], real: datetime) -> None:
    """Others may send there again in its turn; a call that the claim has counted and nobody made is theirs too.

    The next message keeps its distance from when Slack was asked to show this one. It was not: then the next one's turn
    is this one's.
    """
    queries_claims.release_destinations(work.session, [_released(one, real) for one in done])
    unused = [one for one in done if one.called is None]
    changes = sum(bool(one.claim.ts) for one in unused)
    gates.spend(work, real, gates.UPDATE, -changes)
    gates.spend(work, real, gates.POST, changes - len(unused))


def _released(done: Done, real: datetime) -> queries_claims.Released:
    pause = done.outcome.after if isinstance(done.outcome, Again | NoAnswer) else timedelta()
    own = done.called + PACE if done.called else done.claim.not_before or real
    turn = min(own, real + PACE)  # the clock may have been set back
    taken = real if isinstance(done.outcome, Sent) else None
    return queries_claims.Released(done.claim.destination, done.claim.lease, max(turn, real + pause), taken)


_MISSED: Mapping[str, Missed] = {"failed": Missed.LOST, "doubtful": Missed.DOUBT}


def direct_channels(work: Work, those: Sequence[str]) -> list[str]:
    """Where direct messages to each of these (a member, or a group: commas between) go, as far as we have sent one.

    Else empty.
    """
    known = queries.direct_channels(work.session, [whose for whose in those if "," not in whose])
    return [(queries.group_channel(work.session, whose) if "," in whose else known.get(whose)) or "" for whose in those]
