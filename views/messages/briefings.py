"""To interviewers, on the working morning before: all that they need to prepare, and the whole kit a click away."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace

from domain.actions import Action
from domain.read.briefings import Briefing
from domain.read.invitations import BriefingPost
from views import briefings, ids
from views.blocks import Message, actions, context, divider, message, packed, section
from views.elements import Block, button, link_button
from views.lines import loop_button, title_line
from views.messages.invitations import overtaken
from views.text import both_clocks, count, name

ROOM, SIZE = 49, 12_000
"""Of several briefings in one message: all blocks, and bytes of those that say more than who, when and where."""


def briefing(post: BriefingPost) -> Message:
    """Who and when first; what earlier stages asked for before what the kit always asks.

    Of several, the earliest says all, as far as there is room; the others say who and when, with all a click away.
    """
    if not post.also:
        return _alone(post)
    together = (post, *post.also)
    ahead = [each for each in together if each.briefing is not None and each.briefing.meeting is not None]
    hello = (
        f":blue_book: Your briefings for {count(len(ahead), 'interview')}" if ahead else ":blue_book: Your briefings"
    )
    short = [[divider(), *_short(each)] for each in together]
    blocks, room = [section(hello)], ROOM - sum(len(each) for each in short)
    size, known = SIZE, set[tuple[str, ...]]()
    for each, brief in zip(together, short, strict=True):
        more = _more(each, known)
        if len(more) > room or len(json.dumps(more)) > size:
            blocks += brief
            continue
        room, size = room - len(more), size - len(json.dumps(more))
        known |= {each.briefing.avoid} if each.briefing else set()
        blocks += [*brief[:-1], *more, brief[-1]]
    return message("\n".join([f"{hello.partition(': ')[2]}:", *(f"• {_said(each)}" for each in together)]), blocks)


def _alone(post: BriefingPost) -> Message:
    found = post.briefing
    if found is None or found.meeting is None:
        return overtaken(post.about)
    parts = [part for part in _parts(found) if part[1]]
    text = "\n".join([_said(post), *briefings.facts(found)[1:], *(f"{title}\n{_lines(rows)}" for title, rows in parts)])
    first = "\n".join([":blue_book: Your briefing", *_facts(found)])
    return message(text, [section(first), *_more(post), *_buttons(found, post)])


def _said(post: BriefingPost) -> str:
    """Of whom, and when; or what became of it."""
    found = post.briefing
    if found is None or found.meeting is None:
        return overtaken(post.about).text
    when = both_clocks(found.meeting.starts_at, found.person.zone, found.candidate_zone)
    return f"Your briefing for {name(found.candidate)}: {name(found.stage)}, {when}."


def _facts(found: Briefing) -> list[str]:
    return [title_line(found.candidate, found.role, found.stage), *briefings.facts(found, ping=True)]


def _short(post: BriefingPost) -> list[Block]:
    """Who, when and where, and the buttons; or what became of it."""
    found = post.briefing
    if found is None or found.meeting is None:
        return overtaken(post.about).blocks
    return [section("\n".join(_facts(found))), *_buttons(found, post)]


def _more(post: BriefingPost, known: Collection[tuple[str, ...]] = ()) -> list[Block]:
    """What its reader does there, and all that is worth knowing before. `known`: what not to ask, said already."""
    found = post.briefing
    if found is None or found.meeting is None:
        return []
    part = briefings.PARTS[found.seat.part] if found.seat else ""
    said = _parts(replace(found, avoid=()) if found.avoid in known else found)
    asked = (block for title, rows in said if rows for block in packed([f"*{title}*", *rows]))
    return [*([context(part)] if part else []), *asked]


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
