"""What the demo's bot need not wait for on the clock's way, and what it waits for all the same."""

from datetime import timedelta

from bot.demo.catching_up import _give_turns
from services import gates
from services.gates import PACES, POST, UPDATE
from services.work import Work
from tests.fakes.company import Company


async def test_a_wait_that_slack_asks_for_stands_though_others_are_given_their_turns(company: Company) -> None:
    def spend(work: Work) -> None:
        gates.spend(work, work.now, POST, PACES[POST].burst)
        gates.hold(work, work.now, UPDATE, timedelta(seconds=30))

    await company.work(spend)
    await company.work(lambda work: _give_turns(work.session, work.now))
    free = (await company.read(lambda work: gates.look(work, work.now))).free
    assert free[POST] == PACES[POST].burst
    assert not free[UPDATE]
