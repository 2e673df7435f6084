"""What can happen to a sample candidate; each verb makes the beats that let the bot's own services do it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.demo.evidence import scorecard
from bot.demo.story import Beat, Beats, Scene, local
from domain.debriefs import missing
from domain.forms import (
    AnswerForm,
    ChallengeForm,
    DecisionForm,
    HappenedForm,
    LoopForm,
    OfferForm,
    PanelForm,
    ScheduleForm,
    ScorecardForm,
)
from domain.forms_debriefs import VoteForm
from domain.state import Step
from domain.telling import to_tell
from models import queries
from services import challenges, debriefs, decisions, feedback, interviews, kits, loops, offers, panels, private_notes
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


def score(at: str, by: str, ratings: str, recommendation: str, notes: str = "", *, share: Collection[str] = ()) -> Beat:
    """`ratings` are digits in the order of the guide; what was seen comes from `evidence`, never the same twice.

    `share`: competencies whose evidence the candidate may be told.
    """

    def do(scene: Scene) -> int:
        row = scene.row
        version = 0 if row.stage == "challenge" else scene.interview.version
        rated = [competency.key for competency in kits.kit_of(scene.work, row, row.stage).competencies]
        content = scorecard(row.stage, rated, ratings, recommendation, notes, seed=f"{scene.key}:{by}")
        for key in share:
            content["ratings"][key]["shareable"] = True
        form = ScorecardForm(
            loop=scene.loop, stage=row.stage, round=row.round, content=content, interview_version=version
        )
        return feedback.submit(scene.work, form)

    return Beat(local(at), by, do)


def note(at: str, by: str, words: str) -> Beat:
    """To the recruiter alone."""

    def do(scene: Scene) -> int:
        about = f"{scene.row.stage}:{scene.row.round}"
        return private_notes.write(scene.work, LoopForm(loop=scene.loop, version=0, key=about, note=words))

    return Beat(local(at), by, do)


def advance(at: str, by: str, rationale: str, probe: str = "") -> Beats:
    return _decision(at, by, "advance", rationale, probe=probe)


def one_more(at: str, by: str, focus: str, rationale: str) -> Beats:
    return _decision(at, by, "one_more", rationale, focus=focus)


def reject(at: str, by: str, reason: str, rationale: str) -> Beats:
    return _decision(at, by, "reject", rationale, reason=reason)


def vote(at: str, by: str, word: str, note: str = "") -> Beat:
    """In the debrief: before the talk or after it, as it stands then."""
    return Beat(local(at), by, lambda scene: _votes(scene, word, note))


def _votes(scene: Scene, word: str, note: str = "") -> int:
    row = scene.row
    form = VoteForm(
        loop=scene.loop, stage=row.stage, round=row.round, vote=word, note=note, again=row.step == Step.SECOND_VOTE
    )
    return debriefs.vote(scene.work, form)


def _debate(scene: Scene) -> None:
    """Whoever has not voted yet does, as their scorecard says; who wrote none as most of the others."""
    state = Changing(scene.work, scene.loop).state
    cards = queries.scorecards_of(scene.work.session, scene.loop)
    here = [card for card in cards if (card.stage, card.round) == (state.stage, state.round)]
    said = {card.member_id: card.recommendation for card in here if card.recommendation}
    for member in missing(state):
        word = said.get(member) or Counter(said.values()).most_common(1)[0][0]
        _votes(replace(scene, work=replace(scene.work, actor=member)), word)


BEFORE = (timedelta(minutes=4), timedelta(minutes=2))
"""How long before a decision the last of the first votes are in, and of the second, where the stage has a debrief."""


def _decision(at: str, by: str, outcome: str, rationale: str, **more: Any) -> Beats:
    debated = tuple(Beat(local(at) - before, by, _debate) for before in BEFORE)
    decided = Beat(
        local(at), by,
        lambda scene: decisions.decide(
            scene.work, DecisionForm(loop=scene.loop, version=0, outcome=outcome, rationale=rationale, **more)
        ),
    )  # fmt: skip
    return (*debated, decided)


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
