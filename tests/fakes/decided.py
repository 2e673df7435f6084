"""Rounds that have been decided, as rows: what takes people weeks stands there at once."""

from datetime import timedelta
from typing import Any

from models.tables import Candidate, Decision, Interview, Loop, Panelist, Scorecard
from services.work import Work
from tests.fakes.company import LISBON, Company

Sheet = tuple[int | None, ...]
KEYS = ("apis", "data", "tests", "talk")


def sheet(scores: Sheet) -> dict[str, Any]:
    """A scorecard's ratings; None: not assessed."""
    return {
        "ratings": {
            key: {"not_assessed": True} if score is None else {"score": score, "evidence": "Seen."}
            for key, score in zip(KEYS, scores, strict=False)
        },
    }


async def decide(
    company: Company,
    like: int,
    *panel: tuple[str, Sheet, str],
    outcome: str = "advance",
    status: str = "hired",
    ago: timedelta = timedelta(days=7),
    stage: str = "system_design",
    member: str | None = None,
    **seat: Any,
) -> int:
    """A loop like `like`, decided at `stage` a while ago; it stands at culture now. `seat`: of the first of the panel.

    `panel`: member, ratings and recommendation of each. Each wrote two hours after the interview's end.
    """

    def write(work: Work) -> int:
        model, at = work.session.get_one(Loop, like), work.now - ago
        candidate = Candidate(workspace_id=work.workspace, name="Somebody", zone=LISBON, member_id=member)
        work.session.add(candidate)
        work.session.flush()
        loop = Loop(
            role_id=model.role_id, candidate_id=candidate.id or 0, playbook_hash=model.playbook_hash, stage="culture",
            step="decision", status=status, opened_at=at, stage_since=at, changed_at=at,
        )  # fmt: skip
        work.session.add(loop)
        work.session.flush()
        here: dict[str, Any] = {"loop_id": loop.id or 0, "stage": stage}
        ended = at - timedelta(days=1)
        work.session.add(
            Interview(starts_at=ended - timedelta(hours=1), ends_at=ended, zone=LISBON, organiser="URITA", **here)
        )
        work.session.add(Decision(outcome=outcome, decided_by="UMAX", decided_at=at, **here))
        for n, (who, scores, recommendation) in enumerate(panel):
            given: dict[str, Any] = seat if not n else {}
            work.session.add(Panelist(member_id=who, position=n, **({"card": "submitted"} | given), **here))
            work.session.add(
                Scorecard(
                    member_id=who, playbook_hash=model.playbook_hash, content=sheet(scores),
                    recommendation=recommendation, saved_at=at, submitted_at=ended + timedelta(hours=2), **here,
                )
            )  # fmt: skip
        return loop.id or 0

    return await company.work(write)
