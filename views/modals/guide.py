"""The briefing in full, to read before and during an interview, or before reviewing a challenge."""

from collections.abc import Iterator

from domain.playbook import Competency, Kit, Question
from domain.read.briefings import Briefing
from views import briefings, ids
from views.blocks import View, actions, context, divider, header, modal, numbered, packed, plain_section, section
from views.elements import Block, link_button
from views.lines import title_line
from views.modals.parts import titled
from views.text import bold, escape, name
from views.wording import guide_title


def guide_modal(briefing: Briefing) -> View:
    """Who, when, with whom; what to look into; then how it is rated, and the questions."""
    blocks: list[Block] = [
        section("\n".join([title_line(briefing.candidate, briefing.role, briefing.stage), *briefings.facts(briefing)])),
        *([context(name(briefing.purpose, 300))] if briefing.purpose else []),
        *actions(
            link_button("Résumé", ids.INVITE_RESUME, briefing.resume_url),
            link_button("Submission", ids.OPEN_SUBMISSION, briefing.submission_link),
        ),
        *titled("Asked for by earlier stages", briefings.probes(briefing)),
    ]
    if briefing.kit is None:
        blocks.append(section(f"{bold(briefing.stage)} has no guide."))
    else:
        blocks += _kit(briefing.kit, briefing)
    return modal(guide_title(briefing.kind), blocks, ids.SHOW_GUIDE)


def _kit(kit: Kit, briefing: Briefing) -> Iterator[Block]:
    yield from titled("Don't leave without", briefings.listed(kit.must_probe))
    yield from titled("Time plan", briefings.time_plan(kit))
    yield header("How it goes")
    yield plain_section(kit.instructions)
    yield from titled("What not to ask", briefings.listed(briefing.avoid))
    yield header("What is rated")
    for each in kit.competencies:
        yield from _competency(each, briefing.focus)
    yield from _questions(kit)


def _competency(competency: Competency, focus: str) -> list[Block]:
    about = "  :dart: _what this interview is about_" if competency.key == focus else ""
    weight = briefings.weight(competency)
    said = [f"{bold(competency.name)}{about}", escape(competency.description), *([weight] if weight else [])]
    return [section("\n".join(said)), numbered(list(competency.anchors))]


def _questions(kit: Kit) -> Iterator[Block]:
    if not kit.questions:
        return
    yield divider()
    yield header("Questions")
    for topic in kit.topics():
        asked = [_question(question) for question in kit.questions if question.topic == topic]
        yield from packed([bold(topic), *asked])


def _question(question: Question) -> str:
    good = f"\n> _Good answer:_ {escape(question.good_answer)}" if question.good_answer else ""
    return f"• {escape(question.text)}{good}"
