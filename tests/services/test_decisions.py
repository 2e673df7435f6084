"""What every decision asks for."""

from datetime import timedelta

import pytest

from domain.forms import DecisionForm
from domain.refusals import Invalid
from services import decisions
from tests.fakes import journey
from tests.fakes.company import Company


@pytest.mark.parametrize("outcome", ["advance", "one_more", "reject", "hold"])
async def test_every_outcome_asks_why(company: Company, outcome: str) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    before = await company.loop(loop)
    form = DecisionForm(
        loop=loop, version=0, outcome=outcome, rationale="  ", focus="values", reason="other",
        until=(company.clock.now() + timedelta(days=20)).date(),
    )  # fmt: skip
    with pytest.raises(Invalid, match="Write down why") as refused:
        await company.perform(decisions.decide, form, by="UMAX")
    assert refused.value.field == "rationale"
    assert (await company.loop(loop)).version == before.version
