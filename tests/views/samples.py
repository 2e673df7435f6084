"""Read-models for every view, written with whatever words a test wants to see survive."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from pathlib import Path

from domain import events as ev
from domain.actions import Action
from domain.playbook import Playbook, Seniority, StageKind
from domain.read.details import (
    ApprovalLine,
    CandidateDetail,
    DecisionLine,
    HistoryLine,
    OfferDetail,
    RatingLine,
    ScorecardLine,
    TellText,
)
from domain.read.loops import (
    LoopCard,
    LoopLine,
    LoopPage,
    MeetingLine,
    SeatLine,
    StageMark,
    TodoItem,
    Unreached,
    Waiting,
)
from domain.read.people import Person
from domain.read.preview import Coming, Preview, PreviewLine
from domain.read.private_notes import PrivateNoteLine
from domain.read.reminders import Reminders
from domain.state import Card, Missed, Part, Rsvp, Status, Step
from domain.todos import TodoKind
from playbooks.loader import load

NOW = datetime(2027, 3, 1, 8, 55, tzinfo=UTC)
LISBON, BENGALURU = "Europe/Lisbon", "Asia/Kolkata"
EVENTS = tuple(sorted({each.__name__ for each in ev.Event.__subclasses__()}))


@lru_cache(maxsize=1)
def backend() -> Playbook:
    return load(Path("playbooks/backend.yaml")).playbook


@dataclass(frozen=True)
class Words:
    """What users typed, and how much of it there is."""

    name: str = "Maya Lind"
    long: str = "Explained the trade-off between a queue and a cron job, with numbers."
    url: str = "https://example.com/maya.pdf"
    many: int = 3

    def person(self, number: int = 1, *, active: bool = True) -> Person:
        return Person(f"U{number}", self.name or "Ana", LISBON, active)


TYPICAL = Words()
EMPTY = Words("", "", "", 0)
LONGEST = Words("Ünïcødé " * 40, "word & <word> " * 215, "https://example.com/" + "x" * 2900, 60)
EMOJI = Words("\U0001f600" * 120, "\U0001f600" * 3000, "https://example.com/\U0001f600", 40)
RIGHT_TO_LEFT = Words("\u05e9\u05e8\u05d4 \u05db\u05d4\u05df", "\u05e9\u05dc\u05d5\u05dd " * 500, many=2)
HOSTILE = Words("<!channel> *x* & <@U1>", "<!everyone> `x` & <@U2>\n" * 120, "javascript:alert(1)", 12)
WORDS = {
    "typical": TYPICAL,
    "empty": EMPTY,
    "longest": LONGEST,
    "emoji": EMOJI,
    "right to left": RIGHT_TO_LEFT,
    "hostile": HOSTILE,
}

STAGE_OF = {
    Step.TO_SEND: "challenge", Step.WITH_CANDIDATE: "challenge", Step.REVIEW: "challenge", Step.DRAFTING: "offer",
    Step.APPROVAL: "offer", Step.APPROVED: "offer", Step.EXTENDED: "offer", Step.ACCEPTED: "offer",
    Step.DECLINED: "offer",
}  # fmt: skip


@cache
def waiting(words: Words) -> tuple[Waiting, ...]:
    kinds = list(TodoKind)
    return tuple(
        Waiting(kinds[n % len(kinds)], words.person(n), NOW - timedelta(days=n), late=n % 2 == 0)
        for n in range(words.many)
    )


def line(
    words: Words = TYPICAL, step: Step = Step.SCHEDULED, status: Status = Status.ACTIVE, loop: int = 7
) -> LoopLine:
    return LoopLine(
        loop=loop, version=3, candidate=words.name, role=words.name, role_id=2, status=status,
        stage=words.name, stage_key=STAGE_OF.get(step, "system_design"), step=step, round=2,
        since=NOW - timedelta(days=4), days=4, waiting=waiting(words), primary=Action.RESCHEDULE,
        starts_at=NOW + timedelta(days=1), due_at=NOW + timedelta(days=2), overdue=True, close_reason=words.name,
    )  # fmt: skip


def meeting(words: Words = TYPICAL) -> MeetingLine:
    start = NOW + timedelta(days=1, hours=5)
    return MeetingLine(11, 2, start, start + timedelta(hours=1), LISBON, words.person(1), words.url)


def seats(words: Words = TYPICAL) -> tuple[SeatLine, ...]:
    states = [
        (Part.LEAD, Rsvp.ACCEPTED, Card.SUBMITTED),
        (Part.INTERVIEWER, Rsvp.PENDING, Card.NONE),
        (Part.REVERSE_SHADOW, Rsvp.DECLINED, Card.NONE),
        (Part.SHADOW, Rsvp.ACCEPTED, Card.WAIVED),
    ]
    picked = [states[n % 4] for n in range(min(words.many, 20))]
    return tuple(
        SeatLine(words.person(n, active=n != 2), part, rsvp, n % 5 == 4, scored, words.long)
        for n, (part, rsvp, scored) in enumerate(picked)
    )


def card(words: Words = TYPICAL, step: Step = Step.SCHEDULED, status: Status = Status.ACTIVE) -> LoopCard:
    marks = [("screen", "done"), ("challenge", "current"), ("system_design", "ahead")]
    return LoopCard(
        line=line(words, step, status), zone=LISBON,
        marks=tuple(StageMark(key, words.name, StageKind.INTERVIEW, mark) for key, mark in marks),  # type: ignore[arg-type]  # the three marks
        recruiter=words.person(1), hiring_manager=words.person(2), meeting=meeting(words), seats=seats(words),
        submitted=1, required=2, hold_until=NOW + timedelta(days=9), channel="C1",
    )  # fmt: skip


def todo(words: Words = TYPICAL, kind: TodoKind = TodoKind.SCORECARD, number: int = 1) -> TodoItem:
    return TodoItem(
        id=number, kind=kind, person=words.person(1), loop=7, version=3, candidate=words.name, role=words.name,
        stage=words.name, stage_key="screen", round=1, subject="screen.1", created_at=NOW, opens_at=NOW,
        due_at=NOW - timedelta(hours=number), late=number % 2 == 1, nudged=2, interview=11, interview_version=2,
        starts_at=NOW + timedelta(hours=3), asked_by=words.person(2), snoozed_until=NOW + timedelta(hours=1),
        unreached=Unreached(Missed.GONE, (words.person(2),), seated=True) if kind is TodoKind.UNREACHED else None,
    )  # fmt: skip


def todos(words: Words) -> tuple[TodoItem, ...]:
    kinds = list(TodoKind)
    return tuple(todo(words, kinds[n % len(kinds)], n) for n in range(words.many))


def history(words: Words, event: str) -> HistoryLine:
    people = {f"U{n}": words.person(n) for n in range(1, 6)}
    facts = {
        "member": "U1", "old": "U2", "new": "U3", "recruiter": "U4", "hiring_manager": "U5", "happened": True,
        "meeting": {"starts_at": NOW.isoformat()}, "was": NOW.isoformat(), "were": ["U1", "U2"],
        "seats": [{"member": "U1", "part": "lead"}, {"member": "U3", "part": "shadow"}],
        "due_at": NOW.isoformat(), "until": NOW.isoformat(),
    }  # fmt: skip
    return HistoryLine(1, NOW, words.person(1), event, words.name, facts, people, words.long, words.name)


def scorecards(words: Words, stage: str = "system_design") -> tuple[ScorecardLine, ...]:
    kit = backend().stage(stage).kit
    ratings = tuple(
        RatingLine(each.key, each.name, 1 + n % 4, words.long, anchor=each.anchor(1 + n % 4), shareable=n % 2 == 0)
        for n, each in enumerate(kit.competencies if kit else ())
    )
    found = [
        ScorecardLine(
            words.person(n),
            Part.INTERVIEWER,
            Card.SUBMITTED,
            words.name,
            stage,
            2,
            NOW,
            recommendation="yes" if n % 2 else "strong_no",
            ratings=ratings,
            notes=words.long,
        )
        for n in range(min(words.many, 5))
    ]
    sealed = ScorecardLine(
        words.person(8), Part.LEAD, Card.SUBMITTED, words.name, stage, 2, NOW, "hidden until all are in"
    )
    waived = ScorecardLine(words.person(9), Part.SHADOW, Card.WAIVED, words.name, stage, 2, waive_reason=words.long)
    return (*found, sealed, waived)


def offer(words: Words = TYPICAL) -> OfferDetail:
    approvals = (
        ApprovalLine(words.person(1), approved_at=NOW),
        ApprovalLine(words.person(2), refused_at=NOW, reason=words.long),
        ApprovalLine(words.person(3)),
    )
    return OfferDetail(
        2, words.long[:200], "EUR", date(2027, 5, 3), NOW + timedelta(days=7), words.long, words.person(1), approvals
    )


def telling(words: Words) -> tuple[TellText, ...]:
    return tuple(
        TellText(f"stage_advanced#{n}", words.name, words.long, "m@example.com", words.long[:3000], n)
        for n in range(words.many)
    )


def page(words: Words = TYPICAL, step: Step = Step.SCHEDULED, status: Status = Status.ACTIVE) -> LoopPage:
    playbook = backend()
    stage = playbook.stage(STAGE_OF.get(step, "system_design"))
    return LoopPage(
        card=card(words, step, status), viewer=Person("U1", "Ana", LISBON), actions=tuple(Action), playbook=playbook,
        stage=stage, plan=playbook.stages_for(Seniority.SENIOR),
        candidate=CandidateDetail(
            words.name, "maya@example.com", BENGALURU, "referral", words.url, words.long, words.person()
        ),
        todos=todos(words)[:20], history=tuple(history(words, EVENTS[n % len(EVENTS)]) for n in range(20)),
        scorecards=scorecards(words),
        decisions=tuple(DecisionLine(words.name, 1, "advance", words.long, words.long, words.person(), NOW)
                        for _ in range(min(words.many, 5))),
        offer=offer(words), challenge_due=NOW + timedelta(days=3), challenge_link=words.url, submission_link=words.url,
        outstanding=tuple(words.person(n) for n in range(min(words.many, 20))),
        offer_in_hand=offer(words) if step is Step.APPROVAL else None,
        panel_suggested=("U1", "U2"), may_override=True, my_submitted_at=NOW, telling=telling(words),
        private_notes=(PrivateNoteLine(words.person(1), words.name, words.long, NOW),) * min(words.many, 3),
    )  # fmt: skip


def reminders(words: Words) -> Reminders:
    away = ((date(2027, 8, 2), date(2027, 8, 13)), (date(2027, 12, 24), date(2027, 12, 24)))
    return Reminders(words.person(), time(9), time(18), (0, 1, 2, 3, 4), "auto", "By my time zone: Portugal", away, 3)


def preview(words: Words) -> Preview:
    ana, ben = words.person(1), words.person(2)
    owed = tuple((kind, ben) for kind in TodoKind)
    lines = [
        PreviewLine(NOW + timedelta(hours=9 * number), coming, ana if about else None, about, "" if about else "C1")
        for number, coming in enumerate(Coming)
        for about in [owed if coming in (Coming.NUDGE, Coming.ESCALATION, Coming.SOON) else ()]
    ]
    until = NOW + timedelta(days=14)
    return Preview(ana, 7, 3, words.name, words.name, words.name, NOW, until, tuple(lines * (9 if words.many else 1)))
