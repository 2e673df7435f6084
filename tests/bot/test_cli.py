import json

import pytest

from bot.cli import cli


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


def test_a_wrong_setting_is_named_on_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "nowhere")
    with pytest.raises(SystemExit, match="DATABASE_URL"):
        cli(["migrate"])
