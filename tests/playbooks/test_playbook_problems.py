"""Every mistake in a playbook is named with its line and its remedy, and all of them at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbooks.loader import parse
from playbooks.problems import PlaybookError, Problem
from tests.playbooks.edited import BACKEND, edited, line_of, said


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "            - Several must-haves are missing, or known only from courses and job adverts.\n",
            "",
            "stages[0].kit.competencies[0].anchors has 3 sentences; give four, for 1 to 4",
        ),
        (
            "decided_by:",
            "decided_bye:",
            "stages[0].decided_bye is not a known key; did you mean 'decided_by'?",
        ),
        (
            "duration_minutes: 30",
            "duration_minutes: half an hour",
            "stages[0].duration_minutes is 'half an hour'; write a whole number",
        ),
        ("duration_minutes: 30", "duration_minutes: 5", "stages[0].duration_minutes is '5'; use 15 or more"),
        ("scorecards: 1", "scorecards: 9", "stages[0].scorecards is '9'; use 5 or less"),
        (
            "kind: take_home",
            "kind: homework",
            "stages[1].kind is 'homework'; use 'interview', 'take_home' or 'offer'",
        ),
        (
            "[mid, senior]",
            "[mid, lead]",
            "stages[2].seniorities[1] is 'lead'; use 'junior', 'mid' or 'senior'",
        ),
        (
            "[mid, senior]",
            "senior",
            "stages[2].seniorities is 'senior'; write a list, each entry after a dash",
        ),
        ("[mid, senior]", "[]", "stages[2].seniorities is empty; give at least one entry"),
        (
            "escalate_to: hiring_manager}",
            "escalate_to: ceo}",
            "stages[0].cadence.decide.escalate_to is 'ceo'; use 'recruiter' or 'hiring_manager'",
        ),
        ("  decide: 1bd", "  decide: soon", "deadlines.decide is 'soon'; write a number and a unit: 30m"),
        ("  decide: 1bd", "  decide: 24", "deadlines.decide is 24; write a number and a unit: 30m"),
        (
            "  decide: 1bd",
            "  decides: 1bd",
            "deadlines.decides is not a kind of to-do; did you mean 'decide'?",
        ),
        ("duration_minutes: 30", "duration_minutes: []", "stages[0].duration_minutes is a list; write a whole number"),
        ("duration_minutes: 30", "duration_minutes: {}", "stages[0].duration_minutes has keys below it; write a whole"),
        ("debrief: |-", "debrief: 30\nx: |-", "debrief is '30'; put it in quotes"),
        ("name: Backend developer", "name: 42", "name is '42'; put it in quotes"),
        ("name: Backend developer", "name:", "name is empty; write text"),
        ("name: Backend developer", "name: ''", "name is empty; write something"),
        (
            "name: Backend developer",
            "name: Developer: backend",
            "mapping values are not allowed here; indent with spaces, and put text",
        ),
        ("name: Backend developer", "name: 2024-05-17", "name reads as a date; put it in quotes"),
        (
            "name: Backend developer",
            "name: !!python/name:os.system x",
            "name carries '!!python/name:os.system'; remove that, and write it plainly",
        ),
        ("name: Backend developer", "name: !!int x", "name is not a number or truth value; remove '!!int'"),
        (
            "name: Backend developer",
            "name: &all x\nsources: *all",
            "an alias (*) stands here; write it out instead",
        ),
        ("key: backend\n", "key: Back-End\n", "key is 'Back-End'; use small letters, digits"),
        ("  referral:", "  Referral:", "sources.Referral is 'Referral'; use small letters, digits"),
        (
            "valid_days: 7",
            "valid_days: 2",
            "offer.remind_before_days is 2, but the offer stands 2 days; use fewer",
        ),
        (
            "_drafter: false",
            "_drafter: never",
            "offer.approvers_may_include_drafter is 'never'; write true or false",
        ),
        (
            "  hired: |-",
            "  hired_: |-",
            "candidate_messages.hired_ is not an event that a candidate is told of; did you mean 'hired'?",
        ),
        (
            "Your first day is {when}",
            "Your pay is {pay}",
            "candidate_messages.hired uses {pay}, which has no meaning there; use {candidate_first_name}",
        ),
        (
            "- Several must-haves are missing, or",
            "- Several must-haves: missing, or",
            "stages[0].kit.competencies[0].anchors[0] reads as a key with a value",
        ),
        (
            "key: challenge\n",
            "key: screen\n",
            "stages[1].key is 'screen', which is used above; give each its own key",
        ),
        (
            "        - key: past_work",
            "        - key: core_skills",
            "stages[0].kit.competencies[1].key is 'core_skills', which is used above; give each its own key",
        ),
        (
            "        - {minutes: 5, part: The role and the team}",
            "        - {minutes: 50, part: The role and the team}",
            "stages[0].kit.time_plan adds up to 75 minutes, but the stage lasts 30; shorten a part",
        ),
        (
            "        - {minutes: 5, part: The role and the team}",
            "        - {minute: 5, part: The role and the team}",
            "stages[0].kit.time_plan[0].minute is not a known key; did you mean 'minutes'?",
        ),
        (
            "        - key: past_work\n",
            "        - key: past_work\n          weight: 2\n",
            "stages[0].kit.competencies[1].weight is 2, and nothing says why; add a weight_reason",
        ),
        (
            "    stage: screen\n",
            "    stage: offer\n",
            "skill_matrix[0].stage is 'offer', which rates nothing; use screen or challenge or system_design",
        ),
        (
            "  - Religion, politics, or membership of a union\n",
            "  - Religion: politics, or membership of a union\n",
            "avoid[4] reads as a key with a value; put text that has ': ' in it in quotes",
        ),
    ],
)
def test_a_mistake_is_named_with_its_remedy(old: str, new: str, sentence: str) -> None:
    assert any(f": {sentence}" in line for line in said(edited((old, new))))


def test_a_problem_stands_at_the_line_of_its_key() -> None:
    text = edited(("decided_by: recruiter", "decided_by: nobody"), ("valid_days: 7", "valid_days: 700"))
    first, second = said(text, "team.yaml")
    assert first.startswith(f"team.yaml:{line_of(text, 'decided_by: nobody')}: stages[0].decided_by ")
    assert second.startswith(f"team.yaml:{line_of(text, 'valid_days: 700')}: offer.valid_days ")


def test_too_few_anchors_are_reported_at_their_key() -> None:
    text = edited(("            - Several must-haves are missing, or known only from courses and job adverts.\n", ""))
    [line] = said(text)
    assert line.startswith(
        f"backend.yaml:{line_of(text, '          anchors:')}: stages[0].kit.competencies[0].anchors has 3 "
    )


def test_what_is_missing_is_reported_where_it_belongs() -> None:
    text = edited(("    purpose: See the code", "    # purpose: See the code"))
    assert said(text) == [f"backend.yaml:{line_of(text, '- key: challenge')}: stages[1].purpose is missing; add it"]


def test_all_problems_come_at_once_in_the_order_of_the_lines() -> None:
    text = edited(
        ("name: Backend developer", "nmae: Backend developer"),
        ("kind: take_home", "kind: homework"),
        ("  decide: 1bd", "  decide: soon"),
        ("  hired: |-", "  hird: |-"),
        ("day: 30", "day: 0"),
    )
    lines = [int(line.split(":")[1]) for line in said(text)]
    assert len(lines) == 7
    assert lines == sorted(lines)


def test_a_key_written_twice_is_refused_not_overwritten() -> None:
    text = edited(("key: backend\n", "key: backend\nname: One\n"))
    first = line_of(text, "name: One")
    [line] = said(text)
    assert line.endswith(f": name is written twice (first on line {first}); keep one")


def test_a_text_that_is_too_long_for_slack_is_counted() -> None:
    long = "x" * 141
    [line] = said(edited(("Several must-haves are missing, or known only from courses and job adverts.", long)))
    assert line.endswith("anchors[0] has 141 characters; shorten it to 140 or fewer")


def test_a_wholly_unknown_key_is_answered_with_the_known_ones() -> None:
    [line] = said(edited(("  valid_days: 7", "  valid_days: 7\n  zzz: 1")))
    assert line.endswith("use valid_days, approvers_may_include_drafter or remind_before_days")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "x.yaml: is empty; copy backend.yaml and change it"),
        ("# nothing\n", "x.yaml: is empty; copy backend.yaml and change it"),
        ("~", "x.yaml: is empty; copy backend.yaml and change it"),
        ("- a", "x.yaml:1: is a list; write keys with their values below it"),
        ("hello", "x.yaml:1: is 'hello'; write keys with their values below it"),
        ("a: 1\n---\nb: 2", "x.yaml:2: expected a single document in the stream, but found another document"),
        ("[" * 3000, "x.yaml:1: this is nested too deeply; check the indentation"),
        ("x" * 200_001, "x.yaml: has 200001 characters; keep it to 200000"),
        ("a: b\nc: \x00", "x.yaml:2: has a character that YAML does not allow ('\\x00'); remove it"),
    ],
)
def test_what_is_no_playbook_at_all_is_told_in_one_line(text: str, sentence: str) -> None:
    assert said(text, "x.yaml") == [sentence]


def test_a_key_that_is_a_list_is_refused() -> None:
    assert "x.yaml:1: has a key that is a list or has keys itself; write a word" in said("? [a, b]\n: c\n", "x.yaml")


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), st.text(alphabet="ab:- \n[]{}!&*?|>'\"#%@,\t~0", max_size=200)))
def test_any_text_is_a_playbook_or_a_list_of_problems(text: str) -> None:
    with pytest.raises(PlaybookError) as caught:
        parse(text, "x.yaml")
    assert caught.value.problems
    assert all(problem.what for problem in caught.value.problems)


@settings(deadline=None, max_examples=40)  # each reads the whole file
@given(st.data())
def test_a_playbook_with_a_line_gone_loads_or_says_why(data: st.DataObject) -> None:
    lines = BACKEND.splitlines()
    gone = data.draw(st.integers(0, len(lines) - 1))
    text = "\n".join(lines[:gone] + lines[gone + 1 :])
    problems: tuple[Problem, ...] = ()
    try:
        parse(text, "x.yaml")
    except PlaybookError as error:
        problems = error.problems
    assert all(problem.line is not None and 1 <= problem.line <= len(lines) for problem in problems)
