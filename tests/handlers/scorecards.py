"""A scorecard's form in the hands of Ines."""

from domain.scorecards import NOT_ASSESSED
from services import feedback
from tests.handlers import payloads
from tests.handlers.edge import Edge
from tests.handlers.payloads import Json
from views import ids


async def form(edge: Edge) -> Json:
    return await edge.opens(payloads.command("feedback", "UINES"))


def ratings(view: Json, score: str = "3") -> dict[str, str]:
    return {block["block_id"]: score for block in view["blocks"] if str(block.get("block_id")).startswith("rating_")}


async def turn(edge: Edge, view: Json, part: int, **typed: str) -> Json:
    """Press Next or Back with this typed, Slack not having sent it yet; the part that is shown then."""
    seen = view | {"state": {"values": payloads.state(view, typed)}}
    return await edge.opens(payloads.click(ids.SCORECARD_PART, ids.value(1, 0, part), "UINES", view=seen))


async def draft(edge: Edge, loop: int) -> Json:
    return (await edge.company.read(feedback.page, loop, by="UINES")).draft


async def reviewed(edge: Edge, held: int) -> Json:
    """The summary of a whole scorecard."""
    first = await form(edge)
    last = await turn(edge, first, 1, **ratings(first))
    answer = await edge.submit(last, by="UINES", **ratings(last, NOT_ASSESSED), recommendation="yes")
    return payloads.opened(answer["view"], view_id=last["id"])
