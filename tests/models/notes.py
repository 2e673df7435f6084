"""What is written to a file of notes, and what others find in it."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import Session


def run(session: Session, statement: str, **values: Any) -> None:
    session.connection().execute(text(statement), values)


def stored(path: Path) -> list[int]:
    """What another program finds in the file."""
    with sqlite3.connect(path) as other:
        found = [number for (number,) in other.execute("SELECT id FROM note ORDER BY id")]
    other.close()
    return found
