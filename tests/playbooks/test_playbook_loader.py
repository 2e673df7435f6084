"""Playbooks from a folder: read, stored under the hash of their content, refused with what is wrong."""

from pathlib import Path

import pytest

from playbooks.loader import content_hash, load, load_folder
from playbooks.problems import PlaybookError
from tests.playbooks.edited import BACKEND, edited, line_of


def test_a_comment_makes_no_new_content_and_a_word_does(tmp_path: Path) -> None:
    texts = {"a": BACKEND, "b": BACKEND + "# a thought\n", "c": edited(("valid_days: 7", "valid_days: 8"))}
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    same, commented, changed = (load(tmp_path / f"{name}.yaml") for name in texts)
    assert same.hash == commented.hash == content_hash(same.playbook.to_json())
    assert changed.hash != same.hash
    assert commented.text.endswith("# a thought\n")
    assert len(same.hash) == 64


def test_a_folder_is_read_by_name_and_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "b.yml").write_text(BACKEND, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(edited(("key: backend\n", "key: other\n")), encoding="utf-8-sig")
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    assert [(one.path.name, one.playbook.key) for one in load_folder(tmp_path)] == [
        ("a.yaml", "other"),
        ("b.yml", "backend"),
    ]


def test_a_folder_tells_the_problems_of_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(edited(("valid_days: 7", "valid_days: 0")), encoding="utf-8")
    (tmp_path / "b.yaml").write_text("", encoding="utf-8")
    (tmp_path / "c.yaml").write_bytes(b"\xff\xfe\xfa")
    (tmp_path / "d.yaml").write_text(BACKEND, encoding="utf-8")
    with pytest.raises(PlaybookError) as caught:
        load_folder(tmp_path)
    assert [problem.file for problem in caught.value.problems] == ["a.yaml", "b.yaml", "c.yaml"]
    assert "c.yaml: is not UTF-8 text; save it as UTF-8" in str(caught.value)


def test_two_files_cannot_share_a_key(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(BACKEND, encoding="utf-8")
    with pytest.raises(PlaybookError) as caught:
        load_folder(tmp_path)
    line = line_of(BACKEND, "key: backend")
    expected = f"b.yaml:{line}: key is 'backend', which a.yaml uses; give each playbook its own key"
    assert str(caught.value) == expected


def test_an_empty_folder_and_a_missing_file_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PlaybookError, match=r"holds no playbook; put a \.yaml file there"):
        load_folder(tmp_path)
    with pytest.raises(PlaybookError, match=r"gone\.yaml: cannot be read \(No such file or directory\)"):
        load(tmp_path / "gone.yaml")
