"""Home and the digest: the most urgent first, and nothing that pings."""

from dataclasses import replace

from domain.read.messages import DigestPost
from tests.views import overviews, samples
from tests.views.reading import buttons_of, words_of
from views import ids
from views.home import home
from views.lists import list_modal, role_title
from views.messages import render


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


def test_a_loop_that_stands_above_is_only_named_under_its_stage() -> None:
    role = overviews.digest().roles[0]
    waiting = role.stages[0][1][0]
    role = replace(role, overdue=(), to_decide=(waiting,), stages=(("Screen", (waiting,)),))
    shown = words_of({"blocks": render(DigestPost(replace(overviews.digest(), roles=(role,)))).blocks})
    assert shown.count("Waiting for") == 1
    assert "*Maya Lind* · for 4 days · see above" in shown


def test_home_names_a_stage_once_above_its_loops() -> None:
    pipeline = overviews.pipelines(samples.TYPICAL)[0]
    alone = replace(pipeline, stages=(("Culture", (replace(pipeline.stages[0][1][0], stage="Culture"),)),))
    assert words_of(home(replace(overviews.home(), pipelines=(alone,), todos=(), interviews=()))).count("Culture") == 1


def test_a_title_that_names_its_level_is_not_given_it_twice() -> None:
    role = replace(overviews.role(), title="Backend developer", seniority="senior")
    assert role_title(role) == "Backend developer (senior)"
    assert role_title(replace(role, title="Senior backend developer")) == "Senior backend developer"


def test_only_who_may_add_candidates_is_told_how() -> None:
    nothing = replace(overviews.loop_list(), groups=())
    assert "/loop add" not in words_of(list_modal(nothing))
    assert "/loop add" in words_of(list_modal(replace(nothing, may_add=True)))


def test_what_is_overdue_is_said_in_words_and_without_a_name_until_it_was_escalated() -> None:
    role = overviews.digest().roles[0]
    owed = replace(role.overdue[0], what="scorecard", person=None)
    shown = words_of(
        {"blocks": render(DigestPost(replace(overviews.digest(), roles=(replace(role, overdue=(owed,)),)))).blocks}
    )
    assert "*Maya Lind*: scorecard, since 08:55" in shown


def test_home_begins_with_what_is_mine_to_do() -> None:
    blocks = home(overviews.home())["blocks"]
    titles = [block["text"]["text"] for block in blocks if block["type"] == "header"]
    assert titles[:2] == ["Yours to do (3)", "Your interviews"]
    assert titles[-1] == "For admins"


def test_home_without_anything_due_says_so_and_when_it_goes_on() -> None:
    shown = words_of(home(replace(overviews.home(), todos=())))
    assert "Nothing is due" in shown
    assert "Your next interview is <!date^" in shown


def test_home_shows_admins_alone_what_could_not_be_delivered() -> None:
    mine = overviews.home()
    assert "3 messages could not be delivered" in words_of(home(mine))
    plain = replace(mine, is_admin=False)
    assert "delivered" not in words_of(home(plain))
    assert ids.OPEN_OPENERS not in buttons_of(home(plain))


def test_a_role_is_edited_by_those_who_may() -> None:
    mine = overviews.home()
    others = replace(mine, pipelines=tuple(replace(each, may_add=False, may_edit=False) for each in mine.pipelines))
    assert ids.ROLE_EDIT in buttons_of(home(mine))
    assert {ids.ROLE_EDIT, ids.ROLE_CLOSE, ids.ROLE_ADD}.isdisjoint(buttons_of(home(others)))


def test_many_to_dos_leave_room_for_the_rest_of_home() -> None:
    shown = home(overviews.home(samples.LONGEST))["blocks"]
    assert any(block["type"] == "header" and block["text"]["text"] == "Your interviews" for block in shown)
