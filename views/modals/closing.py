"""The loop as a whole: hold, reject, withdraw, reopen; waiving and opening scorecards early."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from domain.read.loops import LoopPage
from domain.state import Status, Step
from views import ids, inputs
from views.blocks import View, context, modal, section
from views.elements import Block, choices
from views.modals.parts import meta, people_choices, subject, today, working_day
from views.text import mentions, zone_of

KEPT = "It is kept with the history; please stay factual."
READ_BY = "The panel reads this in the record, unless it is about pay, place or time; please stay factual."
HOLD_DAYS = 14

STOPS: Mapping[Step, str] = {
    Step.SCHEDULED: "An interview that is still ahead is cancelled, and its panel is told.",
    Step.WITH_CANDIDATE: "The challenge's clock stops until it goes on.",
}
"""What a hold means for those who have something ahead."""


def hold_modal(page: LoopPage) -> View:
    """What lies ahead is cancelled, and clocks stop. A loop on hold gets another day, or another reason."""
    held, reasons = page.card.line.status is Status.ON_HOLD, page.playbook.hold_reasons
    until = working_day(today(page) + timedelta(days=HOLD_DAYS))
    if held and page.card.hold_until is not None:
        soonest = working_day(today(page) + timedelta(days=1))
        until = max(page.card.hold_until.astimezone(zone_of(page.card.zone)).date(), soonest)
    why = next((key for key, words in reasons.items() if held and words == page.hold_reason), None)
    stops = STOPS.get(page.card.line.step, "Reminders about it rest until it goes on.")
    return modal(
        "Change the hold" if held else "Put on hold",
        [
            subject(page),
            context("It stays on hold. On that day I ask you how to go on." if held else stops),
            inputs.select("reason", "Why?", choices(reasons.items()), why),
            inputs.day("until", "Look at it again on", until),
        ],
        ids.SUBMIT_HOLD,
        submit="Save" if held else "Put on hold",
        close="Cancel",
        metadata=meta(page),
    )


def reject_modal(page: LoopPage) -> View:
    """Possible at any time; it never waits for scorecards."""
    return modal(
        "Reject",
        [
            subject(page),
            *_left_open(page),
            inputs.select("reason", "Why?", choices(page.playbook.close_reasons.rejected.items())),
            inputs.text("note", "In your words", optional=True, multiline=True, hint=READ_BY),
            context("The recruiter gets a text for the candidate, ready to copy. Whoever is on a panel is told."),
        ],
        ids.SUBMIT_REJECT,
        submit="Reject",
        close="Cancel",
        metadata=meta(page),
    )


def _left_open(page: LoopPage) -> list[Block]:
    if not page.outstanding:
        return []
    return [section(f"Scorecards of {mentions(page.outstanding)} are still to come. You can reject without them.")]


def withdraw_modal(page: LoopPage) -> View:
    """The candidate's own decision."""
    return modal(
        "Candidate withdrew",
        [
            subject(page),
            inputs.select("reason", "Why?", choices(page.playbook.close_reasons.withdrawn.items())),
            context("Reminders stop, and whoever is on a panel is told."),
        ],
        ids.SUBMIT_WITHDRAW,
        submit="Close the loop",
        close="Cancel",
        metadata=meta(page),
    )


def reopen_modal(page: LoopPage) -> View:
    """A closed loop goes back to the state it left."""
    return _reason_modal(
        page,
        "Reopen",
        ids.SUBMIT_REOPEN,
        "Reopen",
        [context(_goes_on(page))],
    )


def _goes_on(page: LoopPage) -> str:
    if page.offer is not None and page.offer.expired and page.card.line.step in (Step.EXTENDED, Step.ACCEPTED):
        return "The offer has run out meanwhile, so it goes back to drafting: give it a new date and ask for approval."
    return "The loop goes on where it stopped. What was cancelled has to be scheduled again."


def reopen_decision_modal(page: LoopPage) -> View:
    """Possible until the next stage has begun."""
    return _reason_modal(
        page,
        "Reopen last decision",
        ids.SUBMIT_REOPEN_DECISION,
        "Reopen decision",
        [context("The stage before comes back with its panel and scorecards, to be decided again.")],
    )


def override_modal(page: LoopPage) -> View:
    """Reading scorecards before all are in, or without leading the search."""
    early = bool(page.outstanding)
    sealed = "stay hidden until all are in, so that nobody is swayed" if early else "are for those who hire here"
    return _reason_modal(
        page,
        "Open scorecards early" if early else "Read the scorecards",
        ids.SUBMIT_OVERRIDE,
        "Open them",
        [section(f"Scorecards {sealed}. If you open them now, your reason is recorded and the panel is told.")],
    )


def waive_modal(page: LoopPage, member: str | None = None) -> View:
    """A scorecard that will not come. `member`: whose is meant already."""
    people = people_choices(page.outstanding)
    chosen = member or (people[0].value if len(people) == 1 else None)
    if not people:
        return modal("Waive a scorecard", [subject(page), section("No scorecard is outstanding.")], ids.SHOW_NOTE)
    return _reason_modal(
        page,
        "Waive a scorecard",
        ids.SUBMIT_WAIVE,
        "Waive",
        [inputs.select("member", "Whose?", people, chosen, hint="They are told that it isn't needed any more.")],
    )


def _reason_modal(page: LoopPage, title: str, callback_id: str, submit: str, about: Iterable[Block]) -> View:
    return modal(
        title,
        [subject(page), *about, inputs.text("reason", "Why?", multiline=True, hint=KEPT, most=1000)],
        callback_id,
        submit=submit,
        close="Cancel",
        metadata=meta(page),
    )
