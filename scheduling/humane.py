"""When a reminder may reach its reader: within their own working hours, and not in Do Not Disturb."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from domain.cadence import next_working_moment
from domain.read.people import Person
from domain.slack_errors import code_of
from scheduling.clock import Clock
from scheduling.slack import Senseless, Slack, never_told, rate_limited

log = structlog.get_logger()

CACHED = timedelta(minutes=5)
"""For how long an answer about Do Not Disturb holds: people switch it on and off."""

ASKED_LONG_ENOUGH = timedelta(minutes=10)
"""For so long Slack may fail at this question alone; then working hours alone decide."""


class Humane:
    """Asks Slack at most once in five minutes a person. Raises what the client does where asking again may help."""

    def __init__(self, slack: Slack, clock: Clock) -> None:
        self._slack, self._clock = slack, clock
        self._known: dict[str, tuple[datetime, Mapping[str, float]]] = {}
        self._swept = clock.real()
        """When what does not hold any more was forgotten last."""
        self._failing: dict[str, tuple[datetime, datetime]] = {}
        """By person, when (real time) Slack began to fail at this question alone, and when it did so last."""

    async def not_before(self, person: Person) -> datetime | None:
        """The moment to wait for; None when now is as good as any."""
        now = self._clock.now()
        zone = ZoneInfo(person.zone)
        opens = next_working_moment(now, zone, person.hours)
        if opens > now:
            return opens
        quiet_until = _quiet_until(await self._dnd(person.id), now)
        return next_working_moment(quiet_until, zone, person.hours) if quiet_until else None

    async def _dnd(self, member: str) -> Mapping[str, float]:
        real = self._clock.real()
        if not _holds(self._swept, real):
            self._known = {who: known for who, known in self._known.items() if _holds(known[0], real)}
            self._swept = real
        if member not in self._known or not _holds(self._known[member][0], real):
            self._known[member] = (real, await self._asked(member, real))
        return self._known[member][1]

    async def _asked(self, member: str, real: datetime) -> Mapping[str, float]:
        """Not being told (no scope, a guest) is no reason to be silent: working hours hold all the same."""
        try:
            answer = _times(await self._slack.api_call("dnd.info", params={"user": member}))
        except SlackApiError as error:
            if rate_limited(error) or not (never_told(error) or await self._fails_alone(member, real)):
                raise
            log.info("do not disturb unknown", member=member, error=code_of(error))
            return {}
        except (ClientError, OSError) as error:
            if not await self._fails_alone(member, real):
                raise
            log.info("do not disturb unknown", member=member, error=type(error).__name__)
            return {}
        self._failing.pop(member, None)
        return answer

    async def _fails_alone(self, member: str, real: datetime) -> bool:
        """Whether this question alone has failed for long enough. During an outage this raises what that raises."""
        first, last = self._failing.pop(member, (real, real))
        await self._slack.api_call("auth.test")
        if not timedelta() <= real - last < ASKED_LONG_ENOUGH:
            first = real
        self._failing[member] = (first, real)
        return real - first >= ASKED_LONG_ENOUGH


def _holds(since: datetime, real: datetime) -> bool:
    """After a clock was set back an answer seems to be from the future, and to hold for as long."""
    return timedelta() <= real - since < CACHED


_FIELDS = ("dnd_enabled", "next_dnd_start_ts", "next_dnd_end_ts", "snooze_enabled", "snooze_endtime")

_NEVER = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
"""No quiet time lasts until then: what says so is not understood."""


def _times(answer: Any) -> Mapping[str, float]:
    """The fields of an answer as numbers; what Slack leaves out is 0. Raises Senseless."""
    try:
        found = {name: float(answer.get(name) or 0) for name in _FIELDS}
    except (TypeError, ValueError) as error:
        raise Senseless("no times in the answer") from error
    if not all(0 <= value < _NEVER for value in found.values()):
        raise Senseless("no time that can be")
    return found


def _quiet_until(dnd: Mapping[str, float], now: datetime) -> datetime | None:
    """The end of the quiet time that `now` lies in. Moments are Slack's: seconds since 1970."""
    at, ends = now.timestamp(), []
    if dnd.get("dnd_enabled") and dnd["next_dnd_start_ts"] <= at:
        ends.append(dnd["next_dnd_end_ts"])
    if dnd.get("snooze_enabled"):
        ends.append(dnd["snooze_endtime"])
    latest = max(ends, default=0.0)
    return datetime.fromtimestamp(latest, UTC) if latest > at else None
