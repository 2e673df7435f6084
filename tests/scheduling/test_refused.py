"""A token that Slack refuses: everything waits, no message is to blame, and it goes on once it is mended."""

from datetime import timedelta

import pytest

from models.database import Database
from scheduling.courier import Courier
from services import troubles
from services.outbox_rows import ATTEMPTS
from services.work import Work
from tests.fakes.posting import Answer, FakeSlack, refusal
from tests.scheduling.conftest import Advance, Mail

POST = "chat.postMessage"


async def refused(mail: Mail) -> str:
    found = await mail.database.read(lambda session: troubles.standing(Work(session, mail.clock.now())).refused)
    return found.error if found else ""


@pytest.mark.parametrize("code", ["invalid_auth", "org_login_required", "missing_scope"])
async def test_it_pauses_everything_and_burns_no_attempt(
    mail: Mail, courier: Courier, slack: FakeSlack, code: str
) -> None:
    for channel in ("C1", "C2", "C3"):
        await mail.say(f"card {channel}", channel)
    slack.wrong += [(POST, refusal(code))] * 3
    await mail.deliver(courier, rounds=ATTEMPTS + 3, pause=100)
    assert slack.said == []
    assert set(await mail.states()) == {"pending"}
    assert {row.attempts for row in await mail.rows()} == {0}
    assert await refused(mail) == code
    assert len(slack.wrong) == 0, "whatever was claimed together, and nothing after that"


async def test_once_it_is_mended_everything_goes_on(mail: Mail, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("card")
    slack.wrong += [(POST, refusal("token_revoked")), ("auth.test", refusal("token_revoked"))]
    await mail.deliver(courier, rounds=2)
    await courier.ask_to_be_let_in()
    await mail.deliver(courier, rounds=2)
    assert (slack.said, await refused(mail)) == ([], "token_revoked")
    await courier.ask_to_be_let_in()
    assert await refused(mail) == ""
    await mail.deliver(courier, rounds=2)
    assert slack.said == [("C1", "card")]


async def test_other_copies_wait_too(mail: Mail, database_url: str, courier: Courier, slack: FakeSlack) -> None:
    await mail.say("card")
    slack.wrong.append((POST, refusal("invalid_auth")))
    await mail.deliver(courier)
    other = Database(database_url)
    await mail.say("card 2", "C2")
    await mail.deliver(mail.courier(other), rounds=3, pause=60)
    await other.close()
    assert slack.said == []


ANY = "channels:history,groups:history,im:history"


@pytest.mark.parametrize(
    ("needed", "provided", "missing", "scopes", "goes_on"),
    [
        ("chat:write", "", "chat:write", "commands", False),
        ("chat:write", "", "chat:write", "commands,chat:write", True),
        ("chat:write", "", "chat:write", "", True),
        (ANY, "commands,channels:history", "groups:history,im:history", "commands,channels:history", False),
        (ANY, "commands,channels:history", "groups:history,im:history", "channels:history, im:history", True),
        ("im:write, im:read", "im:write,im:read", "im:write,im:read", "im:write,im:read", True),
    ],
)
async def test_a_scope_that_is_missing_must_be_there_and_of_several_one_that_was_not(
    mail: Mail, courier: Courier, slack: FakeSlack, needed: str, provided: str, missing: str, scopes: str, goes_on: bool
) -> None:
    await mail.say("card")
    lacking = refusal("missing_scope")
    lacking.response.data |= {"needed": needed, "provided": provided}
    slack.wrong.append((POST, lacking))
    slack.answers["auth.test"] = Answer({"ok": True}, headers={"X-OAuth-Scopes": scopes})
    await mail.deliver(courier)
    assert await refused(mail) == f"missing_scope: {missing}"
    await courier.ask_to_be_let_in()
    await mail.deliver(courier, rounds=2)
    assert bool(slack.said) is goes_on


async def test_what_may_be_there_is_still_looked_for_afterwards(
    mail: Mail, courier: Courier, slack: FakeSlack, wait: Advance
) -> None:
    await mail.say("card")
    slack.lost.append(POST)
    await mail.deliver(courier)
    wait(10)
    slack.wrong.append(("conversations.history", refusal("invalid_auth")))
    await mail.deliver(courier)
    await courier.ask_to_be_let_in()
    await mail.deliver(courier, rounds=3)
    assert (slack.said, await mail.states()) == ([("C1", "card")], ["sent"])


def shut(slack: FakeSlack, code: str) -> None:
    """One channel answers so, whatever is said there."""

    def one_channel(method: str, body: dict[str, str]) -> None:
        if method == POST and body["channel"] == "C1":
            raise refusal(code)

    slack.before = one_channel


async def test_a_channel_that_denies_access_is_no_reason_to_stop_the_others(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    await mail.say("card 1", "C1")
    await mail.say("card 2", "C2")
    shut(slack, "access_denied")
    await mail.deliver(courier)
    assert (slack.said, await refused(mail)) == ([("C2", "card 2")], "")
    assert await mail.errors() == ["access_denied", ""]


async def test_what_slack_refuses_though_it_lets_us_in_is_the_second_time_about_that_place_alone(
    mail: Mail, courier: Courier, slack: FakeSlack
) -> None:
    code = "team_access_not_granted"
    shut(slack, code)
    await mail.say("card 1", "C1")
    await mail.deliver(courier)
    assert await refused(mail) == code
    await courier.ask_to_be_let_in()
    await mail.say("card 2", "C2")
    await mail.deliver(courier, rounds=3)
    assert (slack.said, await refused(mail)) == ([("C2", "card 2")], "")
    assert (await mail.states(), (await mail.errors())[0]) == (["failed", "sent"], code)


@pytest.mark.parametrize("code", ["token_revoked", "missing_scope"])
async def test_a_token_that_is_refused_again_and_again_is_still_no_messages_fault(
    mail: Mail, courier: Courier, slack: FakeSlack, code: str
) -> None:
    await mail.say("card")
    for _ in range(3):
        slack.wrong.append((POST, refusal(code)))
        await mail.deliver(courier)
        assert (await mail.states(), await refused(mail)) == (["pending"], code)
        await courier.ask_to_be_let_in()
        mail.clock.pass_real_time(timedelta(seconds=60))
    await mail.deliver(courier)
    assert slack.said == [("C1", "card")]


async def test_while_all_is_well_nothing_is_asked(courier: Courier, slack: FakeSlack) -> None:
    await courier.ask_to_be_let_in()
    assert slack.calls == []
