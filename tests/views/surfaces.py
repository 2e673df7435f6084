"""Every modal, Home and message there is, by name: the tests walk over all of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from domain.forms import DecisionForm, ScheduleForm
from domain.read.loops import Found
from domain.read.overviews import RolesFound, WhileAway
from domain.read.private_notes import PrivateNotePage
from domain.refusals import Remedy, ScorecardsMissing
from domain.state import Status, Step
from tests.views import briefed, calibrated, debated, overviews, said, samples, sheets
from tests.views.samples import NOW, Words
from views import home, lists
from views.digest import digest_modal
from views.modals import (
    all_scorecards,
    calibration,
    candidates,
    challenges,
    closing,
    debrief,
    decide,
    evidence,
    guide,
    load,
    loop_page,
    offers,
    panels,
    playbook,
    preview,
    private_note,
    reminders,
    roles,
    scheduling,
    scorecard,
    scorecard_summary,
    todo_forms,
)
from views.refusals import refusal_modal

View = dict[str, Any]
WARNINGS = ("It is 23:30 for <@U2>.", "<@U1> has another interview then.")


def _given(words: Words) -> ScheduleForm:
    return ScheduleForm(
        loop=7, version=3, date=date(2027, 3, 4), time=time(14), duration=60, zone="Europe/Lisbon", link=words.url
    )


def _missing() -> ScorecardsMissing:
    return ScorecardsMissing("Blocked: waiting for <@U1>.", members=("U1",), remedies=tuple(Remedy), loop=7)


def _decision(outcome: str) -> DecisionForm:
    return DecisionForm(loop=7, version=3, outcome=outcome, rationale="Because.", reason="other", focus="scalability")


VIEWS: Mapping[str, Callable[[Words], View]] = {
    "home": lambda w: home.home(overviews.home(w)),
    "list": lambda w: lists.list_modal(overviews.loop_list(w)),
    "todos": lambda w: lists.todos_modal(overviews.todo_list(w)),
    "hub": lambda w: lists.hub_modal(overviews.hub(w)),
    "help": lambda w: lists.help_modal([lists.Usage("x", "/loop x", w.long, ("y",)) for _ in range(w.many)]),
    "matches": lambda w: lists.found_modal(overviews.found(w)),
    "to schedule": lambda w: lists.to_schedule_modal(overviews.found(w).matches),
    "nearest": lambda w: lists.found_modal(Found(w.name, (), overviews.matches(w))),
    "note": lambda _w: lists.note_modal("Done", "All is well."),
    "digest": lambda w: digest_modal(overviews.digest(w)),
    "role": lambda w: roles.role_modal(overviews.role_choice(w), public=True),
    "role under way": lambda w: roles.role_modal(replace(overviews.role_choice(w), has_loops=True, playbook="backend")),
    "role opened": lambda w: roles.role_opened_modal(1, w.name, "C1"),
    "roles": lambda w: roles.roles_modal(
        RolesFound(w.name, tuple(overviews.role(w, n) for n in range(w.many)), may_open_role=True)
    ),
    "playbook": lambda w: playbook.playbook_modal(overviews.role_playbook(w)),
    "close role": lambda w: roles.close_role_modal(overviews.closing_role(w)),
    "preview": lambda w: preview.preview_modal(samples.preview(w)),
    "calibration": lambda w: calibration.calibration_modal(calibrated.calibration(w)),
    "load": lambda w: load.load_modal(calibrated.load(w)),
    "reminders": lambda w: reminders.reminders_modal(samples.reminders(w)),
    "away": lambda w: reminders.away_modal(WhileAway(w.person(), overviews.home(w).interviews)),
    "openers": lambda w: roles.openers_modal(["U1", "U2"], [w.person(2, active=False)]),
    "candidate": lambda w: candidates.candidate_modal(overviews.candidate_choice(w)),
    "known candidate": lambda w: candidates.candidate_modal(
        overviews.candidate_choice(w), overviews.typed(w), overviews.known_candidate(w)
    ),
    "correct": lambda w: candidates.correct_modal(samples.page(w)),
    "schedule": lambda w: scheduling.schedule_modal(
        replace(samples.page(w), card=replace(samples.card(w), meeting=None))
    ),
    "schedule warned": lambda w: scheduling.schedule_modal(samples.page(w), WARNINGS, _given(w)),
    "log": lambda w: scheduling.log_modal(samples.page(w)),
    "reschedule": lambda w: scheduling.reschedule_modal(samples.page(w)),
    "cancel": lambda w: scheduling.cancel_modal(samples.page(w)),
    "link": lambda w: scheduling.link_modal(samples.page(w)),
    "panel": lambda w: panels.panel_modal(samples.page(w)),
    "reviewers": lambda w: panels.panel_modal(samples.page(w, Step.REVIEW)),
    "decline": lambda w: panels.decline_modal(said.invitation(w), 2),
    "propose": lambda w: panels.propose_modal(said.invitation(w), 2),
    "happened": lambda w: panels.happened_modal(samples.page(w)),
    "settle": lambda w: panels.settle_modal(samples.page(w)),
    "scorecard": lambda w: scorecard.scorecard_modal(sheets.scorecard_page(w)),
    "scorecard early": lambda w: scorecard.scorecard_modal(sheets.scorecard_page(w, can_submit=False)),
    "scorecard again": lambda w: scorecard.scorecard_modal(sheets.scorecard_page(w, submitted=True)),
    "scorecard part": lambda w: scorecard.scorecard_modal(sheets.ten_competencies(w), 1, missing=True),
    "private note": lambda w: private_note.private_note_modal(
        PrivateNotePage(7, "culture", 1, w.name, w.name, w.name, w.person(2), w.long, pending=True)
    ),
    **{
        f"private note left {left}": lambda w, left=left: private_note.private_note_left_modal(  # type: ignore[misc]  # bound now
            PrivateNotePage(7, "culture", 1, w.name, w.name, w.name, w.person(2), w.long, left=left)
        )
        for left in (True, False)
    },
    "scorecard moved": lambda w: scorecard.scorecard_modal(replace(sheets.scorecard_page(w), moved=True)),
    "summary": lambda w: scorecard_summary.review_modal(sheets.scorecard_page(w), 0),
    "summary lacking": lambda w: scorecard_summary.review_modal(
        replace(sheets.ten_competencies(w), draft={}), 1, again=True
    ),
    "scorecards": lambda w: all_scorecards.scorecards_modal(sheets.side(w)),
    "guide": lambda w: guide.guide_modal(briefed.briefing(w)),
    "longest guide": lambda w: guide.guide_modal(briefed.briefing(w, briefed.longest_kit())),
    "no guide": lambda w: guide.guide_modal(replace(briefed.briefing(w), kit=None, meeting=None, others=())),
    **{
        f"debrief {step}": lambda w, step=step: debrief.debrief_modal(debated.page(w, step), debated.kit())  # type: ignore[misc]  # bound now
        for step in (Step.FIRST_VOTE, Step.SECOND_VOTE, Step.DECISION)
    },
    "evidence": lambda w: evidence.evidence_modal(w.name, w.name, "data", debated.page(w).scorecards),
    "no evidence": lambda w: evidence.evidence_modal(w.name, w.name, "nothing", ()),
    "advice": lambda w: debrief.advice_modal(debated.page(w)),
    "move on": lambda w: debrief.move_on_modal(debated.loop_page(w)),
    "close gate": lambda w: debrief.close_gate_modal(samples.page(w, Step.FEEDBACK)),
    "answer concern": lambda w: debrief.answer_modal(debated.loop_page(w, Step.DECISION)),
    "decide debated": lambda w: decide.decide_modal(
        debated.loop_page(w, Step.DECISION), sheets.side(w), _decision("advance")
    ),
    "decide early": lambda w: decide.decide_modal(debated.loop_page(w), sheets.side(w), _decision("advance")),
    "page debated": lambda w: loop_page.loop_page(debated.loop_page(w), NOW),
    "waive": lambda w: closing.waive_modal(samples.page(w)),
    "challenge": lambda w: challenges.challenge_modal(samples.page(w, Step.TO_SEND)),
    "extend": lambda w: challenges.extend_modal(samples.page(w, Step.WITH_CANDIDATE)),
    "submission": lambda w: challenges.submission_modal(samples.page(w, Step.WITH_CANDIDATE)),
    "decide": lambda w: decide.decide_modal(samples.page(w, Step.DECISION), sheets.side(w)),
    "decide without": lambda w: decide.decide_modal(samples.page(w, Step.FEEDBACK), outcome="advance"),
    **{
        f"decide {outcome}": lambda w, outcome=outcome: decide.decide_modal(  # type: ignore[misc]  # bound now, not later
            samples.page(w, Step.DECISION), given=_decision(outcome)
        )
        for outcome in ("advance", "reject", "hold", "one_more")
    },
    "reject": lambda w: closing.reject_modal(samples.page(w)),
    "withdraw": lambda w: closing.withdraw_modal(samples.page(w)),
    "hold": lambda w: closing.hold_modal(samples.page(w)),
    "reopen": lambda w: closing.reopen_modal(samples.page(w)),
    "reopen decision": lambda w: closing.reopen_decision_modal(samples.page(w)),
    "override": lambda w: closing.override_modal(samples.page(w)),
    "offer": lambda w: offers.offer_modal(samples.page(w, Step.APPROVAL)),
    "new offer": lambda w: offers.offer_modal(replace(samples.page(w, Step.DRAFTING), offer=None)),
    "approve": lambda w: offers.approve_modal(samples.page(w, Step.APPROVAL)),
    "approved": lambda w: offers.approve_modal(
        replace(samples.page(w, Step.APPROVAL), actions=(), viewer=samples.offer(w).approvals[0].person)
    ),
    "refuse offer": lambda w: offers.refuse_offer_modal(samples.page(w, Step.APPROVAL)),
    "replace approver": lambda w: offers.replace_approver_modal(samples.page(w, Step.APPROVAL)),
    "rescind": lambda w: offers.rescind_modal(samples.page(w, Step.EXTENDED)),
    "answer offer": lambda w: offers.answer_offer_modal(samples.page(w, Step.EXTENDED)),
    "decline offer": lambda w: offers.decline_offer_modal(samples.page(w, Step.EXTENDED)),
    "telling": lambda w: todo_forms.telling_modal(samples.page(w)),
    "snooze": lambda w: todo_forms.snooze_modal(1, samples.todo(w), NOW + timedelta(days=1)),
    "hand over": lambda w: todo_forms.hand_over_modal(1, samples.todo(w), [w.person(2)]),
    "refusal": lambda w: refusal_modal(_missing(), samples.page(w)),
    "refusal alone": lambda _w: refusal_modal(_missing()),
    "history": lambda w: loop_page.history_modal(replace(samples.page(w), history_part=2, older=True)),
    **{
        f"page {step}": lambda w, step=step: loop_page.loop_page(samples.page(w, step), NOW)  # type: ignore[misc]  # bound now
        for step in Step
    },
    **{
        f"page {status}": lambda w, status=status: loop_page.loop_page(samples.page(w, Step.SCHEDULED, status))  # type: ignore[misc]  # bound now
        for status in Status
    },
}
