"""Which playbooks new roles may choose"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("playbook_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("offered", sa.Boolean(), server_default="1", nullable=False))
