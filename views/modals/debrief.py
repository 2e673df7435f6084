"""The debrief: everybody's scorecards side by side to read, then one's own vote; and the forms that let it go on."""

from collections import Counter
from collections.abc import Iterator, Sequence

from domain.actions import Action
from domain.forms_debriefs import VoteForm
from domain.playbook import Kit
from domain.read.debriefs import DebriefPage, VoteLine
from domain.read.loops import LoopPage
from domain.scorecards import Recommendation
from domain.state import Step
from views import ids, inputs
from views.blocks import View, actions, context, divider, modal, packed, plain_section, section
from views.elements import Block, Choice, Element, button
from views.lines import loop_button, title_line
from views.modals.closing import KEPT
from views.modals.evidence import all_of_it, beside, notes, recommendation
from views.modals.parts import meta, subject
from views.text import count, cut, escape, mention, mentions, moment, name
from views.wording import VOTE_WORDS

CHOICES = tuple(Choice(str(each), each.label) for each in Recommendation)


def debrief_modal(page: DebriefPage, kit: Kit | None, given: VoteForm | None = None) -> View:
    """Read, then vote; once the second votes are open, only to read."""
    ahead = page.step is not Step.DECISION and page.mine is not None
    return modal(
        "Debrief",
        [
            context(title_line(page.candidate, page.role, page.stage)),
            section(_what_to_do(page)),
            *_waited_for(page),
            *actions(*_ways(page)),
            *vote_blocks(page.votes),
            *beside(page.scorecards, kit, all_of_it(page.loop, page.version, page.stage_key)),
            *notes(page.scorecards),
            *(_form(page, page.mine, given) if ahead and page.mine else ()),
        ],
        ids.SUBMIT_VOTE if ahead else ids.SHOW_DEBRIEF,
        submit=_submit(page) if ahead else "",
        close="Close",
        metadata=ids.metadata(
            loop=page.loop, version=page.version, stage=page.stage_key, round=page.round,
            again=1 if page.step is Step.SECOND_VOTE else 0,
        ),
    )  # fmt: skip


def _what_to_do(page: DebriefPage) -> str:
    if page.mine is None and page.step is not Step.DECISION:
        return "You have no vote here: read along. Votes are open to you, as to all, once everybody's are in."
    if page.step is Step.FIRST_VOTE:
        until = f", until {moment(page.read_until, page.viewer.zone)}" if page.read_until else ""
        return (
            f"*Read* in silence: {count(page.reading_minutes, 'minute')}{until}. Then *vote* below. "
            "Nobody sees your vote until all have voted."
        )
    if page.step is Step.SECOND_VOTE:
        return (
            "The first votes are open. *Talk* about them in our conversation, then *vote again* below. "
            "Nobody sees the second votes until all are in."
        )
    return f"All votes are in. {mention(page.decider)} decides."


def _waited_for(page: DebriefPage) -> Iterator[Block]:
    if not page.missing:
        return
    total = sum(not line.left for line in page.votes)
    word = VOTE_WORDS.get(page.step, "vote")
    said = f"{total - len(page.missing)} of {count(total, word)} in. Waiting for {mentions(page.missing)}."
    yield section(said)


def _ways(page: DebriefPage) -> list[Element]:
    where = (page.loop, page.version)
    on = [Action.MOVE_ON, Action.DECIDE] if page.missing and page.may_move_on else []
    return [
        *(loop_button(action, *where) for action in on),
        button("How we debrief", ids.PAGE_ADVICE, ids.value(*where)),
    ]


def vote_blocks(votes: Sequence[VoteLine]) -> list[Block]:
    """Who voted how, before and after the talk, as far as it is open. Nothing while all is sealed."""
    if sum(bool(line.first or line.second) for line in votes) < 2:
        return []
    second = [line.second for line in votes if line.second]
    after = tally(second) if len(second) > 1 else ""
    summary = " \u2192 ".join(filter(None, (tally([line.first for line in votes]), after)))
    return packed([f"*Votes: {summary}*", *(_vote(line) for line in votes)])


