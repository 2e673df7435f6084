"""The points at which a test may end the program: all are passed, in order, and a crash is one indeed."""

import signal
import subprocess
import sys

import pytest

from models.database import Database
from models.points import Point
from scheduling.planner import Planner
from tests.fakes.clock import FrozenClock
from tests.fakes.posting import FakeSlack
from tests.scheduling.conftest import Mail


async def test_a_message_passes_every_point_in_order(mail: Mail, slack: FakeSlack) -> None:
    passed: list[str] = []
    slack.before = lambda method, _body: passed.append(method)
    await mail.say("card")
    await mail.courier(passing=passed.append).deliver()
    assert passed == [
        Point.CLAIM_BEFORE, Point.CLAIM_INSIDE, Point.CLAIM_AFTER,
        Point.SEND_BEFORE, "chat.postMessage", Point.SEND_AFTER,
        Point.MARK_INSIDE, Point.MARK_AFTER,
    ]  # fmt: skip


async def test_a_unit_of_the_planner_passes_three(mail: Mail, clock: FrozenClock) -> None:
    passed: list[Point] = []
    await Planner(mail.database, clock, passing=passed.append).tick()
    assert passed[:3] == [Point.PLAN_BEFORE, Point.PLAN_INSIDE, Point.PLAN_AFTER]


async def test_every_commit_passes_two(database_url: str) -> None:
    passed: list[Point] = []
    database = Database(database_url, passing=passed.append)
    await database.perform(lambda _session: None)
    await database.close()
    assert passed == [Point.COMMIT_INSIDE, Point.COMMIT_AFTER]


@pytest.mark.parametrize("nth", [1, 3])
def test_at_the_nth_passing_the_process_is_gone_without_farewell(nth: int) -> None:
    script = """if True:
        import atexit, sys
        from models.points import Crash, Point
        atexit.register(print, "farewell")
        crash = Crash(Point.SEND_AFTER, int(sys.argv[1]))
        for number in range(1, 5):
            crash(Point.SEND_BEFORE)
            print(number, flush=True)
            crash(Point.SEND_AFTER)
    """
    done = subprocess.run([sys.executable, "-c", script, str(nth)], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.split() == [str(number) for number in range(1, nth + 1)]
