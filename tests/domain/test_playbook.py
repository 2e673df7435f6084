"""A playbook as a whole: its text, its names, and that it never changes once it is stored."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.playbook import TODO_KINDS, Playbook, Seniority, Span
from tests.domain.playbook_samples import content, interview, offer, playbook, refused, take_home


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


@example("1\n- \n\n1")
@given(st.text(alphabet=st.sampled_from("ab -1.\n"), min_size=1, max_size=60).filter(lambda text: text.strip()))
def test_reading_text_again_changes_nothing_more(text: str) -> None:
    once = playbook(debrief=text).debrief
    assert playbook(debrief=once).debrief == once


@pytest.mark.parametrize("written", [7, None, ["Talk."]])
def test_text_is_text(written: object) -> None:
    (said,) = refused(debrief=written)
    assert said.startswith("debrief: ")


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
    assert '"cadence":{"propose_times":{"ask":null,"first":"0m","every":"1bd"' in playbook().to_json()
