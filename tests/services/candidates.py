"""Candidates as they are kept."""

from sqlmodel import select

from models.tables import Candidate
from tests.fakes.company import Company


async def people(company: Company) -> list[Candidate]:
    return list(await company.read(lambda work: work.session.exec(select(Candidate).order_by(Candidate.id)).all()))  # type: ignore[arg-type]
