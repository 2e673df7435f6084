"""A colleague who already has a part in a loop, and turns out to be its candidate, for the tests of what follows."""

from typing import Any

from domain.read.members import MemberFacts
from models import queries
from services import members, nudges
from services.work import Work
from tests.fakes.company import LISBON, Company
from tests.fakes.remembered import remembered
from tests.services import read_paths

NAME = "Zanzibar Jones"
NAMES = {"URITA": "Rita", "UMAX": "Max", "UBO": "Bo"}


async def applying(company: Company, **given: Any) -> int:
    return await company.add_candidate(stage="culture", name=NAME, email="new@acme.test", **given)


@remembered
async def found(company: Company, who: str) -> None:
    await company.perform(members.store, [MemberFacts(who, NAMES.get(who, who), "New@acme.test", LISBON)], by="")


async def told(company: Company, who: str) -> list[str]:
    """What this person is told by themselves or in a group, as Slack gets it."""

    def read(work: Work) -> list[str]:
        return [text for post, text in read_paths.messages(work) if who in (post.member_id, *post.people.split(","))]

    return await company.read(read, by="")


async def reminded(company: Company, who: str) -> None:
    """Of all that they owe, now."""

    def remind(work: Work) -> None:
        for todo in queries.open_todos_of_member(work.session, who):
            todo.next_nudge_at = work.now
        work.session.flush()
        nudges.plan(work, [who])

    await company.work(remind)
