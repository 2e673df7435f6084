"""What the people of a debrief read of it in their conversation: where it stands. Never a rating and never a vote."""

from domain.debriefs import asked, missing
from domain.read.debriefs import DebriefLine, DebriefPost
from domain.state import CLOSED, VOTING, LoopState, Status, Step
from models import queries
from models.tables import History, Post
from services import debrief_rooms, members, playbooks, state
from services.facts import Row, rows_of
from services.outgoing_asks import DECIDED
from services.work import Work


def head(work: Work, post: Post) -> DebriefPost | None:
    found = _found(work, post)
    if found is None:
        return None
    row, now, (stage, round_) = found
    loop, role, candidate = row
    everybody = debrief_rooms.people_of(now) if _here(now, stage, round_) else ()
    people = debrief_rooms.present(work, everybody) if everybody else ()
    outcome = _outcome(work, row, now, post, everybody)
    if outcome and not post.ts:
        return None
    left = missing(now) if not outcome else ()
    known = members.people(work, {*people, *left, now.decider})
    return DebriefPost(
        loop=loop.id or 0,
        version=loop.version,
        candidate=candidate.name,
        role=role.title,
        stage=playbooks.of_hash(work, loop.playbook_hash).stage(stage).name,
        step=now.step,
        round=round_,
        people=tuple(known[member] for member in people),
        missing=tuple(known[member] for member in left),
        voters=len(asked(now)) if not outcome else 0,
        decider=known[now.decider],
        apart=bool(post.member_id),
        outcome=outcome,
    )


def line(work: Work, post: Post) -> DebriefLine | None:
    """Said while it is so; what was said already stays."""
    found = _found(work, post)
    entry = work.session.get(History, post.ref)
    if found is None or entry is None:
        return None
    row, now, (stage, round_) = found
    if not post.ts and (not _here(now, stage, round_) or now.status is not Status.ACTIVE or now.step != post.subject):
        return None
    left = missing(now) if now.step == post.subject else ()
    by = str(entry.facts.get("member", "")) if entry.event == "VoterLeft" else entry.by
    reader = post.member_id or now.decider
    known = members.people(work, {*left, now.decider, by, reader})
    return DebriefLine(
        loop=row[0].id or 0,
        candidate=row[2].name,
        stage=playbooks.of_hash(work, row[0].playbook_hash).stage(stage).name,
        event=entry.event,
        step=Step(post.subject),
        by=known.get(by),
        missing=tuple(known[member] for member in left),
        decider=known[now.decider],
        person=known[reader],
        reason=entry.reason if entry.event in ("DebriefMovedOn", "GateClosed", "DecisionReopened") else "",
        by_itself=not entry.by,
    )


def _found(work: Work, post: Post) -> tuple[Row, LoopState, tuple[str, int]] | None:
    rows = rows_of(work, [post.loop_id or 0])
    if not rows:
        return None
    loop, role, _ = rows[0]
    _, _, stage, round_, *_ = post.key.partition("/")[0].split(":")
    playbook = playbooks.of_hash(work, loop.playbook_hash)
    return rows[0], state.load(work, loop, role, playbook), (stage, int(round_))


def _here(now: LoopState, stage: str, round_: int) -> bool:
    return (now.stage, now.round) == (stage, round_)


def _outcome(work: Work, row: Row, now: LoopState, post: Post, people: tuple[str, ...]) -> str:
    """How it ended, or why nothing is to be done here; empty while it goes on."""
    _, _, stage, round_, *_ = post.key.split(":")
    loop = row[0].id or 0
    decided = [
        one for one in queries.decisions_of(work.session, loop) if (one.stage, str(one.round)) == (stage, round_)
    ]
    if not _here(now, stage, int(round_)) or now.status in CLOSED:
        if decided:
            last = decided[-1]
            who = members.people(work, [last.decided_by])[last.decided_by].name
            return f"{who} decided: {DECIDED.get(last.outcome, last.outcome)}. Thank you all."
        return "this loop is closed. Thank you all." if now.status in CLOSED else "it has moved on. Thank you all."
    if now.status is Status.ON_HOLD:
        return "this loop is on hold, so no vote is due."
    if now.step in VOTING and not debrief_rooms.goes_on_in(work, post, people):
        return "other people take part now, so it goes on in another conversation."
    if now.step not in (*VOTING, Step.DECISION):
        return "a scorecard is waited for again. I'll call you back once it is in."
    return ""
