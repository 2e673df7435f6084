"""The kit of a stage as one role uses it: what the playbook says, and what the role added from its skill matrix."""

from collections.abc import Collection

from domain.playbook import Kit, Playbook, Seniority, SkillCategory, Stage
from domain.playbook_kit import MOST_COMPETENCIES


def addable(playbook: Playbook, seniority: Seniority) -> tuple[SkillCategory, ...]:
    """What a role of this seniority may add to its kits: categories with a stage of its own and anchors."""
    stages = {stage.key for stage in playbook.stages_for(seniority)}
    return tuple(category for category in playbook.skill_matrix if category.anchors and category.stage in stages)


def addable_of(playbook: Playbook, seniority: Seniority, wanted: Collection[str]) -> list[str]:
    """Those of the wanted keys that may be added, in the matrix' order."""
    return [category.key for category in addable(playbook, seniority) if category.key in wanted]


def kit_for(playbook: Playbook, stage_key: str, added: Collection[str]) -> Kit | None:
    """The stage's kit with the added categories that belong to it, in the matrix' order; None without a kit.

    Categories that the playbook does not know (any more) add nothing. Raises KeyError for an unknown stage.
    """
    kit = playbook.stage(stage_key).kit
    more = tuple(
        category.competency()
        for category in playbook.skill_matrix
        if category.key in added and category.stage == stage_key and category.anchors
    )
    return kit.with_added(more) if kit and more else kit


def too_many(playbook: Playbook, added: Collection[str]) -> Stage | None:
    """The first stage whose kit would grow past what one person can rate in one form."""
    for stage in playbook.stages:
        joining = sum(category.key in added and category.stage == stage.key for category in playbook.skill_matrix)
        if stage.kit and len(stage.kit.competencies) + joining > MOST_COMPETENCIES:
            return stage
    return None
