"""Briefings for the views' tests, the longest that a playbook allows among them."""

from dataclasses import replace

from domain.playbook import Competency, CompetencyKind, Kit, Question, StageKind, TimePart
from domain.playbook_kit import MOST_COMPETENCIES
from domain.read.briefings import Briefing, Probe
from domain.read.invitations import BriefingPost, SoonPost
from tests.views import samples
from tests.views.samples import Words


def briefing(words: Words, kit: Kit | None = None, *, focus: str = "") -> Briefing:
    stage = samples.backend().stage("system_design")
    seats = samples.seats(words)
    return Briefing(
        loop=7, stage_key="system_design", round=1, person=words.person(1), candidate=words.name,
        candidate_zone=samples.BENGALURU, role=words.name, stage=words.name, kind=StageKind.INTERVIEW,
        purpose=words.long[:300], meeting=samples.meeting(words), seat=seats[0] if seats else None, others=seats[1:],
        resume_url=words.url, submission_link=words.url, kit=kit or stage.kit, focus=focus or "scalability",
        probes=tuple(Probe(words.name, words.long[:1000], words.person(n)) for n in range(min(words.many, 11))),
        avoid=samples.backend().avoid,
    )  # fmt: skip


def longest_kit() -> Kit:
    """As much as a playbook may say, and what a role may add: a topic of its own for each question."""
    sentence, line = ("word & <word> " * 30)[:299] + ".", ("an anchor & more " * 10)[:139] + "."
    rated = [
        Competency(
            key=f"c{n}", name=f"{n} " + "Name & name " * 4, kind=CompetencyKind.HARD, description=sentence,
            anchors=(line, line, line, line), weight=5, weight_reason=sentence,
        )
        for n in range(MOST_COMPETENCIES)
    ]  # fmt: skip
    return Kit(
        competencies=tuple(rated),
        questions=tuple(Question(topic=f"Topic {n}", text=sentence, good_answer=sentence) for n in range(40)),
        must_probe=(sentence,) * 8,
        time_plan=tuple(TimePart(minutes=5, part="A part & more of the hour " * 2) for _ in range(12)),
        instructions="Listen & ask. " * 100,
    )


def post(words: Words, kit: Kit | None = None) -> BriefingPost:
    about = SoonPost(7, words.name, words.name, words.name, words.person(1), samples.meeting(words), words.url)
    return BriefingPost(about, briefing(words, kit))


def several(words: Words) -> BriefingPost:
    """A day full of interviews, one of which fell away."""
    each = post(words)
    others = [post(words, longest_kit()), replace(each, briefing=None), *[each] * max(words.many, 1)]
    return replace(each, also=tuple(others))
