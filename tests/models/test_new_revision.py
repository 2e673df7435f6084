"""The command with which a migration is written."""

import re
import shutil
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from models import migrating, new_revision


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a copy of the migrations."""
    copy = tmp_path / "migrations"
    shutil.copytree(migrating.SCRIPTS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrating, "SCRIPTS", copy)
    monkeypatch.setattr(new_revision, "SCRIPTS", copy)
    return copy / "versions"


def test_tables_that_have_not_changed_need_no_migration(versions: Path) -> None:
    newest = max(versions.glob("*.py"))
    new_revision.main("Nothing at all")
    (written,) = versions.glob("*_nothing_at_all.py")
    number = int(newest.name[:4])
    assert written.name.startswith(f"{number + 1:04}_")
    assert f'down_revision = "{number:04}"' in written.read_text()
    assert written.read_text().endswith("def upgrade() -> None:\n    pass\n")


def test_the_first_migration_makes_every_table_in_plain_types(versions: Path) -> None:
    for file in versions.glob("*.py"):
        file.unlink()
    new_revision.main("Initial tables")
    written = (versions / "0001_initial_tables.py").read_text()
    assert set(re.findall(r'create_table\(\s*"(\w+)"', written)) == set(SQLModel.metadata.tables)
    assert "sqlmodel" not in written
    assert written.count("sqlite_where=") == written.count("postgresql_where=") > 0
    assert "###" not in written
