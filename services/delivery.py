"""What the courier does with rows: claim them under a lease, and write down what came of each."""

import secrets
from collections.abc import Mapping
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
    Dropped,
    Failed,
    Found,
    InDoubt,
    Later,
    NoAnswer,
    NoGroup,
    Outcome,
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
    for unused in turns.keys() - {row.destination for row, _, _ in rows}:
        queries_claims.release_destination(work.session, unused, lease, turns[unused])
    claims = tuple(_claim(*row, until, turns[row[0].destination], closed=row[0].destination in closed) for row in rows)
    for _, post, _ in rows:
        post.shown = ""  # not known from now on: whoever sends may go away before it writes down that it did
        work.session.add(post)
    changes = sum(bool(post.ts) for _, post, _ in rows)
    gates.spend(work, real, gates.UPDATE, changes)
    gates.spend(work, real, gates.POST, len(rows) - changes)
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


def finish(work: Work, claimed: Claim, outcome: Outcome, called: datetime | None, real: datetime) -> str:
    """Write down what came of it, and let the destination go. Returns the row's new state, "" if it was not ours.

    `called`: when (real time) Slack was asked to show it; the next message keeps its distance from that. None: it was
    not, so the next one's turn is this one's.
    """
    _let_go(work, claimed, outcome, called, real)
    found = queries_claims.under_lease(work.session, claimed.outbox, claimed.lease)
    if found is None:
        return ""
    row, post = found
    post.shown = claimed.shown if called is None else ""
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


def _let_go(work: Work, claimed: Claim, outcome: Outcome, called: datetime | None, real: datetime) -> None:
    """Others may send there again in its turn; a call that the claim has counted and nobody made is theirs too."""
    pause = outcome.after if isinstance(outcome, Again | NoAnswer) else timedelta()
    turn = min(called + PACE if called else claimed.not_before or real, real + PACE)  # the clock may have been set back
    taken = real if isinstance(outcome, Sent) else None
    queries_claims.release_destination(work.session, claimed.destination, claimed.lease, max(turn, real + pause), taken)
    if called is None:
        gates.spend(work, real, gates.UPDATE if claimed.ts else gates.POST, -1)


_MISSED: Mapping[str, Missed] = {"failed": Missed.LOST, "doubtful": Missed.DOUBT}


def interrupted(work: Work, real: datetime) -> bool:
    """Whether a sender went away and left something half done."""
    return bool(queries_claims.interrupted(work.session, real, 1, lock=False))


def take_up_interrupted(work: Work, real: datetime, limit: int = 100) -> int:
    """What a sender that went away has left half done waits again; a new message is looked for before it is sent.

    It does not count as an attempt: that the bot was killed is no fault of Slack's or of the message's.
    """
    rows = queries_claims.interrupted(work.session, real, limit, lock=True)
    for row, post in rows:
        wait(work, row, due_at=row.due_at, attempts=row.attempts - 1, error="interrupted" if post.ts else UNKNOWN)
    return len(rows)


def direct_channel(work: Work, whose: str) -> str:
    """Where direct messages to this member, or to this group, go, as far as we have sent one; else empty."""
    return queries.direct_channel(work.session, whose) or ""
