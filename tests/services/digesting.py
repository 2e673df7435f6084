"""Digests as they were written, and as somebody is shown them."""

from sqlmodel import col, select

from domain.read.messages import PostKind
from domain.read.overviews import Digest, DigestRole
from models.tables import Post
from services import digests
from tests.fakes.company import HIRING, Company


async def posted(company: Company) -> list[Post]:
    statement = select(Post).where(Post.kind == PostKind.DIGEST).order_by(col(Post.id))
    return await company.read(lambda work: list(work.session.exec(statement).all()))


async def shown(company: Company, by: str = "URITA", channel: str | None = HIRING) -> Digest:
    return await company.read(digests.show, channel, by=by)


async def only_role(company: Company) -> DigestRole:
    (role,) = (await shown(company)).roles
    return role
