"""`python -m models.new_revision "what changes"` writes a migration from the newest revision to today's tables.

Read what it wrote: a renamed column looks like one dropped and one added, and data that must move is yours to move.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import MetaData, create_engine
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

import models.tables  # noqa: F401  # fills the metadata
from models.migrating import SCRIPTS, configuration


def render_plainly(kind: str, item: object, _: AutogenContext) -> str | bool:
    """Write SQLModel's own types as SQLAlchemy's, so that an old migration never depends on them."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if getattr(item, "length", None) else "sa.String()"
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def partial_on_both(metadata: MetaData) -> None:
    """An index of some rows alone is one on PostgreSQL too; the tables say so for SQLite only."""
    for index in (index for table in metadata.tables.values() for index in table.indexes):
        if (where := index.dialect_options["sqlite"]["where"]) is not None:
            index.kwargs["postgresql_where"] = where


def main(message: str) -> None:
    """Compare the tables with a database made by all migrations so far, and write the difference down."""
    versions = SCRIPTS / "versions"
    number = 1 + len(list(versions.glob("[0-9]*.py")))
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'now.db'}")
        with engine.begin() as connection:
            config = configuration(connection)
            partial_on_both(SQLModel.metadata)
            config.attributes["metadata"] = SQLModel.metadata
            # SQLite alters a table by copying it; there is nothing to copy when tables are new.
            config.attributes["autogenerate"] = {"render_as_batch": number > 1, "render_item": render_plainly}
            command.upgrade(config, "head")
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()
    tidy(next(versions.glob(f"{number:04}_*.py")))


def tidy(file: Path) -> None:
    """Write the new file as the rest of the code is written."""
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.lstrip().startswith("# ###")))
    for step in (("format", "--quiet"), ("check", "--fix", "--quiet", "--exit-zero"), ("format", "--quiet")):
        subprocess.run([sys.executable, "-m", "ruff", *step, str(file)], check=True)  # noqa: S603


if __name__ == "__main__":
    main(sys.argv[1])
