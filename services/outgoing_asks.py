"""What one person is asked for: telling the candidate, a decision, an approval. And how it ended."""

from collections.abc import Mapping
from dataclasses import replace

from domain.read.details import ScorecardLine
from domain.read.messages import ApprovalPost, DecidePost, TellPost
from domain.state import CLOSED, LoopState, Status, Step
from domain.telling import to_tell
from models import queries, queries_delivery
from models.tables import History, Offer, OfferApproval, Post
from services import members, playbooks, sealing, state
from services.details import offer_detail, tell_text, with_evidence
from services.facts import Row, gather, rows_of
from services.outgoing_channel import helpful
from services.relations import leads, to_loop
from services.work import Work

DECIDED: Mapping[str, str] = {
    "advance": "it goes on to the next stage",
    "reject": "the loop is closed",
    "hold": "it is on hold",
    "one_more": "there will be one more interview",
}


ANSWERED = frozenset({Step.ACCEPTED, Step.DECLINED})


def _now(work: Work, row: Row) -> LoopState:
    loop, role, _ = row
    return state.load(work, loop, role, playbooks.of_hash(work, loop.playbook_hash))


def _paused(now: LoopState) -> str:
    if now.status in CLOSED:
        return "this loop is closed."
    return "this loop is on hold." if now.status is Status.ON_HOLD else ""


def tell(work: Work, post: Post) -> TellPost | None:
    """The text as it is now: what has changed since it was written is what the candidate should hear."""
    rows = rows_of(work, [post.loop_id or 0])
    if not rows:
        return None
    loop, role, candidate = rows[0]
    done = post.subject not in to_tell(_now(work, rows[0]))
    reader = post.member_id or ""
    recruiter, _ = leads(role, candidate)
    inherited = reader != recruiter and not done
    if (done or inherited) and not post.ts:
        return None
    people = members.people(work, [reader, recruiter])
    facts = gather(replace(work, actor=reader), rows)
    entry = work.session.get(History, post.ref)
    alone = entry if entry is not None and not entry.by else None
    relations = facts.relations[loop.id or 0]
    text = tell_text(work, facts, rows[0], post.subject)
    return TellPost(
        loop=loop.id or 0,
        version=loop.version,
        candidate=candidate.name,
        role=role.title,
        person=people[reader],
        tell=text if done or inherited else with_evidence(work, rows[0], text, _cards(work, rows[0], reader)),
        done=done,
        told=done and post.subject in queries.told(work.session, loop.id or 0),
        teller=people[recruiter] if inherited else None,
        by_itself=alone is not None,
        actions=helpful(work, facts, alone.event, relations) if alone and not done and not inherited else (),
    )


def _cards(work: Work, row: Row, reader: str) -> tuple[ScorecardLine, ...]:
    """The loop's scorecards as far as this reader may read them."""
    loop, role, candidate = row
    seen = Work(work.session, work.now, reader, work.workspace, work.admins)
    playbook = playbooks.of_hash(work, loop.playbook_hash)
    return sealing.scorecard_lines(seen, loop, role, to_loop(seen, loop, role, candidate), playbook)


def decide(work: Work, post: Post) -> DecidePost | None:
    rows = rows_of(work, [post.loop_id or 0])
    if not rows:
        return None
    loop, role, candidate = rows[0]
    stage, round_, submitted = post.subject.split(":")
    outcome = _decided(work, rows[0], post, stage, int(round_))
    if outcome and not post.ts:
        return None
    entry = work.session.get(History, post.ref)
    reader = members.people(work, [post.member_id or ""])[post.member_id or ""]
    if not post.ts and not reader.active:
        return None  # they have left since; whoever decides instead is asked
    return DecidePost(
        loop=loop.id or 0,
        version=loop.version,
        candidate=candidate.name,
        role=role.title,
        stage=playbooks.of_hash(work, loop.playbook_hash).stage(stage).name,
        person=reader,
        scorecards=int(submitted),
        outcome=outcome,
        by_itself=entry is not None and not entry.by,
    )


def _decided(work: Work, row: Row, post: Post, stage: str, round_: int) -> str:
    """How the question was settled; empty while it stands."""
    now = _now(work, row)
    here = (now.stage, now.round) == (stage, round_) and now.status is Status.ACTIVE
    if here and now.step is Step.DECISION:
        return "" if now.decider == post.member_id else "somebody else decides this now."
    if here:
        return "a scorecard is missing again."
    found = [
        one for one in queries.decisions_of(work.session, row[0].id or 0) if (one.stage, one.round) == (stage, round_)
    ]
    if found and found[-1].decided_at >= post.created_at:
        last = found[-1]
        who = members.people(work, [last.decided_by])[last.decided_by].name
        return f"{who} decided: {DECIDED.get(last.outcome, last.outcome)}."
    return _paused(now) or "it has moved on."


def approval(work: Work, post: Post) -> ApprovalPost | None:
    rows = rows_of(work, [post.loop_id or 0])
    offer = work.session.get(Offer, post.ref)
    if not rows or offer is None:
        return None
    loop, role, candidate = rows[0]
    reader = post.member_id or ""
    outcome = _answered(work, rows[0], offer, reader)
    if not outcome and queries_delivery.asked_anew(work.session, post):
        outcome = "you were asked again: see the newer message."
    if outcome and not post.ts:
        return None
    return ApprovalPost(
        loop=loop.id or 0,
        version=loop.version,
        candidate=candidate.name,
        role=role.title,
        person=members.people(work, [reader])[reader],
        offer=offer_detail(work, offer),
        outcome=outcome,
    )


def _answered(work: Work, row: Row, offer: Offer, reader: str) -> str:
    """What became of the question to this approver; empty while it waits for them."""
    approvals: dict[str, OfferApproval] = {
        one.member_id: one for one in queries.approvals_of(work.session, offer.id or 0)
    }
    mine = approvals.get(reader)
    if mine is None:
        return "somebody else is asked instead of you."
    if mine.approved_at is not None:
        return "you approved it. Thank you!"
    now = _now(work, row)
    latest = queries.offer_of(work.session, row[0].id or 0)
    fell = latest is not None and latest.version > offer.version and (latest.id or 0) < (offer.id or 0)
    if mine.refused_at is not None:
        return f"you refused it. {'The one that they hold stands' if fell else 'It is being worked on again'}."
    if fell and now.step in ANSWERED:
        return "this change is not needed any more."
    if fell:
        return "this change was refused. The one that the candidate holds stands."
    if latest is not None and latest.version != offer.version:
        return "it has changed since; there is a newer version to look at."
    if paused := _paused(now):
        return paused
    return "" if now.step is Step.APPROVAL else "it was taken back and is being worked on again."
