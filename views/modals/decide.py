"""Deciding a stage: what everybody saw, then the outcome and why."""

from datetime import datetime, timedelta

from domain.actions import Action
from domain.forms import DecisionForm
from domain.playbook import StageKind
from domain.read.details import ScorecardLine
from domain.read.loops import LoopPage
from domain.read.people import Person
from domain.read.reminders import Asked
from domain.read.scorecards import SideBySide
from views import ids, inputs
from views.blocks import View, actions, divider, modal, section
from views.elements import Block, Choice, button, choices
from views.lines import loop_button
from views.modals.closing import HOLD_DAYS, READ_BY
from views.modals.debrief import vote_blocks
from views.modals.evidence import all_of_it, beside, notes
from views.modals.parts import meta, subject, today, working_day
from views.text import members, mention, mentions, moment
from views.wording import OUTCOMES

PROBE = 1000
"""Characters of a hand-over note: it is read between two meetings."""


def decide_modal(
    page: LoopPage, side: SideBySide | None = None, given: DecisionForm | None = None, *, outcome: str = ""
) -> View:
    """Choosing an outcome shows the form again with what that outcome asks for (`refresh.outcome`).

    `side`: the scorecards as far as this reader may read them; without it, those of the page.
    """
    chosen = given.outcome if given else outcome or ("" if page.outstanding else "advance")
    lines = side.scorecards if side else _present_scorecards(page)
    kit, line = side.kit if side else page.stage.kit, page.card.line
    return modal(
        "Decide",
        [
            subject(page),
            *blocked(page.outstanding, page.card.line.loop, page.card.line.version),
            *_debrief(page),
            *beside(lines, kit, all_of_it(line.loop, line.version, (side and side.stage_key) or line.stage_key)),
            *notes(lines),
            *([divider()] if lines else []),
            inputs.radio("outcome", "Decision", _outcomes(page), chosen or None, refreshes=True),
            *_asked(page, chosen, given),
            inputs.text(
                "rationale",
                "Why?",
                given.rationale if given else "",
                multiline=True,
                hint=f"What decided it{'' if page.votes else ', and who saw it differently'}. {READ_BY}",
            ),
            *(_override(page, given) if chosen == "advance" else []),
            *_dissent(page, given),
            *(_probe(page, given) if chosen == "advance" else []),
        ],
        ids.SUBMIT_DECIDE,
        submit="Record decision",
        close="Cancel",
        metadata=meta(page),
    )


def _debrief(page: LoopPage) -> list[Block]:
    """Who voted how, whose vote is missing, and whether the bar raiser's no stands."""
    line = page.card.line
    value = (line.loop, line.version)
    blocks = vote_blocks(page.votes)
    if page.missing_votes:
        others = tuple(person for person in page.missing_votes if person.id != page.viewer.id)
        mine = len(others) < len(page.missing_votes)
        whom = " and ".join([*(["you"] if mine else []), *([mentions(others)] if others else [])])
        blocks += [
            section(f":hourglass_flowing_sand: The debrief is not over: waiting for {whom} to vote."),
            *actions(
                loop_button(Action.VOTE, *value, primary=True) if mine else None,
                loop_button(Action.MOVE_ON, *value) if others else None,
            ),
        ]
    if page.objects:
        said = f":raised_hand: {mention(page.objects)}, the bar raiser, said no. Advancing waits for a written answer."
        answers = loop_button(Action.ANSWER_CONCERN, *value) if Action.ANSWER_CONCERN in page.actions else None
        blocks += [section(said), *actions(answers)]
    return [block | {"block_id": f"{ids.NOTICE}.debrief.{n}"} for n, block in enumerate(blocks)]


def _dissent(page: LoopPage, given: DecisionForm | None) -> list[Block]:
    if not page.votes:
        return []
    typed = given.dissent if given else ""
    hint = "And why. Kept beside the decision, with everybody's votes before and after the talk."
    return [inputs.text("dissent", "Who saw it differently?", typed, multiline=True, optional=True, hint=hint)]


def _present_scorecards(page: LoopPage) -> tuple[ScorecardLine, ...]:
    line = page.card.line
    return tuple(card for card in page.scorecards if (card.stage_key, card.round) == (line.stage_key, line.round))


