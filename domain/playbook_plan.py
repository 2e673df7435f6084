"""What stands around the stages: the skill matrix, offer rules, reasons for closing, the first 90 days."""

from typing import Self

from pydantic import Field, model_validator

from domain.playbook_kit import Anchors, Competency, CompetencyKind
from domain.playbook_values import Choices, Contradictions, Key, Line, Name, Some, Value

_ADDED = "skill_"
"""Before the key of a category where it is rated: no competency of a playbook's own is taken for it."""


class SkillCategory(Value):
    """One row of the role's skill matrix. With a `stage` and `anchors`, a role may have it rated in that stage."""

    key: Key
    name: Name
    must_have: Line
    nice_to_have: Line | None = None
    stage: Key | None = None
    kind: CompetencyKind = CompetencyKind.HARD
    anchors: Anchors | None = None

    @model_validator(mode="after")
    def _is_rated_somewhere_by_something(self) -> Self:
        if self.stage and self.anchors is None:
            what = f"is '{self.stage}', and there are no anchors to rate by; add four, or remove the stage"
            raise Contradictions([(("stage",), what)])
        if self.anchors and self.stage is None:
            what = "belong to no stage's kit; add the stage where it is rated, or remove them"
            raise Contradictions([(("anchors",), what)])
        if self.stage and len(_ADDED + self.key) > 40:
            what = f"is too long for something that is rated; shorten it to {40 - len(_ADDED)} characters or fewer"
            raise Contradictions([(("key",), what)])
        return self

    def competency(self) -> Competency:
        """What is rated where a role asks for it. Raises ValueError for a category without anchors."""
        if self.anchors is None:
            raise ValueError(f"{self.key} has no anchors.")
        nice = f" Nice to have: {self.nice_to_have.rstrip('.')}." if self.nice_to_have else ""
        return Competency(
            key=_ADDED + self.key,
            name=self.name,
            kind=self.kind,
            description=f"{self.must_have.rstrip('.')}.{nice}",
            anchors=self.anchors,
        )


class OfferRules(Value):
    """How long an offer stands, who may approve it, and how many days before its end to chase an answer."""

    valid_days: int = Field(default=7, strict=True, ge=1, le=60)
    approvers_may_include_drafter: bool = Field(default=False, strict=True)
    remind_before_days: int = Field(default=2, strict=True, ge=0, le=30)

    @model_validator(mode="after")
    def _reminder_comes_while_the_offer_stands(self) -> Self:
        if self.remind_before_days >= self.valid_days:
            found = f"is {self.remind_before_days}, but the offer stands {self.valid_days} days; use fewer"
            raise Contradictions([(("remind_before_days",), found)])
        return self


class CloseReasons(Value):
    """Why a loop was closed, by its outcome: the team's reasons and the candidate's."""

    rejected: Choices
    withdrawn: Choices


class OnboardingPhase(Value):
    """Some of the first weeks, both ends included, and what is done in them."""

    name: Name
    first_week: int = Field(strict=True, ge=1, le=26)
    last_week: int = Field(strict=True, ge=1, le=26)
    steps: Some[Line] = Field(max_length=12)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last_week < self.first_week:
            found = f"is {self.last_week}, before first_week ({self.first_week}); swap them"
            raise Contradictions([(("last_week",), found)])
        return self


class OnboardingReview(Value):
    """Goals that are looked at together after so many days."""

    day: int = Field(strict=True, ge=1, le=180)
    goals: Some[Line] = Field(max_length=8)


class Onboarding(Value):
    """The plan for whoever is hired."""

    phases: Some[OnboardingPhase] = Field(max_length=8)
    reviews: Some[OnboardingReview] = Field(max_length=6)
