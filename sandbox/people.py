"""The people and channels of the sandbox, as values; and Slack's Do Not Disturb arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

COLORS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5", "2b6836")


@dataclass(frozen=True)
class DndWindow:
    """Quiet hours every day, in the person's own zone; an end before the start is on the next day."""

    start: time
    end: time


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    real_name: str = ""
    display_name: str = ""
    tz: str = "UTC"
    email: str = ""
    color: str = ""
    emoji: str = ""
    title: str = ""
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    team_id: str = ""
    is_admin: bool = False
    is_owner: bool = False
    dnd: tuple[DndWindow, ...] = ()
    snoozed_until: datetime | None = None
    bot_id: str = ""
    updated: int = 0

    @property
    def is_guest(self) -> bool:
        return self.is_restricted or self.is_ultra_restricted

    @property
    def shown_name(self) -> str:
        return self.display_name or self.real_name or self.name

    def shown_color(self) -> str:
        return self.color.lstrip("#") or COLORS[sum(self.id.encode()) % len(COLORS)]

    def next_dnd(self, now: datetime) -> tuple[datetime, datetime] | None:
        """The quiet window that holds `now`, or else the next one; None for those who have none."""
        zone = ZoneInfo(self.tz)
        found: list[tuple[datetime, datetime]] = []
        for window in self.dnd:
            for day in range(-1, 3):
                date = (now.astimezone(zone) + timedelta(days=day)).date()
                overnight = timedelta(days=1) if window.end <= window.start else timedelta(0)
                start = datetime.combine(date, window.start, zone).astimezone(UTC)
                end = datetime.combine(date + overnight, window.end, zone).astimezone(UTC)
                if end > now:
                    found.append((start, end))
        return min(found, default=None)

    def is_quiet(self, now: datetime) -> bool:
        if self.snoozed_until and self.snoozed_until > now:
            return True
        window = self.next_dnd(now)
        return window is not None and window[0] <= now

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Person":
        """`dnd` as [{"start": "22:00", "end": "08:00"}], `snoozed_until` as an ISO time; unknown keys are refused."""
        known = {field.name for field in fields(cls)}
        if strange := set(row) - known:
            raise ValueError(f"A person has no {', '.join(sorted(strange))}.")
        values = dict(row)
        if "dnd" in row:
            values["dnd"] = tuple(
                DndWindow(time.fromisoformat(window["start"]), time.fromisoformat(window["end"]))
                for window in row["dnd"]
            )
        if row.get("snoozed_until"):
            values["snoozed_until"] = datetime.fromisoformat(row["snoozed_until"])
        return cls(**values)


@dataclass(frozen=True)
class Channel:
    """A channel as one seeds it. Who is in it afterwards is the workspace's to know."""

    id: str
    name: str = ""
    is_private: bool = False
    members: tuple[str, ...] = ()
    topic: str = ""
    is_archived: bool = False
    is_im: bool = False
    is_mpim: bool = False
    is_general: bool = False
    creator: str = ""
    created: int = 0

    @property
    def kind(self) -> str:
        """Slack's `channel_type`: channel, group, im or mpim."""
        if self.is_im:
            return "im"
        if self.is_mpim:
            return "mpim"
        return "group" if self.is_private else "channel"

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Channel":
        known = {field.name for field in fields(cls)}
        if strange := set(row) - known:
            raise ValueError(f"A channel has no {', '.join(sorted(strange))}.")
        return cls(**({**row, "members": tuple(row.get("members", ()))}))
