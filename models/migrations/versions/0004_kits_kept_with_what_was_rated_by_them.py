"""Kits kept with what was rated by them"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kit_version",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_kit_version")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("probe", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("panelist", schema=None) as batch_op:
        batch_op.add_column(sa.Column("briefed_version", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("loop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("added_skills", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.add_column(sa.Column("added_skills", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("scorecard", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kit_hash", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_scorecard_kit_hash_kit_version"), "kit_version", ["kit_hash"], ["hash"]
        )
