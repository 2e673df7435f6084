"""What a use-case works with. The caller owns the transaction: a service never commits."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.tables import Audit


@dataclass(frozen=True, slots=True)
class Work:
    """One unit of work: a session, the present moment (aware UTC), who acts (empty: the bot itself), and where."""

    session: Session
    now: datetime
    actor: str = ""
    workspace: str = ""
    admins: frozenset[str] = field(default=frozenset())
    """Members named as admins by the settings; Slack's own owners and admins come on top."""
    correlation: str = ""
    """Follows what the unit causes from the payload to the outbox to the log."""

    def audit(self, action: str, record: str, record_id: object, **facts: Any) -> None:
        """Write down who did what to which record. `facts` are ids, never free text."""
        self.session.add(
            Audit(at=self.now, by=self.actor, action=action, record=record, record_id=str(record_id), facts=facts)
        )
