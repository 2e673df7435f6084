"""How people want to be reminded"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("todo_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_escalation_post_id_post")),
        sa.ForeignKeyConstraint(["todo_id"], ["todo.id"], name=op.f("fk_escalation_todo_id_todo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.UniqueConstraint("todo_id", "step", name=op.f("uq_escalation_todo_id_step")),
    )
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_post_id"), ["post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalation_todo_id"), ["todo_id"], unique=False)

    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("works_from", sa.String(), server_default="09:00", nullable=False))
        batch_op.add_column(sa.Column("works_until", sa.String(), server_default="18:00", nullable=False))
        batch_op.add_column(sa.Column("works_on", sa.String(), server_default="01234", nullable=False))
        batch_op.add_column(sa.Column("country", sa.String(), server_default="auto", nullable=False))
        batch_op.add_column(sa.Column("days_off", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("reminders_a_day", sa.Integer(), server_default="3", nullable=False))

    with op.batch_alter_table("todo", schema=None) as batch_op:
        batch_op.add_column(sa.Column("escalations", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("disowned_at", sa.DateTime(timezone=True), nullable=True))

    op.execute("UPDATE todo SET escalates_at = NULL, escalations = 1 WHERE escalated_at IS NOT NULL")
    op.execute(
        "INSERT INTO escalation (todo_id, step, post_id, at) SELECT ref, 1, id, created_at FROM post "
        "WHERE kind = 'escalation' AND subject = '' AND ref IN (SELECT id FROM todo)"
    )
