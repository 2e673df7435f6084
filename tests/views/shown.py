"""What a message shows, for tests of messages."""

from domain.read.details import HistoryLine
from tests.views import samples
from views import ids
from views.blocks import Message

W = samples.TYPICAL


def buttons(message: Message) -> dict[str, str]:
    found = [element for block in message.blocks for element in block.get("elements", ()) if "action_id" in element]
    return {ids.bare(element["action_id"]): element.get("value", "") for element in found}


def styles(message: Message) -> list[str]:
    found = [element for block in message.blocks for element in block.get("elements", ()) if "action_id" in element]
    return [element["style"] for element in found if "style" in element]


def line(event: str) -> HistoryLine:
    return samples.history(W, event)
