"""What people fill in, parsed and still to be judged. Field names are the block ids of the modals.

`version` is the loop's version when the form was opened: a service refuses as outdated what was decided on stale facts.
"""

from datetime import date, datetime, time
from typing import Any

from domain.form_text import form


@form
class RoleForm:
    """`role` is None for a new one."""

    title: str
    seniority: str
    playbook: str
    hiring_manager: str
    recruiter: str
    channel: str
    zone: str
    digest_time: time
    role: int | None = None
    confirmed_public: bool = False
    """The asker has seen that the channel is public and wants it all the same."""
    version: int = 0
    """The role's version when the form was opened; 0 for a new one."""
    bar_raiser: str = ""
    added_skills: tuple[str, ...] = ()
    """`<playbook>:<category>` of each that is rated besides the playbook's kits."""


@form
class CloseRoleForm:
    """`outcomes`: loop id to (status, reason) for every loop still open."""

    role: int
    outcome: str
    outcomes: dict[int, tuple[str, str]]


NAME = 80
"""Characters of a name or a title."""


KEEP, CORRECT = "keep", "correct"


@form
class CandidateForm:
    """A new candidate for `role`, or corrected details of `loop`'s."""

    name: str
    email: str
    zone: str
    source: str
    resume_url: str = ""
    note: str = ""
    role: int | None = None
    stage: str | None = None
    loop: int | None = None
    version: int = 0
    wrong_person: bool = False
    """The colleague whom the candidate was found to be is somebody else."""
    known: int = 0
    """The candidate with this address of whom the asker has been told."""
    details: str = ""
    """Which of their details are right: KEEP those that are known, or CORRECT them to what was typed."""


@form
class PanelForm:
    """`panel` are the interviewers (or reviewers) besides the lead."""

    loop: int
    version: int
    panel: tuple[str, ...]
    lead: str | None = None
    shadows: tuple[str, ...] = ()
    reverse_shadows: tuple[str, ...] = ()


@form
class ScheduleForm:
    """Date and time on the clock of `zone`, the organiser's. To schedule, to log and, without a panel, to move."""

    loop: int
    version: int
    date: date
    time: time
    duration: int
    """Minutes."""
    zone: str
    link: str = ""
    people: PanelForm | None = None
    confirmed: bool = False
    """The asker has seen the warning about overlaps and nights and goes on."""


@form
class LoopForm:
    """A click or a small form on one loop: a reason from a list, words of one's own, a moment, a member.

    `version` of an approval or its refusal is the offer's.
    """

    loop: int
    version: int
    reason: str = ""
    note: str = ""
    member: str | None = None
    other: str | None = None
    until: date | None = None
    due: datetime | None = None
    link: str = ""
    key: str = ""


@form
class AnswerForm:
    """An answer to an invitation: `answer` is accept, decline or propose. `interview` and its version as invited."""

    interview: int
    version: int
    answer: str
    note: str = ""


@form
class HappenedForm:
    """`answer`: happened, no_show, moved or absent."""

    loop: int
    answer: str
    interview_version: int = 0


@form
class ScorecardForm:
    """One's own assessment.

    `content`: {"ratings": {key: {"score": 1-4 or None, "not_assessed": bool, "evidence": str,
    "shareable": bool}}, "recommendation": str | None, "notes": str}.
    """

    loop: int
    stage: str
    round: int
    content: dict[str, Any]
    """As much of it as the form showed; the rest is as it was last kept."""
    interview_version: int = 0
    """The version of the interview that the form was opened for; 0 for a challenge."""
    part: int = 0
    """Of the form's parts, the one that was open."""
    seen: str = ""
    """What the summary showed (`scorecard_parts.digest`)."""


@form
class ChallengeForm:
    """`due` on the clock of `zone`; `panel` are the reviewers."""

    loop: int
    version: int
    due_date: date
    due_time: time
    zone: str
    panel: tuple[str, ...]
    link: str = ""


@form
class DecisionForm:
    """`outcome`: advance, reject, hold or one_more."""

    loop: int
    version: int
    outcome: str
    rationale: str
    reason: str = ""
    focus: str = ""
    until: date | None = None
    override: str = ""
    dissent: str = ""
    """Who saw it differently, and why."""
    probe: str = ""
    """What the next stages should ask about; their panels read it, so it holds no verdict."""


@form
class OfferForm:
    loop: int
    version: int
    pay: str
    currency: str
    starts_on: date
    expires_on: date
    approvers: tuple[str, ...]
    note: str = ""


@form
class RemindersForm:
    """How I want to be reminded. `away_from` to `away_until` is one more absence than those that `days_off` lists."""

    works_from: time
    works_until: time
    works_on: tuple[int, ...]
    country: str
    reminders_a_day: int
    days_off: str = ""
    away_from: date | None = None
    away_until: date | None = None


@form
class TodoForm:
    """A click on a to-do: snooze until a moment, or hand over to `member`."""

    todo: int
    until: datetime | None = None
    member: str | None = None
