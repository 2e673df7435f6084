"""What could not be delivered is seen by people, and by those alone who can mend it."""

from services import gates, home, troubles, unreachable
from services.outcomes import UNKNOWN, Closed, Failed, InDoubt, Outcome, Sent
from tests.fakes import journey
from tests.fakes.company import HIRING, Company
from tests.services.delivering import claim, finish, say


async def test_home_shows_admins_what_could_not_be_delivered_and_nobody_else(company: Company) -> None:
    await say(company, "a")
    (one,) = await claim(company)
    await finish(company, one, Failed("msg_too_long"))
    await company.work(lambda work: gates.refuse(work, "token_revoked"))
    seen = {who: await company.read(home.home, by=who) for who in ("UADA", "URITA", "UMAX", "UINES")}
    assert {who: len(mine.troubles) for who, mine in seen.items()} == {"UADA": 1, "URITA": 0, "UMAX": 0, "UINES": 0}
    assert [who for who, mine in seen.items() if mine.refused] == ["UADA"]


async def test_troubles_name_what_people_should_look_at(company: Company) -> None:
    for key, channel in (("a", "C1"), ("b", "C2"), ("c", "C3")):
        await say(company, key, channel)
    outcomes: dict[str, Outcome] = {"C1": Failed("is_archived"), "C2": InDoubt(UNKNOWN), "C3": Sent("C3", "7.1")}
    for one in await claim(company):
        await finish(company, one, outcomes[one.destination])
    found = await company.read(troubles.find)
    assert [(one.channel, one.error, one.in_doubt) for one in found] == [
        ("C2", UNKNOWN, True),
        ("C1", "is_archived", False),
    ]


async def test_home_shows_admins_which_channels_are_closed_and_how_many_messages_wait_there(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    for one in await claim(company):
        await finish(company, one, Closed("is_archived" if one.destination == HIRING else "user_disabled"))
    seen = {who: (await company.read(home.home, by=who)).stuck for who in ("UADA", "URITA")}
    ((hiring,), none) = seen.values()
    assert (hiring.destination, hiring.error, hiring.waiting > 0, none) == (HIRING, "is_archived", True, ())
    await company.delivered()
    (hiring,) = (await company.read(troubles.standing)).stuck
    assert (hiring.destination, hiring.waiting) == (HIRING, 0), "an open role is talked about there"
    await company.work(lambda work: unreachable.reopen(work, HIRING))
    assert (await company.read(troubles.standing)).stuck == ()
