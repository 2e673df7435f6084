"""What is said unasked: enough for a screen reader, nothing that its reader may not know, one tap to the thing."""

from dataclasses import replace
from datetime import date

import pytest

from domain.read.loops import Unreached, Unsettled
from domain.read.messages import ApprovalPost, DecidePost, EscalationPost, HiredPost, NoticePost, NudgePost, TellPost
from domain.state import Missed, Rsvp
from domain.todos import TodoKind
from tests.views import said, samples
from tests.views.shown import W, buttons, line
from views import ids
from views.messages import render

# Invitations


def test_an_invitation_names_who_asks_and_both_clocks() -> None:
    text = render(said.invitation(W)).text
    assert "<@U2> asked you to interview Maya Lind" in text
    assert "(19:25 in Kolkata for the candidate)" in text


def test_an_invitation_carries_all_that_its_reader_needs() -> None:
    found = buttons(render(said.invitation(W)))
    assert set(found) == {
        ids.INVITE_ACCEPT, ids.INVITE_DECLINE, ids.INVITE_PROPOSE, ids.INVITE_GUIDE, ids.INVITE_CALENDAR,
        ids.INVITE_ICS,
    }  # fmt: skip
    assert found[ids.INVITE_ACCEPT] == "11:2"


def test_an_invitation_is_short_enough_for_a_telephone() -> None:
    """Its buttons in one block, the answers first, pages behind three dots; the candidate's name once."""
    blocks = render(replace(said.invitation(W), stage="Screen", role="Backend developer")).blocks
    (row,) = (block["elements"] for block in blocks if block["type"] == "actions")
    *shown, more = row
    assert [each["text"]["text"] for each in shown[:3]] == ["Accept", "Can't make it", "Another time"]
    assert (len(shown), [page["text"]["text"] for page in more["options"]]) == (5, ["Résumé", "Add to Google Calendar"])
    assert str(blocks[0]).count(W.name) == 1


def test_who_arranged_an_interview_of_their_own_is_not_asked_to_come() -> None:
    post = said.invitation(W, Rsvp.ACCEPTED)
    own = render(replace(post, asked_by=post.person))
    assert "You interview Maya Lind: " in own.text
    assert "You arranged it, so you're coming." in own.text
    assert ids.INVITE_ICS in buttons(own)


def test_an_answered_invitation_says_so_and_can_still_be_taken_back() -> None:
    accepted = render(said.invitation(W, Rsvp.ACCEPTED))
    assert "You accepted" in accepted.text
    assert ids.INVITE_ACCEPT not in buttons(accepted)
    assert ids.INVITE_DECLINE in buttons(accepted)
    assert ids.INVITE_ACCEPT in buttons(render(said.invitation(W, Rsvp.DECLINED)))


def test_an_overtaken_invitation_loses_its_buttons() -> None:
    assert buttons(render(said.invitation(W, current=False))) == {}
    off = replace(said.invitation(W, current=False), off=True)
    assert buttons(render(off)) == {ids.INVITE_ICS: "11:2"}, "but for what takes it out of the calendar"


def test_an_interview_that_took_place_leads_to_its_scorecard_and_is_not_struck_out() -> None:
    post = replace(said.invitation(W, current=False), stage_key="screen")
    assert "~" in str(render(post).blocks)
    held = render(replace(post, held=True))
    assert buttons(held) == {"loop.feedback": f"{post.loop}:0:screen:1"}
    assert "~" not in str(held.blocks)


# Reminders


def test_a_reminder_is_the_bots_own_and_where_somebody_pressed_remind_it_is_theirs() -> None:
    own, asked = samples.todo(number=1), replace(samples.todo(number=2), reminded_by=W.person(3))
    message = render(NudgePost(W.person(1), samples.NOW, (own,)))
    assert message.text.startswith("A reminder: ")
    assert "<@U3>" not in str(message.blocks)
    message = render(NudgePost(W.person(1), samples.NOW, (asked,)))
    assert message.text.startswith("A reminder from <@U3>: ")
    assert str(message.blocks).count("<@U3>") == 1, "it is said once"
    several = render(NudgePost(W.person(1), samples.NOW, (asked, asked)))
    assert several.text.startswith("A reminder from <@U3>: 2 things.")
    assert str(several.blocks).count("<@U3>") == 1
    both = render(NudgePost(W.person(1), samples.NOW, (own, asked)))
    assert both.text.startswith("A reminder of 2 things.")
    assert str(both.blocks).count("<@U3> asks for it") == 1


def test_a_reminder_of_one_thing_says_it_at_once() -> None:
    message = render(NudgePost(W.person(1), samples.NOW, (samples.todo(kind=TodoKind.SCORECARD),)))
    assert message.text.startswith("A reminder: Fill in your scorecard: Maya Lind")
    assert "thing" not in str(message.blocks[0])
    assert [block["type"] for block in message.blocks] == ["section", "actions"]


