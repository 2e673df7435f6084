"""Rights at every click, submission and command that there is, for who has none: all but a few are refused.

The payloads are as complete as those of people who may, so that nothing but the right is missing.
"""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from handlers.journeys import ROUTER
from handlers.payload import Kind
from tests.fakes import journey
from tests.fakes.company import Company
from tests.handlers import payloads
from tests.handlers.conftest import Answers
from tests.handlers.edge import Edge
from tests.handlers.filled import Ids, given
from tests.handlers.payloads import Json
from views import ids

STRANGER, IN_CHANNEL = "USTRANGER", "UREX"


async def scheduled(company: Company) -> int:
    found = await company.add_candidate(stage="culture")
    await journey.schedule(company, found, "UINES", "UBO")
    return found


async def awaiting_feedback(company: Company) -> int:
    found = await company.add_candidate(stage="culture")
    await journey.hold(company, found, "UINES", "UBO")
    return found


async def challenged(company: Company) -> int:
    found = await company.add_candidate(stage="challenge")
    await journey.send_challenge(company, found, "UINES", "UBO")
    return found


async def awaiting_approval(company: Company) -> int:
    found = await company.add_candidate(stage="offer")
    await journey.draft_offer(company, found, "UADA", "USAM")
    return found


async def being_debated(company: Company) -> int:
    found = await company.add_candidate(stage="culture")
    await journey.hold(company, found, "UINES", "UBO")
    await journey.score(company, found, "UINES", "UBO")
    return found


STATES: tuple[Callable[[Company], Awaitable[int]], ...] = (
    scheduled, awaiting_feedback, challenged, awaiting_approval, being_debated,
)  # fmt: skip


async def everything(company: Company) -> dict[str, list[str]]:
    """All rows, but for the receipts of what arrived."""
    tables = sorted(SQLModel.metadata.tables.keys() - {"receipt"})
    return await company.read(
        lambda work: {
            name: sorted(repr(tuple(row)) for row in work.session.execute(text(f'SELECT * FROM "{name}"')))  # noqa: S608  # our own tables
            for name in tables
        }
    )


REFUSALS = (
    "I can't find that.", "You don't have the right to do that here.", "Ask an admin to add you.", "Only admins name",
    "You can add candidates to roles that you recruit or hire for", "This is done already, or with somebody else now.",
    "You're not on the panel of this stage any more", "No role is open in this channel.",
)  # fmt: skip

OWN = {
    "action open.help", "action open.hub", "action open.list", "action open.todos", "action open.reminders",
    "action open.calibration", "command calibration",
    "submission submit.reminders",
    "command help", "command list", "command todos", "command reminders",
}  # fmt: skip
"""What is anybody's own: their lists, of what they may see, and how they are reminded."""

LOOKED_FOR = {
    f"command {name}"
    for name in ("show", "schedule", "cancel", "challenge", "panel", "feedback", "decide", "record", "offer", "hold",
                 "resume", "withdraw", "close", "preview")
}  # fmt: skip
"""A stranger who names a candidate is told that there is nobody of that name."""

READS = {
    "action loop.open", "action loop.read_candidate", "action loop.read_offer", "action loop.answer",
    "action page.loop", "action page.history", "action remedy.open", "action open.digest",
    "command show", "command digest",
}  # fmt: skip
"""Name, stage and dates, which members of the hiring channel may know: the loop's page without the rest."""

ALLOWED = {STRANGER: OWN | LOOKED_FOR, IN_CHANNEL: OWN | READS}


async def ask(edge: Edge, answers: Answers, of: Ids, what: str, who: str) -> str:
    """All that this person is told or shown when they try."""
    answers.posted.clear()
    edge.slack.calls.clear()
    kind, _, name = what.partition(" ")
    now = edge.company.clock.now()
    if kind == Kind.COMMAND:
        acked = await edge.command(name if name in ("todos", "role") else f"{name} noor", by=who)
    elif kind == Kind.SUBMISSION:
        acked = await edge.send(payloads.submission(of.view(name, now), who, **given(of, name, now)))
        acked = {key: value for key, value in (acked or {}).items() if key != "view"} | {"told": _notices(acked)}
    else:
        action = name.replace("*", "notes")
        typed = of.view(ids.SUBMIT_SCORECARD, now) if name.startswith(("draft.", "refresh.", "typed.")) else None
        acked = await edge.click(action, of.value(action), who, response_url=answers.url, view=typed)
    return f"{acked} {answers.posted} {edge.slack.views}"


def _notices(acked: Json | str) -> list[Json]:
    blocks = acked["view"]["blocks"] if isinstance(acked, dict) and "view" in acked else []
    return [block for block in blocks if str(block.get("block_id", "")).startswith(ids.NOTICE)]


def everything_that_answers() -> list[str]:
    clicks_and_forms = [f"{kind} {name}" for kind in (Kind.ACTION, Kind.SUBMISSION) for name in ROUTER.names(kind)]
    return clicks_and_forms + [f"{Kind.COMMAND} {name}" for name in ROUTER.subcommands]


@pytest.mark.parametrize("who", [STRANGER, IN_CHANNEL])
@pytest.mark.parametrize("state", STATES)
async def test_who_has_no_right_is_refused_everything_but_this(
    edge: Edge, answers: Answers, state: Callable[[Company], Awaitable[int]], who: str
) -> None:
    of = await Ids.of(edge.company, await state(edge.company))
    before = await everything(edge.company)
    told = {what: await ask(edge, answers, of, what, who) for what in everything_that_answers()}
    assert {what for what, words in told.items() if not any(each in words for each in REFUSALS)} == ALLOWED[who]
    if who == STRANGER:
        assert [what for what, words in told.items() if "Haddad" in words] == []
    after = await everything(edge.company)
    assert {name for name in after if after[name] != before[name]} == {"audit", "member"}, "their own reminders"
    added = set(after["audit"]) - set(before["audit"])
    assert len(added) == 1
    changed = set(after["member"]) - set(before["member"])
    assert [row for row in changed if who not in row] == []


async def test_who_has_the_right_is_refused_by_none_of_these_sentences(edge: Edge, answers: Answers) -> None:
    """With the same payloads: so what others are refused for is the right, and nothing else."""
    of = await Ids.of(edge.company, await scheduled(edge.company))
    for what in (
        "action loop.open", "action loop.hold", "action page.guide", "action digest.post", "action role.edit",
        "submission submit.link", "submission submit.reschedule", "submission submit.panel", "submission submit.role",
        "submission submit.hold", "submission submit.reject", "submission submit.candidate", "command schedule",
    ):  # fmt: skip
        words = await ask(edge, answers, of, what, "URITA")
        assert not any(each in words for each in REFUSALS), what
