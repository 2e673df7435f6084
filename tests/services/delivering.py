"""The courier's steps one by one, for the tests of what is delivered."""

from domain.read.messages import PostKind
from services import delivery, posts
from services.outcomes import Claim, Done, Outcome
from tests.fakes.company import Company


async def say(company: Company, key: str, channel: str = "C1") -> None:
    await company.work(lambda work: posts.say(work, key, PostKind.CARD, channel=channel))


async def claim(company: Company, limit: int = 10) -> tuple[Claim, ...]:
    real = company.clock.real()
    return await company.work(lambda work: delivery.claim(work, real, limit))


async def finish(company: Company, claimed: Claim, outcome: Outcome) -> str:
    real = company.clock.real()
    return (await company.work(lambda work: delivery.finish(work, [Done(claimed, outcome, real)], real)))[0]
