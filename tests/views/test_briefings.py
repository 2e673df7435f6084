"""The briefing: in full in its modal, and what matters most of it in the message."""

from dataclasses import replace

from domain.state import Part, Step
from tests.views import briefed, samples
from tests.views.reading import buttons_of, words_of
from tests.views.samples import TYPICAL
from views import ids
from views.messages import render
from views.modals.guide import guide_modal
from views.modals.loop_page import loop_page


def test_the_modal_has_the_whole_kit() -> None:
    found = briefed.briefing(TYPICAL)
    assert "Résumé" in repr(guide_modal(found))
    said = words_of(guide_modal(found)).replace('\\"', '"')
    kit = found.kit
    assert kit is not None
    for competency in kit.competencies:
        assert competency.name in said
        assert all(anchor in said for anchor in competency.anchors)
    for question in kit.questions:
        assert question.topic in said
        assert question.text in said
        assert (question.good_answer or "") in said
    for sentence in (*kit.must_probe, *found.avoid):
        assert sentence in said
    assert "5-40 min: The design" in said
    assert "what this interview is about" in said


def test_the_longest_kit_is_whole_in_one_modal() -> None:
    view = guide_modal(briefed.briefing(samples.LONGEST, briefed.longest_kit()))
    assert len(view["blocks"]) <= 100
    said = words_of(view)
    assert "Topic 39" in said
    assert "…and " not in said


def test_a_competency_that_weighs_more_says_why() -> None:
    kit = briefed.longest_kit()
    heavy = kit.competencies[0].model_copy(update={"weight": 2, "weight_reason": "It is the work."})
    kit = kit.model_copy(update={"competencies": (heavy,)})
    assert "Weighs 2: It is the work." in words_of(guide_modal(briefed.briefing(TYPICAL, kit)))


def test_the_message_says_all_that_matters_to_a_screen_reader_too() -> None:
    post = briefed.post(TYPICAL)
    found, message = post.briefing, render(post)
    assert found is not None
    assert found.kit is not None
    assert "Résumé" in repr(message.blocks)
    for part in (found.candidate, found.probes[0].text, *found.kit.must_probe, *found.avoid, "The design"):
        assert part in message.text
        assert part in words_of({"blocks": message.blocks})


def test_a_shadow_is_told_their_part() -> None:
    found = briefed.briefing(TYPICAL)
    assert found.seat is not None
    shadow = replace(found, seat=replace(found.seat, part=Part.SHADOW))
    message = render(replace(briefed.post(TYPICAL), briefing=shadow))
    assert "You shadow" in words_of({"blocks": message.blocks})


def test_a_briefing_that_is_overtaken_says_so_and_shows_nothing_of_the_kit() -> None:
    post = briefed.post(TYPICAL)
    gone = replace(
        post, about=replace(post.about, current=False, outcome="Rita cancelled this interview."), briefing=None
    )
    message = render(gone)
    assert message.text.startswith("Rita cancelled this interview.")
    assert "Asked for" not in words_of({"blocks": message.blocks})


def test_a_loops_page_leads_to_the_briefing_before_there_is_a_panel() -> None:
    page = samples.page(step=Step.SCHEDULING)
    alone = replace(page, card=replace(page.card, seats=()))
    assert ids.PAGE_GUIDE in buttons_of(loop_page(alone))
    assert ids.PAGE_GUIDE not in buttons_of(loop_page(replace(alone, candidate=None)))


def test_a_day_of_interviews_is_one_message_with_the_buttons_of_each_and_the_first_in_full() -> None:
    one = briefed.post(TYPICAL)
    longest = [replace(one, briefing=briefed.briefing(TYPICAL, briefed.longest_kit()))] * 11
    message = render(replace(one, also=tuple(longest)))
    assert buttons_of({"blocks": message.blocks}).count(ids.INVITE_GUIDE) == 12
    assert len(message.blocks) <= 50
    said = words_of({"blocks": message.blocks})
    assert "What is rated" in said
    assert said.count("What not to ask") == 1
    assert message.text.startswith("Your briefings for 12 interviews:")
