"""What a scorecard costs the bot itself to open: from the click to the ack, with a Slack that answers at once."""

import statistics
import time
from pathlib import Path

from domain.actions import Action
from domain.forms import ScorecardForm
from models.database import Database
from services import feedback
from tests.bench.figures import Figure
from tests.fakes import journey
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company
from tests.fakes.kits import rate_ten
from tests.handlers import payloads
from tests.handlers.edge import Edge
from views import ids

WARM, CLICKS = 50, 300
BAR_MS = 10


async def opening(folder: Path) -> list[Figure]:
    """One person's, of ten competencies with a paragraph of evidence in each, on SQLite."""
    database = Database(f"sqlite:///{folder / 'opening.db'}")
    await database.migrate()
    edge = Edge(await Company.make(database, FrozenClock()))
    loop = await edge.company.add_candidate(stage="culture")
    await journey.hold(edge.company, loop, "UINES", "UBO")
    kit = await rate_ten(edge.company, loop, "UINES")
    seen = {each.key: {"score": 3, "evidence": "Named the trade-off, with numbers. " * 15} for each in kit.competencies}
    typed = ScorecardForm(loop=loop, stage="culture", round=1, content={"ratings": seen})
    await edge.company.perform(feedback.save, typed, by="UINES")
    took = [await _click(edge, loop) for _ in range(WARM + CLICKS)][WARM:]
    await database.close()
    cuts = statistics.quantiles(took, n=100)
    return [
        Figure("scorecard of ten competencies: p50 to open", cuts[49], "ms", BAR_MS),
        Figure("scorecard of ten competencies: p99 to open", cuts[98], "ms"),
    ]


async def _click(edge: Edge, loop: int) -> float:
    """Milliseconds."""
    body = payloads.click(ids.loop_action(Action.FEEDBACK), ids.value(loop, 0), "UINES")
    begun = time.perf_counter()
    await edge.send(body)
    took = (time.perf_counter() - begun) * 1000
    assert edge.slack.calls.pop()[0] == "views.open"
    return took
