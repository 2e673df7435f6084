"""An outbox row that has been tried: it waits again in its old place, or it ends."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from domain.slack_errors import SAID_OF_THE_TOKEN
from models import queries_claims
from models.tables import Outbox, Post
from services import gates
from services.outcomes import ORPHANED, UNKNOWN, Again, Closed, Later, NoAnswer, Outcome, Refused
from services.work import Work

ATTEMPTS = 8
"""After so many a row is given up, and shown to people."""

UNANSWERED = 2880
"""So many tries that nobody answers end in the same; at a minute apart on average, it takes them two days."""

BLAMED_AFTER = 64
"""So many servers' errors in a row are borne before it is asked whether other messages are taken meanwhile.

At a minute apart on average it takes them an hour: a part of Slack may be in trouble for that long.
"""


def unanswered(row: Outbox, outcome: Outcome) -> int:
    """How often in a row nobody has answered by now. A count, not a time: a machine that slept has not tried."""
    if isinstance(outcome, NoAnswer):
        return row.unanswered + 1
    asked_nobody = isinstance(outcome, Later) or (isinstance(outcome, Again) and not outcome.counts)
    return row.unanswered if asked_nobody else 0


def try_again(work: Work, row: Outbox, post: Post, outcome: Again | NoAnswer, real: datetime) -> None:
    """Once more after a while, unless it has been tried often enough; what may be there is looked for before that."""
    counts = outcome.counts if isinstance(outcome, Again) else _to_blame(work, row, outcome)
    if isinstance(outcome, NoAnswer):
        row.unanswered_at = real
    doubtful = not post.ts and (outcome.unknown or row.error == UNKNOWN)
    if (counts and row.attempts >= ATTEMPTS + doubtful) or row.unanswered >= UNANSWERED:
        end(work, row, "doubtful" if doubtful else "failed", outcome.error)
        return
    error = UNKNOWN if outcome.unknown else still_unknown(row, outcome.error)
    attempts = row.attempts - (not counts)
    wait(work, row, due_at=row.due_at, attempts=attempts, error=error, next_try_at=real + outcome.after)


def _to_blame(work: Work, row: Outbox, outcome: NoAnswer) -> bool:
    """Whether Slack's servers fail at this message alone: they have taken another one since they failed at it last."""
    if not outcome.servers or row.unanswered <= BLAMED_AFTER or row.unanswered_at is None:
        return False
    return queries_claims.taken_since(work.session, row.unanswered_at, row.destination)


def placed(work: Work, row: Outbox, outcome: Outcome) -> Outcome:
    """A refusal concerns the destination alone where Slack has let us in since it gave this row the same."""
    if not isinstance(outcome, Refused) or row.error != outcome.error:
        return outcome
    of_the_token = outcome.error.partition(":")[0] in SAID_OF_THE_TOKEN or gates.refused(work) is not None
    return outcome if of_the_token else Closed(outcome.error)


def still_unknown(row: Outbox, error: str) -> str:
    """What is not known stays so, until the message has been looked for."""
    return UNKNOWN if row.error == UNKNOWN else error


def seek(row: Outbox, post: Post) -> None:
    """Whoever says this post next looks first whether this row has said it."""
    if not post.ts:
        post.sought, post.sought_since = row.mark, post.sought_since or row.created_at


def end(work: Work, row: Outbox, state: str, error: str = "") -> None:
    row.state, row.error, row.done_at, row.lease, row.lease_until = state, error, work.now, "", None


def wait(
    work: Work, row: Outbox, *, due_at: datetime, attempts: int, error: str, next_try_at: datetime | None = None
) -> None:
    """Back to the others that wait, in its old place in their order.

    A newer change of the same post that waits there already is said with it: what a row says is read when it is sent.
    """
    newer = queries_claims.waiting_twin(work.session, row.post_id)
    if newer is not None:
        due_at, row.correlation = min(due_at, newer.due_at), newer.correlation
        end(work, newer, "dropped", "overtaken")
        work.session.flush()
    try:
        with work.session.begin_nested():
            row.state, row.due_at, row.attempts, row.error, row.next_try_at = (
                "pending", due_at, attempts, error, next_try_at,
            )  # fmt: skip
            row.lease, row.lease_until = "", None
            work.session.add(row)
    except IntegrityError:  # a newer change was committed in this very moment
        work.session.refresh(row)
        wait(work, row, due_at=due_at, attempts=attempts, error=error, next_try_at=next_try_at)


def bring_after(work: Work, parent: Post, destination: str) -> None:
    """The message is there after all, so the replies that were given up with it follow."""
    for row in queries_claims.given_up_below(work.session, parent, destination, ORPHANED):
        wait_anew(work, row, "")


def wait_anew(work: Work, row: Outbox, error: str) -> None:
    """A row that was given up or in doubt has all its attempts anew."""
    row.unanswered = 0
    wait(work, row, due_at=row.due_at, attempts=0, error=error)