def test_what_was_handed_over_says_by_whom_and_is_no_reminder() -> None:
    todo = replace(samples.todo(kind=TodoKind.DECIDE), handed_over_by=W.person(3))
    message = render(NudgePost(W.person(1), samples.NOW, (todo,)))
    assert message.text.startswith("<@U3> handed this over to you: Decide: Maya Lind")
    assert "eminder" not in str(message.blocks)
    assert render(NudgePost(W.person(1), samples.NOW, (), (todo,))).text == "All done. Thank you!"
    both = render(NudgePost(W.person(1), samples.NOW, (todo, todo)))
    assert both.text.startswith("<@U3> handed these over to you: 2 things.")
    assert "handed over by" not in str(both.blocks)
    mixed = render(NudgePost(W.person(1), samples.NOW, (todo, samples.todo(kind=TodoKind.DECIDE))))
    assert "eminder" in mixed.text
    assert str(mixed.blocks).count("handed over by <@U3>") == 1


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
    several = render(NudgePost(W.person(1), samples.NOW, (left, left), (done,)))
    assert several.text.startswith("Thank you! Still to do of these: 2 things.")


def test_an_escalation_says_whose_it_is_now_and_how_to_mend_it() -> None:
    message = render(EscalationPost(W.person(3), samples.NOW, (samples.todo(),)))
    assert "Could you have a word, or help out?" in message.text
    assert {ids.REMEDY_REMIND, ids.REMEDY_REPLACE, ids.REMEDY_WAIVE} <= set(buttons(message))
    assert buttons(message)[ids.REMEDY_REMIND].endswith(f":{samples.todo().person.id}"), "only who owes it is reminded"
    assert buttons(render(EscalationPost(W.person(3), samples.NOW, (), (samples.todo(),)))) == {}


@pytest.mark.parametrize("kind", sorted(TodoKind))
def test_whoever_reads_that_somebody_is_late_can_remind_them_with_one_press(kind: TodoKind) -> None:
    late = samples.todo(kind=kind)
    shown = buttons(render(EscalationPost(W.person(3), samples.NOW, (late,))))
    assert next(iter(shown)) == ids.REMEDY_REMIND
    assert shown[ids.REMEDY_REMIND].endswith(f":{late.person.id}")
    for unheard in (replace(late, person=replace(late.person, active=False)), replace(late, disowned=True)):
        assert ids.REMEDY_REMIND not in buttons(render(EscalationPost(W.person(3), samples.NOW, (unheard,))))


# Asking and telling


def test_told_ticks_off_the_very_text_that_was_shown() -> None:
    tell = samples.telling(W)[0]
    post = TellPost(7, 3, "Maya", "Developer", W.person(), tell)
    assert buttons(render(post))["loop.told"] == f"7:3:{tell.key}"
    assert buttons(render(replace(post, done=True))) == {}


def test_a_suggested_text_stands_apart_from_the_short_one_and_says_that_it_is_to_be_edited() -> None:
    tell = replace(samples.telling(W)[0], suggestion="Testing\n- Wrote <three> tests.", left_out=2, verdicts=1)
    shown = str(render(TellPost(7, 3, "Maya", "Developer", W.person(), tell)).blocks)
    assert "Wrote <three> tests." in shown
    assert "only a suggestion" in shown
    assert "Read it and edit it before you use it" in shown
    assert "2 more pieces had no room." in shown
    assert "1 piece tells a rating or a verdict, and so is left out." in shown
    alone = replace(tell, suggestion="", left_out=0, verdicts=0)
    assert "suggestion" not in str(render(TellPost(7, 3, "Maya", "Developer", W.person(), alone)).blocks)


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
    assert "No longer needed: the message to Maya" in render(post).text
    assert "Maya has heard" in render(replace(post, told=True)).text


def test_good_news_thanks_everybody_once() -> None:
    recruiter, manager = W.person(1), W.person(2)
    post = HiredPost(7, "Maya", "Developer", 1, (recruiter, W.person(3)), recruiter, manager, date(2027, 5, 3))
    text = render(post).text
    assert text.count("<@U1>") == 1
    assert "<@U3>" in text
    assert "1 day." in text


def test_what_somebody_did_not_do_comes_with_who_and_why_and_what_helps() -> None:
    about = Unsettled(TodoKind.SCORECARD, W.person(2), 10)
    todo = replace(samples.todo(W, TodoKind.REASSIGN), settles=about)
    message = render(NudgePost(W.person(1), samples.NOW, (todo,)))
    assert "10 times" in str(message.blocks)
    assert {ids.REMEDY_REPLACE, ids.REMEDY_WAIVE, ids.TODO_DO} <= set(buttons(message))
    mine = render(NudgePost(W.person(1), samples.NOW, (replace(todo, settles=replace(about, disowned=True)),)))
    assert "isn't theirs" in str(mine.blocks)
    assert ids.TODO_NOT_MINE not in buttons(message)


@pytest.mark.parametrize("why", list(Missed))
def test_whom_a_message_did_not_reach_is_told_or_replaced_by_whoever_reads_of_it(why: Missed) -> None:
    todo = samples.todo(W, TodoKind.UNREACHED)
    missed = Unreached(why, (W.person(2), W.person(3)))
    for about, place in ((missed, "<@U2> and <@U3>"), (Unreached(why, channel="C1"), "<#C1>")):
        message = render(NudgePost(W.person(1), samples.NOW, (replace(todo, unreached=about),)))
        assert place in str(message.blocks)
        assert ids.TODO_TOLD in buttons(message)
        assert ids.REMEDY_REPLACE not in buttons(message)
    assert ids.REMEDY_REPLACE in buttons(render(NudgePost(W.person(1), samples.NOW, (todo,))))
