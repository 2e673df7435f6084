"""The interview guide, to read before and during an interview."""

from collections.abc import Iterator

from domain.playbook import Competency, Kit, Question
from views import ids
from views.blocks import View, context, divider, header, modal, numbered, packed, plain_section, section
from views.elements import Block
from views.text import bold, escape, name


def guide_modal(
    stage: str, kit: Kit | None, *, purpose: str = "", focus: str = "", title: str = "Interview guide"
) -> View:
    """`focus`: the competency that one more interview is about."""
    if kit is None:
        blocks = [section(f"{bold(stage)} has no guide.")]
    else:
        blocks = [
            header(stage),
            *([context(name(purpose, 300))] if purpose else []),
            plain_section(kit.instructions),
            header("What is rated"),
            *(block for each in kit.competencies for block in _competency(each, focus)),
            *_questions(kit),
        ]
    return modal(title, blocks, ids.SHOW_GUIDE)


def _competency(competency: Competency, focus: str) -> list[Block]:
    about = "  :dart: _what this interview is about_" if competency.key == focus else ""
    return [
        section(f"{bold(competency.name)}{about}\n{escape(competency.description)}"),
        numbered(list(competency.anchors)),
    ]


def _questions(kit: Kit) -> Iterator[Block]:
    if not kit.questions:
        return
    yield divider()
    yield header("Questions")
    for topic in kit.topics():
        asked = [_question(question) for question in kit.questions if question.topic == topic]
        yield from packed([bold(topic), *asked])


def _question(question: Question) -> str:
    good = f"\n_Good answer:_ {escape(question.good_answer)}" if question.good_answer else ""
    return f"• {escape(question.text)}{good}"
