"""What the briefing's message and its modal have in common."""

from collections.abc import Sequence

from domain.playbook import Competency, Kit
from domain.read.briefings import Briefing
from domain.state import Part
from views.lines import panel_names
from views.text import both_clocks, escape, length, link, name

PARTS = {
    Part.LEAD: "You lead: welcome the candidate, and say afterwards what happened.",
    Part.INTERVIEWER: "",
    Part.REVERSE_SHADOW: "You interview while somebody experienced watches. Your scorecard counts.",
    Part.SHADOW: "You shadow: listen, and score for practice. Your scorecard doesn't count.",
}
"""What each part is asked to do, in words for whom it is."""


def facts(briefing: Briefing, *, ping: bool = False) -> list[str]:
    """When on both clocks, with whom, and where."""
    meeting, company = briefing.meeting, panel_names(briefing.others, ping=ping)
    if meeting is None:
        return [f"With {company}"] if company else []
    when = both_clocks(meeting.starts_at, briefing.person.zone, briefing.candidate_zone, begins=True)
    declined = "Nobody else comes so far" if briefing.others else "You meet them alone"
    alone = declined if briefing.seat else ""
    return [
        f"{when}, {length(meeting.ends_at - meeting.starts_at)}",
        *([f"With {company}"] if company else [alone] if alone else []),
        *([link(meeting.link, "Join the meeting")] if meeting.link else []),
    ]


def probes(briefing: Briefing) -> list[str]:
    """What earlier stages asked for, each with the stage and who wrote it."""
    return [
        f"• {name(each.stage)}, {name(each.by.name)}: {escape(' '.join(each.text.split()))}" for each in briefing.probes
    ]


def listed(sentences: Sequence[str]) -> list[str]:
    return [f"• {escape(sentence)}" for sentence in sentences]


def time_plan(kit: Kit) -> list[str]:
    """Part after part, with the minute at which each one begins."""
    rows, begins = [], 0
    for part in kit.time_plan:
        rows.append(f"• {begins}-{begins + part.minutes} min: {escape(part.part)}")
        begins += part.minutes
    return rows


def weight(competency: Competency) -> str:
    """Empty for what weighs as much as anything else."""
    if competency.weight == 1:
        return ""
    return f"Weighs {competency.weight}: {escape(competency.weight_reason or '')}"
