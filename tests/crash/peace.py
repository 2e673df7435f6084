"""Whether people are left in peace: nothing that can wait reaches them when they don't work, nor more than they want.

Asked of what has reached Slack and when, with none of the rules by which the bot decides that.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.tables import History, Member, Post
from services import calendars
from services.hours import kept_in

Place = tuple[str, str]
"""A channel and a `ts`, which is the moment at which it was said."""

REMINDING = {"nudge", "escalation"}
"""What the cap of a day counts."""

PATIENT = {*REMINDING, "briefing", "reads_along", "leaderless", "unreachable"}
"""Nobody waits for it. Invitations, and what begins in minutes, are said at any time."""

OF_A_CHANGE = {"notice", "tell", "decide", "debrief_line"}
"""Said at any time where somebody has made the change; it waits where time alone has."""

HANDED = "handed:"
"""Who hands something over tells the other at once, however much that one has heard today."""


@dataclass
class Peace:
    """What has reached whom so far."""

    reminded: dict[str, list[datetime]] = field(default_factory=dict)
    looked_at: int = 0
    """Messages that had to wait for their reader to work."""
    quiet: Callable[[str, datetime], bool] = lambda _who, _at: False
    """Whether somebody has Do Not Disturb switched on."""
    gone: Mapping[str, datetime] = field(default_factory=dict)
    """Who has left, and when."""

    def broken(self, session: Session, new: Iterable[Place]) -> list[str]:
        """In sentences. `new`: what has come since it was asked last, in order. By what its readers want now."""
        there = {ts: moment(ts) for _, ts in new}
        statement = select(Post, Member).join(Member, col(Member.id) == col(Post.member_id)).order_by(col(Post.id))
        found = session.exec(statement.where(col(Post.ts).in_(there))).all() if there else ()
        sentences = []
        for post, reader in sorted(found, key=lambda each: there[each[0].ts]):
            at = there[post.ts]
            if _patient(session, post):
                self.looked_at += 1
                sentences += [] if works(reader, at) else [f"{post.key} at {_local(reader, at)} ({reader.zone})"]
                sentences += [f"{post.key} at {at}, in Do Not Disturb"] if self.quiet(reader.id, at) else []
            if post.kind in REMINDING:
                sentences += self._too_many(post, reader, at)
                left = self.gone.get(reader.id, post.created_at)  # what was written before is on its way
                sentences += [f"{post.key}, whose reader has left"] if post.created_at > left else []
        return sentences

    def _too_many(self, post: Post, reader: Member, at: datetime) -> list[str]:
        self.reminded.setdefault(reader.id, []).append(at)
        today = self.today(reader, at)
        if today <= reader.reminders_a_day or post.key.startswith(HANDED):
            return []
        return [f"{post.key} is reminder {today} of {reader.reminders_a_day} on {_local(reader, at).date()}"]

    def today(self, reader: Member, at: datetime) -> int:
        """How often they were reminded on that day of theirs."""
        theirs = self.reminded.get(reader.id, ())
        return sum(_local(reader, each).date() == _local(reader, at).date() for each in theirs)

    @property
    def reminders(self) -> int:
        return sum(map(len, self.reminded.values()))


def moment(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)


def works(reader: Member, at: datetime) -> bool:
    """On a day of theirs that is neither off nor a public holiday, from when they begin to when they end."""
    local = _local(reader, at)
    day = local.date()
    away = any(first <= day.isoformat() <= last for first, last in reader.days_off)
    country = kept_in(reader)
    holiday = bool(country) and day in calendars.holidays_of(country, day.year, day.year)
    theirs = reader.works_from <= f"{local:%H:%M}" < reader.works_until
    return theirs and str(local.weekday()) in reader.works_on and not away and not holiday


def _patient(session: Session, post: Post) -> bool:
    if post.kind in OF_A_CHANGE:
        entry = session.get(History, post.ref)
        return entry is not None and not entry.by
    return post.kind in PATIENT


def _local(reader: Member, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(reader.zone))
