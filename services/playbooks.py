"""Playbooks in the database: stored by the hash of their content, pinned by loops, parsed once."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import col

from domain.playbook import Cadence, Playbook, Seniority, Stage
from domain.refusals import Invalid, NotFound
from domain.state import PlanStage
from models import queries
from models.tables import PlaybookVersion, Todo
from services.work import Work

_PARSED: dict[str, Playbook] = {}
"""By hash of the content, so that an entry is right for ever."""

_PLANS: dict[tuple[str, str], tuple[PlanStage, ...]] = {}
"""By that hash and the role's seniority."""


def store(work: Work, loaded: Sequence[tuple[str, str, str, str]]) -> None:
    """Keep each (key, name, hash, content as JSON) and make it the one that new loops take.

    What is not among them is offered to no new role; roles that hire by it go on with the version that there was last.
    """
    gone = col(PlaybookVersion.key).not_in([key for key, *_ in loaded])
    work.session.execute(update(PlaybookVersion).where(gone).values(offered=False))
    for key, name, digest, content in loaded:
        work.session.execute(
            update(PlaybookVersion)
            .where(col(PlaybookVersion.key) == key, col(PlaybookVersion.hash) != digest)
            .values(current=False)
        )
        known = work.session.get(PlaybookVersion, digest)
        if known is None:
            known = PlaybookVersion(hash=digest, key=key, name=name, content=content, stored_at=work.now)
        known.current = known.offered = True
        work.session.add(known)
    work.session.flush()


def of_hash(work: Work, digest: str) -> Playbook:
    """The pinned playbook; an edited file never changes what is under way."""
    if digest not in _PARSED:
        version = work.session.get(PlaybookVersion, digest)
        if version is None:
            raise NotFound("The playbook of this loop is missing from the database. Please tell your admin.")
        _PARSED[digest] = Playbook.from_json(version.content)
    return _PARSED[digest]


def rhythm(work: Work, digest: str, todo: Todo) -> Cadence | None:
    """How the to-do is remembered; None where its loop names a playbook or a stage that nobody knows."""
    try:
        return of_hash(work, digest).cadence_for(todo.stage, todo.kind)
    except (NotFound, KeyError, ValueError):
        return None


def current(work: Work, key: str) -> tuple[str, Playbook]:
    """Hash and content of the playbook that a new loop takes."""
    version = queries.current_playbook(work.session, key)
    if version is None:
        raise Invalid("This playbook is not loaded any more. Pick another one.", field="playbook")
    return version.hash, of_hash(work, version.hash)


def currents(work: Work) -> dict[str, Playbook]:
    """What `current` says of every playbook, by key, in one query."""
    return {key: of_hash(work, digest) for key, digest in queries.current_hashes(work.session).items()}


def stages(playbook: Playbook, seniority: str) -> tuple[Stage, ...]:
    return playbook.stages_for(Seniority(seniority))


def plan(playbook: Playbook, seniority: str) -> tuple[PlanStage, ...]:
    """The way through the stages, as the rules see it."""
    return tuple(
        PlanStage(
            key=stage.key,
            name=stage.name,
            kind=stage.kind,
            required=stage.scorecards,
            decided_by=stage.decided_by,
            debrief=stage.debated,
        )
        for stage in stages(playbook, seniority)
    )


def plan_of(digest: str, playbook: Playbook, seniority: str) -> tuple[PlanStage, ...]:
    """The same, worked out once for all loops that have pinned this playbook. `digest`: the hash of its content."""
    if (digest, seniority) not in _PLANS:
        _PLANS[digest, seniority] = plan(playbook, seniority)
    return _PLANS[digest, seniority]
