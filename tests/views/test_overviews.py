"""Home and the digest: the most urgent first, and nothing that pings."""

from dataclasses import replace
from datetime import timedelta

from domain.read.loops import Waiting
from domain.read.messages import DigestPost
from domain.read.overviews import DigestRole, Home
from domain.state import Rsvp
from domain.todos import TodoKind
from tests.views import overviews, samples
from tests.views.reading import buttons_of, words_of
from views import ids
from views.home import home
from views.lists import found_modal, list_modal, role_title
from views.messages import render
from views.text import name


def test_nothing_to_say_is_one_line() -> None:
    message = render(DigestPost(overviews.digest(samples.EMPTY)))
    assert len(message.blocks) == 1
    assert message.text == "Monday, 1 March 2027: nothing is planned and nothing is waiting."


def test_the_digests_text_sums_up_each_role() -> None:
    assert (
        "3 open loops, 3 interviews today, 3 decisions waiting, 3 overdue"
        in render(DigestPost(overviews.digest())).text
    )


def test_the_digest_pings_nobody() -> None:
    assert "<@" not in str(render(DigestPost(overviews.digest())).blocks)


def shown_of(role: DigestRole) -> str:
    return words_of({"blocks": render(DigestPost(replace(overviews.digest(), roles=(role,)))).blocks})


def test_the_digest_says_each_loop_once_where_it_matters_most() -> None:
    role = overviews.digest().roles[0]
    first, second, third = (
        replace(role.stages[0][1][0], loop=number, candidate=called, stage="Screen")
        for number, called in enumerate(("Asa", "Bea", "Cem"))
    )
    late = tuple(
        replace(role.overdue[0], loop=first.loop, candidate="Asa", what=what) for what in ("decide", "tell_candidate")
    )
    role = replace(
        role, interviews=(), overdue=late, to_decide=(first, second), offers=(), not_told=(first, second), on_hold=(),
        stages=(("Screen", (first, second)), ("Culture", (third,))),
    )  # fmt: skip
    shown = shown_of(role)
    assert [shown.count(each) for each in ("*Asa*", "*Bea*", "*Cem*")] == [1, 1, 1]
    assert "*Asa*, Screen: decision and telling the candidate, late since 08:55" in shown
    assert "Named above: Screen (2)" in shown
    assert "*Culture (1)*" in shown
    assert "Have not heard" not in shown


def test_all_who_have_not_heard_from_us_stand_together_and_who_has_waited_the_longest_comes_first() -> None:
    role = overviews.digest().roles[0]
    told, early, late, more = (
        replace(role.stages[0][1][0], loop=number, candidate=called, stage="Screen", waiting=(
            Waiting(TodoKind.TELL_CANDIDATE, samples.TYPICAL.person(), samples.NOW - timedelta(days=number)),
        ))
        for number, called in enumerate(("Asa", "Bea", "Cem", "Dov"))
    )  # fmt: skip
    owed = (
        replace(role.overdue[0], loop=2, candidate="Cem", what="tell_candidate"),
        replace(role.overdue[0], loop=3, candidate="Dov", what="tell_candidate"),
        replace(role.overdue[0], loop=3, candidate="Dov", what="decide"),
    )
    role = replace(
        role, interviews=(), overdue=owed, to_decide=(), offers=(), not_told=(told, early, late, more), on_hold=(),
        stages=(),
    )  # fmt: skip
    shown = shown_of(role)
    assert "*Have not heard from us (4, 1 named above)*" in shown
    order = ["*Dov*", "*Have not", "*Cem*", "*Bea*", "*Asa*"]
    assert [shown.count(each) for each in order] == [1] * 5
    assert sorted(order, key=shown.index) == order
    rows = {called: row for row in shown.split("\\n") for called in ("*Cem*", "*Bea*") if called in row}
    assert rows["*Cem*"].endswith(":red_circle: late since 08:55")
    assert "late" not in rows["*Bea*"]


