"""Closing or filling a role: every loop still open gets its outcome, and the digest stops."""

from domain.actions import Action
from domain.forms import CloseRoleForm, DecisionForm, LoopForm
from domain.permissions import require
from domain.playbook import Playbook
from domain.read.choices import ClosingRole
from domain.read.loops import Match
from domain.refusals import Invalid, NotAllowed, NotFound, NotNow
from domain.state import Status
from models import queries, queries_roles
from models.tables import Candidate, Loop, Role
from services import checks, leaderless, loops, members, playbooks, relations
from services.change import Changing
from services.reading import role_line
from services.work import Work

OUTCOME_FIELD = "outcome_"
"""The loop's id follows: the field of its outcome on the form."""

FILLED = "filled"
"""Outcomes of the playbook whose key begins so fill the role; any other closes it."""


def close(work: Work, form: CloseRoleForm) -> int:
    """Close or fill a role. Refused, with the loops that lack an outcome, until each has one."""
    role = queries.role_for_update(work.session, form.role)
    if role is None:
        raise NotFound
    _require(work, role)
    if role.status != "open":
        raise NotNow("This role is closed already.")
    playbook = _playbook(work, role)
    found = queries.loops_of_roles(work.session, [form.role], open_only=True)
    check = checks.Checks()
    key = check.take("outcome", lambda: checks.choice(playbook.role_outcomes, form.outcome, "outcome"), "")
    for loop, _ in found:
        if loop.id not in form.outcomes:
            check.refuse(_field(loop), "Choose how this ends: rejected or withdrawn, and why.")
    check.done()
    # Before its loops, which say that they end with it.
    role.status, role.outcome = "filled" if key.startswith(FILLED) else "closed", playbook.role_outcomes[key]
    for loop_id in sorted(loop.id or 0 for loop, _ in found):
        try:
            _end(work, loop_id, *form.outcomes[loop_id])
        except Invalid as refusal:
            check.refuse(f"{OUTCOME_FIELD}{loop_id}", refusal.text)
    check.done()
    role.closed_at = work.now
    role.version += 1
    work.session.add(role)
    leaderless.changed(work, role)
    work.audit("close_role", "role", role.id, status=role.status, outcome=key)
    return form.role


def _end(work: Work, loop: int, status: str, reason: str) -> None:
    """One loop's outcome. Who may close the role may end its loops with it."""
    changing = Changing(work, loop)
    reasons = changing.playbook.close_reasons
    match status:
        case Status.REJECTED:
            key = checks.choice(reasons.rejected, reason, "reason")
            loops.reject_it(
                work, changing, DecisionForm(loop=loop, version=0, outcome="reject", rationale="", reason=key)
            )
        case Status.WITHDRAWN:
            key = checks.choice(reasons.withdrawn, reason, "reason")
            loops.withdraw(work, LoopForm(loop=loop, version=0, reason=key))
        case _:
            raise Invalid("Choose how this ends: rejected or withdrawn, and why.")


def closing(work: Work, role: int) -> ClosingRole:
    """The loops that still need an outcome, and the outcomes and reasons to choose from, by the names people read."""
    row = work.session.get(Role, role)
    if row is None:
        raise NotFound
    _require(work, row)
    playbook = _playbook(work, row)
    found = queries.loops_of_roles(work.session, [role], open_only=True)
    people = members.people(work, [row.recruiter, row.hiring_manager])
    return ClosingRole(
        role_line(people, row, len(found)),
        tuple(playbook.role_outcomes.values()),
        tuple(_match(playbook, row, loop, candidate) for loop, candidate in found),
        tuple(playbook.close_reasons.rejected.values()),
        tuple(playbook.close_reasons.withdrawn.values()),
    )


def _match(playbook: Playbook, role: Role, loop: Loop, candidate: Candidate) -> Match:
    names = {stage.key: stage.name for stage in playbook.stages}
    stage = names.get(loop.stage, loop.stage)
    return Match(loop.id or 0, loop.version, candidate.name, role.title, stage, Status(loop.status))


def _require(work: Work, role: Role) -> None:
    if role.workspace_id != work.workspace:
        raise NotFound
    require(Action.CLOSE_ROLE, relations.to_role(work, role))
    if work.actor in queries_roles.candidate_members(work.session, role.id or 0):
        raise NotAllowed("The recruiter or the hiring manager of this role can close it.")


def _playbook(work: Work, role: Role) -> Playbook:
    """The role's playbook as it is now. A loop that pins an older one is closed by the reasons of its own."""
    return playbooks.current(work, role.playbook_key)[1]


def _field(loop: Loop) -> str:
    return f"{OUTCOME_FIELD}{loop.id}"
