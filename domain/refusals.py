"""A refusal is a sentence for the person who asked, with what mends it beside it. It is not an error.

`text` may hold Slack mentions (`<@U1>`) of members, never free text that somebody typed: the views show it as it is.
"""

from enum import StrEnum


class Remedy(StrEnum):
    """A button that a view may put beside a refusal."""

    REMIND = "remind"
    REPLACE = "replace"
    WAIVE = "waive"
    REOPEN = "reopen"
    OPEN = "open"
    NOT_THERE = "not_there"


class Refusal(Exception):
    """This cannot be done now."""

    def __init__(
        self,
        text: str = "",
        *,
        field: str | None = None,
        members: tuple[str, ...] = (),
        remedies: tuple[Remedy, ...] = (),
        loop: int | None = None,
    ) -> None:
        self.text = text or (type(self).__doc__ or "").strip()
        self.field = field
        self.members = members
        self.remedies = remedies
        self.loop = loop
        super().__init__(self.text)


class NotNow(Refusal):
    """This loop is at another point now. I've refreshed the message; please look again."""


class NotAllowed(Refusal):
    """You don't have the right to do that here. The loop's page shows what you can do, and who leads the search."""


class NotFound(Refusal):
    """I can't find that. Try `/loop list` to see the loops you can open."""


class Unreadable(Refusal):
    """I can't read what the database holds of this loop, so I've left it alone. Admins see on Home what is wrong."""


class ScorecardsMissing(Refusal):
    """Scorecards are outstanding."""


class DebriefOpen(Refusal):
    """The debrief is not over yet."""


class Outdated(Refusal):
    """Somebody was faster: this has changed since you opened it. Please look again."""


class Invalid(Refusal):
    """Please check this field."""


class Invalids(Refusal):
    """Several fields need another look."""

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = errors
        super().__init__(" ".join(errors.values()))


def together(*found: Refusal | None) -> Refusal | None:
    """One refusal for all that is wrong: people should not hear of their mistakes one by one."""
    wrong = [refusal for refusal in found if refusal is not None]
    if len(wrong) < 2:
        return wrong[0] if wrong else None
    return Invalids({refusal.field or "": refusal.text for refusal in reversed(wrong)})
