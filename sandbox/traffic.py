"""A record of all that went between the app and this Slack, for the page's panel and for tests."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any, Literal

Json = dict[str, Any]
KEPT = 5000
SUMMARY = 120


class Traffic:
    def __init__(self) -> None:
        self.seq = 0
        self.entries: deque[Json] = deque(maxlen=KEPT)
        self.listeners: list[Callable[[Json], None]] = []

    def add(
        self,
        direction: Literal["to_app", "from_app"],
        name: str,
        *,
        started: float,
        request: Any,
        response: Any,
        error: str = "",
        summary: str = "",
    ) -> Json:
        """`started` is a time.perf_counter(); `error` empty when all went well."""
        self.seq += 1
        entry: Json = {
            "seq": self.seq,
            "at": time.time(),
            "direction": direction,
            "name": name,
            "ok": not error,
            "error": error,
            "ms": round((time.perf_counter() - started) * 1000, 2),
            "summary": summary[:SUMMARY],
            "request": request,
            "response": response,
        }
        self.entries.append(entry)
        for listener in self.listeners:
            listener(entry)
        return entry

    def after(self, seq: int) -> list[Json]:
        return [entry for entry in self.entries if entry["seq"] > seq]

    def calls(self, method: str = "") -> list[Json]:
        """Every Web API call, or those of one method."""
        return [
            entry
            for entry in self.entries
            if entry["direction"] == "from_app" and (not method or entry["name"] == method)
        ]

    def reset(self) -> None:
        self.entries.clear()
