from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.playbook import (
    DEFAULT_CADENCE,
    DEFAULT_DEADLINES,
    MESSAGE_EVENTS,
    PLACEHOLDERS,
    TODO_KINDS,
    Cadence,
    Contradictions,
    Playbook,
    Seniority,
    Span,
    Stage,
)
from domain.telling import TEMPLATES
from domain.todos import TodoKind


def competency(key: str = "care", **differs: Any) -> dict[str, Any]:
    anchors = ["Careless.", "Careful when reminded.", "Careful.", "Makes others careful."]
    return {
        "key": key,
        "name": "Care",
        "kind": "soft",
        "description": "Takes care.",
        "anchors": anchors,
    } | differs


def interview(key: str = "talk", **differs: Any) -> dict[str, Any]:
    kit = {"competencies": [competency()], "instructions": "Listen."}
    base = {"key": key, "name": "Talk", "kind": "interview", "purpose": "To talk."}
    return base | {"duration_minutes": 30, "scorecards": 1, "kit": kit} | differs


def take_home(**differs: Any) -> dict[str, Any]:
    terms = {
        "declared_minutes": 60,
        "days_to_return": 7,
        "brief": "Build it.",
        "alternative": "Show us yours.",
    }
    rest = {key: value for key, value in interview("task").items() if key != "duration_minutes"}
    return rest | {"kind": "take_home", "take_home": terms} | differs


def offer(**differs: Any) -> dict[str, Any]:
    return {"key": "offer", "name": "Offer", "kind": "offer", "purpose": "To agree."} | differs


def content(**differs: Any) -> dict[str, Any]:
    """The least that a playbook says."""
    phase = {"name": "Week 1", "first_week": 1, "last_week": 1, "steps": ["Arrive"]}
    return {
        "key": "test",
        "name": "Tester",
        "summary": "Briefly.",
        "expectations": {"junior": "Learns.", "mid": "Works.", "senior": "Leads."},
        "skill_matrix": [{"key": "languages", "name": "Languages", "must_have": "One"}],
        "sources": {"referral": "Referral"},
        "stages": [interview(), offer()],
        "debrief": "Talk.",
        "close_reasons": {"rejected": {"level": "Level"}, "withdrawn": {"pay": "Pay"}},
        "hold_reasons": {"budget": "Budget"},
        "role_outcomes": {"filled": "Filled"},
        "candidate_messages": dict.fromkeys(MESSAGE_EVENTS, "Hello {candidate_first_name}"),
        "onboarding": {"phases": [phase], "reviews": [{"day": 30, "goals": ["Has arrived"]}]},
    } | differs


def playbook(**differs: Any) -> Playbook:
    return Playbook.model_validate(content(**differs))


def refusals(invalid: ValidationError) -> list[str]:
    """Each problem as `place: sentence`, those that one validator found together taken apart."""
    said = []
    for error in invalid.errors():
        cause = error.get("ctx", {}).get("error")
        found = cause.found if isinstance(cause, Contradictions) else [((), str(cause or error["msg"]))]
        said += [".".join(map(str, (*error["loc"], *at))) + ": " + what for at, what in found]
    return said


def refused(**differs: Any) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        playbook(**differs)
    return refusals(caught.value)


# Spans


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


# Stages


