"""Who asked for a reminder, or handed over what it is about"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("nudge", schema=None) as batch_op:
        batch_op.add_column(sa.Column("by", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("handed", sa.Boolean(), server_default="0", nullable=False))
