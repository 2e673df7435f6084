"""Slack's rate limits as token buckets in real time. Source: docs.slack.dev/apis/web-api/rate-limits."""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sandbox.errors import RateLimited

MINUTE = 60.0
TIERS: Mapping[int, int] = {1: 1, 2: 20, 3: 50, 4: 100}


@dataclass(frozen=True)
class Pacing:
    """How strict to be.

    `burst`: messages a channel may take at once before one in `message_interval` seconds is the rule; `slack`:
    calls a minute over the tier's number that are let through, as Slack lets short bursts through.
    """

    message_interval: float = 1.0
    burst: int = 5
    tiers: Mapping[int, int] = field(default_factory=lambda: dict(TIERS))
    slack: int = 100
    enabled: bool = True


OFF = Pacing(enabled=False)


@dataclass
class Bucket:
    """`level` calls are left; one more comes every `interval` seconds, up to `size`."""

    size: int
    interval: float
    level: float
    at: float

    def take(self, now: float) -> float:
        """0 when there was one left, else the seconds until there will be."""
        self.level = min(self.size, self.level + (now - self.at) / self.interval)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0.0
        return (1 - self.level) * self.interval


class Limits:
    def __init__(self, pacing: Pacing, timer: Callable[[], float] = time.monotonic) -> None:
        self.pacing = pacing
        self._timer = timer
        self._buckets: dict[str, Bucket] = {}

    def call(self, method: str, tier: int) -> None:
        """Raises RateLimited when this method has been called too often. Tier 0 has no limit."""
        if tier:
            size = self.pacing.tiers[tier] + self.pacing.slack
            self._take(f"method:{method}", size, MINUTE / self.pacing.tiers[tier])

    def message(self, channel: str) -> None:
        """Raises RateLimited when this channel has had its message for now."""
        self._take(f"channel:{channel}", self.pacing.burst, self.pacing.message_interval)

    def reset(self) -> None:
        self._buckets.clear()

    def _take(self, key: str, size: int, interval: float) -> None:
        if not self.pacing.enabled:
            return
        now = self._timer()
        bucket = self._buckets.setdefault(key, Bucket(size, interval, size, now))
        if wait := bucket.take(now):
            raise RateLimited(max(1, math.ceil(wait)))
