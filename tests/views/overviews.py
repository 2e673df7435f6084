"""Read-models of many loops at once, for the tests of Home, lists and digests."""

from dataclasses import replace

from domain.forms import CandidateForm
from domain.playbook import Seniority
from domain.read.choices import CandidateChoice, ClosingRole, KnownCandidate, RoleChoice, RolePlaybook, SkillChoice
from domain.read.loops import Found, LoopLine, Match
from domain.read.overviews import (
    Digest,
    DigestInterview,
    DigestOverdue,
    DigestRole,
    Home,
    Hub,
    LoopList,
    MyInterview,
    Pipeline,
    RoleLine,
    Stuck,
    TodoList,
    Trouble,
    UnreadableLoop,
)
from domain.read.people import Person
from domain.state import Rsvp, Status, Step
from tests.views.samples import BENGALURU, EMPTY, LISBON, NOW, TYPICAL, Words, backend, line, meeting, todos


def role(words: Words = TYPICAL, number: int = 2) -> RoleLine:
    return RoleLine(number, words.name, "senior", "C1", "open", words.person(1), words.person(2), words.many, 4)


def role_playbook(words: Words = TYPICAL) -> RolePlaybook:
    return RolePlaybook(words.name, Seniority.SENIOR, backend())


def lines(words: Words, step: Step = Step.SCHEDULED) -> tuple[LoopLine, ...]:
    return tuple(line(words, step, loop=n) for n in range(words.many))


def pipelines(words: Words) -> tuple[Pipeline, ...]:
    stages = tuple((words.name, lines(words, step)) for step in (Step.SCHEDULED, Step.REVIEW, Step.DECISION))
    every = range(min(words.many, 10))
    return tuple(Pipeline(role(words, n), stages, may_add=True, may_edit=True) for n in every)


def my_interview(words: Words = TYPICAL, rsvp: Rsvp = Rsvp.PENDING) -> MyInterview:
    return MyInterview(7, 3, words.name, words.name, words.name, meeting(words), rsvp, (words.person(2),) * 12)


def home(words: Words = TYPICAL) -> Home:
    meetings = tuple(my_interview(words, list(Rsvp)[n % 3]) for n in range(words.many))
    return Home(
        Person("U1", "Ana", LISBON), NOW, todos(words), meetings, pipelines(words), may_open_role=True, is_admin=True,
        troubles=tuple(
            Trouble(n, "card" if n % 2 else "nudge", "C1" if n % 2 else "", "U1", words.long[:30], NOW, n % 3 == 0)
            for n in range(words.many)
        ),
        leaderless=tuple(role(words, n) for n in range(words.many)), put_off=todos(words),
        unreadable=tuple(UnreadableLoop(n, words.long[:30], "step") for n in range(words.many)),
        stuck=tuple(Stuck(f"C{n}", "is_archived", n) for n in range(words.many)),
        refused="missing_scope: chat:write" if words.many else "", openers=tuple(f"U{n}" for n in range(words.many)),
    )  # fmt: skip


def loop_list(words: Words = TYPICAL) -> LoopList:
    groups = tuple((role(words, n), lines(words)) for n in range(min(words.many, 4)))
    return LoopList(Person("U1", "Ana", LISBON), NOW, groups, closed=words.many)


def todo_list(words: Words = TYPICAL) -> TodoList:
    return TodoList(Person("U1", "Ana", LISBON), NOW, todos(words), todos(words))


def hub(words: Words = TYPICAL) -> Hub:
    return Hub(
        Person("U1", "Ana", LISBON), words.many, words.many // 2, my_interview(words) if words.many else None,
        may_open_role=True, may_add=True, may_digest=True,
    )  # fmt: skip


def digest(words: Words = TYPICAL) -> Digest:
    every = range(words.many)
    roles = tuple(
        DigestRole(
            role(words, n),
            ((words.name, lines(words)),),
            tuple(DigestInterview(k, words.name, words.name, NOW, (words.person(),) * 4) for k in every),
            tuple(DigestOverdue(k, words.name, words.long, NOW, words.person() if k % 2 else None) for k in every),
            lines(words),
            lines(words, Step.EXTENDED),
            lines(words),
            lines(words),
        )
        for n in range(min(words.many, 6))
    )
    return Digest("C1", NOW.date(), LISBON, NOW, roles, may_post=True)


def matches(words: Words = TYPICAL, times: int = 1) -> tuple[Match, ...]:
    statuses = list(Status)
    return tuple(Match(n, 1, words.name, words.name, words.name, statuses[n % 5]) for n in range(words.many * times))


def found(words: Words = TYPICAL) -> Found:
    return Found(words.name, matches(words), ())


def role_choice(words: Words = TYPICAL) -> RoleChoice:
    skills = tuple(
        SkillChoice(
            f"playbook_{n % 2}", f"skill_{n}", words.name or "A skill", words.name or "A stage", words.long[:140]
        )
        for n in range(min(words.many, 24))
    )
    new = RoleChoice(
        Person("U1", "Ana", LISBON), (("backend", "Backend developer"),), zone=LISBON, skills=skills,
        added_skills=tuple(skill.value for skill in skills[:2]),
    )  # fmt: skip
    return new if words is EMPTY else replace(new, role=2, version=4, title=words.name, channel="C1", recruiter="U1")


def candidate_choice(words: Words = TYPICAL) -> CandidateChoice:
    roles = tuple(role(words, n) for n in range(words.many))
    stages = tuple((stage.key, stage.name) for stage in backend().stages)
    sources = tuple(backend().sources.values())
    return CandidateChoice(Person("U1", "Ana", LISBON), roles, 1, sources, stages, BENGALURU)


def typed(words: Words = TYPICAL) -> CandidateForm:
    return CandidateForm(name=words.name[:80], email="n@example.com", zone=LISBON, source="", note=words.long[:3000])


def known_candidate(words: Words = TYPICAL) -> KnownCandidate:
    return KnownCandidate(7, words.name[:80], BENGALURU, matches(words), differs=True)


def closing_role(words: Words = TYPICAL) -> ClosingRole:
    reasons = backend().close_reasons
    return ClosingRole(
        role(words), tuple(backend().role_outcomes.values()), matches(words, 3),
        tuple(reasons.rejected.values()), tuple(reasons.withdrawn.values()),
    )  # fmt: skip
