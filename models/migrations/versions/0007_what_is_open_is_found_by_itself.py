"""What is open is found by itself"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalation_todo_id"))

    with op.batch_alter_table("nudge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nudge_todo_id"))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_destination"))
        batch_op.drop_index(batch_op.f("ix_outbox_state"))
        batch_op.create_index("ix_outbox_state_destination", ["state", "destination"], unique=False)

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_member_id"))
        batch_op.create_index("ix_post_member_told", ["member_id", "created_at"], unique=False)

    with op.batch_alter_table("todo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_todo_closed_at"))
        batch_op.drop_index(batch_op.f("ix_todo_member_id"))
        batch_op.create_index(
            "ix_todo_ended",
            ["ended_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL AND ended_at IS NOT NULL"),
            postgresql_where=sa.text("closed_at IS NULL AND ended_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_todo_going_up",
            ["escalates_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_todo_open_member",
            ["member_id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
