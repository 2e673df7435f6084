import asyncio
import json
import sys
from pathlib import Path

import pytest

from bot.cli import cli
from tests.fakes.postgresql import PostgresServer


def test_without_a_command_one_hears_of_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli([])
    assert ended.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


def test_help_names_every_command_with_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli(["--help"])
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "python -m bot" in said
    assert "run Run the bot on your Slack workspace." in said
    assert "migrate Bring the database up to date, as `run` does" in said


def test_the_manifest_comes_as_yaml_or_as_json_with_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    cli(["manifest"])
    assert "socket_mode_enabled: true" in capsys.readouterr().out
    cli(["manifest", "--json", "--url", "https://bot.example.com"])
    made = json.loads(capsys.readouterr().out)
    assert made["settings"]["interactivity"]["request_url"].startswith("https://bot.example.com")


def test_where_the_local_slack_is_left_out_as_in_the_image_the_demo_says_where_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "bot.demo", None)
    with pytest.raises(SystemExit, match="make demo"):
        cli(["demo"])


def test_a_wrong_setting_is_named_on_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "nowhere")
    with pytest.raises(SystemExit, match="DATABASE_URL"):
        cli(["migrate"])


def test_moving_without_an_address_says_what_one_looks_like(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'old.db'}")
    monkeypatch.delenv("NEW_DATABASE_URL", raising=False)
    with pytest.raises(SystemExit, match=r"^Name the new database: NEW_DATABASE_URL=postgresql://"):
        cli(["move"])


async def test_a_database_is_moved_and_what_to_do_next_is_said(
    monkeypatch: pytest.MonkeyPatch,
    migrated_file: Path,
    postgresql: PostgresServer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{migrated_file}")
    async with postgresql.copy(empty=True) as url:
        monkeypatch.setenv("NEW_DATABASE_URL", url)
        await asyncio.to_thread(cli, ["move"])  # it runs a loop of its own
    assert "0 rows in" in (said := capsys.readouterr().out)
    assert "Set DATABASE_URL to the new address" in said
