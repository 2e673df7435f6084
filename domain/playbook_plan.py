"""What stands around the stages: the skill matrix, offer rules, reasons for closing, the first 90 days."""

from typing import Self

from pydantic import Field, model_validator

from domain.playbook_values import Choices, Contradictions, Key, Line, Name, Some, Value


class SkillCategory(Value):
    """One row of the role's skill matrix."""

    key: Key
    name: Name
    must_have: Line
    nice_to_have: Line | None = None


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