def test_what_one_person_is_late_with_for_several_candidates_is_said_once() -> None:
    role = overviews.digest().roles[0]
    owed = tuple(
        replace(role.overdue[0], loop=number, candidate=called, what="decide", person=samples.TYPICAL.person(1))
        for number, called in enumerate(("Asa", "Bea"))
    )
    shown = shown_of(replace(role, interviews=(), overdue=owed, stages=(), not_told=(), to_decide=()))
    who = samples.TYPICAL.person(1).name
    assert f"*Asa*; *Bea*: {who} (decision), late since 08:55" in shown


def test_what_is_late_about_an_interview_of_today_stands_beside_it() -> None:
    role = overviews.digest().roles[0]
    owed = replace(role.overdue[0], loop=role.interviews[0].loop, what="answer_invitation", person=None)
    shown = shown_of(replace(role, overdue=(owed,), interviews=role.interviews[:1]))
    assert ":red_circle: an answer to the invitation, late since 08:55" in shown
    assert "*:red_circle: Overdue*" not in shown


def test_what_a_part_has_no_room_for_is_said_below() -> None:
    role = overviews.digest().roles[0]
    every = tuple(replace(role.stages[0][1][0], loop=100 + n) for n in range(14))
    shown = shown_of(
        replace(
            role, interviews=(), overdue=(), to_decide=every, offers=(), not_told=(), on_hold=(),
            stages=(("Screen", every),),
        )
    )  # fmt: skip
    assert "…and 2 more" in shown
    assert "*Screen (14, 12 named above)*" in shown


def test_a_stage_whose_loops_are_all_named_above_has_no_heading() -> None:
    role = overviews.digest().roles[0]
    line = role.stages[0][1][0]
    stages = tuple((stage, (replace(line, loop=number),)) for number, stage in enumerate(("Screen", "Culture")))
    first, second = (lines[0] for _, lines in stages)
    shown = shown_of(replace(role, interviews=(), overdue=(), to_decide=(first, second), stages=stages))
    assert "*Screen" not in shown
    assert "Named above: Screen (1), Culture (1)" in shown


def test_home_names_a_stage_once_above_its_loops() -> None:
    pipeline = overviews.pipelines(samples.TYPICAL)[0]
    alone = replace(pipeline, stages=(("Culture", (replace(pipeline.stages[0][1][0], stage="Culture"),)),))
    assert words_of(home(replace(overviews.home(), pipelines=(alone,), todos=(), interviews=()))).count("Culture") == 1


def test_a_title_that_names_its_level_is_not_given_it_twice() -> None:
    role = replace(overviews.role(), title="Backend developer", seniority="senior")
    assert role_title(role) == "Backend developer (senior)"
    assert role_title(replace(role, title="Senior backend developer")) == "Senior backend developer"


def test_a_choice_of_names_says_how_many_more_there_are_and_how_to_find_them() -> None:
    found = overviews.found()
    assert "more" not in words_of(found_modal(found))
    assert "10 more candidates fit. Type more of the name" in words_of(found_modal(replace(found, more=10)))


def test_only_who_may_add_candidates_is_told_how() -> None:
    nothing = replace(overviews.loop_list(), groups=())
    assert "/loop add" not in words_of(list_modal(nothing))
    assert "/loop add" in words_of(list_modal(replace(nothing, may_add=True)))


def test_several_who_are_late_with_one_thing_stand_together_and_who_is_not_named_is_counted() -> None:
    role = overviews.digest().roles[0]
    ana = samples.TYPICAL.person(1)
    one = replace(role.overdue[0], what="vote_again", person=None)
    named = replace(one, person=ana)
    cases = (
        ((one, named), f"{name(ana.name)} and one more (second vote)"),
        ((one, named, one), f"{name(ana.name)} and 2 more (second vote)"),
        ((one, one), "2 people (second vote)"),
        ((one,), "second vote"),
    )
    for owed, said in cases:
        shown = shown_of(replace(role, overdue=owed, interviews=(), stages=()))
        assert f"*{one.candidate}*: {said}, late since 08:55" in shown


