"""`python -m bot outbox`: what could not be delivered is listed in words, sent again, or written off."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlmodel import col, select

from bot.cli import cli
from bot.outbox import NONE, NOTHING, WrongWords, outbox
from domain.read.messages import PostKind
from models import migrating
from models.errors import DatabaseEmpty, DatabaseMissing, DatabaseTooOld
from models.tables import Outbox
from services import delivery, figures, gates, posts, troubles
from services.outcomes import UNKNOWN, Closed, Done, Failed, InDoubt, Outcome, Refused, Sent
from services.work import Work
from tests.fakes.company import HIRING, Company
from views.troubles import whom


async def happen(company: Company, **outcomes: Outcome) -> None:
    """One card a channel, and what came of it."""
    real = company.clock.real()

    def say_and_finish(work: Work) -> None:
        for channel in outcomes:
            posts.say(work, channel, PostKind.CARD, channel=channel)
        for claim in delivery.claim(work, real, 10):
            delivery.finish(work, [Done(claim, outcomes[claim.destination], real)], real)

    await company.work(say_and_finish)


async def rows(company: Company) -> list[tuple[str, str]]:
    found = await company.read(lambda work: work.session.exec(select(Outbox).order_by(col(Outbox.id))).all())
    return [(row.state, row.error) for row in found]


def url(company: Company) -> str:
    return str(company.database.engines[0].url)


async def run(company: Company, asked: str = "list", *words: str, anyway: bool = False) -> list[str]:
    return await outbox(url(company), asked, words, anyway=anyway)


async def test_it_says_what_for_whom_and_why(company: Company) -> None:
    assert await run(company) == [NOTHING]
    await happen(company, C1=Failed("is_archived"), C2=InDoubt(f"{UNKNOWN}: missing_scope"), C3=Sent("C3", "7.1"))
    doubtful, failed, how = await run(company)
    assert " ".join(failed.split()) == "1 failed 01 Mar 08:55 a candidate's card, channel C1: the channel is archived"
    assert doubtful.endswith("channel C2: it may have arrived, and I'm not allowed to look")
    assert "outbox retry ID" in how


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            "unexpected: KeyError",
            "I made a mistake with it (KeyError); please report this, with what the log says of it",
        ),
        ("ServerDisconnectedError", "Slack could not be reached (ServerDisconnectedError)"),
        ("DatabaseUnreachable", "the database was away"),
        ("http_502", "Slack's servers failed (502)"),
        ("restricted_action", "Slack answers restricted_action"),
    ],
)
async def test_slack_is_said_to_have_answered_only_what_it_has_answered(
    company: Company, error: str, said: str
) -> None:
    await happen(company, C1=Failed(error))
    assert (await run(company))[0].endswith(f"channel C1: {said}")


async def test_people_who_are_told_together_are_named(company: Company) -> None:
    real = company.clock.real()

    def fail(work: Work) -> None:
        posts.say(work, "debrief", PostKind.DEBRIEF, people="UINES,UMAX")
        (claim,) = delivery.claim(work, real, 1)
        delivery.finish(work, [Done(claim, Failed("msg_too_long"), real)], real)

    await company.work(fail)
    said, _ = await run(company)
    assert "a debrief, members UINES, UMAX: it is too long" in said
    (trouble,) = await company.read(troubles.find)
    assert whom(trouble) == "<@UINES>, <@UMAX>"


async def test_what_failed_waits_again_with_all_its_attempts(company: Company) -> None:
    await happen(company, C1=Failed("is_archived"), C2=Failed("is_archived"))
    said = await run(company, "retry", "1", "77")
    left = "Not on the list of `python -m bot outbox`: 77."
    assert said == ["1 message will be sent again, within seconds if the bot runs.", left]
    assert await run(company, "drop", "77") == [left]
    assert await rows(company) == [("pending", ""), ("failed", "is_archived")]
    await run(company, "retry", "all")
    assert [state for state, _ in await rows(company)] == ["pending", "pending"]
    company.clock.pass_real_time(2 * delivery.PACE)
    real = company.clock.real()
    assert [one.attempts for one in await company.work(lambda work: delivery.claim(work, real, 9))] == [1, 1]


@pytest.mark.parametrize(("anyway", "error"), [(False, UNKNOWN), (True, "")])
async def test_what_is_in_doubt_is_looked_for_unless_one_says_anyway(
    company: Company, anyway: bool, error: str
) -> None:
    await happen(company, C1=InDoubt(f"{UNKNOWN}: missing_scope"))
    await run(company, "retry", "all", anyway=anyway)
    assert await rows(company) == [("pending", error)]


async def test_a_newer_change_that_waits_is_enough(company: Company) -> None:
    await happen(company, C1=InDoubt(UNKNOWN))
    await company.work(lambda work: posts.say(work, "C1", PostKind.CARD, channel="C1"))
    await run(company, "retry", "all")
    assert await rows(company) == [("pending", UNKNOWN), ("dropped", "overtaken")]


async def test_what_a_later_change_has_brought_after_all_is_no_trouble(company: Company) -> None:
    await happen(company, C1=Failed("is_archived"))
    company.clock.pass_real_time(2 * delivery.PACE)
    await happen(company, C1=Sent("C1", "7.1"))
    assert await run(company) == [NOTHING]
    assert (await company.read(figures.figures)).rows["failed"][0] == 0
    assert await run(company, "retry", "all") == [NONE]


async def test_what_nobody_wants_any_more_is_written_off_by_number(company: Company) -> None:
    await happen(company, C1=Failed("is_archived"))
    with pytest.raises(WrongWords, match="by number"):
        await run(company, "drop", "all")
    assert await run(company, "drop", "1") == ["1 message written off."]
    assert await run(company) == [NOTHING]


async def test_a_refused_token_and_a_closed_channel_come_first(company: Company) -> None:
    await company.open_role()
    given: dict[str, Outcome] = {HIRING: Closed("not_in_channel"), "C2": Refused("token_revoked")}
    await happen(company, **given)
    token, channel, *_ = await run(company)
    assert token.startswith("Nothing is being sent: Slack refuses the app's token (token_revoked).")
    assert channel.startswith(f"Channel {HIRING} takes no messages (not_in_channel), as")
    await company.work(gates.let_in)
    assert not (await run(company))[0].startswith("Nothing is being sent")


@pytest.mark.parametrize("words", [(), ("one",), ("1", "all"), ("-1",)])
async def test_what_is_meant_must_be_named(company: Company, words: tuple[str, ...]) -> None:
    with pytest.raises(WrongWords):
        await run(company, "retry", *words)


async def test_tables_of_another_program_are_left_alone(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/old.db")
    with engine.begin() as connection:
        migrating.upgrade(connection, "0001")
    engine.dispose()
    with pytest.raises(DatabaseTooOld, match=r"^The tables are not up to date\. .* `python -m bot migrate`\.$"):
        await outbox(f"sqlite:///{tmp_path}/old.db", "list", (), anyway=False)


async def test_who_calls_it_from_another_folder_is_told_so_and_finds_no_file_there_afterwards(tmp_path: Path) -> None:
    """There, DATABASE_URL's own file would be a new one: to migrate it would show an empty list."""
    file = tmp_path / "new.db"
    for asked, words in (("list", ()), ("retry", ("all",)), ("drop", ("1",))):
        with pytest.raises(DatabaseMissing, match=rf"If the bot runs already, call this from its.*looked for {file}\)"):
            await outbox(f"sqlite:///{file}", asked, words, anyway=False)
    assert list(tmp_path.iterdir()) == []


async def test_a_file_without_tables_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(DatabaseEmpty, match=r"If the bot runs already, call this from its folder"):
        await outbox(f"sqlite:///{tmp_path}/empty.db", "list", (), anyway=False)


def test_the_command_says_what_is_wrong_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, migrated_file: object, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{migrated_file}")
    cli(["outbox"])
    assert capsys.readouterr().out == f"{NOTHING}\n"
    with pytest.raises(SystemExit, match="Name the messages by their numbers"):
        cli(["outbox", "retry"])
