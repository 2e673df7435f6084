"""Roles: opened, edited, and what their forms need. Closing one is in `closing`."""

from datetime import time
from functools import partial
from typing import Any

from sqlalchemy import update
from sqlmodel import col

from domain import events as ev
from domain.actions import Action
from domain.forms import RoleForm
from domain.permissions import require
from domain.playbook import Seniority
from domain.read.choices import RoleChoice, RolePlaybook
from domain.refusals import NotAllowed, NotFound, NotNow, Outdated
from models import queries, queries_bar_raisers, queries_planner, queries_roles
from models.tables import Member, Role
from services import announce, checks, leaderless, members, playbooks, reading_along, relations, role_skills
from services.change import Changing
from services.role_closing import close, closing
from services.settle import begin_anew
from services.work import Work

__all__ = ["choice", "close", "closing", "create", "edit", "openers", "set_openers"]


def create(work: Work, form: RoleForm) -> int:
    """Open a role."""
    require(Action.CREATE_ROLE, relations.to_workspace(work))
    role = Role(workspace_id=work.workspace, opened_at=work.now, **_checked(work, form))
    work.session.add(role)
    work.session.flush()
    work.audit("create_role", "role", role.id, recruiter=role.recruiter, hiring_manager=role.hiring_manager)
    return role.id or 0


def edit(work: Work, form: RoleForm) -> int:
    """Change a role. A new recruiter or hiring manager inherits what is owed; a new channel gets the cards."""
    role = _for_update(work, form.role, Action.EDIT_ROLE)
    if form.version and form.version != role.version:
        raise Outdated
    if role.status != "open":
        raise NotNow("This role is closed, so there is nothing left to change.")
    wanted = _checked(work, form, role)
    changed = sorted(name for name, value in wanted.items() if getattr(role, name) != value)
    if not changed:
        return role.id or 0
    team = (wanted.pop("recruiter"), wanted.pop("hiring_manager"), wanted.pop("bar_raiser"))
    for name, value in wanted.items():
        setattr(role, name, value)
    role.version += 1
    work.session.add(role)
    work.session.flush()
    _follow(work, role, team)
    if "channel" in changed:
        reading_along.moved(work, role)
    role.recruiter, role.hiring_manager, role.bar_raiser = team
    work.session.add(role)
    leaderless.changed(work, role)
    work.audit("edit_role", "role", role.id, fields=changed, recruiter=team[0], hiring_manager=team[1])
    return role.id or 0


def _follow(work: Work, role: Role, team: tuple[str, str, str | None]) -> None:
    """Loops hear of a new team while the role still names the old one, so that they can tell who is new."""
    if team == (role.recruiter, role.hiring_manager, role.bar_raiser):
        for loop, _ in queries.loops_of_roles(work.session, [role.id or 0], open_only=True):
            announce.card_of(work, loop, role)
        return
    left = {role.recruiter, role.hiring_manager} - set(team)
    for loop_id in queries_roles.loops_with_debts(work.session, role.id or 0):
        changing = Changing(work, loop_id)
        event = ev.TeamChanged(
            by=work.actor, at=work.now, recruiter=team[0], hiring_manager=team[1], bar_raiser=team[2] or ""
        )
        changing.apply(event)
        for todo in queries.open_todos(work.session, loop_id):
            if todo.member_id in left and todo.member_id != todo.owed_by:
                # It was handed over to somebody who has nothing to do with the role any more.
                begin_anew(todo, todo.owed_by, work.now)
                work.session.add(todo)


def _for_update(work: Work, role: int | None, action: Action) -> Role:
    row = queries.role_for_update(work.session, role) if role is not None else None
    if row is None or row.workspace_id != work.workspace:
        raise NotFound
    require(action, relations.to_role(work, row))
    return row


