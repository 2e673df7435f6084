"""What may be there, and what went unanswered"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unanswered", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sought", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("sought_since", sa.DateTime(timezone=True), nullable=True))