def test_what_is_overdue_is_said_in_words_and_without_a_name_until_it_was_escalated() -> None:
    role = overviews.digest().roles[0]
    owed = replace(role.overdue[0], what="scorecard", person=None)
    shown = shown_of(replace(role, overdue=(owed,), interviews=(), stages=()))
    assert "*Maya Lind*: scorecard, late since 08:55" in shown


def test_home_begins_with_what_is_mine_to_do() -> None:
    blocks = home(overviews.home())["blocks"]
    titles = [block["text"]["text"] for block in blocks if block["type"] == "header"]
    assert titles[:2] == ["Yours to do (3)", "Your interviews"]
    assert titles[-1] == "For admins"


def test_on_home_a_line_stands_between_the_last_to_dos_buttons_and_those_for_everything() -> None:
    blocks = home(replace(overviews.home(), put_off=()))["blocks"]
    general = next(n for n, block in enumerate(blocks) if "All loops" in str(block))
    assert [block["type"] for block in blocks[general - 2 : general + 1]] == ["actions", "divider", "actions"]
    idle = home(replace(overviews.home(), todos=(), put_off=()))["blocks"]
    assert "divider" not in [block["type"] for block in idle[:3]]


def test_what_was_put_off_stays_on_home_with_its_button() -> None:
    """Others go on waiting, so nobody says that nobody does."""
    card = samples.todo(kind=TodoKind.SCORECARD)
    mine = home(Home(card.person, samples.NOW, (), (), (), (card,)))
    assert "You have put off what others wait for." in words_of(mine)
    assert "snoozed until" in words_of(mine)
    assert ids.TODO_DO in buttons_of(mine)


def test_home_without_anything_due_says_so_and_when_it_goes_on() -> None:
    shown = words_of(home(replace(overviews.home(), todos=(), put_off=())))
    assert "Nothing is due" in shown
    assert "Nobody is waiting for you." in shown
    assert "Your next interview is <!date^" in shown
    declined = replace(overviews.home().interviews[0], rsvp=Rsvp.DECLINED)
    alone = home(replace(overviews.home(), todos=(), interviews=(declined,)))
    assert "Your next interview" not in words_of(alone)
    assert ids.INVITE_ACCEPT in buttons_of(alone), "who can make it after all"


def test_home_shows_admins_alone_what_could_not_be_delivered() -> None:
    mine = overviews.home()
    assert "3 messages could not be delivered" in words_of(home(mine))
    plain = replace(mine, is_admin=False)
    assert "delivered" not in words_of(home(plain))
    assert ids.OPEN_OPENERS not in buttons_of(home(plain))


def test_home_says_to_admins_who_leads_a_search_alone() -> None:
    role = overviews.role()
    left = replace(role, hiring_manager=replace(role.hiring_manager, name="Max", active=False))
    said = words_of(home(replace(overviews.home(), leaderless=(left,))))
    assert "alone since Max has left" in said
    assert "Nobody leads" not in said


def test_a_role_is_edited_by_those_who_may() -> None:
    mine = overviews.home()
    others = tuple(replace(each, may_add=False, may_edit=False) for each in mine.pipelines)
    assert ids.ROLE_EDIT in buttons_of(home(mine))
    assert {ids.ROLE_EDIT, ids.ROLE_CLOSE, ids.ROLE_ADD}.isdisjoint(
        buttons_of(home(replace(mine, pipelines=others, leaderless=())))
    )


def test_many_to_dos_leave_room_for_the_rest_of_home() -> None:
    shown = home(overviews.home(samples.LONGEST))["blocks"]
    assert any(block["type"] == "header" and block["text"]["text"] == "Your interviews" for block in shown)