def _checked(work: Work, form: RoleForm, role: Role | None = None) -> dict[str, Any]:
    """The columns that a form asks for. Raises Invalid or Invalids, with all that is wrong."""
    check = checks.Checks()
    title = check.take("title", lambda: checks.line(form.title, "title", "the role a title"), "")
    zone = check.take("zone", lambda: checks.zone(form.zone), "")
    for field, member in (("hiring_manager", form.hiring_manager), ("recruiter", form.recruiter)):
        check.take(field, partial(members.require_members, work, [member], field), None)
    if form.bar_raiser:
        check.take("bar_raiser", partial(members.require_members, work, [form.bar_raiser], "bar_raiser"), None)
        if form.bar_raiser in (form.recruiter, form.hiring_manager):
            check.refuse("bar_raiser", "A bar raiser is from outside the team: not the recruiter or hiring manager.")
    if not form.channel:
        check.refuse("channel", "Pick the channel where the hiring team talks.")
    if form.seniority not in set(Seniority):
        check.refuse("seniority", "Pick a seniority from the list.")
    known = role is not None and role.playbook_key == form.playbook
    found = queries.current_playbook(work.session, form.playbook)
    if not known and (found is None or not found.offered):
        check.refuse("playbook", "This playbook is not loaded any more. Pick another one.")
    if role is not None:
        _check_running(work, form, role, check)
    added = role_skills.checked(work, form, role, check)
    check.done()
    return {
        "title": title,
        "seniority": form.seniority,
        "playbook_key": form.playbook,
        "hiring_manager": form.hiring_manager,
        "recruiter": form.recruiter,
        "bar_raiser": form.bar_raiser or None,
        "channel": form.channel,
        "zone": zone,
        "digest_time": f"{form.digest_time:%H:%M}",
        "added_skills": added,
    }


def _check_running(work: Work, form: RoleForm, role: Role, check: checks.Checks) -> None:
    """What cannot change under candidates who are on their way."""
    role_id = role.id or 0
    if queries_roles.count_loops(work.session, role_id):
        if form.seniority != role.seniority:
            check.refuse("seniority", "Candidates are on their way at this level. Open another role for a new one.")
        if form.playbook != role.playbook_key:
            check.refuse("playbook", "Candidates are on their way by this playbook. Open another role for a new one.")
    applied = queries_roles.candidate_members(work.session, role_id)
    people = {"hiring_manager": form.hiring_manager, "recruiter": form.recruiter, "bar_raiser": form.bar_raiser}
    for field, member in people.items():
        if member in applied and member != getattr(role, field):
            check.refuse(field, f"<@{member}> is a candidate for this role. Pick somebody else.")
    if work.actor in queries_roles.candidate_members(work.session, role_id, open_only=True):
        _check_own_loop(work.actor, people, role, check)
    raiser = form.bar_raiser
    if raiser and raiser != role.bar_raiser and queries_bar_raisers.approves(work.session, role_id, raiser):
        said = f"<@{raiser}> is asked to approve an offer of this role, and so does not judge from outside."
        check.refuse("bar_raiser", said)
    if role.bar_raiser and raiser != role.bar_raiser:
        _check_bar_raiser(work, role_id, role.bar_raiser, raiser, check)
    present = queries_roles.present(work.session, form.channel, applied) if form.channel != role.channel else ()
    if present:
        names = ", ".join(f"<@{member}>" for member in present)
        check.refuse("channel", f"{names} would see their own card there. Take them out of that channel first.")


def _check_own_loop(actor: str, wanted: dict[str, str], role: Role, check: checks.Checks) -> None:
    """Who applies for a role names nobody who decides on them: they make way for the other lead, and for none else."""
    others = [lead for lead in (role.recruiter, role.hiring_manager) if lead != actor]
    ask = f"<@{others[0]}> or an admin" if others else "an admin"
    for field, member in wanted.items():
        now = getattr(role, field) or ""
        makes_way = now == actor and member in (("",) if field == "bar_raiser" else others)
        if (member or "") != now and not makes_way:
            check.refuse(field, f"You are a candidate for this role. Ask {ask} to name its team.")


