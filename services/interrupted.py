"""What a sender that went away has left half done."""

from datetime import datetime

from models import queries_claims
from services.outbox_rows import wait
from services.outcomes import UNKNOWN
from services.work import Work


def there_is(work: Work, real: datetime) -> bool:
    """Whether a sender went away and left something half done."""
    return bool(queries_claims.interrupted(work.session, real, 1, lock=False))


def take_up(work: Work, real: datetime, limit: int = 100) -> int:
    """What a sender that went away has left half done waits again; a new message is looked for before it is sent.

    It does not count as an attempt: that the bot was killed is no fault of Slack's or of the message's.
    """
    rows = queries_claims.interrupted(work.session, real, limit, lock=True)
    for row, post in rows:
        wait(work, row, due_at=row.due_at, attempts=row.attempts - 1, error="interrupted" if post.ts else UNKNOWN)
    return len(rows)
