"""A kit as long as a role may make it."""

from domain.playbook import Kit
from models import queries
from models.tables import Loop
from services import kits
from services.work import Work
from tests.fakes.company import Company


def ten(kit: Kit) -> Kit:
    """Its own competencies, and as many more as may be added."""
    more = [
        each.model_copy(update={"key": f"skill_{n}", "name": f"Added {n}"})
        for n, each in enumerate((*kit.competencies, *kit.competencies))
    ]
    return kit.with_added(more)


async def rate_ten(company: Company, loop: int, *members: str) -> Kit:
    """These write the scorecards of the present round by such a kit."""

    def pin(work: Work) -> Kit:
        row = work.session.get_one(Loop, loop)
        kit = ten(kits.kit_of(work, row, row.stage))
        for member in members:
            card = {"loop_id": loop, "stage": row.stage, "round": row.round, "member_id": member}
            kept = {"playbook_hash": row.playbook_hash, "kit_hash": kits.keep(work, kit)}
            empty = {"draft": {"ratings": {}}, "saved_at": work.now, "waive_reason": ""}
            queries.keep_draft(work.session, card | kept | empty)
        return kit

    return await company.work(pin)
