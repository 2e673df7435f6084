"""Spans, deadlines and cadences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.playbook import DEFAULT_CADENCE, DEFAULT_DEADLINES, TODO_KINDS, Cadence, Span
from domain.todos import TodoKind
from tests.domain.playbook_samples import interview, offer, playbook, refused


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("30m", Span(30, "minutes")),
        ("1h", Span(1, "hours")),
        ("2d", Span(2, "days")),
        ("1bd", Span(1, "business_days")),
        (" 0m ", Span(0, "minutes")),
    ],
)
def test_a_span_is_a_number_and_a_unit(text: str, span: Span) -> None:
    assert Span.parse(text) == span


@pytest.mark.parametrize("text", ["", "1", "h", "1w", "-1h", "1.5h", "1 h", "1000d", "1hh", "٣h"])
def test_what_is_not_a_span_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="30m, 1h, 2d, or 1bd"):
        Span.parse(text)


@given(st.builds(Span, st.integers(0, 999), st.sampled_from(["minutes", "hours", "days", "business_days"])))
def test_a_span_reads_back_what_it_writes(span: Span) -> None:
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize("amount", [-1, 1000])
def test_a_span_is_neither_negative_nor_endless(amount: int) -> None:
    with pytest.raises(ValueError, match="0 to 999"):
        Span(amount, "days")


# Deadlines and cadence


def test_a_playbook_that_says_nothing_of_time_has_every_deadline_and_cadence() -> None:
    plain = playbook()
    assert plain.deadlines == DEFAULT_DEADLINES
    assert plain.cadence == DEFAULT_CADENCE
    assert set(plain.deadlines) == set(plain.cadence) == set(TODO_KINDS)


def test_a_playbook_states_only_what_differs() -> None:
    quick = playbook(deadlines={"decide": "4h"}, cadence={"decide": {"every": "2h", "at_most": 9}})
    assert quick.deadlines["decide"] == Span(4, "hours")
    assert quick.deadlines["scorecard"] == DEFAULT_DEADLINES["scorecard"]
    assert quick.cadence["decide"] == Cadence(every=Span(2, "hours"), at_most=9)
    assert quick.cadence["scorecard"] == DEFAULT_CADENCE["scorecard"]


def test_a_stage_has_the_last_word_on_its_own_time() -> None:
    talk = interview(deadlines={"scorecard": "2bd"}, cadence={"scorecard": {"escalate_to": "hiring_manager"}})
    slow = playbook(stages=[talk, interview("second"), offer()], deadlines={"scorecard": "3h"})
    assert slow.deadline_for("talk", "scorecard") == Span(2, "business_days")
    assert slow.deadline_for("second", "scorecard") == Span(3, "hours")
    assert slow.cadence_for("talk", "scorecard").escalate_to == "hiring_manager"
    assert slow.cadence_for("second", "scorecard") == DEFAULT_CADENCE["scorecard"]


def test_a_stage_may_ask_for_no_time_at_all() -> None:
    at_once = playbook(stages=[interview(deadlines={"what_happened": "0m"}), offer()])
    assert at_once.deadline_for("talk", "what_happened") == Span(0, "minutes")


def test_an_unknown_stage_or_kind_is_a_key_error() -> None:
    plain = playbook()
    for stage, kind in (("nowhere", "decide"), ("talk", "dance")):
        with pytest.raises(KeyError):
            plain.deadline_for(stage, kind)
        with pytest.raises(KeyError):
            plain.cadence_for(stage, kind)


def test_an_unknown_kind_of_todo_is_refused_with_the_nearest_one() -> None:
    expected = "is not a kind of to-do; did you mean 'scorecard'?"
    assert refused(deadlines={"scorcard": "1h"}) == [f"deadlines.scorcard.[key]: {expected}"]
    assert refused(cadence={"scorcard": {}}) == [f"cadence.scorcard.[key]: {expected}"]
    stage = interview(cadence={"scorcard": {}})
    assert refused(stages=[stage, offer()]) == [f"stages.0.cadence.scorcard.[key]: {expected}"]


def test_reminders_never_come_without_a_pause() -> None:
    [said] = refused(cadence={"decide": {"every": "0m"}})
    assert said == "cadence.decide.every: is '0m', which would remind without a pause; use 1h or more"


def test_a_playbook_times_every_kind_of_todo_and_no_other() -> None:
    assert set(TODO_KINDS) == {str(kind) for kind in TodoKind}


@pytest.mark.parametrize("written", [30, 1.5, None, ["1h"]])
def test_a_span_that_is_no_text_is_told_how_to_write_one(written: object) -> None:
    (said,) = refused(deadlines={"decide": written})
    assert "write a number and a unit" in said
