from tests.fakes.company import Company


async def test_a_candidate_begins_at_the_first_stage(company: Company) -> None:
    loop = await company.loop(await company.add_candidate())
    assert (loop.stage, loop.step, loop.status) == ("screen", "scheduling", "active")
