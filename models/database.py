"""The database: a unit of work is a plain function of a session, run in one transaction on whichever engine is set."""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import URL, Engine
from sqlmodel import Session

from models import migrate
from models.points import Passing, Point, pass_by
from models.sqlite import SqliteStore
from models.url import parse_url

if TYPE_CHECKING:
    from models.postgresql import PostgresStore

T = TypeVar("T")

ANNOUNCED = "announced"


def announce_commit(session: Session) -> None:
    """Let the hooks of `on_commit` hear of this unit of work once it is committed. Most units concern nobody."""
    session.info[ANNOUNCED] = True


def _store(url: URL) -> "SqliteStore | PostgresStore":
    if url.drivername.startswith("sqlite"):
        return SqliteStore(url)
    from models.postgresql import PostgresStore  # noqa: PLC0415  # loads a driver that SQLite does without

    return PostgresStore(url)


class Database:
    """Opened lazily: the first unit of work connects. Every method raises the typed errors of `models.errors`."""

    def __init__(self, url: str, *, passing: Passing = pass_by) -> None:
        """`url` is DATABASE_URL; raises DatabaseUrlInvalid."""
        parsed = parse_url(url)
        self._file = Path(str(parsed.database)) if parsed.drivername.startswith("sqlite") else None
        self._passing = passing
        self._store = _store(parsed)
        self._closed = False
        self.on_commit: list[Callable[[], None]] = []
        """Called on the event loop after a commit that was announced by `announce_commit`; must be quick."""

    @property
    def engines(self) -> tuple[Engine, ...]:
        """The engines underneath, for what listens to statements."""
        return self._store.engines

    @property
    def unmade(self) -> Path | None:
        """The file that the first unit of work is going to make; None where there is one, none can be, or a server."""
        file = self._file
        makes = file is not None and not file.exists() and os.access(file.parent, os.W_OK | os.X_OK)
        return file.absolute() if file and makes else None

    async def perform(self, fn: Callable[[Session], T]) -> T:
        """Run `fn` in one transaction and commit it; whatever `fn` raises rolls back and comes through.

        On PostgreSQL a deadlock, or a key that somebody else has written meanwhile, runs `fn` up to twice more,
        so it has no effect but on its session. Rows stay readable after the commit, but load nothing more.
        """
        info: dict[Any, Any] = {}

        @wraps(fn)
        def unit(session: Session) -> T:
            answer = fn(session)
            session.flush()
            self._passing(Point.COMMIT_INSIDE)
            info.update(session.info)
            return answer

        return await self._store.perform(unit, lambda: self._committed(info))

    async def read(self, fn: Callable[[Session], T]) -> T:
        """Run `fn` on one state of the data; writing raises DatabaseReadOnly."""
        return await self._store.read(fn)

    async def migrate(self) -> None:
        """Bring the tables up to date. Several copies may start at once: one migrates, the others wait."""
        await self._store.migrate(migrate.upgrade)

    async def revision(self) -> str | None:
        """Return the revision of the tables, None when there are none; raises DatabaseTooNew for one we don't know.

        To look makes no file.
        """
        return None if self.unmade else await self._store.inspect(migrate.known_revision)

    async def close(self) -> None:
        """Wait for what runs, then close every connection; closing twice is harmless."""
        if not self._closed:
            self._closed = True
            await self._store.close()

    def _committed(self, info: dict[Any, Any]) -> None:
        self._passing(Point.COMMIT_AFTER)
        if info.get(ANNOUNCED):
            for hook in self.on_commit:
                hook()
