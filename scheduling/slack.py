"""Slack as the courier sees it: one method to call, and what each way of going wrong means."""

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Protocol, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError

from domain.slack_errors import PERSON, PLACE, SAID_OF_THE_TOKEN, TOKEN, code_of, needed_scope
from services.outcomes import Again, Claim, Closed, Failed, NoAnswer, Outcome, Refused

T = TypeVar("T")


class Slack(Protocol):
    """The part of `AsyncWebClient` that is used here. Posting needs one without retry handlers: they repeat blindly."""

    def api_call(
        self, api_method: str, *, params: dict[str, Any] | None = None, json: dict[str, Any] | None = None
    ) -> Awaitable[Any]:
        """Return a mapping with `ok` true, or raise what `slack_sdk` raises."""


class Senseless(aiohttp.ClientError):
    """Slack says that all is well, and what was asked for is not in its answer: as good as none."""


def found_in(answer: Any, name: str, kind: type[T]) -> T:
    """What an answer has to hold, or raise Senseless: to take it for nothing would be to know what nobody said."""
    value = answer.get(name) if hasattr(answer, "get") else None
    if not isinstance(value, kind):
        raise Senseless(f"no {name} in the answer")
    return value


FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=2)
MOST_DOUBLINGS = 7
"""Of the first wait, until it is the longest."""

PASSING = frozenset({
    "accesslimited", "fatal_error", "internal_error", "ratelimited", "rate_limited", "request_timeout",
    "rollup_error", "service_unavailable", "team_added_to_org",
})  # fmt: skip
"""Slack's error codes that may be gone the next time. Every other one is final: trying again gives the same answer."""

RATE_LIMITED = frozenset({"ratelimited", "rate_limited"})

LIMIT = "message_limit_exceeded"
LIMIT_WAIT = timedelta(minutes=5)
"""Everybody in the workspace together sends too much. Slack says no more, so each channel and person tries so often."""

SETTLING = timedelta(seconds=4)
"""What may still be on its way is given this long before it is looked for."""

LONGEST_ASKED = 86400.0
"""Seconds: who asks us to wait for longer than a day is not understood."""

MAY_HAVE_WORKED = frozenset({"fatal_error", "internal_error", "request_timeout"})
"""Slack's documentation says of these that some of the operation may have succeeded."""

NEVER_ARRIVED = frozenset({429, 503})

SERVER_ERRORS = 500

NOT_THERE = frozenset({"accesslimited", "service_unavailable", "team_added_to_org"})
"""Slack itself says that it serves nobody at the moment."""

OF_THE_REQUEST = frozenset({400, 413, 422})
"""What stands between us and Slack has read the request, and does not like this one."""

Jitter = Callable[[], float]
"""A number from 0 up to 1, as `random.random` gives it."""


def backoff(attempt: int, jitter: Jitter = random.random) -> timedelta:
    """How long to wait after the given attempt (1 is the first).

    Full jitter: anything from nothing to the doubling bound, so that those who failed together come back apart.
    Source: aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter.
    """
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(attempt - 1, MOST_DOUBLINGS)) * jitter()


def judge(error: Exception, claim: Claim, jitter: Jitter, *, writes: bool) -> Outcome:
    """What follows from a call that raised. `writes`: whether it would leave something behind if it did work."""
    if isinstance(error, SlackApiError):
        return _refused(error, claim, jitter, writes=writes)
    never_left = isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
    return no_answer(type(error).__name__, claim, jitter, unknown=writes and not never_left)


def again(error: str, claim: Claim, jitter: Jitter, *, unknown: bool) -> Again:
    """Later, further apart each time; what may be there all the same is given time to appear."""
    wait = backoff(claim.attempts, jitter)
    return Again(error, max(wait, SETTLING) if unknown else wait, unknown=unknown)


def no_answer(error: str, claim: Claim, jitter: Jitter, *, unknown: bool, servers: bool = False) -> NoAnswer:
    """The same where the message is not to blame: it is not given up for it."""
    wait = backoff(claim.unanswered + 1, jitter)
    return NoAnswer(error, max(wait, SETTLING) if unknown else wait, unknown=unknown, servers=servers)


def status_of(error: SlackApiError) -> int:
    response = error.response
    return int(getattr(response, "status_code", 0) or getattr(response, "status", 0))


def rate_limited(error: SlackApiError) -> bool:
    return status_of(error) == 429 or code_of(error) in RATE_LIMITED


def _refused(error: SlackApiError, claim: Claim, jitter: Jitter, *, writes: bool) -> Outcome:
    status, code = status_of(error), code_of(error)
    if rate_limited(error):
        return Again("ratelimited", asked_wait(error), counts=False)
    if code == LIMIT:
        return Again(code, LIMIT_WAIT, counts=False)
    if code and code not in PASSING and status < SERVER_ERRORS:
        return _for_good(error, code)
    # An answer without a code is not Slack's own (a proxy's page, half an answer): the call may have gone through.
    unclear = not code or code in MAY_HAVE_WORKED or status >= SERVER_ERRORS
    unknown = writes and unclear and status not in NEVER_ARRIVED
    said, servers = code or f"http_{status}", status >= SERVER_ERRORS and code not in NOT_THERE
    if servers or code in NOT_THERE or (not code and status not in OF_THE_REQUEST):
        return no_answer(said, claim, jitter, unknown=unknown, servers=servers)
    return again(said, claim, jitter, unknown=unknown)


def _for_good(error: SlackApiError, code: str) -> Outcome:
    if code in TOKEN:
        scope = needed_scope(error)
        return Refused(f"{code}: {scope}" if scope else code)
    return Closed(code) if code in PLACE | PERSON else Failed(code)


def never_told(error: SlackApiError) -> bool:
    """Whether a question has no answer for us, however often it is asked; a token that is refused is another matter."""
    code = code_of(error)
    passes = rate_limited(error) or status_of(error) >= SERVER_ERRORS or not code or code in PASSING
    return not passes and (code == "missing_scope" or code not in SAID_OF_THE_TOKEN)


def asked_wait(error: SlackApiError) -> timedelta:
    """What Slack asks for in `Retry-After`, in whole or broken seconds."""
    headers = getattr(error.response, "headers", None) or {}
    asked = next((value for name, value in headers.items() if str(name).lower() == "retry-after"), "")
    if isinstance(asked, list):
        asked = asked[0]
    try:
        return timedelta(seconds=min(max(float(asked), 0.0), LONGEST_ASKED))
    except ValueError:
        return FIRST_WAIT
