"""What DATABASE_URL may say."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from models.errors import DatabaseUrlInvalid

_SQLITE = {"sqlite", "sqlite+pysqlite"}
_POSTGRESQL = {"postgresql", "postgres", "postgresql+asyncpg"}
_POSTGRESQL_OPTIONS = {"host", "port", "ssl", "sslmode"}
_TLS = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


def parse_url(url: str) -> URL:
    """Return the URL as the drivers want it; raise DatabaseUrlInvalid for what they would trip over later.

    `sslmode`, the name under which hosted servers hand the option out, is passed on as asyncpg's `ssl`. Some hand out
    `ssl=true`, which is taken for `require`.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseUrlInvalid from error
    if parsed.drivername in _SQLITE:
        return _sqlite(parsed)
    if parsed.drivername in _POSTGRESQL:
        return _postgresql(parsed)
    raise DatabaseUrlInvalid(f"{parsed.drivername} is neither SQLite nor PostgreSQL")


def _sqlite(url: URL) -> URL:
    if not url.database or url.database == ":memory:":
        raise DatabaseUrlInvalid("name a file: what is only in memory is lost with the program")
    if url.host or url.query:
        raise DatabaseUrlInvalid("an SQLite address is three slashes and a path, four for an absolute path")
    return url.set(drivername="sqlite+pysqlite", database=str(Path(url.database).expanduser()))


def _postgresql(url: URL) -> URL:
    if not url.database:
        raise DatabaseUrlInvalid("the name of the database is missing")
    query = dict(url.query)
    if unknown := sorted(query.keys() - _POSTGRESQL_OPTIONS):
        raise DatabaseUrlInvalid(f"take out {', '.join(unknown)}: it is not an option that we can pass on")
    if asked := [query.pop(name) for name in ("sslmode", "ssl") if name in query]:
        mode = "require" if asked == ["true"] else asked[0]
        if len(asked) > 1 or mode not in _TLS:
            raise DatabaseUrlInvalid(f"sslmode is one of {', '.join(_TLS)}")
        query["ssl"] = mode
    return url.set(drivername="postgresql+asyncpg", query=query)
