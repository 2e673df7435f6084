"""A refusal of Slack's, by the code that Slack's documentation gives it."""

from typing import Any


class SlackError(Exception):
    """`code` is Slack's error code; `extra` is merged into the answer beside `ok` and `error`."""

    def __init__(self, code: str, messages: tuple[str, ...] | list[str] = (), **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.messages = [f"[ERROR] {message}" for message in messages]
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": self.messages}
        return answer


class RateLimited(SlackError):
    """Answered with 429 and `Retry-After`."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after
