"""What a stage looks for: competencies with behaviour anchors, questions by topic, and instructions."""

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator

from domain.playbook_values import Contradictions, Key, Line, Name, Sentence, Some, Text, Value, repeated_keys


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
    """One thing that is rated, alone, from 1 to 4."""

    key: Key
    name: Name
    kind: CompetencyKind
    description: Sentence
    anchors: Anchors

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


class Kit(Value):
    """The interview guide of a stage. Five competencies at most: nobody rates more well in an hour."""

    competencies: Some[Competency] = Field(max_length=5)
    questions: tuple[Question, ...] = Field(default=(), max_length=40)
    instructions: Text

    @field_validator("competencies")
    @classmethod
    def _each_has_its_own_key(cls, competencies: tuple[Competency, ...]) -> tuple[Competency, ...]:
        Contradictions.raise_if(repeated_keys(competency.key for competency in competencies))
        return competencies

    def competency(self, key: str) -> Competency:
        """Raises KeyError when the kit has no such competency."""
        for competency in self.competencies:
            if competency.key == key:
                return competency
        raise KeyError(key)

    def topics(self) -> tuple[str, ...]:
        """The topics of the questions, in the order in which they first appear."""
        return tuple(dict.fromkeys(question.topic for question in self.questions))
