"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy keeps apart.

PostgreSQL's part is loaded only by whom it serves: it would cost every start on SQLite a twentieth of a second.
"""

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import sqlite
from sqlmodel import Session

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert(session: Session, table: Any) -> "postgresql.Insert | sqlite.Insert":
    """An insert into `table` (a mapped class or a Table) that knows what to do on a conflict."""
    return insert_for(session.get_bind().dialect.name, table)


def insert_for(dialect: str, table: Any) -> "postgresql.Insert | sqlite.Insert":
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415  # see above

        return postgresql.insert(table)
    return sqlite.insert(table)
