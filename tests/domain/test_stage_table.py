"""Every state by every event: it leads to a state that is in the tables, or it is refused and nothing changes."""

from dataclasses import replace
from datetime import datetime
from itertools import product

import pytest

from domain import events as ev
from domain.playbook import StageKind
from domain.refusals import Refusal
from domain.stage_effects import EFFECTS
from domain.stages import LOOP, STAGES, possible, transition
from domain.state import FIRST_STEP, LoopState, Rsvp, Status, Step
from domain.todos import TodoKind, owed
from domain.words import EVENT_WORDS, STATUS_LABELS, STEP_LABELS, STEP_WORDS
from tests.domain.samples import DAY, EVENTS, EVERY_STEP, NOW, attempt, attempts, loop, panel, put

EVERY_STATE = [
    pytest.param(put(loop(stage, step), status), id=f"{stage}-{step}-{status}")
    for (stage, step), status in product(EVERY_STEP, Status)
]


def in_the_tables(state: LoopState) -> bool:
    return state.step in STAGES[state.at.kind] and state.status in LOOP


@pytest.mark.parametrize("state", EVERY_STATE)
@pytest.mark.parametrize("later", [NOW, NOW + 30 * DAY], ids=["now", "a month later"])
def test_every_event_leads_to_a_known_state_or_is_refused_in_words(state: LoopState, later: datetime) -> None:
    tried = set()
    for event in attempts(state, later):
        tried.add(type(event))
        before = replace(state)
        after = attempt(state, event)
        if isinstance(after, Refusal):
            assert after.text[0].isupper() or after.text.startswith("<@")
            assert after.text.endswith(".")
            assert state == before
        else:
            assert type(event) in possible(state)
            assert in_the_tables(after)
    assert tried == set(EVENTS)


@pytest.mark.parametrize("state", EVERY_STATE)
def test_an_event_without_an_entry_is_always_refused(state: LoopState) -> None:
    for event in attempts(state, NOW):
        if type(event) not in possible(state):
            with pytest.raises(Refusal):
                transition(state, event)


@pytest.mark.parametrize("kind", STAGES)
def test_every_step_of_a_kind_is_a_row_and_every_target_too(kind: StageKind) -> None:
    rows = STAGES[kind]
    entries = [(event, step) for row in rows.values() for event, (step, _) in row.items()]
    back_to_another_stage = ev.DecisionReopened
    assert {step for event, step in entries if step and event is not back_to_another_stage} <= set(rows)
    assert FIRST_STEP[kind] in rows


def test_terminal_steps_are_written_as_empty_rows() -> None:
    assert STAGES[loop("offer").at.kind][Step.ACCEPTED] == {}


def test_every_step_belongs_to_a_kind_and_every_status_is_a_row() -> None:
    assert {step for rows in STAGES.values() for step in rows} == set(Step)
    assert set(LOOP) == set(Status)


def test_every_event_stands_in_a_table_and_has_a_name_for_people() -> None:
    entries = [row for rows in STAGES.values() for row in rows.values()]
    known = {event for row in (*entries, *LOOP.values()) for event in row}
    assert known == set(EVENTS)
    assert set(EVENT_WORDS) == set(EVENTS)
    assert set(EFFECTS) <= set(EVENTS)


def test_every_step_and_status_has_words() -> None:
    assert set(STEP_WORDS) == set(STEP_LABELS) == set(Step)
    assert set(STATUS_LABELS) == set(Status)


@pytest.mark.parametrize("state", EVERY_STATE)
def test_every_state_owes_something_while_it_is_open(state: LoopState) -> None:
    found = owed(state)
    if state.closed or state.step is Step.ACCEPTED:
        expected = [TodoKind.REVIEW_HOLD] if state.status is Status.ON_HOLD else []
        assert [debt.kind for debt in found] == expected
    else:
        assert found


def test_an_answer_changes_no_seat_but_its_own() -> None:
    before = loop("design", Step.SCHEDULED)
    after = transition(before, ev.InvitationAccepted(by="U2", at=NOW, member="U2"))
    assert [seat.rsvp for seat in after.seats] == [Rsvp.PENDING, Rsvp.ACCEPTED, Rsvp.PENDING]
    assert before.seats == panel()