def test_a_junior_is_spared_what_is_for_seniors() -> None:
    design = interview("design", seniorities=["mid", "senior"])
    book = playbook(stages=[interview(), design, take_home(), offer()])
    assert [stage.key for stage in book.stages_for(Seniority.JUNIOR)] == ["talk", "task", "offer"]
    assert [stage.key for stage in book.stages_for(Seniority.SENIOR)] == ["talk", "design", "task", "offer"]


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        (
            [interview(), interview("two")],
            "stages: end without an offer; add a stage of kind 'offer' as the last",
        ),
        ([offer(), interview()], "stages.0: is an offer before other stages; make it the last"),
        (
            [interview(), offer(key="a"), offer(key="b")],
            "stages.1: is a second offer; keep one, as the last stage",
        ),
        (
            [interview(), interview(), offer()],
            "stages.1.key: is 'talk', which is used above; give each its own key",
        ),
        ([take_home(), offer()], "stages: hold no interview for 'junior'; add that seniority to one"),
        (
            [interview(seniorities=["junior", "mid"]), offer()],
            "stages: hold no interview for 'senior'; add that seniority to one",
        ),
        (
            [interview(), offer(seniorities=["junior", "mid"])],
            "stages.1.seniorities: leaves out 'senior'; an offer is for every seniority",
        ),
    ],
)
def test_stages_lead_everybody_through_an_interview_to_one_offer(stages: list[Any], said: str) -> None:
    assert said in refused(stages=stages)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (interview(kit=None), "has no kit; a stage of kind 'interview' needs it"),
        (interview(duration_minutes=None), "has no duration_minutes; a stage of kind 'interview' needs it"),
        (interview(scorecards=0), "has no scorecards; a stage of kind 'interview' needs it"),
        (take_home(take_home=None), "has no take_home; a stage of kind 'take_home' needs it"),
        (take_home(duration_minutes=60), "has no place in a stage of kind 'take_home'; remove it"),
        (offer(scorecards=1), "has no place in a stage of kind 'offer'; remove it"),
        (offer(kit=interview()["kit"]), "has no place in a stage of kind 'offer'; remove it"),
    ],
)
def test_a_stage_says_what_its_kind_needs_and_nothing_else(stage: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Stage.model_validate(stage)
    assert any(line.endswith(said) for line in refusals(caught.value))


def test_all_contradictions_of_a_stage_are_told_at_once() -> None:
    with pytest.raises(ValidationError) as caught:
        Stage.model_validate(interview(kit=None, duration_minutes=None, scorecards=0))
    assert len(refusals(caught.value)) == 3


@pytest.mark.parametrize("minutes", [0, -30, 14, 481, "30", True, 30.0])
def test_minutes_are_a_sensible_whole_number(minutes: object) -> None:
    with pytest.raises(ValidationError):
        Stage.model_validate(interview(duration_minutes=minutes))


# Kits


def test_a_rating_has_its_anchor() -> None:
    kit = playbook().stage("talk").kit
    assert kit is not None
    care = kit.competency("care")
    assert [care.anchor(rating) for rating in (1, 2, 3, 4)] == list(care.anchors)
    for rating in (0, 5):
        with pytest.raises(ValueError, match="1 to 4"):
            care.anchor(rating)
    with pytest.raises(KeyError):
        kit.competency("luck")


@pytest.mark.parametrize(("count", "words"), [(0, "0 sentences"), (1, "1 sentence"), (3, "3 sentences"), (5, "5 sen")])
def test_anchors_are_four(count: int, words: str) -> None:
    kit = {"competencies": [competency(anchors=["Does it."] * count)], "instructions": "Listen."}
    [said] = refused(stages=[interview(kit=kit), offer()])
    assert said.startswith(f"stages.0.kit.competencies.0.anchors: has {words}")
    assert said.endswith("give four, for 1 to 4")


@pytest.mark.parametrize("count", [0, 6])
def test_a_kit_rates_one_to_five_competencies(count: int) -> None:
    kit = {"competencies": [competency(f"c{n}") for n in range(count)], "instructions": "Listen."}
    assert refused(stages=[interview(kit=kit), offer()])


def test_competencies_of_a_kit_have_their_own_keys() -> None:
    kit = {"competencies": [competency(), competency()], "instructions": "Listen."}
    [said] = refused(stages=[interview(kit=kit), offer()])
    assert said == "stages.0.kit.competencies.1.key: is 'care', which is used above; give each its own key"


def test_topics_come_in_the_order_of_their_questions() -> None:
    asked = [{"topic": topic, "text": "And then?"} for topic in ("Past", "Data", "Past")]
    kit = {"competencies": [competency()], "questions": asked, "instructions": "Listen."}
    book = playbook(stages=[interview(kit=kit), offer()])
    found = book.stage("talk").kit
    assert found is not None
    assert found.topics() == ("Past", "Data")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("One line\nand its end.", "One line and its end."),
        ("One.\n\n\n  Two.\n", "One.\n\nTwo."),
        ("Look for:\n- care\n- tests that\n  say something", "Look for:\n- care\n- tests that say something"),
        ("1. First\n2. Second", "1. First\n2. Second"),
    ],
)
def test_text_flows_but_keeps_its_paragraphs_and_lists(text: str, read: str) -> None:
    assert playbook(debrief=text).debrief == read


@given(st.text(alphabet=st.sampled_from("ab -1.\n"), min_size=1, max_size=60).filter(lambda text: text.strip()))
def test_reading_text_again_changes_nothing_more(text: str) -> None:
    once = playbook(debrief=text).debrief
    assert playbook(debrief=once).debrief == once


# What the candidate is told


def test_a_message_is_filled_and_shows_what_is_missing() -> None:
    template = "Hi {candidate_first_name}, {stage} is {when}: {link}"
    book = playbook(candidate_messages=content()["candidate_messages"] | {"interview_scheduled": template})
    values = {"candidate_first_name": "{link}", "stage": "Talk", "when": "tomorrow"}
    assert book.message("interview_scheduled", values) == "Hi {link}, Talk is tomorrow: [link]"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{salary}", "uses {salary}, which has no meaning there"),
        ("{when}", "uses {when}, which has no meaning there"),
        ("{role.__class__}", "uses {role.__class__}, which has no meaning there"),
        ("{role!r}", "uses {role!r}, which has no meaning there"),
        ("{role:>99999999}", "uses {role:>99999999}, which has no meaning there"),
        ("{}", "uses {}, which has no meaning there"),
        ("{role", "has a stray brace"),
        ("role}", "has a stray brace"),
    ],
)
def test_a_template_that_could_not_be_filled_is_refused(template: str, said: str) -> None:
    messages = content()["candidate_messages"] | {"rejected": template}
    [line] = refused(candidate_messages=messages)
    assert line.startswith(f"candidate_messages.rejected: {said}")


