"""What can happen to a sample candidate; each verb makes the beats that let the bot's own services do it."""

from datetime import datetime, timedelta
from typing import Any

from bot.demo.evidence import scorecard
from bot.demo.story import Beat, Beats, Scene, local
from domain.forms import (
    AnswerForm,
    ChallengeForm,
    DecisionForm,
    HappenedForm,
    OfferForm,
    PanelForm,
    ScheduleForm,
    ScorecardForm,
)
from domain.telling import to_tell
from services import challenges, decisions, feedback, interviews, loops, offers, panels
from services.change import Changing

MEETING_LINK = "https://meet.halyard.example/{key}"


def invite(at: str, by: str, when: str, *panel: str, minutes: int = 60, link: bool = True) -> Beats:
    """An interview is scheduled, the first of the panel leads; the candidate is told a quarter of an hour later."""
    start = local(when)

    def do(scene: Scene) -> int:
        people = PanelForm(loop=scene.loop, version=0, lead=panel[0], panel=panel[1:])
        form = ScheduleForm(
            loop=scene.loop, version=0, date=start.date(), time=start.time(), duration=minutes, zone=scene.zone,
            link=MEETING_LINK.format(key=scene.key) if link else "", people=people, confirmed=True,
        )  # fmt: skip
        return interviews.schedule(scene.work, form)

    return (Beat(local(at), by, do), told(at, by, minutes=15))


def accept(at: str, *members: str) -> Beats:
    return tuple(_answers(local(at) + timedelta(minutes=n), who, "accept") for n, who in enumerate(members))


def decline(at: str, by: str, note: str) -> Beat:
    return _answers(local(at), by, "decline", note)


def _answers(at: datetime, by: str, answer: str, note: str = "") -> Beat:
    def do(scene: Scene) -> int:
        row = scene.interview
        form = AnswerForm(interview=row.id or 0, version=row.version, answer=answer, note=note)
        return panels.answer(scene.work, form)

    return Beat(at, by, do)


def happened(at: str, by: str, what: str = "happened") -> Beat:
    return Beat(local(at), by, lambda scene: panels.happened(scene.work, HappenedForm(loop=scene.loop, answer=what)))


def met(at: str, by: str, when: str, *panel: str, minutes: int = 60) -> Beats:
    """An interview from its invitation to its end: everybody accepts, and the lead says that it took place."""
    end = local(when) + timedelta(minutes=minutes + 4)
    said = Beat(
        end, panel[0], lambda scene: panels.happened(scene.work, HappenedForm(loop=scene.loop, answer="happened"))
    )
    coming = tuple(
        _answers(local(at) + timedelta(hours=1, minutes=7 * n), who, "accept") for n, who in enumerate(panel)
    )
    return (invite(at, by, when, *panel, minutes=minutes), coming, said)


def score(at: str, by: str, ratings: str, recommendation: str, notes: str = "") -> Beat:
    """`ratings` are digits in the order of the guide; what was seen comes from `evidence`, never the same twice."""

    def do(scene: Scene) -> int:
        row = scene.row
        version = 0 if row.stage == "challenge" else scene.interview.version
        content = scorecard(row.stage, ratings, recommendation, notes, seed=f"{scene.key}:{by}")
        form = ScorecardForm(
            loop=scene.loop, stage=row.stage, round=row.round, content=content, interview_version=version
        )
        return feedback.submit(scene.work, form)

    return Beat(local(at), by, do)


def advance(at: str, by: str, rationale: str) -> Beat:
    return _decision(at, by, "advance", rationale)


def one_more(at: str, by: str, focus: str, rationale: str) -> Beat:
    return _decision(at, by, "one_more", rationale, focus=focus)


def reject(at: str, by: str, reason: str, rationale: str) -> Beat:
    return _decision(at, by, "reject", rationale, reason=reason)


def _decision(at: str, by: str, outcome: str, rationale: str, **more: Any) -> Beat:
    return Beat(
        local(at), by,
        lambda scene: decisions.decide(
            scene.work, DecisionForm(loop=scene.loop, version=0, outcome=outcome, rationale=rationale, **more)
        ),
    )  # fmt: skip


def challenge(at: str, by: str, due: str, *reviewers: str) -> Beats:
    """The challenge is sent, and the candidate told."""
    until = local(due)

    def do(scene: Scene) -> int:
        form = ChallengeForm(
            loop=scene.loop, version=0, due_date=until.date(), due_time=until.time(), zone=scene.zone, panel=reviewers,
            link=f"https://code.halyard.example/challenges/{scene.key}",
        )  # fmt: skip
        return challenges.send(scene.work, form)

    return (Beat(local(at), by, do), told(at, by, minutes=5))


def returned(at: str, by: str) -> Beat:
    return Beat(
        local(at), by,
        lambda scene: challenges.receive(
            scene.work, scene.form(link=f"https://code.halyard.example/submissions/{scene.key}")
        ),
    )  # fmt: skip


def offer(at: str, by: str, pay: str, starts: str, expires: str, *approvers: str, currency: str = "EUR") -> Beat:
    begins, ends = local(f"{starts} 00:00").date(), local(f"{expires} 00:00").date()

    def do(scene: Scene) -> int:
        form = OfferForm(
            loop=scene.loop, version=0, pay=pay, currency=currency, starts_on=begins, expires_on=ends,
            approvers=approvers,
        )  # fmt: skip
        return offers.draft(scene.work, form)

    return Beat(local(at), by, do)


def approve(at: str, by: str) -> Beat:
    return Beat(local(at), by, lambda scene: offers.approve(scene.work, scene.form()))


def send_offer(at: str, by: str) -> Beats:
    return (Beat(local(at), by, lambda scene: offers.send(scene.work, scene.form())), told(at, by, minutes=5))


def accept_offer(at: str, by: str) -> Beat:
    return Beat(local(at), by, lambda scene: offers.accept(scene.work, scene.form()))


def decline_offer(at: str, by: str, reason: str) -> Beat:
    return Beat(local(at), by, lambda scene: offers.decline(scene.work, scene.form(reason=reason)))


def hold(at: str, by: str, reason: str, until: str, note: str) -> Beat:
    day = local(f"{until} 00:00").date()
    return Beat(local(at), by, lambda scene: loops.hold(scene.work, scene.form(reason=reason, until=day, note=note)))


def withdraw(at: str, by: str, reason: str) -> Beat:
    return Beat(local(at), by, lambda scene: loops.withdraw(scene.work, scene.form(reason=reason)))


def told(at: str, by: str, *, minutes: int = 0) -> Beat:
    """The recruiter has told the candidate all that there was to tell."""

    def do(scene: Scene) -> None:
        for key in to_tell(Changing(scene.work, scene.loop).state):
            loops.told(scene.work, scene.form(key=key))

    return Beat(local(at) + timedelta(minutes=minutes), by, do)
