"""What a stage looks for: competencies with behaviour anchors, questions by topic, the hour's plan, instructions."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from domain.playbook_values import Contradictions, Key, Line, Name, Sentence, Some, Text, Value, repeated_keys

WRITTEN_COMPETENCIES = 5
"""In the kit of a playbook: nobody rates more well in an hour."""

MOST_COMPETENCIES = 10
"""With what a role adds to a kit from its skill matrix."""


class CompetencyKind(StrEnum):
    HARD = "hard"
    SOFT = "soft"


def _four(value: object) -> object:
    if isinstance(value, (list, tuple)) and len(value) != 4:
        raise ValueError(f"has {len(value)} sentence{'' if len(value) == 1 else 's'}; give four, for 1 to 4")
    return value


Anchors = Annotated[tuple[Line, Line, Line, Line], BeforeValidator(_four)]
"""Four sentences that say what somebody rated 1, 2, 3 or 4 does."""


class Competency(Value):
    """One thing that is rated, alone, from 1 to 4. All weigh the same unless a reason is written down."""

    key: Key
    name: Name
    kind: CompetencyKind
    description: Sentence
    anchors: Anchors
    weight: int = Field(default=1, strict=True, ge=1, le=5)
    weight_reason: Sentence | None = None

    @model_validator(mode="after")
    def _a_weight_has_its_reason(self) -> Self:
        if self.weight != 1 and self.weight_reason is None:
            what = f"is {self.weight}, and nothing says why; add a weight_reason, or leave the weight out"
            raise Contradictions([(("weight",), what)])
        if self.weight == 1 and self.weight_reason is not None:
            what = "gives a reason for a weight of 1, which all have; set the weight, or remove the reason"
            raise Contradictions([(("weight_reason",), what)])
        return self

    def anchor(self, rating: int) -> str:
        """The sentence for a rating of 1 to 4; raises ValueError for any other."""
        if not 1 <= rating <= 4:
            raise ValueError(f"A rating is 1 to 4, not {rating}.")
        return self.anchors[rating - 1]


class Question(Value):
    """A question to ask, under its topic, with what a good answer has in it."""

    topic: Name
    text: Sentence
    good_answer: Sentence | None = None


class TimePart(Value):
    """Some minutes of an interview, and what they are for."""

    minutes: int = Field(strict=True, ge=1, le=480)
    part: Name


class Kit(Value):
    """The interview guide of a stage. `must_probe`: what nobody leaves the room without having asked about."""

    competencies: Some[Competency] = Field(max_length=MOST_COMPETENCIES)
    questions: tuple[Question, ...] = Field(default=(), max_length=40)
    must_probe: tuple[Sentence, ...] = Field(default=(), max_length=8)
    time_plan: tuple[TimePart, ...] = Field(default=(), max_length=12)
    instructions: Text

    @field_validator("competencies")
    @classmethod
    def _each_has_its_own_key(cls, competencies: tuple[Competency, ...]) -> tuple[Competency, ...]:
        Contradictions.raise_if(repeated_keys(competency.key for competency in competencies))
        return competencies

    @property
    def minutes(self) -> int:
        """What the time plan adds up to; 0 without one."""
        return sum(part.minutes for part in self.time_plan)

    def competency(self, key: str) -> Competency:
        """Raises KeyError when the kit has no such competency."""
        for competency in self.competencies:
            if competency.key == key:
                return competency
        raise KeyError(key)

    def topics(self) -> tuple[str, ...]:
        """The topics of the questions, in the order in which they first appear."""
        return tuple(dict.fromkeys(question.topic for question in self.questions))

    def with_added(self, more: Iterable[Competency]) -> Self:
        """The same kit with more to rate, as far as one person can rate it."""
        competencies = (*self.competencies, *more)[:MOST_COMPETENCIES]
        return self.model_copy(update={"competencies": competencies})
