"""App Home: my to-dos first, my interviews, my roles with their pipelines."""

from collections.abc import Mapping

from domain.actions import Action
from domain.permissions import Relation, may
from domain.playbook import Playbook
from domain.read.overviews import Home, Pipeline
from domain.read.people import Person
from models import queries
from models.tables import Role
from services import gates, members, playbooks, readable, relations, troubles
from services.facts import Facts, gather, visible
from services.lines import line
from services.reading import is_now, my_interviews, role_line, todo_items
from services.work import Work

TROUBLES = 100


def home(work: Work) -> Home:
    """One person's Home. A constant number of queries, however many roles and loops."""
    general = relations.to_workspace(work)
    admin = Relation.ADMIN in general
    roles = queries.roles(work.session, work.workspace, open_only=True)
    by_id = {role.id or 0: role for role in roles}
    loops = queries.loops_of_roles(work.session, list(by_id), open_only=True)
    facts = gather(work, [(loop, by_id[loop.role_id], candidate) for loop, candidate in loops])
    known = playbooks.currents(work)
    mine = [role for role in roles if work.actor in (role.recruiter, role.hiring_manager)]
    leads = {m for r in (roles if admin else mine) for m in (r.recruiter, r.hiring_manager)}
    people = members.people(work, leads | {work.actor})
    items = todo_items(work, work.actor)
    return Home(
        viewer=people.get(work.actor, Person(work.actor, work.actor)),
        now=work.now,
        todos=tuple(item for item in items if is_now(work, item)),
        put_off=tuple(item for item in items if item.opens_at <= work.now and not is_now(work, item)),
        interviews=my_interviews(work, facts),
        pipelines=tuple(_pipeline(work, facts, people, role, known[role.playbook_key]) for role in mine),
        may_open_role=may(Action.CREATE_ROLE, general),
        is_admin=admin,
        troubles=troubles.find(work, TROUBLES) if admin else (),
        stuck=troubles.stuck(work) if admin else (),
        unreadable=readable.found(work) if admin else (),
        leaderless=tuple(role_line(people, role, 0) for role in roles if _lost_a_lead(people, role)) if admin else (),
        refused=_refused(work) if admin else "",
        openers=queries.openers(work.session, work.workspace) if admin else (),
    )


def _lost_a_lead(people: Mapping[str, Person], role: Role) -> bool:
    return not (people[role.recruiter].active and people[role.hiring_manager].active)


def _refused(work: Work) -> str:
    found = gates.refused(work)
    return found.error if found else ""


def _pipeline(work: Work, facts: Facts, people: dict[str, Person], role: Role, playbook: Playbook) -> Pipeline:
    rows = [row for row in visible(facts) if row[1].id == role.id]
    lines = [line(work, facts, row) for row in rows]
    stages = {stage.key: stage.name for stage in playbooks.stages(playbook, role.seniority)}
    stages |= {one.stage_key: one.stage for one in lines if one.stage_key not in stages}
    return Pipeline(
        role=role_line(people, role, len(lines)),
        stages=tuple((name, tuple(one for one in lines if one.stage_key == key)) for key, name in stages.items()),
        may_add=True,
        may_edit=True,
    )
