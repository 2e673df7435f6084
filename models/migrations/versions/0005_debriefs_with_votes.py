"""Debriefs with votes"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("loop_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first", sa.String(), nullable=True),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_note", sa.String(), nullable=False),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("second_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_note", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["member.id"], name=op.f("fk_vote_answered_by_member")),
        sa.ForeignKeyConstraint(["loop_id"], ["loop.id"], name=op.f("fk_vote_loop_id_loop")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_vote_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint(
            "loop_id", "stage", "round", "member_id", name=op.f("uq_vote_loop_id_stage_round_member_id")
        ),
    )
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_loop_id"), ["loop_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vote_member_id"), ["member_id"], unique=False)

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dissent", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("votes", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("playbook_hash", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_decision_playbook_hash_playbook_version"), "playbook_version", ["playbook_hash"], ["hash"]
        )

    with op.batch_alter_table("loop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revealed", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("gate_closed", sa.Boolean(), server_default="0", nullable=False))

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.add_column(sa.Column("people", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bar_raiser", sa.String(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_role_bar_raiser_member"), "member", ["bar_raiser"], ["id"])
