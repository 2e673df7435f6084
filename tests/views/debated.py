"""Debriefs for tests of views: of eight people, at every step."""

from dataclasses import replace

from domain.playbook import Kit
from domain.read.debriefs import DebriefLine, DebriefPage, DebriefPost, VoteLine
from domain.read.details import RatingLine
from domain.read.loops import LoopPage
from domain.state import Step
from tests.views import samples
from tests.views.samples import NOW, Words
from views.messages.debriefs import ASKS

EIGHT = 8


def kit() -> Kit:
    """Ten competencies."""
    known = samples.backend().stage("system_design").kit
    assert known is not None
    more = tuple(one.model_copy(update={"key": f"more_{one.key}"}) for one in known.competencies)
    return known.model_copy(update={"competencies": (*known.competencies, *more)})


def votes(words: Words, step: Step) -> tuple[VoteLine, ...]:
    """As far as they are open at this step to somebody who has voted."""
    first, second = step is not Step.FIRST_VOTE, step is Step.DECISION
    return tuple(
        VoteLine(
            person=replace(words.person(n), id=f"U{n}"),
            bar_raiser=n == 7,
            in_first=n < 6,
            in_second=n < 3 or second,
            first=("yes" if n % 2 else "strong_no") if n < 6 and (first or n == 1) else "",
            second=("yes" if n % 3 else "no") if second or (n == 1 and first) else "",
            first_note=words.long if first else "",
            second_note=words.long if second else "",
            answer=words.long if second and n == 7 else "",
        )
        for n in range(EIGHT)
    )


def page(words: Words, step: Step = Step.FIRST_VOTE) -> DebriefPage:
    """Ten competencies of eight people, as long as people may write."""
    ratings = tuple(
        RatingLine(one.key, one.name, None if n == 9 else 1 + n % 4, words.long[:3000], not_assessed=n == 9)
        for n, one in enumerate(kit().competencies)
    )
    (card, *_) = samples.scorecards(words) if words.many else (samples.scorecards(samples.TYPICAL)[0],)
    cards = tuple(
        replace(card, person=replace(words.person(n), id=f"U{n}"), round=1, ratings=ratings) for n in range(EIGHT)
    )
    given = votes(words, step)
    return DebriefPage(
        loop=7, version=3, viewer=words.person(1), candidate=words.name, role=words.name, stage=words.name,
        stage_key="system_design", round=1, step=step, decider=words.person(2), scorecards=cards, votes=given,
        mine=given[1], missing=tuple(words.person(n) for n in range(3)) if step is not Step.DECISION else (),
        advice=words.long[:1500] or "Read, vote, talk.", reading_minutes=10, read_until=NOW, may_move_on=True,
    )  # fmt: skip


def loop_page(words: Words, step: Step = Step.SECOND_VOTE) -> LoopPage:
    """The page of a loop that is being debated."""
    made = samples.page(words, step)
    waited = tuple(words.person(n) for n in range(3)) if step is not Step.DECISION else ()
    return replace(made, votes=votes(words, step), missing_votes=waited, objects=words.person(7), outstanding=())


def posts(words: Words) -> dict[str, DebriefPost | DebriefLine]:
    people = tuple(words.person(n) for n in range(EIGHT))
    made: dict[str, DebriefPost | DebriefLine] = {}
    for step in ASKS:
        head = DebriefPost(
            7, 3, words.name, words.name, words.name, step, 1, people, people if step is not Step.DECISION else (),
            EIGHT, words.person(2),
        )  # fmt: skip
        made |= {f"debrief {step}": head, f"debrief {step} apart": replace(head, apart=True)}
        made[f"debrief {step} over"] = replace(head, outcome=words.long or "over.")
        for event in ("Voted", "VotedAgain", "CardSubmitted", "DebriefMovedOn", "GateClosed", "ConcernAnswered"):
            by, decider = words.person(), words.person(2)
            line = DebriefLine(7, words.name, words.name, event, step, by, people, decider, decider, words.long)
            by_itself = replace(line, by=None, missing=(), by_itself=True)
            made |= {f"{event} {step}": line, f"{event} {step} by nobody": by_itself}
    return made
