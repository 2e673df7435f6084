"""What is open of a debrief is told in words: who agrees, how far apart people are, whose vote changed."""

from dataclasses import replace

import pytest

from domain.read.debriefs import VoteLine
from domain.read.details import RatingLine
from domain.read.loops import Unsettled
from domain.read.messages import EscalationPost
from domain.state import Part, Step
from domain.todos import TodoKind
from tests.views import debated, samples, sheets
from tests.views.reading import buttons_of, words_of
from tests.views.samples import HOSTILE, TYPICAL
from tests.views.shown import buttons
from views import ids
from views.messages import render
from views.modals.debrief import debrief_modal, vote_blocks
from views.modals.decide import decide_modal
from views.modals.evidence import agreement, beside, evidence_modal
from views.todos import todo_buttons, todo_line


def rated(*scores: int | None) -> list[RatingLine]:
    return [RatingLine("data", "Databases", score, "", not_assessed=score is None) for score in scores]


def test_agreement_is_told_in_words() -> None:
    assert agreement(rated(3, 3, None)) == ":white_check_mark: they agree"
    assert agreement(rated(2, 3)) == "close to each other"
    assert agreement(rated(1, 3, 4)) == ":left_right_arrow: apart, 1 to 4"
    assert agreement(rated(3, None)) == "", "one alone agrees with nobody"


def test_a_shadow_stands_in_no_comparison() -> None:
    card = samples.scorecards(TYPICAL)[0]
    shadow = replace(card, part=Part.SHADOW, person=replace(TYPICAL.person(9), name="Shadow Sue"))
    shown = [block for block in beside([card, shadow], debated.kit()) if "text" in block]
    assert "Shadow Sue" not in repr(shown)


def test_all_of_eight_peoples_evidence_is_one_button_away() -> None:
    page = debated.page(samples.LONGEST)
    shown = debrief_modal(page, debated.kit())
    more = [
        b["accessory"] for b in shown["blocks"] if b.get("accessory", {}).get("text", {}).get("text") == "All of it"
    ]
    assert len(more) == len(debated.kit().competencies)
    assert ids.parse_value(more[0]["value"]).extra[:2] == ("system_design", "1")
    whole = evidence_modal("Maya", "System design", "data", page.scorecards)
    assert samples.LONGEST.long[:2900] in repr(whole).replace("\\n", "\n")


def votes(*lines: tuple[str, str]) -> list[VoteLine]:
    return [VoteLine(TYPICAL.person(n), first=first, second=second) for n, (first, second) in enumerate(lines)]


def test_sealed_votes_are_not_shown_and_a_change_is() -> None:
    assert vote_blocks(votes(("yes", ""), ("", ""))) == [], "one's own alone is no table"
    shown = repr(vote_blocks(votes(("no", "yes"), ("yes", "yes"))))
    assert "Votes: 1 yes, 1 no \u2192 2 yes" in shown
    assert "no \u2192 *yes* (changed)" in shown
    assert "yes, and again" in shown
    sealed = repr(vote_blocks(votes(("no", "no"), ("yes", ""))))
    assert "no, and again" in sealed
    assert "Votes: 1 yes, 1 no*" in sealed, "one's own second vote alone is no count of them"


def test_what_people_write_beside_a_vote_pages_nobody() -> None:
    for step in (Step.SECOND_VOTE, Step.DECISION):
        assert "<!everyone>" not in repr(vote_blocks(debated.votes(HOSTILE, step)))


def test_the_conversation_reads_no_vote_and_no_rating() -> None:
    for name, post in debated.posts(TYPICAL).items():
        said = repr(render(post)).lower()
        assert not [word for word in ("strong", " yes", " no ") if word in said], name


def test_a_head_post_has_one_button_until_it_is_over() -> None:
    made = debated.posts(TYPICAL)
    assert list(buttons(render(made["debrief first_vote"]))) == ["loop.vote"]
    assert buttons(render(made["debrief first_vote over"])) == {}


