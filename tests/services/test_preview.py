"""What is said to come is what the planner then does, when the clock goes on and nobody acts."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.forms import LoopForm, RemindersForm
from domain.read.members import MemberFacts, MemberKind
from domain.read.preview import Coming, Preview
from domain.refusals import NotAllowed, NotFound
from models.database import Database
from scheduling.planner import Planner
from services import deadlines, feedback, members, reminders
from services import preview as previews
from tests.conftest import Fresh
from tests.fakes import journey
from tests.fakes.clock import FrozenClock
from tests.fakes.company import HIRING, Company
from tests.fakes.thorough import ON_EITHER, times
from tests.services.foretelling import lines_of, play, predicted
from tests.services.outbox import held_until, send_all


async def begin(company: Company, start: str) -> int:
    """A loop that waits for something, by the name of what."""
    if start == "challenge":
        loop = await company.add_candidate(stage="challenge")
        await journey.send_challenge(company, loop, "UINES", "UBO")
        return loop
    if start == "offer":
        loop = await company.add_candidate(stage="offer")
        await journey.extend_offer(company, loop, "UMAX", "UADA")
        return loop
    loop = await company.add_candidate(stage="culture")
    if start == "scheduled":
        await journey.schedule(company, loop, "UINES", "UBO", "USAM")
    if start == "held":
        await journey.hold(company, loop, "UINES", "USAM")
    if start == "scored":
        await journey.hold(company, loop, "UINES", "USAM")
        await journey.score(company, loop, "UINES", "USAM")
    return loop


@settings(max_examples=times(2), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    kind=ON_EITHER,
    start=st.sampled_from(["scheduling", "scheduled", "held", "scored", "challenge", "offer"]),
    others=st.lists(st.sampled_from(["scheduling", "scheduled", "held", "offer"]), max_size=2),
    day=st.integers(0, 27),
    cap=st.integers(1, 3),
    days_off=st.sampled_from(["", "2027-03-03 to 2027-03-05", "2027-03-29"]),
)
@example(  # what ends at the very hour of a reminder
    kind="sqlite", start="scheduled", others=[], day=19, cap=1, days_off=""
)
@example(  # another loop's offer runs out in between
    kind="postgresql", start="scheduling", others=["offer"], day=5, cap=1, days_off=""
)
async def test_what_is_said_to_come_is_what_the_planner_then_does(
    fresh: Fresh, kind: str, start: str, others: list[str], day: int, cap: int, days_off: str
) -> None:
    async with fresh(kind) as database:
        await _plays_out(database, start, others, day, cap, days_off)


async def _plays_out(database: Database, start: str, others: list[str], day: int, cap: int, days_off: str) -> None:
    clock = FrozenClock(datetime(2027, 3, 1, 8, 55, tzinfo=UTC) + timedelta(days=day))
    company = await Company.make(database, clock)
    form = RemindersForm(
        works_from=time(8), works_until=time(16),
        works_on=(0, 1, 2, 3), country="auto", reminders_a_day=cap, days_off=days_off,
    )  # fmt: skip
    await company.perform(reminders.save, form, by="URITA")
    beside = [await begin(company, other) for other in others]
    loop = await begin(company, start)
    await send_all(company)
    coming = await predicted(company, loop)
    heard = await play(company, loop, coming, *[await predicted(company, other) for other in beside])
    assert lines_of(coming) == [each for each in heard if each[0] <= coming.until]


async def test_a_forgotten_scorecard_goes_its_way_to_the_recruiter(company: Company) -> None:
    loop = await begin(company, "held")
    coming = await predicted(company, loop)
    assert {line.coming for line in coming.lines} == {Coming.NUDGE, Coming.ESCALATION, Coming.DIGEST}
    up = [line.person.id for line in coming.lines if line.coming is Coming.ESCALATION and line.person]
    assert up == ["UMAX", "URITA"]
    assert coming.until == coming.now + timedelta(days=14)


async def test_what_time_alone_brings_about_is_said_as_well(company: Company) -> None:
    challenge, offer = await begin(company, "challenge"), await begin(company, "offer")
    (late,) = [line for line in (await predicted(company, challenge)).lines if line.coming is Coming.OVERDUE]
    assert late.channel == HIRING
    moment, nine = datetime(2027, 3, 8, 18, 0, 0, 1, tzinfo=UTC), datetime(2027, 3, 9, 9, tzinfo=UTC)
    there, heard = {HIRING: moment}, {"UMAX": moment, "URITA": nine}
    assert of_expiry(await predicted(company, offer)) == there | heard, "it is evening in Lisbon, and noon in New York"
    company.clock.set_to(moment)
    await company.work(lambda work: deadlines.let_expire(work, offer))
    assert of_expiry(await predicted(company, offer)) == heard, "what is written by now waits for them"
    await send_all(company)
    assert of_expiry(await predicted(company, offer)) == {}


def of_expiry(coming: Preview) -> dict[str, datetime]:
    lines = [line for line in coming.lines if line.coming is Coming.EXPIRED]
    return {line.person.id if line.person else line.channel: line.at for line in lines}


async def test_what_falls_to_a_lead_who_has_left_is_said_to_be_the_other_ones_at_once(company: Company) -> None:
    offer = await begin(company, "offer")
    await company.perform(members.store, [MemberFacts("URITA", "Rita", kind=MemberKind.DEACTIVATED)], by="")
    lines = (await predicted(company, offer)).lines
    settle = [line for line in lines if line.coming is Coming.NUDGE and "reassign" in [kind for kind, _ in line.about]]
    expired = datetime(2027, 3, 8, 18, 0, 0, 1, tzinfo=UTC)
    assert [(line.person and line.person.id, line.at) for line in settle if line.at >= expired][:1] == [
        ("UMAX", expired)
    ]


async def test_what_is_written_and_waits_for_the_morning_is_said_to_come(company: Company) -> None:
    loop = await begin(company, "held")
    await send_all(company)
    company.clock.set_to(datetime(2027, 3, 2, 23, tzinfo=UTC))
    await company.perform(feedback.remind, LoopForm(loop=loop, version=0, member="UINES"))
    lines = (await predicted(company, loop)).lines
    ines = [line.at for line in lines if line.coming is Coming.NUDGE and line.person and line.person.id == "UINES"]
    assert ines[:2] == [datetime(2027, 3, day, 9, tzinfo=UTC) for day in (3, 4)], "once on each morning"


TUESDAY_NINE, THREE = datetime(2027, 3, 2, 9, tzinfo=UTC), datetime(2027, 3, 2, 15, tzinfo=UTC)


async def test_what_becomes_due_while_a_reminder_waits_comes_with_it(company: Company) -> None:
    first = await begin(company, "scheduling")
    company.clock.move(timedelta(hours=2))
    second = await company.add_candidate(
        name="Maya Lind", email="maya@example.com", role=(await company.loop(first)).role_id
    )
    await send_all(company)
    company.clock.set_to(TUESDAY_NINE)
    await Planner(company.database, company.clock).tick()
    await held_until(company, THREE)
    for loop in (first, second):
        coming = (await predicted(company, loop)).lines
        rita = [line for line in coming if line.coming is Coming.NUDGE and line.person and line.person.id == "URITA"]
        assert rita[0].at == THREE


async def test_what_went_up_and_waits_for_its_reader_is_said_to_come_with_all_that_is_in_it(company: Company) -> None:
    loop = await begin(company, "held")
    await send_all(company)
    company.clock.set_to(THREE + timedelta(days=1, minutes=30))
    await Planner(company.database, company.clock).tick()
    until = THREE + timedelta(days=2)
    await held_until(company, until)
    coming = (await predicted(company, loop)).lines
    up = [line for line in coming if line.coming is Coming.ESCALATION and line.at == until]
    assert [(line.person and line.person.id, [who.id for _, who in line.about]) for line in up] == [
        ("UMAX", ["UINES", "USAM"])
    ]


async def test_only_who_leads_the_search_sees_what_comes(company: Company) -> None:
    loop = await begin(company, "held")
    for stranger, refusal in (("UINES", NotAllowed), ("USTRANGER", NotFound)):
        with pytest.raises(refusal):
            await company.read(previews.preview, loop, by=stranger)


async def test_looking_changes_nothing(company: Company) -> None:
    loop = await begin(company, "held")
    before = await company.waiting()
    assert lines_of(await predicted(company, loop)) == lines_of(await predicted(company, loop))
    assert await company.waiting() == before
