"""Scorecards: as they are filled in, and as they are read."""

from dataclasses import replace

from domain.playbook import Kit
from domain.read.scorecards import ScorecardPage, SideBySide
from tests.views import samples
from tests.views.samples import NOW, TYPICAL, Words


def scorecard_page(words: Words = TYPICAL, *, can_submit: bool = True, submitted: bool = False) -> ScorecardPage:
    whole = kit()
    rated = enumerate(whole.competencies)
    draft = {
        "ratings": {each.key: {"score": 1 + n % 4, "evidence": words.long} for n, each in rated},
        "recommendation": "yes",
        "notes": words.long,
    }
    return ScorecardPage(
        loop=7, stage_key="system_design", round=1, stage=words.name, candidate=words.name, role=words.name,
        person=words.person(1), kit=whole, draft=draft if words.many else {}, meeting=samples.meeting(words),
        submitted_at=NOW if submitted else None, can_submit=can_submit, shadow=True, resume_url=words.url,
        submission_link=words.url, focus=whole.competencies[-1].key,
        error="Rate everything first." if submitted else "",
        recruiter=words.name,
    )  # fmt: skip


def ten_competencies(words: Words = TYPICAL) -> ScorecardPage:
    """As many as a role may have rated, with anchors as long as a playbook may write them."""
    page = scorecard_page(words)
    five = [
        each.model_copy(update={"anchors": ("Sees what is asked for. " * 6,) * 4}) for each in page.kit.competencies
    ]
    more = [each.model_copy(update={"key": f"skill_{each.key}", "name": f"Added {each.name}"}) for each in five]
    ratings = {each.key: {"score": 1 + n % 4, "evidence": words.long} for n, each in enumerate([*five, *more])}
    both = page.kit.model_copy(update={"competencies": (*five, *more)})
    return replace(page, kit=both, draft={"ratings": ratings, "notes": words.long})


def side(words: Words = TYPICAL) -> SideBySide:
    return SideBySide(
        7, words.name, words.name, samples.backend().stage("system_design").kit, samples.scorecards(words)
    )


def kit() -> Kit:
    found = samples.backend().stage("system_design").kit
    assert found is not None
    return found
