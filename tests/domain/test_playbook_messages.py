"""What the candidate is told, by the templates of a playbook."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.playbook import MESSAGE_EVENTS, PLACEHOLDERS
from domain.playbook_messages import fill
from domain.telling import TEMPLATES
from tests.domain.playbook_samples import content, playbook, refused


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


def test_there_is_a_template_for_all_that_a_candidate_is_told() -> None:
    assert set(MESSAGE_EVENTS) == TEMPLATES


@pytest.mark.parametrize("link", ["", "https://meet.example.com/noor"])
def test_a_paragraph_that_is_nothing_but_a_value_waits_until_there_is_one(link: str) -> None:
    text = "Hi,\n\nJoin here: {link}\n\nHere is the {role} link: {link}"
    said = fill(text, {"role": "Analyst", "link": link}).split("\n\n")
    if link:
        assert said == ["Hi,", f"Join here: {link}", f"Here is the Analyst link: {link}"]
    else:
        assert said == ["Hi,", "Here is the Analyst link: [link]"]
