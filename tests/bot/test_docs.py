"""The parts of the docs that are made from the code."""

import re
from pathlib import Path

import pytest

from bot import docs
from bot.settings import Settings
from bot.settings_doc import env_example

MARKED = {
    "README.md": "commands",
    "docs/settings.md": "settings",
    "docs/stages.md": "stages",
    "docs/install.md": "scopes",
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    for name, mark in MARKED.items():
        (tmp_path / name).write_text(f"Before\n\n<!-- {mark} -->\nold\n<!-- /{mark} -->\n\nAfter\n")
    return tmp_path


def write(root: Path) -> None:
    for path, text in docs.wanted(root).items():
        path.write_text(text)


def test_what_stands_between_the_marks_is_written_and_the_rest_is_left_alone(checkout: Path) -> None:
    write(checkout)
    readme = (checkout / "README.md").read_text()
    assert readme.startswith("Before\n\n<!-- commands -->\n| command |")
    assert readme.endswith("<!-- /commands -->\n\nAfter\n")
    assert "`/loop cancel <name>`" in readme
    assert "SLACK_BOT_TOKEN" in (checkout / "docs" / "settings.md").read_text()
    assert "stateDiagram" in (checkout / "docs" / "stages.md").read_text()
    assert "socket_mode_enabled: true" in (checkout / "manifest.yaml").read_text()


def test_nothing_has_drifted_once_it_is_written(checkout: Path) -> None:
    assert len(docs.drifted(checkout)) == 6
    write(checkout)
    assert docs.drifted(checkout) == []
    (checkout / ".env.example").write_text("SLACK_BOT_TOKEN=\n")
    assert docs.drifted(checkout) == [checkout / ".env.example"]


def test_a_file_without_the_marks_is_named(checkout: Path) -> None:
    (checkout / "README.md").write_text("Nothing here.\n")
    with pytest.raises(docs.MarksMissing, match=r"README.md needs <!-- commands -->"):
        docs.wanted(checkout)


def test_every_setting_stands_in_the_example_once() -> None:
    lines = [line.removeprefix("# ") for line in env_example().splitlines()]
    named = [line.partition("=")[0] for line in lines if re.match(r"[A-Z_]+=", line)]
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)
