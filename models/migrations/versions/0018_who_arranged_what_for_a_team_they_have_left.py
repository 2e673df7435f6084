"""Who arranged what, for a team they have left"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

LEFT = """
EXISTS (
    SELECT 1 FROM role JOIN loop ON loop.role_id = role.id
    WHERE loop.id = interview.loop_id AND loop.stage = interview.stage AND loop.round = interview.round
    AND loop.step = 'scheduled'
    AND interview.organiser NOT IN (role.recruiter, role.hiring_manager)
)
AND interview.organiser NOT IN (SELECT id FROM member WHERE is_admin)
AND interview.cancelled_at IS NULL
"""
"""Only the team and admins arrange interviews: who is neither was of the team once."""

RECRUITER = "(SELECT role.recruiter FROM role JOIN loop ON loop.role_id = role.id WHERE loop.id = {table}.loop_id)"


def upgrade() -> None:
    """What they owed as organisers goes with it; the new organiser has not been reminded of it yet."""
    op.execute(f"""
        UPDATE todo SET owed_by = {RECRUITER.format(table="todo")}, member_id = {RECRUITER.format(table="todo")},
            nudged = 0, next_nudge_at = opens_at, ended_at = NULL, snoozed_until = NULL, disowned_at = NULL
        WHERE closed_at IS NULL AND kind IN ('add_link', 'consider_time')
        AND EXISTS (
            SELECT 1 FROM interview WHERE interview.loop_id = todo.loop_id AND interview.organiser = todo.owed_by
            AND {LEFT}
        )
    """)  # noqa: S608  # nothing in it comes from outside
    op.execute(f"UPDATE interview SET organiser = {RECRUITER.format(table='interview')} WHERE {LEFT}")  # noqa: S608
