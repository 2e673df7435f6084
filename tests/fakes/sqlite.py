"""SQLite files for the tests: one serves one test after another, emptied in between, so that its engines stay warm."""

import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

SHAPE = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
REVISION = "SELECT version_num FROM alembic_version"
KEPT = ("alembic_version", "sqlite_")
"""Beginnings of the names of tables whose rows stay."""


class SqliteFiles:
    """Copies of a migrated file."""

    def __init__(self, migrated: Path, folder: Path) -> None:
        self._migrated = migrated
        self._folder = folder
        self._made = 0
        self._used: list[Path] = []
        self._cleaners: dict[tuple[Path, int], sqlite3.Connection] = {}
        """By path and inode: a test may have put another file there."""
        with closing(sqlite3.connect(migrated)) as connection:
            self._shape = _shape(connection)
        self._tables = [name for kind, name, _ in self._shape[0] if kind == "table" and not name.startswith(KEPT)]
        """Whose rows go."""

    @asynccontextmanager
    async def copy(self) -> AsyncIterator[str]:
        """Yield the address of a migrated database without rows, as the server does."""
        path = self._used.pop() if self._used else self._new()
        try:
            yield f"sqlite:///{path}"
        finally:
            if self._emptied(path):
                self._used.append(path)

    def _new(self) -> Path:
        self._made += 1
        path = self._folder / f"{self._made}.db"
        path.write_bytes(self._migrated.read_bytes())
        path.chmod(0o600)
        return path

    def _emptied(self, path: Path) -> bool:
        """Delete all rows; False for a file that a test has altered otherwise, or still holds."""
        if not path.exists() or stat.S_IMODE(path.stat().st_mode) != 0o600:
            return False
        here = path, path.stat().st_ino
        if here not in self._cleaners:  # it stays open, and knows the statements
            self._cleaners[here] = sqlite3.connect(path, timeout=0, isolation_level=None)
            self._cleaners[here].execute("PRAGMA synchronous=OFF")
        cleaner = self._cleaners[here]
        try:
            cleaner.execute("BEGIN EXCLUSIVE")
            same = _shape(cleaner) == self._shape
            for name in self._tables if same else ():
                cleaner.execute(f'DELETE FROM "{name}"')  # noqa: S608  # a name from our own tables
            cleaner.execute("COMMIT")
        except sqlite3.OperationalError:
            same = False
        if not same:
            self._cleaners.pop(here).close()
        return same

    def close(self) -> None:
        """Close the connections that have emptied files."""
        for cleaner in self._cleaners.values():
            cleaner.close()


Shape = tuple[list[tuple[str, str, str]], list[tuple[str]]]


def _shape(connection: sqlite3.Connection) -> Shape:
    """What tables and indices there are, and the revision that they are at."""
    found = connection.execute(SHAPE).fetchall()
    revised = any(name == "alembic_version" for _, name, _ in found)
    return found, connection.execute(REVISION).fetchall() if revised else []
