import pytest

from domain.read.members import MemberFacts, MemberKind
from domain.read.people import Person
from domain.refusals import Invalid
from models import queries
from models.database import Database
from models.tables import Candidate, Member
from services import members
from services.work import Work
from tests.conftest import CountQueries
from tests.fakes.company import HIRING, LISBON, PEOPLE, Company


async def test_a_member_is_kept_as_slack_describes_them(company: Company) -> None:
    found = await company.read(members.facts_of, "UINES")
    assert found == MemberFacts("UINES", "Ines", "ines@acme.test", LISBON)
    assert await company.read(members.facts_of, "UNOBODY") is None


async def test_what_slack_says_anew_replaces_what_it_said(company: Company) -> None:
    await company.perform(members.store, [MemberFacts("URITA", "Rita M", "rita@new.test", "Asia/Tokyo")], by="")
    row = await company.read(lambda work: work.session.get_one(Member, "URITA"))
    assert (row.name, row.email, row.zone) == ("Rita M", "rita@new.test", "Asia/Tokyo")
    assert row.may_open_roles, "Slack knows nothing of that, so it stays"


async def test_a_zone_that_no_table_knows_becomes_utc(company: Company) -> None:
    await company.perform(members.store, [MemberFacts("UNEW", "New", zone="Mars/Olympus")], by="")
    found = await company.read(members.facts_of, "UNEW")
    assert found is not None
    assert found.zone == "UTC"


async def test_the_same_member_twice_in_one_batch_is_stored_once(company: Company) -> None:
    batch = [MemberFacts("UNEW", "First"), MemberFacts("UNEW", "Second")]
    await company.perform(members.store, batch, by="")
    found = await company.read(members.facts_of, "UNEW")
    assert found is not None
    assert found.name == "Second"


async def test_storing_many_members_costs_as_much_as_storing_one(
    company: Company, database: Database, count_queries: CountQueries
) -> None:
    with count_queries(database) as one:
        await company.perform(members.store, PEOPLE[:1], by="")
    many = [MemberFacts(f"UMANY{n}", "Somebody", f"{n}@acme.test", LISBON) for n in range(500)]
    with count_queries(database) as five_hundred:
        await company.perform(members.store, many, by="")
    assert len(five_hundred) == len(one)


@pytest.mark.parametrize(("written", "found"), [("noor@example.com", "Noor@Example.com"), ("É@a.test", "é@A.test")])
async def test_who_joins_with_a_candidates_address_is_that_candidate(
    company: Company, written: str, found: str
) -> None:
    await company.add_candidate(email=written)
    await company.perform(members.store, [MemberFacts("UNOOR", "Noor", found)], by="")
    row = await company.read(lambda work: work.session.get_one(Candidate, 1))
    assert row.member_id == "UNOOR"


async def test_a_channel_has_the_members_that_slack_says_now(company: Company) -> None:
    await company.work(lambda work: members.store_channel(work, HIRING, ["UMAX", "UBO", "UBO"]))
    assert await here(company, "UMAX", "UBO", "URITA") == [True, True, False]
    await company.work(lambda work: members.store_channel(work, HIRING, []))
    assert await here(company, "UMAX", "UBO", "URITA") == [False, False, False]


async def here(company: Company, *asked: str) -> list[bool]:
    return await company.read(lambda work: [queries.in_channel(work.session, HIRING, member) for member in asked])


async def test_people_are_named_also_when_they_left_or_were_never_known(
    company: Company, database: Database, count_queries: CountQueries
) -> None:
    with count_queries(database) as queries_:
        found = await company.read(members.people, ["URITA", "UGONE", "UNOBODY", ""])
    assert found == {
        "URITA": Person("URITA", "Rita", LISBON),
        "UGONE": Person("UGONE", "Gona", LISBON, active=False),
        "UNOBODY": Person("UNOBODY", "Somebody", active=False),
    }
    assert len(queries_) == 1


@pytest.mark.parametrize(
    ("panel", "sentence"),
    [
        ((), "Name at least one person."),
        (("UINES", "UBO", "UINES"), "<@UINES> is named twice. Name each person once."),
        (("UINES", "UBOT"), "<@UBOT> is an app, not a person. Pick a colleague instead."),
        (("UGUEST",), "<@UGUEST> is a guest here, and guests stay out of hiring. Pick a colleague instead."),
        (("UGONE",), "<@UGONE> has left. Pick a colleague instead."),
        (("UOTHER",), "<@UOTHER> belongs to another company's workspace. Pick a colleague instead."),
        (("UNOBODY",), "<@UNOBODY> is nobody I know here yet."),
        (("UIVY", "UBO"), "The candidate can't assess themselves. Pick somebody else."),
    ],
)
async def test_a_panel_is_refused_on_its_field_with_what_is_wrong(
    company: Company, panel: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await company.read(members.require_interviewers, panel, "panel", "UIVY")
    assert refused.value.text.startswith(sentence)
    assert refused.value.field == "panel"


async def test_colleagues_may_sit_on_a_panel(company: Company) -> None:
    await company.read(members.require_interviewers, ("UINES", "UBO", "USAM"), "panel", None)


async def test_a_member_of_another_workspace_is_a_stranger(company: Company) -> None:
    def store_elsewhere(work: Work) -> None:
        members.store(Work(work.session, work.now, workspace="T2"), [MemberFacts("UFAR", "Far")])

    await company.work(store_elsewhere)
    with pytest.raises(Invalid, match="nobody I know here"):
        await company.read(members.require_interviewers, ("UFAR",), "panel", None)


async def test_kinds_survive_the_way_through_the_table(company: Company) -> None:
    found = await company.read(members.facts_of, "UGUEST")
    assert found is not None
    assert found.kind is MemberKind.GUEST
