"""The least that a playbook says, and what is wrong with one."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.playbook import MESSAGE_EVENTS, Contradictions, Playbook


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
