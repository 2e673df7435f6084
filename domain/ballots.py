"""A vote in a debrief: one person's word before the talk, and after it. Four points, as of a scorecard."""

from dataclasses import dataclass

from domain.scorecards import Recommendation

AGAINST = frozenset({Recommendation.NO, Recommendation.STRONG_NO})


@dataclass(frozen=True, slots=True)
class Raised:
    """What a bar raiser has openly said in the rounds of a stage before the present one."""

    member: str
    no_in: int = 0
    """The round in which their last word was a no that nobody has answered; 0 if it was none."""

    heard: bool = False
    """Whether they have said anything, or had left the company when they were asked."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One member's votes in the debrief of one round; what has not been given yet is None."""

    member: str
    first: Recommendation | None = None
    second: Recommendation | None = None
    answered: bool = False
    """Whether the hiring manager has answered its no in writing; asked of a bar raiser's alone."""

    left: bool = False
    """Whether its member had left the company by the time the vote that was asked for was not given yet."""

    @property
    def last(self) -> Recommendation | None:
        """Where its member stands: who gave no second vote stands where they stood."""
        return self.second or self.first

    @property
    def changed(self) -> bool:
        return self.first is not None and self.second is not None and self.first is not self.second
