"""What is asked in the middle of a morning takes no longer for all that was ever said."""

from sqlalchemy import text
from sqlmodel import Session

from models import queries_delivery
from models.database import Database
from models.tables import Member, Workspace
from tests.fakes.postgresql import PostgresServer

PEOPLE, POSTS = 100, 20_000

SAID = """
    INSERT INTO post (key, kind, member_id, subject, channel, ts, sent_channel, created_at)
    SELECT n, 'nudge', 'U' || n % :people, '', '', '1.0', 'D', now() + n * interval '1 second'
    FROM generate_series(1, :posts) AS n
"""


def _years(session: Session) -> None:
    session.add(Workspace(id="T1"))
    session.flush()
    session.add_all(Member(id=f"U{number}", workspace_id="T1") for number in range(PEOPLE))
    session.flush()
    session.execute(text(SAID), {"people": PEOPLE, "posts": POSTS})
    session.execute(text("ANALYZE post"))


async def test_where_somebody_is_who_was_never_told_anything_is_not_looked_for_in_all_posts(
    postgresql: PostgresServer,
) -> None:
    async with postgresql.copy() as url:
        database = Database(url)
        await database.perform(_years)
        asked = queries_delivery._direct_channels("postgresql").params(members=["UNEW"])
        engine, written = database.engines[0], {"literal_binds": True}
        explain = text(f"EXPLAIN {asked.compile(engine, compile_kwargs=written)}")
        plan = await database.read(lambda session: "\n".join(session.execute(explain).scalars()))
        assert ("ix_post_member_told" in plan, "Scan Backward using pk_post" in plan) == (True, False), plan
        await database.close()
