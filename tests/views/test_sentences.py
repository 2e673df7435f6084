"""Every event and every to-do has its words, and none of them tells more than its reader may know."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain import events as ev
from domain.actions import Action
from domain.read.details import HistoryLine
from domain.read.messages import NoticePost, PostKind, ThreadPost
from domain.todos import TodoKind
from services import audiences
from tests.views import said as posts
from tests.views import samples
from tests.views.shown import W, line
from views.happenings import PRIVATE, PUBLIC, private, public
from views.messages import render
from views.messages.notices import NOTICES
from views.todo_wording import TODO_ACTIONS, TODO_BUTTONS, TODO_LABELS, WAITING
from views.troubles import WHAT
from views.wording import ACTION_LABELS, GROUPS

SECRETS = ("reject", "strong", "refused", "declined the offer", "withdrew", W.long)


def test_every_event_has_a_sentence_for_the_thread() -> None:
    assert {each.__name__ for each in ev.Event.__subclasses__()} | {"Added", "Unsealed"} == set(PUBLIC)
    assert set(PRIVATE) <= set(PUBLIC)


def test_every_event_that_somebody_is_told_of_has_a_sentence_for_them_and_no_other_has() -> None:
    assert {each.__name__ for each in audiences.NOTICES} | {"Unsealed"} == set(NOTICES)


def test_every_action_and_to_do_has_its_words() -> None:
    assert set(ACTION_LABELS) == set(Action)
    for table in (TODO_LABELS, TODO_BUTTONS, TODO_ACTIONS, WAITING):
        assert set(table) == set(TodoKind)


def test_every_kind_of_message_is_called_something_where_it_could_not_be_delivered() -> None:
    assert set(WHAT) == set(PostKind)


def test_no_action_stands_in_two_groups_of_the_page() -> None:
    grouped = [action for _, group in GROUPS for action in group]
    assert len(grouped) == len(set(grouped))


@pytest.mark.parametrize("event", sorted(PUBLIC))
def test_the_thread_never_tells_a_verdict_a_reason_or_money(event: str) -> None:
    said = public(line(event), samples.LISBON).lower()
    assert not [secret for secret in SECRETS if secret.lower() in said]


@pytest.mark.parametrize("event", sorted(PUBLIC))
def test_a_line_that_knows_nothing_still_makes_a_sentence(event: str) -> None:
    bare = HistoryLine(1, samples.NOW, None, event, "", {}, {})
    told = [render(NoticePost(7, "Maya", "Developer", W.person(), bare)).text] if event in NOTICES else []
    for said in (public(bare, "UTC"), private(bare, "UTC"), render(ThreadPost(7, "Maya", bare, "UTC")).text, *told):
        assert "{" not in said
        assert "  " not in said
        assert said.endswith((".", "!"))


def test_who_leads_the_search_reads_what_a_colleague_who_is_the_candidate_leaves_to_them() -> None:
    def said(**team: str) -> str:
        known = {"U1": W.person()}
        entry = HistoryLine(1, samples.NOW, None, "CandidateKnown", "", team, known)
        return render(NoticePost(7, "Maya", "Developer", W.person(), entry)).text

    assert "is yours now" in said(member="U1", recruiter="U1", hiring_manager="U2")
    assert "Nobody else leads this role" in said(member="U1", recruiter="U1", hiring_manager="U1")
    assert "turned out to be no colleague" in said(member="", recruiter="U1", hiring_manager="U2")


@pytest.mark.parametrize(("voting", "awaited"), [("first_vote", "all votes"), (None, "all scorecards")])
def test_a_panel_that_was_not_waited_for_reads_what_was_missing(voting: str | None, awaited: str) -> None:
    given = line("Advanced")
    entry = replace(given, facts={**given.facts, "left": {"voting": voting}})
    told = render(NoticePost(7, "Maya", "Developer", W.person(), entry)).text
    assert f"without waiting for {awaited}. Nothing more" in told


def test_what_somebody_is_called_cannot_break_a_sentence() -> None:
    said = public(samples.history(samples.HOSTILE, "Scheduled"), "UTC")
    assert "<!channel>" not in said
    assert "&lt;!channel&gt;" in said


RELATIVE = re.compile(r"\b(?:today|tomorrow|yesterday)\b(?! morning)|\(\d+ days\)|since \d\d:\d\d", re.IGNORECASE)
"""Words that are not true any more on another day; "Until tomorrow morning" is what a menu offers whoever reads it."""


@pytest.mark.parametrize("name", sorted(set(posts.posts(W)) - {"digest"}))
def test_what_stays_in_a_conversation_leaves_it_to_slack_which_day_is_today(name: str) -> None:
    """A digest is of its day, and says which. Of all else a notification's text alone is read on the day."""
    assert [text for text in texts(render(posts.posts(W)[name]).blocks) if RELATIVE.search(text)] == []


def texts(found: object) -> Iterator[str]:
    """All that is to be read in some blocks."""
    match found:
        case {"text": str(text)}:
            yield text
        case dict():
            yield from (text for each in found.values() for text in texts(each))
        case list():
            yield from (text for each in found for text in texts(each))
