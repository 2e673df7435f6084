"""A refusal as people read it: the sentence, and beside it what mends it."""

from collections.abc import Mapping

from domain.actions import Action
from domain.read.loops import LoopPage
from domain.refusals import Refusal, Remedy
from views import ids
from views.blocks import View, actions, context, modal, section
from views.elements import Block, button
from views.lines import title_line
from views.wording import ACTION_LABELS

_BUTTONS: Mapping[Remedy, tuple[str, str]] = {
    Remedy.REMIND: ("Remind", ids.REMEDY_REMIND),
    Remedy.REPLACE: ("Replace", ids.REMEDY_REPLACE),
    Remedy.WAIVE: ("Waive", ids.REMEDY_WAIVE),
    Remedy.REOPEN: ("Reopen", ids.REMEDY_REOPEN),
    Remedy.OPEN: ("Open", ids.REMEDY_OPEN),
    Remedy.NOT_THERE: (ACTION_LABELS[Action.NOT_THERE], ids.loop_action(Action.NOT_THERE)),
}


def refusal_text(refusal: Refusal) -> str:
    """The sentence. It may mention members, and holds nothing that somebody typed, so it is shown as it is."""
    return refusal.text


def refusal_blocks(refusal: Refusal, loop: int | None = None, version: int = 0) -> list[Block]:
    """For a modal or an ephemeral message. `loop`: where the refusal itself names none."""
    number = refusal.loop or loop
    blocks = [section(refusal_text(refusal))]
    if number is None:
        return blocks
    value = ids.value(number, version)
    return blocks + actions(
        *(
            button(_BUTTONS[remedy][0], _BUTTONS[remedy][1], value, style=None if place else "primary")
            for place, remedy in enumerate(refusal.remedies)
        )
    )


def refusal_modal(refusal: Refusal, page: LoopPage | None = None) -> View:
    """Where there is no form to put the sentence into."""
    if page is None:
        return modal("Not now", refusal_blocks(refusal), ids.SHOW_REFUSAL)
    line = page.card.line
    return modal(
        "Not now",
        [
            context(title_line(line.candidate, line.role, line.stage)),
            *refusal_blocks(refusal, line.loop, line.version),
        ],
        ids.SHOW_REFUSAL,
        metadata=ids.metadata(loop=line.loop, version=line.version),
    )
