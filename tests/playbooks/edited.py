"""The backend playbook with mistakes written into it, and what is said of them."""

from pathlib import Path

import pytest

from playbooks import loader
from playbooks.loader import parse
from playbooks.problems import PlaybookError

BACKEND = (Path(loader.__file__).parent / "backend.yaml").read_text(encoding="utf-8")


def edited(*changes: tuple[str, str]) -> str:
    """The backend playbook with the first place of each old text replaced."""
    text = BACKEND
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def said(text: str, name: str = "backend.yaml") -> list[str]:
    with pytest.raises(PlaybookError) as caught:
        parse(text, name)
    assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]
    return [str(problem) for problem in caught.value.problems]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1
