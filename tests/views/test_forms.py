"""Forms: what they begin with, and what they keep of what was typed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.forms import CandidateForm, ScheduleForm
from domain.read.choices import CandidateChoice
from domain.state import Status, Step
from tests.views import overviews, samples
from tests.views.reading import inputs_of, words_of
from tests.views.said import invitation
from views import ids
from views.modals.candidates import candidate_modal, correct_modal
from views.modals.closing import hold_modal, reopen_modal, waive_modal
from views.modals.offers import offer_modal
from views.modals.panels import decline_modal, panel_modal, propose_modal
from views.modals.roles import close_role_modal
from views.modals.scheduling import cancel_modal, reschedule_modal, schedule_modal
from views.modals.todo_forms import hand_over_modal

# Scheduling


def test_a_warning_asks_once_more_and_keeps_what_was_typed() -> None:
    given = ScheduleForm(loop=7, version=3, date=date(2027, 3, 4), time=time(23), duration=45, zone="Asia/Kolkata")
    asked = inputs_of(schedule_modal(samples.page(), ("It is 23:00 there.",), given))
    assert "confirmed" in asked
    assert asked["date"]["element"]["initial_date"] == "2027-03-04"
    assert asked["time"]["element"]["initial_time"] == "23:00"
    assert asked["zone"]["element"]["initial_option"]["value"] == "Asia/Kolkata"
    assert asked["duration"]["element"]["initial_value"] == "45"


def test_a_warning_stands_near_the_button_that_was_pressed() -> None:
    for draw, last in ((schedule_modal, ["confirmed", "shadows", "link"]), (reschedule_modal, ["confirmed", "link"])):
        blocks = draw(samples.page(), ("It is 23:00 there.",))["blocks"]
        assert [block["block_id"] for block in blocks[-len(last) :]] == last
        assert "It is 23:00 there." in str(blocks[-len(last) - 1])


def test_without_a_warning_nothing_is_to_be_confirmed() -> None:
    assert "confirmed" not in inputs_of(schedule_modal(samples.page()))


def test_the_duration_comes_from_the_playbook_and_the_candidates_day_is_named() -> None:
    page = replace(samples.page(), card=replace(samples.card(), meeting=None))
    asked = inputs_of(schedule_modal(page))
    assert asked["duration"]["element"]["initial_value"] == "60"
    assert "09:00 to 18:00 there is 03:30 to 12:30 in Lisbon" in asked["time"]["hint"]["text"]


def test_rescheduling_begins_from_the_present_time_and_leaves_the_panel_alone() -> None:
    asked = inputs_of(reschedule_modal(samples.page()))
    assert asked["time"]["element"]["initial_time"] == "13:55"
    assert {"lead", "panel"}.isdisjoint(asked)


def test_whoever_cancels_an_interview_sees_which() -> None:
    assert "It is set for: " in words_of(cancel_modal(samples.page()))
    assert "It is set for: " not in words_of(
        cancel_modal(replace(samples.page(), card=replace(samples.card(), meeting=None)))
    )


def test_whoever_answers_an_invitation_sees_which() -> None:
    for form in (decline_modal, propose_modal):
        shown = words_of(form(invitation(samples.TYPICAL), 2))
        assert "Maya Lind" in shown
        assert "for the candidate)" in shown


def test_who_declined_is_not_proposed_for_the_panel_again() -> None:
    asked = inputs_of(panel_modal(samples.page()))
    assert asked["lead"]["element"]["initial_user"] == "U0"
    assert asked["panel"]["element"]["initial_users"] == ["U1"]
    assert "initial_users" not in asked["reverse_shadows"]["element"]


# Offers


def test_an_offer_that_ran_out_is_changed_with_a_new_date() -> None:
    page = samples.page()
    ran_out = replace(samples.offer(), expires_at=samples.NOW - timedelta(days=3), expired=True)
    asked = inputs_of(offer_modal(replace(page, offer=ran_out)))
    assert asked["expires_on"]["element"]["initial_date"] > f"{samples.NOW:%Y-%m-%d}"
    standing = inputs_of(offer_modal(page))
    assert standing["expires_on"]["element"]["initial_date"] == f"{samples.offer().expires_at:%Y-%m-%d}"


def test_the_last_day_of_an_offer_is_that_of_its_roles_zone() -> None:
    """18:00 in Los Angeles is the day after in UTC, and a change that leaves it alone does not lengthen the offer."""
    page = samples.page()
    west = replace(samples.offer(), expires_at=datetime(2027, 3, 10, 2, tzinfo=UTC))
    asked = inputs_of(offer_modal(replace(page, offer=west, card=replace(page.card, zone="America/Los_Angeles"))))
    assert asked["expires_on"]["element"]["initial_date"] == "2027-03-09"


def test_who_reopens_a_hire_whose_offer_ran_out_is_told_that_it_is_drafted_anew() -> None:
    page = samples.page(step=Step.ACCEPTED, status=Status.HIRED)
    assert "where it stopped" in str(reopen_modal(page))
    assert "new date" in str(reopen_modal(replace(page, offer=replace(samples.offer(), expired=True))))


def test_a_screen_begins_with_the_recruiter_in_the_lead_and_other_stages_with_nobody() -> None:
    page = replace(samples.page(), panel_suggested=())
    leads = [
        inputs_of(schedule_modal(replace(page, stage=page.playbook.stage(key))))["lead"]["element"].get("initial_user")
        for key in ("screen", "system_design")
    ]
    assert leads == [page.card.recruiter.id, None]


# A hold


def test_a_hold_is_changed_from_what_it_is() -> None:
    held = samples.page(step=Step.SCHEDULING, status=Status.ON_HOLD)
    until = samples.NOW + timedelta(days=30)
    key, words = next(iter(held.playbook.hold_reasons.items()))
    view = hold_modal(replace(held, card=replace(held.card, hold_until=until), hold_reason=words))
    asked = inputs_of(view)
    assert view["title"]["text"] == "Change the hold"
    assert asked["until"]["element"]["initial_date"] == f"{until:%Y-%m-%d}"
    assert asked["reason"]["element"]["initial_option"]["value"] == key


def test_a_hold_whose_day_has_come_is_changed_to_a_day_ahead() -> None:
    held = samples.page(step=Step.SCHEDULING, status=Status.ON_HOLD)
    over = replace(held, card=replace(held.card, hold_until=samples.NOW - timedelta(days=3)))
    assert inputs_of(hold_modal(over))["until"]["element"]["initial_date"] == "2027-03-02"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step.SCHEDULED, "An interview that is still ahead is cancelled"),
        (Step.WITH_CANDIDATE, "The challenge's clock stops"),
        (Step.DECISION, "Reminders about it rest until it goes on"),
    ],
)
def test_a_hold_says_what_it_stops_and_nothing_of_what_is_not_there(step: Step, said: str) -> None:
    shown = words_of(hold_modal(samples.page(step=step)))
    assert said in shown
    assert all(word in said or word not in shown for word in ("interview is", "challenge's"))


def test_a_first_hold_begins_without_a_reason() -> None:
    asked = inputs_of(hold_modal(replace(samples.page(), hold_reason="Waiting for the budget")))
    assert "initial_option" not in asked["reason"]["element"]


# Candidates and roles


def test_another_role_brings_its_own_sources_and_stages() -> None:
    choice = overviews.candidate_choice()
    asked = inputs_of(candidate_modal(choice))
    assert asked["role"]["dispatch_action"]
    other = inputs_of(candidate_modal(replace(choice, chosen=2)))
    assert asked["stage"]["element"]["action_id"] != other["stage"]["element"]["action_id"]
    unchosen = inputs_of(candidate_modal(replace(choice, chosen=0, sources=(), stages=())))
    assert "initial_option" not in unchosen["role"]["element"]
    assert not unchosen.keys() & {"source", "stage"}


def test_what_was_typed_of_a_candidate_is_kept() -> None:
    form = CandidateForm(name="Li <b>", email="li@example.com", zone="Asia/Tokyo", source="Agency", note="x" * 3000)
    asked = inputs_of(candidate_modal(overviews.candidate_choice(), form))
    assert asked["name"]["element"]["initial_value"] == "Li <b>"
    assert asked["source"]["element"]["initial_option"]["value"] == "Agency"
    assert asked["zone"]["element"]["initial_option"]["value"] == "Asia/Tokyo"


def test_without_an_open_role_the_form_says_what_to_do() -> None:
    view = candidate_modal(CandidateChoice(samples.page().viewer, (), 0, (), ()))
    assert "submit" not in view
    assert "/loop role" in words_of(view)


def test_a_source_that_the_playbook_does_not_know_any_more_is_kept() -> None:
    page = samples.page()
    assert page.candidate is not None
    kept = replace(page, candidate=replace(page.candidate, source="A fair"))
    assert inputs_of(correct_modal(kept))["source"]["element"]["initial_option"]["value"] == "A fair"


def test_that_it_was_the_wrong_person_is_asked_of_a_candidate_from_inside_alone() -> None:
    page = samples.page()
    assert page.candidate is not None
    inside = replace(page, candidate=replace(page.candidate, internal=page.viewer))
    outside = replace(page, candidate=replace(page.candidate, internal=None))
    assert page.viewer.name in words_of(correct_modal(inside))
    assert "wrong_person" in inputs_of(correct_modal(inside))
    assert "wrong_person" not in inputs_of(correct_modal(outside))


def test_closing_a_role_asks_an_outcome_for_every_open_loop() -> None:
    closing = overviews.closing_role()
    asked = inputs_of(close_role_modal(closing))
    assert {ids.outcome_field(match.loop) for match in closing.open_loops} < set(asked)


def test_one_choice_does_for_all_open_loops_of_a_role_that_is_closed() -> None:
    closing = overviews.closing_role()
    several = inputs_of(close_role_modal(closing))
    assert len(closing.open_loops) > 1
    assert all(several[name]["optional"] for name in several if name not in ("outcome", ids.OTHERS))
    assert not any(several[name].get("optional") for name in ("outcome", ids.OTHERS)), (
        "nobody is left without an answer"
    )
    single = inputs_of(close_role_modal(replace(closing, open_loops=closing.open_loops[:1])))
    assert set(single) == {"outcome", ids.outcome_field(closing.open_loops[0].loop)}
    assert not any(block.get("optional") for block in single.values())


def test_what_one_person_alone_can_take_over_is_offered_to_them() -> None:
    one, other = samples.TYPICAL.person(2), samples.TYPICAL.person(3)
    for heirs, chosen in (([one], one.id), ([one, other], None)):
        asked = inputs_of(hand_over_modal(1, samples.todo(), heirs))["member"]["element"]
        assert [option["value"] for option in asked["options"]] == [heir.id for heir in heirs]
        assert asked.get("initial_option", {}).get("value") == chosen


def test_one_outstanding_scorecard_is_the_one_that_is_waived() -> None:
    page = replace(samples.page(), outstanding=samples.page().outstanding[:1])
    assert inputs_of(waive_modal(page))["member"]["element"]["initial_option"]["value"] == "U0"
    assert "submit" not in waive_modal(replace(page, outstanding=()))
