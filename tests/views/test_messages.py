"""What is said unasked: enough for a screen reader, nothing that its reader may not know, one tap to the thing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import events as ev
from domain.actions import Action
from domain.read.details import HistoryLine
from domain.read.loops import Waiting
from domain.read.messages import (
    ApprovalPost,
    CardPost,
    DecidePost,
    EscalationPost,
    HiredPost,
    NoticePost,
    NudgePost,
    TellPost,
    ThreadPost,
)
from domain.state import Rsvp, Status, Step
from domain.todos import TodoKind
from services import audiences
from tests.views import samples, surfaces
from views import ids
from views.blocks import Message
from views.happenings import PRIVATE, PUBLIC, private, public
from views.lines import waiting_line
from views.messages import render
from views.messages.notices import NOTICES
from views.wording import ACTION_LABELS, GROUPS, TODO_ACTIONS, TODO_BUTTONS, TODO_LABELS, WAITING

W = samples.TYPICAL
SECRETS = ("reject", "strong", "refused", "declined the offer", "withdrew", W.long)


def buttons(message: Message) -> dict[str, str]:
    found = [element for block in message.blocks for element in block.get("elements", ()) if "action_id" in element]
    return {ids.bare(element["action_id"]): element.get("value", "") for element in found}


def styles(message: Message) -> list[str]:
    found = [element for block in message.blocks for element in block.get("elements", ()) if "action_id" in element]
    return [element["style"] for element in found if "style" in element]


def line(event: str) -> HistoryLine:
    return samples.history(W, event)


# Tables


def test_every_event_has_a_sentence_for_the_thread() -> None:
    assert {each.__name__ for each in ev.Event.__subclasses__()} | {"Added", "Unsealed"} == set(PUBLIC)
    assert set(PRIVATE) <= set(PUBLIC)


def test_every_event_that_somebody_is_told_of_has_a_sentence_for_them_and_no_other_has() -> None:
    assert {each.__name__ for each in audiences.NOTICES} | {"Unsealed"} == set(NOTICES)


def test_every_action_and_to_do_has_its_words() -> None:
    assert set(ACTION_LABELS) == set(Action)
    for table in (TODO_LABELS, TODO_BUTTONS, TODO_ACTIONS, WAITING):
        assert set(table) == set(TodoKind)


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


def test_what_somebody_is_called_cannot_break_a_sentence() -> None:
    said = public(samples.history(samples.HOSTILE, "Scheduled"), "UTC")
    assert "<!channel>" not in said
    assert "&lt;!channel&gt;" in said


# Cards


@pytest.mark.parametrize("step", list(Step))
def test_a_card_has_one_primary_button_and_open(step: Step) -> None:
    card = samples.card(step=step)
    message = render(CardPost(replace(card, line=replace(card.line, primary=Action.DECIDE))))
    assert set(buttons(message)) == {"loop.decide", "loop.open"}
    assert styles(message) == ["primary"]


def test_nobody_is_urged_to_move_an_interview() -> None:
    card = samples.card()
    message = render(CardPost(replace(card, line=replace(card.line, primary=Action.RESCHEDULE))))
    assert set(buttons(message)) == {"loop.reschedule", "loop.open"}
    assert styles(message) == []


def test_a_closed_card_says_closed_whoever_closed_it() -> None:
    texts = {render(CardPost(samples.card(status=status))).text for status in (Status.REJECTED, Status.WITHDRAWN)}
    assert len(texts) == 1
    assert "Closed" in texts.pop()


def test_the_cards_text_says_all_that_matters() -> None:
    card = samples.card()
    text = render(CardPost(card)).text
    for part in ("Maya Lind", "Scheduled", "Waiting for <@U0>", "Interview:", "1 of 2 scorecards in"):
        assert part in text


def test_who_is_next_is_not_waited_for_yet() -> None:
    line = samples.line()
    soon = samples.NOW + timedelta(hours=6)
    line = replace(line, waiting=(Waiting(TodoKind.WHAT_HAPPENED, W.person(1), soon, ahead=True),))
    shown = waiting_line(line, "UTC", samples.NOW)
    assert shown.startswith("Next: ")
    assert shown.endswith("(saying what happened), today at 14:55")
    assert "<!date^" in waiting_line(line, "UTC")


def test_a_waiting_line_names_several_people_once() -> None:
    found = samples.card()
    owing = tuple(replace(each, kind=TodoKind.SCORECARD) for each in found.line.waiting)
    text = render(CardPost(replace(found, line=replace(found.line, waiting=owing)))).text
    assert "Waiting for <@U0>, <@U1> and <@U2> (scorecard), since" in text


def test_somebody_who_owes_the_same_thing_twice_is_named_once() -> None:
    owed = Waiting(TodoKind.APPROVE_OFFER, W.person(2), samples.NOW)
    shown = waiting_line(replace(samples.line(), waiting=(owed, owed)), "UTC", samples.NOW, ping=True)
    assert shown == "Waiting for <@U2> (approval of the offer), since 08:55"


def test_a_closed_card_counts_no_scorecards() -> None:
    assert "scorecards in" not in render(CardPost(samples.card(status=Status.HIRED))).text


def test_nobody_is_called_late_in_a_channel_before_it_was_escalated() -> None:
    found = samples.card()
    told = tuple(replace(each, escalated=True) for each in found.line.waiting)
    assert ", late" not in render(CardPost(found)).text
    assert ", late" in render(CardPost(replace(found, line=replace(found.line, waiting=told)))).text


# Invitations


def test_an_invitation_names_who_asks_and_both_clocks() -> None:
    text = render(surfaces.invitation(W)).text
    assert "<@U2> asked you to interview Maya Lind" in text
    assert "(19:25 in Kolkata for the candidate)" in text


def test_an_invitation_carries_all_that_its_reader_needs() -> None:
    found = buttons(render(surfaces.invitation(W)))
    assert set(found) == {
        ids.INVITE_ACCEPT, ids.INVITE_DECLINE, ids.INVITE_PROPOSE, ids.INVITE_RESUME, ids.INVITE_GUIDE,
        ids.INVITE_CALENDAR, ids.INVITE_ICS,
    }  # fmt: skip
    assert found[ids.INVITE_ACCEPT] == "11:2"


def test_an_answered_invitation_says_so_and_can_still_be_taken_back() -> None:
    accepted = render(surfaces.invitation(W, Rsvp.ACCEPTED))
    assert "You accepted" in accepted.text
    assert ids.INVITE_ACCEPT not in buttons(accepted)
    assert ids.INVITE_DECLINE in buttons(accepted)
    assert ids.INVITE_ACCEPT in buttons(render(surfaces.invitation(W, Rsvp.DECLINED)))


def test_an_overtaken_invitation_loses_its_buttons() -> None:
    assert buttons(render(surfaces.invitation(W, current=False))) == {}


def test_an_interview_that_took_place_leads_to_its_scorecard_and_is_not_struck_out() -> None:
    post = replace(surfaces.invitation(W, current=False), stage_key="screen")
    assert "~" in str(render(post).blocks)
    held = render(replace(post, held=True))
    assert buttons(held) == {"loop.feedback": f"{post.loop}:0:screen:1"}
    assert "~" not in str(held.blocks)


# Reminders


def test_a_reminder_names_the_human_who_asks() -> None:
    message = render(NudgePost(W.person(1), samples.NOW, (samples.todo(),)))
    assert message.text.startswith("A reminder from <@U2>: 1 thing is waiting for you.")


@pytest.mark.parametrize("kind", list(TodoKind))
def test_every_reminder_has_the_thing_itself_and_snoozing(kind: TodoKind) -> None:
    message = render(NudgePost(W.person(1), samples.NOW, (samples.todo(kind=kind),)))
    found = set(buttons(message))
    assert ids.TODO_SNOOZE in found
    assert found & {ids.TODO_DO, ids.INVITE_ACCEPT, ids.happened("happened")}


def test_what_only_one_person_can_do_cannot_be_handed_over() -> None:
    mine = render(NudgePost(W.person(1), samples.NOW, (samples.todo(kind=TodoKind.SCORECARD),)))
    ours = render(NudgePost(W.person(1), samples.NOW, (samples.todo(kind=TodoKind.SEND_OFFER),)))
    assert ids.TODO_HAND_OVER not in buttons(mine)
    assert ids.TODO_HAND_OVER in buttons(ours)


def test_what_is_done_is_shown_as_done_and_has_no_button() -> None:
    message = render(NudgePost(W.person(1), samples.NOW, (), (samples.todo(),)))
    assert message.text == "All done. Thank you!"
    assert buttons(message) == {}


def test_what_is_left_after_an_answer_is_asked_for_with_thanks() -> None:
    left, done = samples.todo(kind=TodoKind.SCORECARD), samples.todo(kind=TodoKind.WHAT_HAPPENED)
    message = render(NudgePost(W.person(1), samples.NOW, (left,), (done,)))
    assert message.text.startswith("Thank you!")
    assert ids.TODO_DO in buttons(message)
    assert "✓ ~Say what happened~" in str(message.blocks)


def test_an_escalation_says_whose_it_is_now_and_how_to_mend_it() -> None:
    message = render(EscalationPost(W.person(3), samples.NOW, samples.todo(), ended=True))
    assert "it is yours to settle now" in message.text
    assert {ids.REMEDY_REMIND, ids.REMEDY_REPLACE, ids.REMEDY_WAIVE} <= set(buttons(message))
    assert buttons(render(EscalationPost(W.person(3), samples.NOW, samples.todo(), done=True))) == {}


# Asking and telling


def test_told_ticks_off_the_very_text_that_was_shown() -> None:
    tell = samples.telling(W)[0]
    post = TellPost(7, 3, "Maya", "Developer", W.person(), tell)
    assert buttons(render(post))["loop.told"] == f"7:3:{tell.key}"
    assert buttons(render(replace(post, done=True))) == {}


def test_a_decision_that_was_taken_needs_no_button() -> None:
    post = DecidePost(7, 3, "Maya", "Developer", "Screen", W.person(), 2)
    assert set(buttons(render(post))) == {"loop.decide", "loop.open"}
    assert buttons(render(replace(post, outcome="Ana decided."))) == {}


def test_an_approval_can_be_given_or_refused_until_it_is_answered() -> None:
    post = ApprovalPost(7, 3, "Maya", "Developer", W.person(), samples.offer())
    assert set(buttons(render(post))) == {ids.OFFER_APPROVE, ids.OFFER_REFUSE}
    assert buttons(render(replace(post, outcome="You approved it."))) == {}


def test_a_reason_is_told_to_whom_it_was_given() -> None:
    given = NoticePost(7, "Maya", "Developer", W.person(), line("Cancelled"))
    assert W.long in str(render(given).blocks)
    assert W.long not in str(render(replace(given, line=replace(given.line, reason=""))).blocks)


def test_a_notice_has_the_buttons_that_help() -> None:
    post = NoticePost(7, "Maya", "Developer", W.person(), line("InvitationDeclined"), ("panel", "unheard_of"), 3)
    assert buttons(render(post)) == {"loop.panel": "7:3"}


def test_a_reason_reaches_who_hears_the_message_read_out() -> None:
    told = render(NoticePost(7, "Maya", "Developer", W.person(), line("Unsealed")))
    assert "opened the scorecards of Maya Lind before all are in." in told.text
    assert told.text.endswith(W.long)


def test_what_need_not_be_told_any_more_is_not_said_to_be_known() -> None:
    post = TellPost(7, 3, "Maya", "Developer", W.person(), samples.telling(W)[0], done=True)
    assert "Done, nothing is left to tell Maya here" in render(post).text


def test_good_news_thanks_everybody_once() -> None:
    recruiter, manager = W.person(1), W.person(2)
    post = HiredPost(7, "Maya", "Developer", 1, (recruiter, W.person(3)), recruiter, manager, "3 May")
    text = render(post).text
    assert text.count("<@U1>") == 1
    assert "<@U3>" in text
    assert "1 day." in text
