"""What is drawn is what can happen, no more and no less."""

import pytest

from domain.diagram import mermaid, moves_of_loop, moves_of_stage
from domain.playbook import StageKind
from domain.refusals import Refusal
from domain.state import LoopState, Status, Step
from tests.domain.samples import DAY, EVERY_STEP, NOW, attempt, attempts, changed, loop, put

Arrow = tuple[str, str]


def after_two_events() -> set[tuple[LoopState, LoopState]]:
    """Every change that can be seen from the usual states, and from the states right behind them."""
    starts = [*(loop(*place) for place in EVERY_STEP), put(loop("design"), Status.ON_HOLD)]
    starts += [loop("offer", step, offer=changed(False)) for step in (Step.DRAFTING, Step.APPROVAL, Step.APPROVED)]
    seen = set()
    for depth in (1, 2):
        for before in starts:
            for at in (NOW, NOW + 10 * DAY):
                answers = [attempt(before, event) for event in attempts(before, at)]
                seen |= {(before, after) for after in answers if not isinstance(after, Refusal)}
        starts = [after for _, after in seen] if depth == 1 else []
    return seen


@pytest.fixture(scope="module")
def changes() -> set[tuple[LoopState, LoopState]]:
    return after_two_events()


@pytest.mark.parametrize("kind", StageKind)
def test_the_arrows_of_a_stage_are_the_moves_of_a_stage(
    kind: StageKind, changes: set[tuple[LoopState, LoopState]]
) -> None:
    drawn = {(start, target) for start, target, _ in moves_of_stage(kind)}
    seen = {arrow for before, after in changes for arrow in arrows(kind, before, after)}
    at_once = {(a, d) for a, b in drawn for c, d in drawn if b == c != "[*]"}
    assert seen <= drawn | at_once
    assert drawn - seen == set()


def arrows(kind: StageKind, before: LoopState, after: LoopState) -> set[Arrow]:
    if before.stage == after.stage and before.round == after.round:
        hired = {(str(after.step), "[*]")} if after.status is Status.HIRED else set()
        moved = {(str(before.step), str(after.step))} if before.step is not after.step else set()
        return hired | moved if before.at.kind is kind else set()
    if before.stage == after.stage:
        return {(str(before.step), str(after.step))} if before.at.kind is kind else set()
    left = {(str(before.step), "[*]")} if before.at.kind is kind else set()
    entered = {("[*]", str(after.step))} if after.at.kind is kind else set()
    return left | entered


def test_the_arrows_of_the_loop_are_the_moves_of_the_loop(changes: set[tuple[LoopState, LoopState]]) -> None:
    drawn = {(start, target) for start, target, _ in moves_of_loop() if start != "[*]"}
    seen = {(str(before.status), str(after.status)) for before, after in changes if before.status is not after.status}
    assert seen == drawn


def test_the_diagrams_are_one_for_the_loop_and_one_for_each_kind() -> None:
    text = mermaid()
    assert text.count("```mermaid\nstateDiagram-v2\n") == 4
    assert '    state "To schedule" as scheduling\n' in text
    assert "    scheduled --> scheduling: Cancelling<br>Recording a no-show<br>Saying that it moved" in text
    assert all(f" as {step}\n" in text for step in Step)
    assert all(f" as {status}\n" in text for status in Status)