def tally(words: Sequence[str]) -> str:
    """As in "2 yes, 1 strong no"; empty where nothing is open."""
    found = Counter(filter(None, words))
    return ", ".join(
        f"{found[str(each)]} {each.label.lower()}" for each in reversed(Recommendation) if found[str(each)]
    )


def _vote(line: VoteLine) -> str:
    part = " (bar raiser)" if line.bar_raiser else ""
    first = recommendation(line.first).lower() if line.first else "no first vote"
    part += ", who has left the company" if line.left else ""
    said = f"\u2022 {name(line.person.name)}{part}: {first}"
    if line.second and line.second != line.first:
        said += f" \u2192 *{recommendation(line.second).lower()}* (changed)"
    elif line.second:
        said += ", and again"
    words = [note for note in (line.first_note, line.second_note) if note]
    quoted = "".join(f"\n> {escape(cut(' '.join(note.split()), 300))}" for note in words)
    answer = f"\n> _Answered:_ {escape(cut(' '.join(line.answer.split()), 500))}" if line.answer else ""
    return said + quoted + answer


def advice_modal(page: DebriefPage) -> View:
    """What the playbook says about debriefs."""
    return modal("How we debrief", [plain_section(page.advice)], ids.SHOW_ADVICE)


def _form(page: DebriefPage, mine: VoteLine, given: VoteForm | None) -> Iterator[Block]:
    again = page.step is Step.SECOND_VOTE
    word, note = (mine.second, mine.second_note) if again else (mine.first, mine.first_note)
    yield divider()
    if again and mine.first and not mine.in_second:
        keeps = f"Keep my vote: {recommendation(mine.first).lower()}"
        yield from actions(button(keeps, ids.VOTE_KEEP, ids.value(page.loop, page.version)))
    yield inputs.radio(
        "vote", "Your second vote" if again else "Your vote", CHOICES, given.vote if given else word or None
    )
    yield inputs.text(
        "note",
        "Why, in a sentence?",
        given.note if given else note,
        optional=True,
        multiline=True,
        most=500,
        hint="It is opened together with your vote, and kept.",
    )


def _submit(page: DebriefPage) -> str:
    again = page.step is Step.SECOND_VOTE
    done = page.mine is not None and (page.mine.in_second if again else page.mine.in_first)
    return "Change vote" if done else "Vote again" if again else "Vote"


def move_on_modal(page: LoopPage) -> View:
    """The next step begins without the votes that are missing."""
    first = page.card.line.step is Step.FIRST_VOTE
    opens = "The first votes are opened, and everybody is asked for a second one." if first else "Then it is decided."
    return _why(
        page,
        "Go on without",
        ids.SUBMIT_MOVE_ON,
        "Go on",
        f"Waiting for {mentions(page.missing_votes)}. {opens} Your reason is recorded, and everybody reads it.",
    )


def close_gate_modal(page: LoopPage) -> View:
    """The debrief begins with the scorecards that are in."""
    waited = f"Scorecards of {mentions(page.outstanding)} are not waited for any more. " if page.outstanding else ""
    return _why(
        page,
        "Begin the debrief",
        ids.SUBMIT_CLOSE_GATE,
        "Begin",
        f"{waited}Those that are in are opened to the panel. Your reason is recorded, and the panel is told.",
    )


def answer_modal(page: LoopPage) -> View:
    """A bar raiser's no blocks advancing until the hiring manager has answered it."""
    who = mention(page.objects) if page.objects else "The bar raiser"
    about = f"{who} said no. To advance all the same, answer that in writing first. It stands in the decision record."
    return _why(page, "Answer the bar raiser", ids.SUBMIT_ANSWER_CONCERN, "Answer", about, label="Your answer")


def _why(page: LoopPage, title: str, callback_id: str, submit: str, about: str, label: str = "Why?") -> View:
    return modal(
        title,
        [subject(page), section(about), inputs.text("note", label, multiline=True, hint=KEPT, most=1000)],
        callback_id,
        submit=submit,
        close="Cancel",
        metadata=meta(page),
    )
