"""A name that Slack would take for a mention: it is shown as it was typed, and pages nobody."""

from typing import Any

from domain.read.messages import PostKind
from services import outgoing, reading
from tests.fakes import journey
from tests.fakes.company import Company
from views.messages import Message, render

HOSTILE = "<!channel> *x* & <@U1>"


async def test_a_candidate_with_a_hostile_name_pages_nobody_anywhere(company: Company) -> None:
    loop = await company.add_candidate(name=HOSTILE)
    await journey.schedule(company, loop, "UINES")
    said = 0
    for kind in (PostKind.CARD, PostKind.THREAD, PostKind.INVITATION, PostKind.TELL):
        for post in await company.posts(kind):
            model = await company.read(outgoing.load, post.id or 0, by="")
            assert model is not None
            shown = marked_up(render(model))
            assert "<!channel>" not in shown
            assert "<@U1>" not in shown
            said += "&lt;!channel&gt;" in shown
    assert said >= 2
    assert (await company.read(reading.page, loop)).card.line.candidate == HOSTILE, "kept as it was typed"


def marked_up(message: Message) -> str:
    """All that Slack reads as markup; plain text and spoken labels page nobody."""
    found, queue = [message.text], list[Any](message.blocks)
    while queue:
        each = queue.pop()
        if isinstance(each, dict):
            found += [each["text"]] if each.get("type") == "mrkdwn" else []
            queue += each.values()
        elif isinstance(each, list | tuple):
            queue += each
    return " ".join(found)
