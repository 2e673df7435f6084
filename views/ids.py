"""Every id that Slack hands back to us, once: views write them, handlers listen to them, tests compare the two.

Button values and metadata carry ids and the version seen, never facts.
"""

import json
from typing import NamedTuple

from domain.actions import Action

SURFACE_REPEAT = "#"
"""An action id that stands twice on one surface gets `#2`, `#3`, …; the router cuts from here."""

# To-dos: the value is the to-do's id; an option of the snooze menu is "<to-do>:<how long>".
TODO_DO = "todo.do"
TODO_SNOOZE = "todo.snooze"
TODO_HAND_OVER = "todo.hand_over"
TODO_TOLD = "todo.told"
TODO_NOT_MINE = "todo.not_mine"
SNOOZE_HOUR, SNOOZE_TOMORROW, SNOOZE_PICK = "hour", "tomorrow", "pick"

# Invitations: the value is "<interview>:<version>".
INVITE_ACCEPT = "invite.accept"
INVITE_DECLINE = "invite.decline"
INVITE_PROPOSE = "invite.propose"
INVITE_GUIDE = "invite.guide"
INVITE_ICS = "invite.ics"
INVITE_CALENDAR = "invite.calendar"
"""A menu of links; Slack reports its click all the same."""
INVITE_RESUME = "invite.resume"
OPEN_SUBMISSION = "open.submission"

# A scorecard's form: the value is "<loop>:0:<part>".
SCORECARD_PART = "scorecard.part"
"""Turns to another part of the form, or from its summary back to it."""

SCORECARD_NOTE = "scorecard.note"
"""To the recruiter alone."""

# What happened: the value is "<loop>:<interview version>".
TOOK_PLACE = "happened"
HAPPENED = (TOOK_PLACE, "no_show", "moved", "absent")

# Hub, Home, lists, and the pages of a loop's modal
OPEN_HUB = "open.hub"
OPEN_ROLE = "open.role"
OPEN_ADD = "open.add"
OPEN_LIST = "open.list"
OPEN_TODOS = "open.todos"
OPEN_DIGEST = "open.digest"
OPEN_HELP = "open.help"
OPEN_OPENERS = "open.openers"
OPEN_REMINDERS = "open.reminders"
OPEN_CALIBRATION = "open.calibration"
"""How I rate: one's own."""
OPEN_LOAD = "open.load"
ROLE_EDIT, ROLE_CLOSE = "role.edit", "role.close"
ROLE_ADD, ROLE_PLAYBOOK = "role.add", "role.playbook"
DIGEST_POST = "digest.post"
PAGE_LOOP = "page.loop"
PAGE_HISTORY = "page.history"
PAGE_GUIDE = "page.guide"
PAGE_ADVICE = "page.advice"
"""How this company debriefs."""
PAGE_EVIDENCE = "page.evidence"
"""All that was written of one competency: the value is "<loop>:<version>:<stage>:<round>:<competency>"."""
PAGE_TELLING = "page.telling"

# Answers that are one click; the value is "<loop>:<version>", for an approval "<loop>:<version of the offer>".
OFFER_APPROVE = "offer.approve"
OFFER_REFUSE = "offer.refuse"
OFFER_ACCEPTED = "offer.accepted"
OFFER_DECLINED = "offer.declined"
VOTE_KEEP = "vote.keep"
"""The second vote is the first one."""
SETTLE_HAPPENED = "settle.happened"
SETTLE_NOT = "settle.not"

# Beside a refusal: the value is "<loop>" or "<loop>:<version>".
REMEDY_REMIND = "remedy.remind"
REMEDY_REPLACE = "remedy.replace"
REMEDY_WAIVE = "remedy.waive"
REMEDY_REOPEN = "remedy.reopen"
REMEDY_OPEN = "remedy.open"

NOTICE = "notice"
"""Begins the block ids of what stands on top of a form and gives way to the next such notice."""

# Modals that are submitted
SUBMIT_ROLE = "submit.role"
SUBMIT_CLOSE_ROLE = "submit.close_role"
SUBMIT_CANDIDATE = "submit.candidate"
SUBMIT_CORRECT = "submit.correct"
SUBMIT_SCHEDULE = "submit.schedule"
SUBMIT_LOG = "submit.log"
SUBMIT_RESCHEDULE = "submit.reschedule"
SUBMIT_CANCEL = "submit.cancel"
SUBMIT_PANEL = "submit.panel"
SUBMIT_LINK = "submit.link"
SUBMIT_DECLINE = "submit.decline"
SUBMIT_PROPOSE = "submit.propose"
SUBMIT_SCORECARD = "submit.scorecard"
"""The form: answered by its summary."""
SUBMIT_REVIEWED = "submit.reviewed"
"""The summary: the scorecard goes in."""
SUBMIT_PRIVATE_NOTE = "submit.private_note"
SUBMIT_NOTES = "submit.notes"
"""The scorecard before the interview has begun: saved, not submitted."""
SUBMIT_WAIVE = "submit.waive"
SUBMIT_CHALLENGE = "submit.challenge"
SUBMIT_EXTEND = "submit.extend"
SUBMIT_SUBMISSION = "submit.submission"
SUBMIT_VOTE = "submit.vote"
SUBMIT_MOVE_ON = "submit.move_on"
SUBMIT_CLOSE_GATE = "submit.close_gate"
SUBMIT_ANSWER_CONCERN = "submit.answer_concern"
SUBMIT_DECIDE = "submit.decide"
SUBMIT_REJECT = "submit.reject"
SUBMIT_WITHDRAW = "submit.withdraw"
SUBMIT_HOLD = "submit.hold"
SUBMIT_REOPEN = "submit.reopen"
SUBMIT_REOPEN_DECISION = "submit.reopen_decision"
SUBMIT_OFFER = "submit.offer"
SUBMIT_REFUSE_OFFER = "submit.refuse_offer"
SUBMIT_REPLACE_APPROVER = "submit.replace_approver"
SUBMIT_RESCIND = "submit.rescind"
SUBMIT_DECLINE_OFFER = "submit.decline_offer"
SUBMIT_OVERRIDE = "submit.override"
SUBMIT_HAND_OVER = "submit.hand_over"
SUBMIT_SNOOZE = "submit.snooze"
SUBMIT_OPENERS = "submit.openers"
SUBMIT_REMINDERS = "submit.reminders"

