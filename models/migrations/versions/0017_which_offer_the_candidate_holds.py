"""Which offer the candidate holds"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

HELD = """
UPDATE offer SET sent_at = (
    SELECT MAX(history.at) FROM history
    WHERE history.loop_id = offer.loop_id AND history.event = 'OfferExtended'
)
WHERE EXISTS (
    SELECT 1 FROM loop WHERE loop.id = offer.loop_id
    AND (
        loop.step IN ('extended', 'accepted')
        OR (
            loop.step IN ('drafting', 'approval', 'approved')
            AND (SELECT COUNT(*) FROM history WHERE history.loop_id = offer.loop_id AND history.event IN ({ends})
                 AND history.id > (SELECT MAX(sent.id) FROM history AS sent
                                   WHERE sent.loop_id = offer.loop_id AND sent.event = 'OfferExtended')) = 0
        )
    )
)
AND offer.version = (
    SELECT MAX(other.version) FROM offer AS other
    WHERE other.loop_id = offer.loop_id AND other.created_at <= (
        SELECT MAX(history.at) FROM history
        WHERE history.loop_id = offer.loop_id AND history.event = 'OfferExtended'
    )
)
"""
"""The version that was the newest when an offer last went out, unless the candidate holds none any more.

An offer that ran out while its loop stood still left no entry: its expiry says it.
"""

ENDS = ("OfferRescinded", "OfferExpired", "OfferDeclined", "OfferAccepted")


def upgrade() -> None:
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(HELD.format(ends=", ".join(f"'{name}'" for name in ENDS)))
