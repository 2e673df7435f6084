"""Bringing tables up to date. Most starts find them so, and do not pay for loading Alembic."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

SCRIPTS = Path(__file__).parent / "migrations" / "versions"


def newest() -> str | None:
    """The newest revision known here, read off the names of the files: `<number>_<what changed>.py`."""
    return max((path.name.partition("_")[0] for path in SCRIPTS.glob("[0-9]*.py")), default=None)


def stored(connection: Connection) -> str | None:
    """The revision that the tables say they are at; None where nothing was ever migrated."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def known_revision(connection: Connection) -> str | None:
    """Return the revision of the tables, None when there are none; raise DatabaseTooNew for one we don't know."""
    found = stored(connection)
    if found is None or found == newest():
        return found
    from models import migrating  # noqa: PLC0415  # loaded only when it is needed

    return migrating.known_revision(connection)


def upgrade(connection: Connection, target: str = "head") -> None:
    """Bring the tables to `target`; raise DatabaseTooNew when they are ahead of us."""
    if target == "head" and newest() is not None and stored(connection) == newest():
        return
    from models import migrating  # noqa: PLC0415  # loaded only when it is needed

    migrating.upgrade(connection, target)
