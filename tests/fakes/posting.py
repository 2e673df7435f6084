"""Slack as the courier calls it: remembers what was said where, and gets wrong what a test asks for."""

import asyncio
import math
from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackApiError

Json = dict[str, Any]


class Answer(Json):
    """What `slack_sdk` hangs on an error: data, a status and headers."""

    def __init__(self, data: Json, status: int = 200, headers: Json | None = None) -> None:
        super().__init__(data)
        self.data, self.status_code, self.headers = data, status, headers or {}


def refusal(code: str, status: int = 200, **headers: str) -> SlackApiError:
    found = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Answer({"ok": False, "error": code} if code else {}, status, found)
    return SlackApiError("refused", answer)  # type: ignore[no-untyped-call]  # the SDK does not type it


class FakeSlack:
    """`calls` are (method, arguments); `messages` what is there by channel and ts."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Json]] = []
        self.messages: dict[tuple[str, str], Json] = {}
        self.quiet: dict[str, Json] = {}
        """Do Not Disturb by member."""
        self.wrong: list[tuple[str, BaseException]] = []
        """The next call of this method raises this instead of doing anything."""
        self.lost: list[str] = []
        """The next call of this method is carried out, and its answer lost."""
        self.before: Callable[[str, Json], Any] = lambda _method, _body: None
        """Called (and awaited, where it is awaitable) before anything is carried out."""
        self.answers: dict[str, Answer] = {}
        """What a method answers, whatever is asked."""
        self.time: Callable[[], float] = lambda: math.inf
        """What Slack's own clock shows when a message is posted: who looks for it says from when on."""
        self._ts = 0
        self._posted: dict[tuple[str, str], float] = {}

    @property
    def said(self) -> list[tuple[str, str]]:
        """New messages: (channel, text)."""
        return [(body["channel"], body["text"]) for method, body in self.calls if method == "chat.postMessage"]

    @property
    def changed(self) -> list[tuple[str, str, str]]:
        """Changed messages: (channel, ts, text)."""
        return [(b["channel"], b["ts"], b["text"]) for method, b in self.calls if method == "chat.update"]

    def called(self, method: str) -> list[Json]:
        return [body for name, body in self.calls if name == method]

    async def api_call(self, api_method: str, *, params: Json | None = None, json: Json | None = None) -> Json:
        body = params or json or {}
        waiting = self.before(api_method, body)
        if asyncio.iscoroutine(waiting):
            await waiting
        for index, (method, error) in enumerate(self.wrong):
            if method == api_method:
                del self.wrong[index]
                raise error
        self.calls.append((api_method, body))
        if api_method in self.answers:
            return self.answers[api_method]
        answer = getattr(self, "_" + api_method.replace(".", "_"))(body)
        if api_method in self.lost:
            self.lost.remove(api_method)
            raise TimeoutError
        return Answer({"ok": True, **answer})

    def _chat_postMessage(self, body: Json) -> Json:  # noqa: N802  # Slack's name
        self._ts += 1
        ts = f"{self._ts}.000100"
        self.messages[body["channel"], ts] = {**body, "ts": ts}
        self._posted[body["channel"], ts] = self.time()
        return {"channel": body["channel"], "ts": ts}

    def _chat_update(self, body: Json) -> Json:
        if (body["channel"], body["ts"]) not in self.messages:
            raise refusal("message_not_found")
        self.messages[body["channel"], body["ts"]] |= body
        return {"channel": body["channel"], "ts": body["ts"]}

    def _conversations_open(self, body: Json) -> Json:
        return {"channel": {"id": "D" + body["users"][1:]}}

    def _conversations_history(self, body: Json) -> Json:
        return {"messages": [m for m in self._since(body) if "thread_ts" not in m]}

    def _conversations_replies(self, body: Json) -> Json:
        return {"messages": self._since(body)}

    def _since(self, body: Json) -> list[Json]:
        oldest, channel = float(body.get("oldest", 0)), body["channel"]
        return [m for at, m in self.messages.items() if at[0] == channel and self._posted.get(at, math.inf) >= oldest]

    def _auth_test(self, _body: Json) -> Json:
        return {}

    def _dnd_info(self, body: Json) -> Json:
        return self.quiet.get(body["user"], {"dnd_enabled": False})