def blocked(outstanding: tuple[Person, ...], loop: int, version: int) -> list[Block]:
    """Who is missing, with what mends it beside it. A refusal says the same and takes its place."""
    if not outstanding:
        return []
    count = f"{len(outstanding)} scorecards are" if len(outstanding) > 1 else "One scorecard is"
    value = ids.value(loop, version)
    blocks = [
        section(f":hourglass_flowing_sand: {count} outstanding: {mentions(outstanding)}. Advancing waits for that."),
        *actions(
            button("Remind", ids.REMEDY_REMIND, value, style="primary"),
            button("Replace", ids.REMEDY_REPLACE, value),
            button("Waive", ids.REMEDY_WAIVE, value),
        ),
    ]
    return [block | {"block_id": f"{ids.NOTICE}.{n}"} for n, block in enumerate(blocks)]


def reminded(asked: Asked, now: datetime) -> list[Block]:
    """Said after "Remind": what is on its way to whom, when it comes, and to whom it came just now."""
    said = []
    if asked.came is not None:
        who = f"{members(asked.heard)} {'were' if len(asked.heard) > 1 else 'was'}"
        said.append(f"{who} reminded {moment(asked.came, 'UTC')}, so I leave it at that for an hour.")
    if asked.comes is not None and asked.comes <= now:
        said.append(f"Your reminder is on its way to {members(asked.coming)}.")
        said.append("Whoever is in Do Not Disturb reads it after that.")
    elif asked.comes is not None:
        said.append(f"{members(asked.coming)} will be reminded {moment(asked.comes, 'UTC')}, in their working hours.")
    mark = ":information_source:" if asked.comes is None else ":white_check_mark:"
    return [section(f"{mark} {' '.join(said)}")]


def _outcomes(page: LoopPage) -> list[Choice]:
    ahead = next((mark.name for mark in page.card.marks if mark.mark == "ahead"), "")
    labels = dict(OUTCOMES) | ({"advance": f"Advance to {ahead}"} if ahead else {})
    if page.stage.kit is None:
        labels.pop("one_more")
    elif page.stage.kind is StageKind.TAKE_HOME:
        labels["one_more"] = "Another challenge"
    return [Choice(key, label) for key, label in labels.items()]


def _asked(page: LoopPage, outcome: str, given: DecisionForm | None) -> list[Block]:
    reason = given.reason if given else None
    if outcome == "reject":
        reasons = choices(page.playbook.close_reasons.rejected.items())
        return [inputs.select("reason", "Reason", reasons, reason, variant=outcome)]
    if outcome == "hold":
        until = given.until if given and given.until else working_day(today(page) + timedelta(days=HOLD_DAYS))
        reasons = choices(page.playbook.hold_reasons.items())
        return [
            inputs.select("reason", "Reason", reasons, reason, variant=outcome),
            inputs.day("until", "Look at it again on", until),
        ]
    if outcome == "one_more" and page.stage.kit:
        about = [Choice(each.key, each.name) for each in page.stage.kit.competencies]
        return [inputs.select("focus", "On what?", about, given.focus if given else None)]
    return []


def _override(page: LoopPage, given: DecisionForm | None) -> list[Block]:
    if page.missing_votes:
        hint = "To go on before all have voted. Your reason is recorded."
        typed = given.override if given else ""
        return [inputs.text("override", "Go on all the same, because", typed, hint=hint, most=1000)]
    if not (page.outstanding and page.may_override):
        return []
    hint = "Only if the scorecards won't come. Your reason is recorded, and the panel is told."
    typed = given.override if given else ""
    return [inputs.text("override", "Go on without them, because", typed, optional=True, hint=hint, most=1000)]


def _probe(page: LoopPage, given: DecisionForm | None) -> list[Block]:
    """Only where somebody will meet the candidate, or read their work, once more."""
    keys = [stage.key for stage in page.plan]
    ahead = page.plan[keys.index(page.stage.key) + 1 :] if page.stage.key in keys else ()
    if not any(stage.kit for stage in ahead):
        return []
    hint = "Its panel reads this before they meet: topics and questions, not what you decided or how you rated."
    typed = given.probe if given else ""
    return [
        inputs.text(
            "probe", "What should the next stage probe?", typed, multiline=True, optional=True, hint=hint, most=PROBE
        )
    ]