def test_every_event_has_a_template_and_every_template_an_event() -> None:
    messages = content()["candidate_messages"]
    del messages["hired"]
    messages["hird"] = "Welcome"
    assert refused(candidate_messages=messages) == [
        "candidate_messages.hird: is not an event that a candidate is told of; did you mean 'hired'?",
        "candidate_messages: has no 'hired'; add what the recruiter tells the candidate then",
    ]


def test_a_playbook_from_before_there_was_a_text_for_a_link_has_one() -> None:
    messages = content()["candidate_messages"]
    del messages["interview_link"]
    text = playbook(candidate_messages=messages).message("interview_link", {"link": "https://meet.example.com/abc"})
    assert "https://meet.example.com/abc" in text


@given(st.text(max_size=80))
def test_a_template_that_is_accepted_can_always_be_filled(template: str) -> None:
    messages = content()["candidate_messages"] | {"challenge_sent": template}
    try:
        book = playbook(candidate_messages=messages)
    except ValidationError:
        return
    assert isinstance(book.message("challenge_sent", dict.fromkeys(PLACEHOLDERS, "x")), str)


# What other rules count on


def test_a_playbook_times_every_kind_of_todo_and_no_other() -> None:
    assert set(TODO_KINDS) == {str(kind) for kind in TodoKind}


def test_there_is_a_template_for_all_that_a_candidate_is_told() -> None:
    assert set(MESSAGE_EVENTS) == TEMPLATES


# The rest


def test_an_offer_is_chased_while_it_stands() -> None:
    [said] = refused(offer={"valid_days": 3, "remind_before_days": 3})
    assert said == "offer.remind_before_days: is 3, but the offer stands 3 days; use fewer"


def test_every_seniority_is_described() -> None:
    assert refused(expectations={"junior": "Learns.", "mid": "Works."}) == [
        "expectations: does not describe 'senior'; add a sentence"
    ]


def test_a_phase_of_onboarding_ends_after_it_begins() -> None:
    phase = {"name": "Later", "first_week": 5, "last_week": 2, "steps": ["Work"]}
    [said] = refused(onboarding=content()["onboarding"] | {"phases": [phase]})
    assert said == "onboarding.phases.0.last_week: is 2, before first_week (5); swap them"


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_names_fit_where_slack_shows_them(name: str) -> None:
    assert refused(name=name)
    assert refused(sources={"referral": name})


@pytest.mark.parametrize("key", ["", "Two Words", "1st", "ä", "x" * 41])
def test_keys_are_plain_words(key: str) -> None:
    assert refused(key=key)
    assert refused(hold_reasons={key: "Reason"})


def test_a_playbook_cannot_be_changed() -> None:
    book = playbook()
    with pytest.raises(ValidationError):
        book.name = "Other"  # type: ignore[misc]
    for mapping in (
        book.cadence,
        book.deadlines,
        book.sources,
        book.stages[0].cadence,
        book.candidate_messages,
    ):
        with pytest.raises(TypeError):
            mapping["x"] = "y"  # type: ignore[index]


names = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
spans = st.builds(Span, st.integers(1, 999), st.sampled_from(["minutes", "hours", "days", "business_days"]))


@given(
    name=names,
    sources=st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True), names, min_size=1, max_size=5),
    deadlines=st.dictionaries(st.sampled_from(TODO_KINDS), spans, max_size=5),
    every=spans,
    seniorities=st.sets(st.sampled_from(Seniority), min_size=1),
)
def test_a_playbook_survives_a_trip_through_json(
    name: str, sources: dict[str, str], deadlines: dict[str, Span], every: Span, seniorities: set[Seniority]
) -> None:
    some = interview("some", seniorities=sorted(seniorities), cadence={"decide": {"every": every}})
    book = playbook(name=name, sources=sources, deadlines=deadlines, stages=[interview(), some, take_home(), offer()])
    again = Playbook.from_json(book.to_json())
    assert again == book
    assert again.to_json() == book.to_json()
    assert list(again.sources) == list(sources)


def test_what_is_stored_holds_the_defaults_of_its_day() -> None:
    assert '"cadence":{"propose_times":{"first":"0m","every":"1bd"' in playbook().to_json()
