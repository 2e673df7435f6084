"""What can go wrong with the database itself, each with the sentence that tells whoever runs the bot what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

DEADLOCK = frozenset({"40P01", "40001"})
"""PostgreSQL's codes for a deadlock and a serialization failure: the same work may succeed when done anew."""

AGAIN = DEADLOCK | {"23505"}
"""And for what must be there once, which somebody else has written since it was looked for: then it is found there."""

_BUSY = frozenset({"53200", "53300", "55P03", "57014"}) | DEADLOCK
"""Out of memory or of connections, or waited too long for a lock or an answer."""

_READ_ONLY = frozenset({"25006"})
_FULL = frozenset({"53100"})
_DISK = "58"
_UNREACHABLE = ("08", "25P03", "28", "57P", "3D")
"""Whole classes of codes, and that of a transaction so long idle that the server has hung up."""

_DETAIL = "\nDETAIL:"
"""How asyncpg sets off what the server says of the row."""


class DatabaseError(Exception):
    """The database cannot serve us."""

    def __init__(self, detail: str = "") -> None:
        """`detail` is the driver's own sentence; it never holds a password."""
        self.remedy = " ".join((type(self).__doc__ or "").split())
        super().__init__(f"{self.remedy} ({detail})" if detail else self.remedy)


class DatabaseUrlInvalid(DatabaseError):
    """DATABASE_URL must look like sqlite:///loopkeeper.db or postgresql://user:password@host/name."""


class DatabaseBusy(DatabaseError):
    """The database is locked by something else.

    Close other programs that have it open (a second copy of the bot on one SQLite file, a backup), then try again.
    """


class DatabaseReadOnly(DatabaseError):
    """The database cannot be written to.

    Give the user who runs the bot write access to the file and to its folder, or the role on the server.
    """


class DatabaseTooNew(DatabaseError):
    """The database was written by a newer version of this program.

    Run that version again, or restore the backup taken before the update.
    """


class DatabaseMissing(DatabaseError):
    """There is no database yet.

    If the bot runs already, call this from its folder, where its .env is, or correct DATABASE_URL; else start it first.
    """


class DatabaseEmpty(DatabaseError):
    """There is nothing in the database yet.

    If the bot runs already, call this from its folder, where its .env is, or correct DATABASE_URL; else start it first.
    """


class DatabaseTooOld(DatabaseError):
    """The tables are not up to date. Start the bot, which brings them up to date, or run `python -m bot migrate`."""


class DatabaseUnreachable(DatabaseError):
    """The database cannot be opened.

    Check DATABASE_URL, that its folder exists, or that the server runs and knows the name and the password.
    """


class DatabaseFull(DatabaseError):
    """There is no room left for the database. Free some disk space; the bot goes on by itself."""


class DatabaseDiskFails(DatabaseError):
    """The disk that the database is on fails to read or to write.

    Look at it and at the machine's log; the bot goes on by itself once it is right.
    """


class DatabaseDamaged(DatabaseError):
    """The file is damaged, or is no database. Restore the last backup, or name another file in DATABASE_URL."""


_SQLITE: dict[int, type[DatabaseError]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_READONLY: DatabaseReadOnly,
    sqlite3.SQLITE_CANTOPEN: DatabaseUnreachable,
    sqlite3.SQLITE_FULL: DatabaseFull,
    sqlite3.SQLITE_IOERR: DatabaseDiskFails,
    sqlite3.SQLITE_IOERR_SHMSIZE: DatabaseFull,
    sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlite3.SQLITE_NOTADB: DatabaseDamaged,
}
"""By SQLite's codes: what a longer one does not name counts by its last byte, the kind of error."""


def sqlstate(error: BaseException) -> str:
    """Return PostgreSQL's five-letter code of an error, or an empty string."""
    code = getattr(error, "orig", error)
    return str(getattr(code, "sqlstate", None) or "")


@contextmanager
def typed() -> Iterator[None]:
    """Raise the errors of both drivers as those of this file; what concerns the statement alone passes.

    None of them quotes a row: it holds what people wrote, and an error is logged.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise DatabaseBusy(str(error)) from error
    except DBAPIError as error:
        _unquote(error)
        kind = _kind(error)
        if kind is None:
            raise
        raise kind(str(error.orig)) from error
    except OSError as error:
        raise DatabaseUnreachable(str(error)) from error


def _unquote(error: BaseException | None) -> None:
    """Take PostgreSQL's detail out of an error and of all that it was made from: "Failing row contains (…)"."""
    while error is not None:
        error.args = tuple(part.partition(_DETAIL)[0] if isinstance(part, str) else part for part in error.args)
        if isinstance(getattr(error, "detail", None), str):
            error.detail = None  # type: ignore[attr-defined]  # asyncpg's own errors have it
        error = error.__cause__


def _kind(error: DBAPIError) -> type[DatabaseError] | None:
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", 0)
        return _SQLITE.get(code) or _SQLITE.get(code & 0xFF)
    state = sqlstate(error)
    if state in _BUSY:
        return DatabaseBusy
    if state in _READ_ONLY:
        return DatabaseReadOnly
    if state in _FULL:
        return DatabaseFull
    if state.startswith(_DISK):
        return DatabaseDiskFails
    refused_to_connect = isinstance(error, InterfaceError) and error.statement is None
    if state.startswith(_UNREACHABLE) or error.connection_invalidated or refused_to_connect:
        return DatabaseUnreachable
    return None
