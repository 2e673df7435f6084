"""Alembic, run by the program itself: no alembic.ini, and on a connection that the caller has locked.

Imported by `models.migrate` when there is something to migrate: Alembic costs a tenth of a second to load.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from models.errors import DatabaseTooNew

SCRIPTS = Path(__file__).parent / "migrations"


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's settings; migrations run on `connection`, inside the transaction that it has open."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def head() -> str | None:
    """Return the revision that this program brings tables to; None while there are no migrations."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def known_revision(connection: Connection) -> str | None:
    """Return the revision of the tables, None when there are none; raise DatabaseTooNew for one we don't know."""
    current = MigrationContext.configure(connection).get_current_revision()
    ours = {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}
    if current is not None and current not in ours:
        raise DatabaseTooNew(f"its tables are at {current}, the newest known here is {head()}")
    return current


def upgrade(connection: Connection, target: str = "head") -> None:
    """Bring the tables to `target`; migrations only go forward, the way back is the backup."""
    known_revision(connection)
    command.upgrade(configuration(connection), target)