def _check_bar_raiser(work: Work, role: int, now: str, wanted: str, check: checks.Checks) -> None:
    """A no is answered, and a vote that is waited for is given or gone on without: neither goes with who owes it."""
    if queries_bar_raisers.has_voted(work.session, role, now):
        check.refuse("bar_raiser", f"<@{now}> has voted on a stage that is not decided yet. Decide there first.")
    elif not wanted and queries_bar_raisers.debrief_waits_for(work.session, role, now):
        said = f"A debrief waits for <@{now}>. Go on without the missing vote there, with a reason, or pick another."
        check.refuse("bar_raiser", said)


def choice(work: Work, role: int | None = None, channel: str = "") -> RoleChoice:
    """What the form begins with. Requires the right to open a role, or to edit this one. `channel`: a new role's."""
    if role is None:
        require(Action.CREATE_ROLE, relations.to_workspace(work))
        row = None
    else:
        row = relations.require_on_role(work, role, Action.EDIT_ROLE)
    viewer = members.people(work, [work.actor])[work.actor]
    known = queries.offered_playbooks(work.session, row.playbook_key if row else "")
    offered = tuple((one.key, one.name) for one in known)
    skills = role_skills.choices(work, dict(offered))
    if row is None:
        first = offered[0][0] if offered else ""
        return RoleChoice(viewer, offered, playbook=first, recruiter=work.actor, zone=viewer.zone,
                          channel=channel, digest_already=_digest_of(work, channel, None),
                          skills=skills)  # fmt: skip
    return RoleChoice(
        viewer,
        offered if row.playbook_key in dict(offered) else ((row.playbook_key, row.playbook_key), *offered),
        role=row.id,
        version=row.version,
        title=row.title,
        seniority=row.seniority,
        playbook=row.playbook_key,
        hiring_manager=row.hiring_manager,
        recruiter=row.recruiter,
        bar_raiser=row.bar_raiser or "",
        channel=row.channel,
        zone=row.zone,
        digest_time=time.fromisoformat(row.digest_time),
        has_loops=queries_roles.count_loops(work.session, row.id or 0) > 0,
        digest_already=_digest_of(work, row.channel, row.id),
        skills=skills,
        added_skills=role_skills.values(row),
    )


def playbook(work: Work, role: int) -> RolePlaybook:
    """How this role hires, as the playbook says it that its next candidate takes. For whoever may edit it."""
    row = relations.require_on_role(work, role, Action.EDIT_ROLE)
    _, found = playbooks.current(work, row.playbook_key)
    return RolePlaybook(row.title, Seniority(row.seniority), found)


def _digest_of(work: Work, channel: str, role: int | None) -> tuple[time, str] | None:
    """When an older role of the channel has its digest posted; None when it is this role that says so."""
    found = queries_planner.roles_of_channel(work.session, channel)
    leads = next((each for each in found if each.workspace_id == work.workspace), None)
    return (time.fromisoformat(leads.digest_time), leads.zone) if leads and leads.id != role else None


def openers(work: Work) -> tuple[str, ...]:
    """Whom admins have named as those who may open roles. For admins alone."""
    _require_admin(work)
    return tuple(queries.openers(work.session, work.workspace))


def set_openers(work: Work, openers: tuple[str, ...]) -> None:
    """Name those who may open roles, besides the admins. For admins alone; it replaces who was named before."""
    _require_admin(work)
    members.require_members(work, openers, "openers")
    here = col(Member.workspace_id) == work.workspace
    work.session.execute(update(Member).where(here).values(may_open_roles=col(Member.id).in_(openers)))
    work.audit("set_openers", "workspace", work.workspace, members=sorted(openers))


def _require_admin(work: Work) -> None:
    if not relations.is_admin(work):
        raise NotAllowed("Only admins name those who may open roles.")