# Modals to read
SHOW_LOOP = "show.loop"
SHOW_HISTORY = "show.history"
SHOW_SCORECARDS = "show.scorecards"
SHOW_EVIDENCE = "show.evidence"
SHOW_DEBRIEF = "show.debrief"
SHOW_ADVICE = "show.advice"
SHOW_GUIDE = "show.guide"
SHOW_LIST = "show.list"
SHOW_ROLES, SHOW_PLAYBOOK = "show.roles", "show.playbook"
SHOW_TODOS = "show.todos"
SHOW_HUB = "show.hub"
SHOW_HELP = "show.help"
SHOW_DIGEST = "show.digest"
SHOW_MATCHES = "show.matches"
SHOW_TELLING = "show.telling"
SHOW_HAPPENED = "show.happened"
SHOW_SETTLE = "show.settle"
SHOW_APPROVE = "show.approve"
SHOW_ANSWER_OFFER = "show.answer_offer"
SHOW_REFUSAL = "show.refusal"
SHOW_NOTE = "show.note"
SHOW_PREVIEW = "show.preview"
SHOW_CALIBRATION, SHOW_LOAD = "show.calibration", "show.load"
SHOW_AWAY = "show.away"

# Inputs: the block id is the form's field, the action id one of these.
INPUT = "value"
"""An input whose choices depend on another's is `value.<that choice>`, so that Slack forgets what was chosen before."""
OPTIONS_ZONE = "zone"
"""The action id of an input that asks us for time zones (`zones.zone_options`)."""
OPTIONS_COUNTRY = "country"
"""The action id of an input that asks us for countries."""
DRAFT = "draft."
"""Prefix of an input of the scorecard, which dispatches what is typed; the field follows."""
NOTE_TYPED = "typed.note"
"""The action id of the private note, which dispatches what is typed as well."""
REFRESH = "refresh."
"""Prefix of an input whose choice changes the rest of its form; the field follows."""

OUTCOME = "outcome_"
"""Prefix of the fields of a closing role: the loop's id follows; a choice is "<status>:<reason>"."""
OTHERS = "others"
"""The field beside them whose choice counts where they have none."""

SHORTCUT_ADD = "add_candidate"
SHORTCUT_TODOS = "my_todos"
SHORTCUT_OPEN = "open_loop"


class Value(NamedTuple):
    """What a button carried: an id, the version that its reader saw (0 if none), and whatever follows."""

    id: int
    version: int = 0
    extra: tuple[str, ...] = ()


def loop_action(action: Action | str) -> str:
    return f"loop.{action}"


def happened(answer: str) -> str:
    return f"happened.{answer}"


def draft(field: str) -> str:
    return DRAFT + field


def refresh(field: str) -> str:
    return REFRESH + field


def outcome_field(loop: int) -> str:
    return f"{OUTCOME}{loop}"


def bare(action_id: str) -> str:
    """The action id without the mark of its repetition."""
    return action_id.partition(SURFACE_REPEAT)[0]


def value(number: int, version: int | None = None, *extra: str | int) -> str:
    """`17`, `17:3`, or `17:3:system_design:1`."""
    parts = (number,) if version is None else (number, version, *extra)
    return ":".join(str(part) for part in parts)


def parse_value(text: str) -> Value:
    """What `value` wrote. Raises ValueError for anything else: a forged click, or one from an older release."""
    number, *rest = text.split(":")
    return Value(int(number), int(rest[0]) if rest else 0, tuple(rest[1:]))


def snooze_value(todo: int, length: str) -> str:
    return f"{todo}:{length}"


def parse_snooze(text: str) -> tuple[int, str]:
    """(to-do, one of SNOOZE_*). Raises ValueError for anything else."""
    number, _, length = text.partition(":")
    if length not in (SNOOZE_HOUR, SNOOZE_TOMORROW, SNOOZE_PICK):
        raise ValueError(f"not a way to snooze: {length!r}")
    return int(number), length


def metadata(**known: int | str | None) -> str:
    """A modal's private metadata: ids and versions; what is None is left out."""
    return json.dumps({key: given for key, given in known.items() if given is not None}, separators=(",", ":"))


def parse_metadata(text: str) -> dict[str, int | str]:
    """What `metadata` wrote, empty for a modal without any."""
    found: dict[str, int | str] = json.loads(text) if text else {}
    return found