def test_who_decides_before_the_end_is_asked_why_and_who_differed() -> None:
    early = decide_modal(debated.loop_page(TYPICAL), sheets.side(TYPICAL), outcome="advance")
    fields = [block["block_id"] for block in early["blocks"] if block["type"] == "input"]
    assert fields[:2] == ["outcome", "rationale"], "nothing comes between what was chosen and why"
    assert fields[2:] == ["override", "dissent", "probe"], "what must be said stands before what may be"


def settling(kind: TodoKind, **about: bool) -> tuple[str, list[str]]:
    """What whoever has to settle a to-do of somebody else's reads, and their buttons."""
    item = replace(samples.todo(TYPICAL, TodoKind.REASSIGN), settles=Unsettled(kind, TYPICAL.person(3), 4, **about))
    return todo_line(item, samples.NOW, "UTC"), [each["action_id"] for each in todo_buttons(item) if each]


def test_a_vote_that_does_not_come_is_asked_for_or_gone_on_without_by_who_decides() -> None:
    said, offered = settling(TodoKind.VOTE, decides=True)
    assert "*Get the vote, or go on without*" in said
    assert offered[:3] == ["loop.move_on", ids.REMEDY_REMIND, ids.TODO_DO]
    said, offered = settling(TodoKind.VOTE_AGAIN)
    assert "*Get the second vote*" in said
    assert offered[:2] == [ids.REMEDY_REMIND, ids.TODO_DO], "who does not decide cannot go on without"
    assert settling(TodoKind.VOTE, decides=True, disowned=True)[1][:2] == ["loop.move_on", ids.TODO_DO]


def test_what_happened_is_said_by_who_reads_that_nobody_has_said_it() -> None:
    """The recruiter and the hiring manager may: nobody needs to be found for an interview that is over."""
    said, offered = settling(TodoKind.WHAT_HAPPENED)
    assert "*Say what happened*" in said
    assert offered[:3] == ["loop.what_happened", ids.REMEDY_REMIND, ids.TODO_DO]
    assert settling(TodoKind.WHAT_HAPPENED, disowned=True)[1][:2] == ["loop.what_happened", ids.TODO_DO]
    late = EscalationPost(TYPICAL.person(1), samples.NOW, (samples.todo(TYPICAL, TodoKind.WHAT_HAPPENED),))
    assert list(buttons(render(late)))[:2] == [ids.REMEDY_REMIND, "loop.what_happened"]


def test_an_approval_that_does_not_come_is_asked_for_or_somebody_else_s() -> None:
    said, offered = settling(TodoKind.APPROVE_OFFER)
    assert "*Get the approval, or replace the approver*" in said
    assert offered[:3] == ["loop.replace_approver", ids.REMEDY_REMIND, ids.TODO_DO]


@pytest.mark.parametrize("kind", sorted(set(TodoKind) - {TodoKind.REASSIGN}))
def test_what_is_to_be_settled_is_called_by_what_its_buttons_do(kind: TodoKind) -> None:
    said, offered = settling(kind)
    assert ("waive" in said) == (ids.REMEDY_WAIVE in offered)
    assert ids.TODO_DO in offered


def test_who_decides_and_has_not_voted_is_asked_to_vote_and_goes_on_without_others_alone() -> None:
    page = debated.loop_page(TYPICAL)
    alone = replace(page, viewer=page.missing_votes[0], missing_votes=page.missing_votes[:1])
    shown = decide_modal(alone, sheets.side(TYPICAL))
    assert "waiting for you to vote" in words_of(shown)
    assert ("loop.vote" in buttons_of(shown), "loop.move_on" in buttons_of(shown)) == (True, False)
    shown = decide_modal(replace(alone, missing_votes=page.missing_votes), sheets.side(TYPICAL))
    assert "waiting for you and <@" in words_of(shown)
    assert {"loop.vote", "loop.move_on"} <= set(buttons_of(shown))
    others = decide_modal(replace(page, viewer=page.missing_votes[0], missing_votes=page.missing_votes[1:]))
    assert "loop.vote" not in buttons_of(others)
