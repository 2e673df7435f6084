"""What is shown of many roles and loops costs as many queries as what is shown of one."""

from collections.abc import Callable
from itertools import product

from models.database import Database
from services import digests, reading
from services.home import home
from services.work import Work
from tests.conftest import CountQueries
from tests.fakes import journey
from tests.fakes.company import HIRING, Company

MOST = 29


async def fill(company: Company, roles: int, loops: int) -> list[int]:
    """So many open roles with so many loops each; the first loop of each has an interview, the last is at its offer."""
    made = []
    for number in range(roles):
        role = await company.open_role(title=f"Role {roles}.{number}")
        for n in range(loops):
            stage = "culture" if n < loops - 1 or loops == 1 else "offer"
            given = {"name": f"C{roles}.{number}.{n}", "email": f"c{roles}.{number}.{n}@example.com", "stage": stage}
            made.append(await company.add_candidate(role=role, **given))
        await journey.schedule(company, made[-loops], "UINES", "UBO")
    return made


OVERVIEWS: dict[str, Callable[[Work, int], object]] = {
    "Home": lambda work, _: home(work),
    "list": lambda work, _: reading.listing(work),
    "hub": lambda work, _: reading.hub(work),
    "to-dos": lambda work, _: reading.todo_list(work),
    "roles": lambda work, _: reading.find_roles(work),
    "names": lambda work, _: reading.find(work, "C"),
    "loop page": reading.page,
    "digest": lambda work, _: digests.show(work, HIRING),
}


async def test_three_roles_with_six_loops_each_cost_as_many_queries_as_one_with_one(
    company: Company, database: Database, count_queries: CountQueries
) -> None:
    """For who recruits, for an admin, and for who interviews."""
    costs: list[dict[tuple[str, str], int]] = []
    for roles, loops in ((1, 1), (3, 6)):
        made, found = await fill(company, roles, loops), {}
        for who, name in product(("URITA", "UADA", "UINES"), OVERVIEWS):
            with count_queries(database) as queries:
                await company.read(OVERVIEWS[name], made[0], by=who)
            found[who, name] = len(queries)
        costs.append(found)
    assert costs[0] == costs[1]
    assert {asked: cost for asked, cost in costs[1].items() if cost > MOST} == {}
