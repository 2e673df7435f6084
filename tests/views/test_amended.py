"""What a scorecard said before it was changed: beside what it says now."""

from dataclasses import replace
from datetime import timedelta

from domain.read.details import EarlierVersion, ScorecardLine
from domain.read.messages import AmendedPost
from domain.state import Part
from tests.views import samples, sheets
from tests.views.reading import buttons_of, words_of
from views import ids
from views.blocks import IN_MODAL
from views.messages import render
from views.modals.all_scorecards import scorecards_modal
from views.modals.amended import was
from views.modals.scorecard_summary import review_modal


def changed(line: ScorecardLine, times: int = 1) -> ScorecardLine:
    """It said no and a 2 on the first competency, in other words."""
    ratings = (replace(line.ratings[0], score=2, evidence="At first sight."), *line.ratings[1:])
    versions = tuple(EarlierVersion(samples.NOW + timedelta(hours=n), "no", ratings, "") for n in range(times))
    return replace(line, earlier=versions, changed_at=samples.NOW + timedelta(hours=times), recommendation="yes")


LINE = replace(samples.scorecards(samples.TYPICAL)[0], part=Part.INTERVIEWER)


def test_a_changed_scorecard_says_when_and_what_it_was() -> None:
    line = changed(LINE)
    first = line.ratings[0].name
    assert was(line).endswith(f"was: *No*, {first} 2, other notes")
    view = scorecards_modal(replace(sheets.side(), scorecards=(line,)))
    shown = words_of(view)
    assert shown.count(was(line)) == 1, "beside the others"
    assert f"Changed {was(line).removeprefix('changed ')}" in shown, "and on its own"
    assert "At first sight." in shown
    assert "it was *2*" in shown


def test_a_change_of_nothing_but_what_the_candidate_may_be_told_is_said_too() -> None:
    before, after = replace(LINE.ratings[0], shareable=True), replace(LINE.ratings[0], shareable=False)
    version = EarlierVersion(samples.NOW, LINE.recommendation or "", (before, *LINE.ratings[1:]), LINE.notes)
    line = replace(LINE, ratings=(after, *LINE.ratings[1:]), earlier=(version,), changed_at=samples.NOW)
    assert was(line).endswith(f"was: {after.name} may be told")


def test_evidence_is_read_once_below_the_ratings_side_by_side() -> None:
    line = replace(LINE, ratings=(replace(LINE.ratings[0], evidence="Drew two diagrams."), *LINE.ratings[1:]))
    assert words_of(scorecards_modal(replace(sheets.side(), scorecards=(line,)))).count("Drew two diagrams.") == 1


def test_the_last_look_before_a_change_counts_marks_what_changes() -> None:
    page = sheets.scorecard_page(submitted=True)
    first = page.kit.competencies[0].key
    ratings = page.draft["ratings"] | {first: {"score": 3, "evidence": "Less."}}
    old = {"ratings": ratings, "recommendation": "no", "notes": page.draft["notes"]}
    shown = words_of(review_modal(replace(page, submitted=old), 0))
    assert "*3 → 1*" in shown
    assert (shown.count("_(changed)_"), shown.count("→")) == (1, 2), "evidence once; a score and the recommendation"
    assert "Recommendation: *No → Yes*" in shown
    assert "→" not in words_of(review_modal(replace(page, submitted=page.draft), 0))


def test_one_that_was_not_changed_says_nothing_of_it() -> None:
    assert was(LINE) == ""
    assert "hanged" not in words_of(scorecards_modal(replace(sheets.side(), scorecards=(LINE,))))


def test_of_several_changes_each_is_there_to_be_read() -> None:
    line = changed(LINE, times=3)
    assert "3 times in all" in was(line)
    assert words_of(scorecards_modal(replace(sheets.side(), scorecards=(line,)))).count("it was *2*") == 1


def test_eight_scorecards_of_ten_competencies_with_all_that_slack_takes_are_read_part_by_part() -> None:
    page = sheets.ten_competencies(samples.EMOJI)
    ratings = tuple(
        replace(LINE.ratings[0], competency=each.key, name=each.name, evidence="\U0001f600" * 3000)
        for each in page.kit.competencies
    )
    lines = tuple(replace(LINE, ratings=ratings, notes="x" * 3000) for _ in range(8))
    side = replace(sheets.side(), scorecards=lines, kit=page.kit, stage_key="culture")
    seen, part = 0, 0
    while True:
        view = scorecards_modal(side, part)
        assert len(view["blocks"]) <= IN_MODAL
        assert "Close this and narrow it down" not in words_of(view)
        whole = [block for block in view["blocks"] if block["type"] == "section" and "text" in block]
        seen += sum(block["text"]["text"] == "\U0001f600" * 3000 for block in whole)
        part += 1
        values = [each.get("value") for block in view["blocks"] for each in block.get("elements", ())]
        if f"7:0:culture:{part}" not in values:
            break
    assert seen == 80


def test_the_message_names_who_changed_it_and_not_what() -> None:
    person, writers = samples.TYPICAL.person(1), (samples.TYPICAL.person(2),)
    post = AmendedPost(7, "Noor", "Developer", "Culture", "culture", person, writers)
    said = render(post)
    assert "Maya Lind changed their scorecard of Culture since you read it." in said.text
    assert [ids.bare(each) for each in buttons_of({"blocks": said.blocks})] == ["loop.read_scorecards"]
    over = render(replace(post, writers=()))
    assert "nothing has changed that you have not read" in over.text
    assert buttons_of({"blocks": over.blocks}) == []
