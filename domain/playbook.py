"""A playbook: how a family of roles is hired. Frozen, and unchanged by a trip through JSON: loops pin it."""

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType
from typing import Self

from pydantic import Field, field_validator, model_validator

from domain.playbook_avoid import AVOID
from domain.playbook_kit import Anchors, Competency, CompetencyKind, Kit, Question, TimePart
from domain.playbook_messages import (
    MESSAGE_EVENTS,
    NEWER,
    PLACEHOLDERS,
    fill,
    missing_events,
    template_problems,
)
from domain.playbook_plan import (
    CloseReasons,
    OfferRules,
    Onboarding,
    OnboardingPhase,
    OnboardingReview,
    SkillCategory,
)
from domain.playbook_stage import PINNED, Decider, Seniority, Stage, StageKind, TakeHome, stage_order_problems
from domain.playbook_timing import (
    DEFAULT_CADENCE,
    DEFAULT_DEADLINES,
    TODO_KINDS,
    Cadence,
    Cadences,
    Deadlines,
    Escalation,
    Span,
    SpanUnit,
)
from domain.playbook_values import (
    Choices,
    Contradictions,
    FrozenMap,
    Key,
    Name,
    Sentence,
    Some,
    Text,
    Value,
    repeated_keys,
)

__all__ = [
    "DEFAULT_CADENCE",
    "DEFAULT_DEADLINES",
    "MESSAGE_EVENTS",
    "PLACEHOLDERS",
    "TODO_KINDS",
    "Anchors",
    "Cadence",
    "Choices",
    "CloseReasons",
    "Competency",
    "CompetencyKind",
    "Contradictions",
    "Decider",
    "Escalation",
    "Kit",
    "OfferRules",
    "Onboarding",
    "OnboardingPhase",
    "OnboardingReview",
    "Playbook",
    "Question",
    "Seniority",
    "SkillCategory",
    "Span",
    "SpanUnit",
    "Stage",
    "StageKind",
    "TakeHome",
    "TimePart",
]


class Playbook(Value):
    """How a family of roles is hired, from the blueprint to the first 90 days.

    `deadlines` say how long after it opens a to-do is due, `cadence` how it is remembered then; both are
    complete, by kind of to-do, and a file states only what differs. Choices map stored keys to names. `avoid` is
    what nobody asks a candidate, in any stage.
    """

    key: Key
    name: Name
    summary: Sentence
    expectations: FrozenMap[Seniority, Sentence]
    skill_matrix: Some[SkillCategory] = Field(max_length=12)
    kickoff: tuple[Sentence, ...] = Field(default=(), max_length=12)
    sources: Choices
    stages: Some[Stage] = Field(max_length=12)
    avoid: Some[Sentence] = Field(default=AVOID, max_length=20)
    debrief: Text
    offer: OfferRules = OfferRules()
    deadlines: Deadlines = Field(default_factory=dict, validate_default=True)
    cadence: Cadences = Field(default_factory=dict, validate_default=True)
    close_reasons: CloseReasons
    hold_reasons: Choices
    role_outcomes: Choices
    candidate_messages: FrozenMap[str, Text]
    candidate_survey: tuple[Sentence, ...] = Field(default=(), max_length=10)
    onboarding: Onboarding

    @field_validator("stages")
    @classmethod
    def _stages_lead_to_an_offer(cls, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
        Contradictions.raise_if(stage_order_problems(stages))
        return stages

    @field_validator("skill_matrix")
    @classmethod
    def _each_skill_has_its_own_key(cls, matrix: tuple[SkillCategory, ...]) -> tuple[SkillCategory, ...]:
        Contradictions.raise_if(repeated_keys(category.key for category in matrix))
        return matrix

    @field_validator("expectations")
    @classmethod
    def _every_seniority_is_described(cls, given: Mapping[Seniority, str]) -> Mapping[Seniority, str]:
        missing = [seniority for seniority in Seniority if seniority not in given]
        Contradictions.raise_if(((), f"does not describe '{seniority}'; add a sentence") for seniority in missing)
        return given

    @field_validator("deadlines")
    @classmethod
    def _complete_deadlines(cls, given: Mapping[str, Span]) -> Mapping[str, Span]:
        return MappingProxyType({kind: given.get(kind, due) for kind, due in DEFAULT_DEADLINES.items()})

    @field_validator("cadence")
    @classmethod
    def _complete_cadence(cls, given: Mapping[str, Cadence]) -> Mapping[str, Cadence]:
        return MappingProxyType({kind: given.get(kind, cadence) for kind, cadence in DEFAULT_CADENCE.items()})

    @field_validator("candidate_messages")
    @classmethod
    def _every_event_has_a_template(cls, given: Mapping[str, str]) -> Mapping[str, str]:
        found = [template_problems(event, template) for event, template in given.items()]
        Contradictions.raise_if(chain(*found, missing_events(given)))
        return MappingProxyType({**NEWER, **given})

    @model_validator(mode="after")
    def _what_a_role_may_add_has_a_kit_to_join(self) -> Self:
        kits = [stage.key for stage in self.stages if stage.kit]
        Contradictions.raise_if(
            (("skill_matrix", index, "stage"), f"is '{category.stage}', which rates nothing; use {' or '.join(kits)}")
            for index, category in enumerate(self.skill_matrix)
            if category.stage and category.stage not in kits
        )
        return self

    def stage(self, key: str) -> Stage:
        """Raises KeyError when the playbook has no such stage."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise KeyError(key)

    def stages_for(self, seniority: Seniority) -> tuple[Stage, ...]:
        """The stages that a candidate of this seniority passes, in order, the offer last."""
        return tuple(stage for stage in self.stages if seniority in stage.seniorities)

    def deadline_for(self, stage_key: str, todo_kind: str) -> Span:
        """How long after opening it is due: the stage's word, else the playbook's. KeyError if unknown."""
        return self.stage(stage_key).deadlines.get(todo_kind) or self.deadlines[todo_kind]

    def cadence_for(self, stage_key: str, todo_kind: str) -> Cadence:
        """How the to-do is remembered: the stage's word, else the playbook's. KeyError if unknown."""
        return self.stage(stage_key).cadence.get(todo_kind) or self.cadence[todo_kind]

    def message(self, event: str, values: Mapping[str, str]) -> str:
        """What the recruiter may copy to the candidate; what `values` lack stands as `[link]`."""
        return fill(self.candidate_messages[event], values)

    def to_json(self) -> str:
        """The whole content, defaults too: a later release's defaults never change a pinned playbook."""
        return self.model_dump_json()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` wrote; raises pydantic's ValidationError for anything else."""
        return cls.model_validate_json(text, context=PINNED)
