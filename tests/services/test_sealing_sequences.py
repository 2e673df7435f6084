"""No order of submissions, reveals and edits shows a sealed word to one not entitled, in any way of reading.

Each story is read at its end; the beginning of a story is another story.
"""

from datetime import UTC, datetime

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from tests.conftest import Fresh
from tests.fakes.clock import FrozenClock
from tests.fakes.company import Company
from tests.fakes.thorough import ON_EITHER, times
from tests.services.sealing_model import Seen
from tests.services.sealing_readings import assert_hidden, nothing_sealed_is_read, nothing_sealed_is_said
from tests.services.sealing_story import Step, Story, begin

PANEL = ("UINES", "UBO", "USAM")
MONDAY = datetime(2027, 3, 1, 8, 55, tzinfo=UTC)

STEPS: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("submit"), st.sampled_from(PANEL)),
    st.tuples(st.just("submit"), st.sampled_from(PANEL)),
    st.tuples(st.sampled_from(["save", "submit", "vote", "whisper"]), st.sampled_from((*PANEL, "UMAX", "UREX"))),
    st.tuples(st.just("vote"), st.sampled_from(("UINES", "UBO", "UMAX", "UREX"))),
    st.tuples(st.just("vote"), st.sampled_from(("UINES", "UBO", "UMAX", "UREX"))),
    st.tuples(st.just("waive"), st.sampled_from(PANEL)),
    st.tuples(st.just("unseal"), st.sampled_from(("UADA", "UMAX", "UINES"))),
    st.tuples(
        st.sampled_from(["seat", "unseat", "demote", "absent", "open"]), st.sampled_from((*PANEL, "UADA", "UMAX"))
    ),
    st.tuples(st.sampled_from(["close gate", "move on"]), st.just("UMAX")),
    st.tuples(st.sampled_from(["advance", "reject", "hold", "one_more"]), st.just("UMAX")),
    st.tuples(st.sampled_from(["resume", "reopen"]), st.just("URITA")),
    st.tuples(st.just("take back"), st.just("UMAX")),
    st.tuples(st.just("turn out"), st.sampled_from((*PANEL, "URITA", "UMAX", "UREX"))),
    st.tuples(st.just("turn back"), st.just("UADA")),
    st.tuples(st.just("dispute"), st.sampled_from(("UBO", "USAM"))),
    st.tuples(st.just("settle"), st.sampled_from(("not", "happened"))),
    st.tuples(st.just("meet"), st.sampled_from(("", "UBO"))),
)


ALL_IN: list[Step] = [("submit", "UBO"), ("submit", "UINES")]
VOTED: list[Step] = [("vote", "UINES"), ("vote", "UBO"), ("vote", "UREX"), ("vote", "UMAX")]
ANNULLED: list[Step] = [("submit", "UINES"), ("dispute", "UBO"), ("settle", "not"), ("meet", "")]
ONCE_MORE: list[Step] = [*ALL_IN, *VOTED, ("one_more", "UMAX"), ("meet", ""), ("submit", "USAM"), ("submit", "UBO")]
BEGINNINGS: tuple[list[Step], ...] = (
    [], [], ALL_IN, [*ALL_IN, *VOTED], [*ALL_IN, *VOTED, *VOTED], ANNULLED, ONCE_MORE, [*ONCE_MORE, ("vote", "USAM")],
)  # fmt: skip
"""Most orders never come as far as the votes, or a second meeting: so some begin there."""

STORIES = st.builds(lambda begun, then: [*begun, *then], st.sampled_from(BEGINNINGS), st.lists(STEPS, max_size=12))


@settings(max_examples=times(2), deadline=None, suppress_health_check=list(HealthCheck))
@given(kind=ON_EITHER, insider=st.booleans(), steps=STORIES)
@example(
    kind="sqlite",
    insider=True,
    steps=[
        ("save", "UINES"), ("whisper", "UBO"), ("submit", "USAM"), ("unseal", "UADA"), ("submit", "UBO"),
        ("submit", "UINES"), ("vote", "UINES"), ("vote", "UBO"), ("vote", "UREX"), ("vote", "UMAX"), ("vote", "UBO"),
    ],
)  # fmt: skip
@example(
    kind="sqlite",
    insider=False,
    steps=[
        *ALL_IN, ("vote", "UINES"), ("vote", "UBO"), ("turn out", "UBO"), ("turn back", "UADA"), ("vote", "UREX"),
        ("save", "USAM"), ("vote", "UMAX"), ("one_more", "UMAX"), ("meet", "UBO"), ("submit", "USAM"),
        ("reject", "UMAX"), ("open", "URITA"), ("reopen", "URITA"), ("turn out", "UMAX"), ("whisper", "UBO"),
    ],
)  # fmt: skip
@example(
    kind="postgresql",
    insider=False,
    steps=[
        ("submit", "UINES"), ("unseal", "UADA"), ("seat", "UADA"), ("dispute", "UBO"), ("settle", "not"), ("meet", ""),
        ("submit", "UBO"), ("seat", "UREX"), ("demote", "UBO"), ("hold", "UMAX"),
    ],
)  # fmt: skip
@example(
    kind="postgresql",
    insider=True,
    steps=[*ALL_IN, *VOTED, ("one_more", "UMAX"), ("meet", ""), ("submit", "USAM")],
)
async def test_in_no_order_of_steps_is_a_sealed_word_read(
    fresh: Fresh, kind: str, insider: bool, steps: list[Step]
) -> None:
    with capture_logs() as logged:
        async with fresh(kind) as database:
            company = await Company.make(database, FrozenClock(MONDAY))
            story = Story(company, await begin(company, insider=insider), Seen(insider))
            await story.look()
            for step in steps:
                await story.take(step)
            await nothing_sealed_is_read(company, story.loop, story.seen)
            await nothing_sealed_is_said(company, story.seen)
    assert_hidden(repr(logged), [f"{word}-" for word in ("Card", "Draft", "Whisper", "Vote1", "Vote2")], "logs", "all")
