"""The state diagrams of the docs, drawn from the tables, so that they cannot drift from what the machine does."""

from collections.abc import Iterator, Mapping

from domain import events as ev
from domain.playbook import StageKind
from domain.stages import LOOP, STAGES
from domain.state import FIRST_STEP, Status, Step
from domain.words import EVENT_WORDS, STATUS_LABELS, STEP_LABELS

Move = tuple[str, str, str]
"""From a state to a state (`[*]` is outside), and what does it."""

_TITLES: Mapping[StageKind, str] = {
    StageKind.INTERVIEW: "Interview",
    StageKind.TAKE_HOME: "Take-home",
    StageKind.OFFER: "Offer",
}

_OUT: tuple[type[ev.Event], ...] = (ev.Advanced, ev.DecisionReopened)
"""Events that leave the stage, to the next one or to the one before."""


def _debated(gathering: Step) -> tuple[tuple[Step, Step, str], ...]:
    """The ways between feedback, debrief and decision that depend on what is still missing."""
    again = "A scorecard is missing again"
    return (
        (gathering, Step.FIRST_VOTE, "All scorecards are in"),
        (gathering, Step.SECOND_VOTE, "All scorecards are in again"),
        (gathering, Step.DECISION, "All scorecards are in, without a debrief"),
        (Step.FIRST_VOTE, Step.SECOND_VOTE, "All have voted"),
        (Step.SECOND_VOTE, Step.DECISION, "All have voted again"),
        *((step, gathering, again) for step in (Step.FIRST_VOTE, Step.SECOND_VOTE, Step.DECISION)),
    )


FOLLOWS: Mapping[StageKind, tuple[tuple[Step, Step, str], ...]] = {
    StageKind.INTERVIEW: (
        *_debated(Step.FEEDBACK),
        (Step.FEEDBACK, Step.SCHEDULING, EVENT_WORDS[ev.ContradictionSettled]),
        (Step.SCHEDULED, Step.SCHEDULING, "Holding or closing the loop"),
    ),
    StageKind.TAKE_HOME: (*_debated(Step.REVIEW),),
    StageKind.OFFER: (
        (Step.APPROVAL, Step.APPROVED, "The last approval"),
        (Step.APPROVAL, Step.EXTENDED, f"{EVENT_WORDS[ev.OfferRefused]}, while the candidate holds an earlier one"),
        (Step.ACCEPTED, Step.EXTENDED, EVENT_WORDS[ev.Reopened]),
        (Step.ACCEPTED, Step.DRAFTING, f"{EVENT_WORDS[ev.Reopened]}, once the offer has run out"),
    ),
}
"""Moves that no entry names, because they depend on what is still missing; a test compares them with real journeys."""


def moves_of_stage(kind: StageKind) -> Iterator[Move]:
    """Every move that a stage of this kind can make, those out of it included."""
    yield "[*]", FIRST_STEP[kind], ""
    for step, row in STAGES[kind].items():
        for event, (target, _) in row.items():
            if event in _OUT:
                yield step, "[*]", EVENT_WORDS[event]
            elif target is not None and target is not step:
                yield step, target, EVENT_WORDS[event]
    for start, target, words in FOLLOWS[kind]:
        yield start, target, words
    if kind is StageKind.OFFER:
        yield Step.ACCEPTED, "[*]", STATUS_LABELS[Status.HIRED]
    else:
        for step in (Step.FIRST_VOTE, Step.SECOND_VOTE, Step.DECISION):
            yield "[*]", step, EVENT_WORDS[ev.DecisionReopened]


def moves_of_loop() -> Iterator[Move]:
    yield "[*]", Status.ACTIVE, ""
    for status, row in LOOP.items():
        for event, (target, _) in row.items():
            if target is not None:
                yield status, target, EVENT_WORDS[event]
            elif event is ev.Reopened:
                yield status, Status.ACTIVE, EVENT_WORDS[event]
                if status is not Status.HIRED:
                    yield status, Status.ON_HOLD, f"{EVENT_WORDS[event]}, if it was on hold"
    yield Status.ACTIVE, Status.HIRED, EVENT_WORDS[ev.OfferAccepted]


def mermaid() -> str:
    """Markdown with a Mermaid diagram for the loop and for each kind of stage."""
    loop = _diagram("Loop", moves_of_loop(), STATUS_LABELS)
    kinds = (_diagram(_TITLES[kind], moves_of_stage(kind), STEP_LABELS) for kind in STAGES)
    return "\n".join((loop, *kinds))


def _diagram(title: str, moves: Iterator[Move], labels: Mapping[Status, str] | Mapping[Step, str]) -> str:
    """Several events that lead the same way share an arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for start, target, words in moves:
        arrows.setdefault((start, target), []).append(words)
    drawn = {state for arrow in arrows for state in arrow}
    names = [f'    state "{label}" as {state}' for state, label in labels.items() if state in drawn]
    lines = [
        f"    {start} --> {target}" + (f": {'<br>'.join(words)}" if any(words) else "")
        for (start, target), words in arrows.items()
    ]
    return "\n".join((f"### {title}", "", "```mermaid", "stateDiagram-v2", *names, *lines, "```", ""))
