"""Whom a private note was left for"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("private_note", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_for", sa.String(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_private_note_left_for_member"), "member", ["left_for"], ["id"])

    # Those that are there were left for who recruits for the role today: no earlier recruiter is known.
    op.execute(
        "UPDATE private_note SET left_for = (SELECT role.recruiter FROM role JOIN loop ON loop.role_id = role.id "
        "WHERE loop.id = private_note.loop_id) WHERE private_note.text <> ''"
    )
