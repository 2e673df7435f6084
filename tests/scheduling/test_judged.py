"""What each answer of Slack's means for the message that asked, told from the answer alone."""

from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from domain.slack_errors import PERSON, PLACE, TOKEN
from scheduling.slack import LONGEST_WAIT, PASSING, backoff, judge
from services.outbox_rows import UNANSWERED
from services.outcomes import Again, Claim, Closed, Failed, NoAnswer, Outcome, Refused
from tests.fakes.posting import refusal

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
CLAIM = Claim(
    outbox=1, post=1, kind="card", destination="C1", member=None, people="", channel="C1", ts="", thread_ts="",
    orphaned=False, mark="m", correlation="", attempts=1, lease="l", until=NOW, created_at=NOW, doubtful=False,
)  # fmt: skip


def unreachable() -> aiohttp.ClientConnectorError:
    key = ConnectionKey("slack.com", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None)
    return aiohttp.ClientConnectorError(key, OSError("no route"))


def judged(error: Exception) -> Outcome:
    """Of a new message."""
    return judge(error, CLAIM, lambda: 1.0, writes=True)


@pytest.mark.parametrize(
    ("error", "unknown", "servers"),
    [
        (unreachable(), False, False),
        (TimeoutError(), True, False),
        (refusal("", 502), True, True),
        (refusal("", 500), True, True),
        (refusal("service_unavailable", 503), False, False),
        (refusal("internal_error", 503), False, True),
        (refusal("", 200), True, False),
    ],
    ids=["no network", "silence", "a proxy's page", "a server's error", "Slack is down", "no server", "no JSON"],
)
def test_an_outage_is_no_message_s_fault(error: Exception, unknown: bool, servers: bool) -> None:
    found = judged(error)
    assert isinstance(found, NoAnswer)
    assert (found.unknown, found.servers) == (unknown, servers)


@pytest.mark.parametrize(
    "code", ["channel_not_found", "is_archived", "not_in_channel", "no_permission", "access_denied",
             "ekm_access_denied", "restricted_action", "user_not_found", "user_disabled", "cannot_dm_bot",
             "messages_tab_disabled"],
)  # fmt: skip
def test_a_place_or_a_person_that_takes_no_messages_is_closed(code: str) -> None:
    assert judged(refusal(code)) == Closed(code)
    assert code in PLACE | PERSON


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_too_long", "something_new"])
def test_what_slack_will_never_take_has_failed(code: str) -> None:
    assert judged(refusal(code)) == Failed(code)


@pytest.mark.parametrize(
    "code",
    ["invalid_auth", "token_revoked", "account_inactive", "not_authed", "org_login_required", "missing_scope",
     "enterprise_is_restricted", "team_access_not_granted"],
)  # fmt: skip
def test_a_token_that_is_refused_concerns_every_message(code: str) -> None:
    assert judged(refusal(code)) == Refused(code)


def test_no_code_means_two_things() -> None:
    assert not TOKEN & (PLACE | PERSON)
    assert not PASSING & (TOKEN | PLACE | PERSON)


@pytest.mark.parametrize("error", [refusal("rollup_error"), refusal("", 413)])
def test_what_may_pass_costs_an_attempt(error: Exception) -> None:
    found = judged(error)
    assert isinstance(found, Again)
    assert found.counts


def test_the_longest_pause_stays_the_longest() -> None:
    assert backoff(UNANSWERED, lambda: 1.0) == LONGEST_WAIT
