"""Every line carries its correlation id; none carries a token, or what people wrote."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from structlog.contextvars import bound_contextvars

from bot.logs import new_correlation, set_up
from models.database import Database
from models.tables import Candidate


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield io.StringIO()
    root.handlers[:], level = before
    root.setLevel(level)
    structlog.reset_defaults()


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_our_lines_and_those_of_libraries_look_the_same(out: io.StringIO) -> None:
    set_up("INFO", "json", out)
    with bound_contextvars(correlation="ab12", loop=7):
        structlog.get_logger("bot.courier").info("nudge sent", todo=3)
        logging.getLogger("asyncio").info("Running upgrade %s", "0001")
    first, second = lines(out)
    assert first.pop("timestamp").endswith("Z")
    assert first == {
        "event": "nudge sent", "todo": 3, "loop": 7, "correlation": "ab12", "level": "info", "logger": "bot.courier",
    }  # fmt: skip
    assert second["event"] == "Running upgrade 0001"
    assert second["correlation"] == "ab12"


def test_a_correlation_is_short_enough_to_be_quoted_and_each_is_another() -> None:
    first, second = new_correlation(), new_correlation()
    assert first != second
    assert len(first) == len(second) == 8


async def test_a_unit_of_work_logs_under_its_callers_correlation(out: io.StringIO, empty_database: Database) -> None:
    set_up("INFO", "json", out)
    with bound_contextvars(correlation="ab12"):
        await empty_database.perform(lambda _: structlog.get_logger("x").info("scorecard submitted"))
    assert lines(out)[-1]["correlation"] == "ab12"


@pytest.mark.parametrize("form", ["console", "json"])
@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-12-34-s3cret", "xapp-1-A0-s3cret", "xoxe.xoxb-1-s3cret", "xoxe-1-s3cret",
        "postgresql://bot:s3cret@host/name", "wss://wss-primary.slack.com/link/?ticket=s3cret&app_id=1",
        "https://hooks.slack.com/actions/T1/2/s3cret",
    ],
)  # fmt: skip
def test_tokens_never_reach_the_log(form: Any, secret: str, out: io.StringIO) -> None:
    set_up("DEBUG", form, out)
    log = structlog.get_logger("x")
    log.info("token %s", secret, token=secret, payload={"deep": [secret]})
    logging.getLogger("x").warning("failed with %r", secret)
    try:
        int(secret)
    except ValueError:
        log.exception("failed")
    assert "s3cret" not in out.getvalue()
    assert out.getvalue().count("…") == 5


def test_tracebacks_show_no_local_variables(out: io.StringIO) -> None:
    def submit() -> None:
        evidence = "would not hire her".upper()
        int(evidence[:0])

    set_up("INFO", "console", out)
    try:
        submit()
    except ValueError:
        structlog.get_logger("x").exception("failed")
    assert "Traceback" in out.getvalue()
    assert "WOULD NOT" not in out.getvalue()


def test_slacks_libraries_never_write_down_payloads(out: io.StringIO) -> None:
    set_up("DEBUG", "json", out)
    logging.getLogger("slack_sdk.web").debug("Sending a request - body: I would not hire her")
    logging.getLogger("slack_bolt.AsyncApp").debug("Parsed body: I would not hire her")
    logging.getLogger("ours").debug("nothing is due")
    assert [line["event"] for line in lines(out)] == ["nothing is due"]


def test_the_level_counts_for_everyone(out: io.StringIO) -> None:
    set_up("WARNING", "console", out)
    structlog.get_logger("x").info("nothing is due")
    logging.getLogger("slack_sdk").info("connected")
    structlog.get_logger("x").warning("slow", ms=70)
    assert out.getvalue().count("\n") == 1
    assert "slow" in out.getvalue()
    assert "ms=70" in out.getvalue()


@pytest.mark.parametrize("name", ["refused by the database", None])
async def test_no_row_that_the_database_refuses_reaches_the_log(
    name: str | None, out: io.StringIO, database: Database
) -> None:
    """Neither what was to be written nor PostgreSQL's own quotation of it: it may be evidence, or a private note."""
    set_up("INFO", "console", out)

    def write(session: Session) -> None:
        row = {"workspace_id": "s3cret", "name": name, "email": "s3cret", "zone": "UTC"}
        session.connection().execute(insert(Candidate), row)  # no such workspace, or no name

    try:
        await database.perform(write)
    except IntegrityError:
        structlog.get_logger("x").exception("failed")
    assert "IntegrityError" in out.getvalue()
    assert "INSERT INTO candidate" in out.getvalue()
    assert "s3cret" not in out.getvalue()
