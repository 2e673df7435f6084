"""Who may do what: one table of action by relation. Services ask it before anything else."""

from collections.abc import Mapping
from enum import StrEnum

from domain.actions import Action
from domain.refusals import NotAllowed, NotFound


class Relation(StrEnum):
    """How a member stands to a loop or a role. Relations add up."""

    ADMIN = "admin"
    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"
    PANELIST = "panelist"
    APPROVER = "approver"
    ORGANISER = "organiser"
    CHANNEL = "channel"
    """A member of the role's hiring channel."""
    ROLE_OPENER = "role_opener"
    """Named by an admin as one who may open roles."""
    BAR_RAISER = "bar_raiser"
    """Votes in every debrief of the role, from outside its team."""
    CANDIDATE = "candidate"
    """Is or was the candidate: sees nothing, whatever else they are."""


A, R, H, P, V, G, C, N, B = (
    Relation.ADMIN, Relation.RECRUITER, Relation.HIRING_MANAGER, Relation.PANELIST, Relation.APPROVER,
    Relation.ORGANISER, Relation.CHANNEL, Relation.ROLE_OPENER, Relation.BAR_RAISER,
)  # fmt: skip

MAY: Mapping[Action, frozenset[Relation]] = {
    action: frozenset(relations)
    for action, relations in {
        Action.OPEN: (A, R, H, P, V, G, C, B),
        Action.CREATE_ROLE: (A, N),
        Action.EDIT_ROLE: (A, R, H),
        Action.CLOSE_ROLE: (A, R, H),
        Action.ADD_CANDIDATE: (A, R, H),
        Action.EDIT_CANDIDATE: (A, R),
        Action.READ_CANDIDATE: (A, R, H, P, B),
        Action.SCHEDULE: (A, R, H),
        Action.LOG: (A, R, H),
        Action.RESCHEDULE: (A, R, H, G),
        Action.CANCEL: (A, R, H, G),
        Action.PANEL: (A, R, H, G),
        Action.ADD_LINK: (A, R, H, G),
        Action.ANSWER: (P,),
        Action.WHAT_HAPPENED: (R, H, P),
        Action.NOT_THERE: (P,),
        Action.SETTLE: (A, R, H),
        Action.FEEDBACK: (P,),
        Action.WAIVE: (A, R, H),
        Action.REMIND: (A, R, H),
        Action.SEND_CHALLENGE: (A, R, H),
        Action.EXTEND: (A, R, H),
        Action.SUBMISSION: (A, R, H),
        Action.VOTE: (H, P, B),
        Action.MOVE_ON: (R, H),
        Action.CLOSE_GATE: (H,),
        Action.ANSWER_CONCERN: (H,),
        Action.READ_RECORD: (R, H, P, B),
        Action.DECIDE: (R, H),
        Action.ADVANCE: (R, H),
        Action.OVERRIDE: (A, H),
        Action.READ_SCORECARDS: (R, H, P, B),
        Action.REOPEN_DECISION: (R, H),
        Action.DRAFT_OFFER: (R, H),
        Action.READ_OFFER: (R, H, V),
        Action.APPROVE: (V,),
        Action.REPLACE_APPROVER: (A, R, H),
        Action.SEND_OFFER: (R, H),
        Action.RESCIND: (R, H),
        Action.ANSWER_OFFER: (R, H),
        Action.TOLD: (A, R, H),
        Action.HOLD: (A, R, H),
        Action.RESUME: (A, R, H),
        Action.REJECT: (R, H),
        Action.WITHDRAW: (A, R, H),
        Action.REOPEN: (A, R, H),
        Action.DIGEST: (A, R, H, C),
        Action.POST_DIGEST: (A, R, H),
        Action.PREVIEW: (A, R, H),
        Action.READ_LOAD: (R,),
    }.items()
}


def may(action: Action, relations: frozenset[Relation]) -> bool:
    if Relation.CANDIDATE in relations:
        return False
    return bool(MAY[action] & relations)


def require(action: Action, relations: frozenset[Relation]) -> None:
    """Refuse who may not. Who stands in no relation at all learns not even that the thing exists."""
    if may(action, relations):
        return
    if action is Action.CREATE_ROLE:
        raise NotAllowed("Roles are opened by those whom an admin has named. Ask an admin to add you.")
    if Relation.CANDIDATE in relations or not relations - {Relation.ROLE_OPENER}:
        raise NotFound
    raise NotAllowed


def may_decide(relations: frozenset[Relation], decided_by: str) -> bool:
    """A stage's decision belongs to whom the playbook names; the hiring manager may always decide."""
    if Relation.CANDIDATE in relations:
        return False
    return Relation.HIRING_MANAGER in relations or decided_by in relations
