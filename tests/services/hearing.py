"""What people hear by direct messages."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from domain.forms import LoopForm
from domain.read.messages import PostKind
from services.work import Work
from tests.fakes.company import Company

INVITED, NOTICED = PostKind.INVITATION, PostKind.NOTICE
Heard = Counter[tuple[PostKind, str]]


async def all_heard(company: Company) -> Heard:
    """How many direct messages of each kind were ever written to each person."""
    written = [(kind, await company.posts(kind)) for kind in (INVITED, NOTICED)]
    return Counter((kind, post.member_id or "") for kind, found in written for post in found)


async def heard(
    company: Company, service: Callable[[Work, LoopForm], int], loop: int, *, by: str = "URITA", **given: Any
) -> Heard:
    """What people hear of it when this small form is submitted."""
    before = await all_heard(company)
    form = LoopForm(**{"loop": loop, "version": 0, **given})
    await company.perform(service, form, by=by)
    return await all_heard(company) - before


def each(kind: PostKind, *people: str) -> Heard:
    return Counter((kind, person) for person in people)
