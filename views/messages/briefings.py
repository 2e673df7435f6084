"""To interviewers, on the working morning before: all that they need to prepare, and the whole kit a click away."""

from collections.abc import Sequence

from domain.actions import Action
from domain.read.briefings import Briefing
from domain.read.invitations import BriefingPost
from views import briefings, ids
from views.blocks import Message, actions, context, message, packed, section
from views.elements import Block, button, link_button
from views.lines import loop_button, title_line
from views.messages.invitations import overtaken
from views.text import both_clocks, name


def briefing(post: BriefingPost) -> Message:
    """Who and when first; what earlier stages asked for before what the kit always asks."""
    found = post.briefing
    if found is None or found.meeting is None:
        return overtaken(post.about)
    when = both_clocks(found.meeting.starts_at, found.person.zone, found.candidate_zone)
    said = f"Your briefing for {name(found.candidate)}: {name(found.stage)}, {when}."
    part = briefings.PARTS[found.seat.part] if found.seat else ""
    parts = [part for part in _parts(found) if part[1]]
    text = "\n".join([said, *briefings.facts(found)[1:], *(f"{title}\n{_lines(rows)}" for title, rows in parts)])
    return message(
        text,
        [
            section(
                "\n".join([
                    ":blue_book: Your briefing",
                    title_line(found.candidate, found.role, found.stage),
                    *briefings.facts(found, ping=True),
                ])
            ),
            *([context(part)] if part else []),
            *(block for title, rows in parts for block in packed([f"*{title}*", *rows])),
            *_buttons(found, post),
        ],
    )  # fmt: skip


def _parts(found: Briefing) -> list[tuple[str, Sequence[str]]]:
    kit = found.kit
    rated = ", ".join(name(each.name) for each in kit.competencies) if kit else ""
    return [
        ("Asked for by earlier stages", briefings.probes(found)),
        ("Don't leave without", briefings.listed(kit.must_probe) if kit else ()),
        ("Time plan", briefings.time_plan(kit) if kit else ()),
        ("What is rated", [rated] if rated else ()),
        ("What not to ask", briefings.listed(found.avoid)),
    ]


def _lines(rows: Sequence[str]) -> str:
    return "\n".join(rows)


def _buttons(found: Briefing, post: BriefingPost) -> list[Block]:
    meeting = post.about.meeting
    return actions(
        button(
            "Questions and anchors", ids.INVITE_GUIDE, ids.value(meeting.interview, meeting.version), style="primary",
            spoken=f"Questions and anchors: {found.candidate}",
        ),
        link_button("Résumé", ids.INVITE_RESUME, found.resume_url),
        loop_button(
            Action.FEEDBACK, found.loop, 0, found.stage_key, found.round, words="Scorecard for notes",
            who=found.candidate,
        ),
    )  # fmt: skip
