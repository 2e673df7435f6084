"""Kits: the one of a loop's stage, with what its role had added, and those that scorecards were written by."""

import hashlib
from collections.abc import Collection, Iterable

from domain.kits import kit_for
from domain.playbook import Kit, Stage
from domain.refusals import NotFound, NotNow
from models import queries
from models.tables import KitVersion, Loop, Scorecard
from models.upsert import insert
from services import playbooks
from services.work import Work

_MADE: dict[tuple[str, str, tuple[str, ...]], Kit | None] = {}
"""By hash of the playbook, stage and what was added: the same for ever."""

_PARSED: dict[str, Kit] = {}
"""By hash of the content, so that an entry is right for ever."""


def kit_of(work: Work, loop: Loop, stage_key: str) -> Kit:
    """What this loop's stage looks for. Everybody asks here: briefing, form, side by side, decision.

    Raises NotNow for a stage that nobody scores.
    """
    kit = _kit(work, loop.playbook_hash, stage_key, loop.added_skills)
    if kit is None:
        raise NotNow("This stage has no scorecard.")
    return kit


def stage_of(work: Work, loop: Loop, stage_key: str) -> Stage:
    """The stage with the kit that this loop has there, if any."""
    stage = playbooks.of_hash(work, loop.playbook_hash).stage(stage_key)
    kit = _kit(work, loop.playbook_hash, stage_key, loop.added_skills)
    return stage if kit is stage.kit else stage.model_copy(update={"kit": kit})


def _kit(work: Work, playbook: str, stage_key: str, added: Collection[str]) -> Kit | None:
    key = (playbook, stage_key, tuple(added))
    if key not in _MADE:
        _MADE[key] = kit_for(playbooks.of_hash(work, playbook), stage_key, added)
    return _MADE[key]


def pin(work: Work, seat: queries.SeatKit, stage_key: str) -> str | None:
    """The kit that a scorecard is written by, stored with its first word; the one it has, later on."""
    kit = None if seat.kit_hash else _kit(work, seat.playbook_hash, stage_key, seat.added_skills)
    return seat.kit_hash if kit is None else keep(work, kit)


def pin_card(work: Work, card: Scorecard, loop: Loop) -> Kit:
    """The kit of this card, which has it from now on. Raises NotNow for a stage that nobody scores."""
    if card.kit_hash is None:
        card.kit_hash = keep(work, kit_of(work, loop, card.stage))
    return _version(work, card.kit_hash)


def kit_of_card(work: Work, card: Scorecard | None, loop: Loop, stage_key: str) -> Kit:
    """What one person rates by: the kit that they began with, or else the loop's."""
    return _version(work, card.kit_hash) if card and card.kit_hash else kit_of(work, loop, stage_key)


def read_ahead(work: Work, cards: Iterable[Scorecard]) -> None:
    """Have the kept kits of these cards at hand, in one query at most."""
    wanted = {card.kit_hash for card in cards if card.kit_hash}
    for row in queries.kit_versions(work.session, wanted - _PARSED.keys()):
        _PARSED[row.hash] = Kit.model_validate_json(row.content)


def keep(work: Work, kit: Kit) -> str:
    """Store what is rated by, once. Returns its hash."""
    content = kit.model_dump_json()
    digest = hashlib.sha256(content.encode()).hexdigest()
    row = {"hash": digest, "content": content, "stored_at": work.now}
    work.session.connection().execute(insert(work.session, KitVersion).values(row).on_conflict_do_nothing())
    return digest


def _version(work: Work, digest: str) -> Kit:
    if digest not in _PARSED:
        row = work.session.get(KitVersion, digest)
        if row is None:
            raise NotFound("The kit of this scorecard is missing from the database. Please tell your admin.")
        _PARSED[digest] = Kit.model_validate_json(row.content)
    return _PARSED[digest]
