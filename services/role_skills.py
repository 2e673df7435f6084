"""What a role has rated besides its playbook's kits: categories of the skill matrix, chosen in its form."""

from collections.abc import Collection, Sequence

from domain.forms import RoleForm
from domain.kits import addable_of, too_many
from domain.playbook import Seniority
from domain.read.choices import SkillChoice
from models.tables import Role
from services import checks, playbooks
from services.work import Work

FIELD = "added_skills"


def choices(work: Work, keys: Collection[str]) -> tuple[SkillChoice, ...]:
    """Every category of these playbooks that may be rated."""
    return tuple(
        SkillChoice(key, category.key, category.name, playbook.stage(category.stage).name, category.must_have)
        for key, playbook in playbooks.currents(work).items()
        if key in keys
        for category in playbook.skill_matrix
        if category.anchors and category.stage
    )


def values(role: Role) -> tuple[str, ...]:
    """What the role has chosen, as the form carries it: each with its playbook's key."""
    return tuple(f"{role.playbook_key}:{key}" for key in role.added_skills)


def checked(work: Work, form: RoleForm, role: Role | None, check: checks.Checks) -> list[str]:
    """The chosen keys, in the matrix' order; refused on their field where they don't fit the playbook or the level."""
    playbook = playbooks.currents(work).get(form.playbook)
    if playbook is None:
        return list(role.added_skills) if role else []
    wanted = [value.partition(":")[2] for value in form.added_skills if value.startswith(f"{form.playbook}:")]
    if len(wanted) < len(form.added_skills):
        check.refuse(FIELD, f"Some of these belong to another playbook. Keep those of {playbook.name}.")
    taken = addable_of(playbook, Seniority(form.seniority), wanted) if form.seniority in set(Seniority) else wanted
    if len(taken) < len(wanted):
        names = _names([each.name for each in playbook.skill_matrix if each.key in set(wanted) - set(taken)])
        check.refuse(FIELD, f"At this level there is no stage that rates {names}. Take it out.")
    crowded = too_many(playbook, taken)
    if crowded is not None:
        check.refuse(FIELD, f"{crowded.name} would rate more than ten things. Choose fewer for it.")
    return taken


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) or "one of these"
