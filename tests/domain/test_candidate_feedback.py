"""The longer rejection: what it is made of, and what never stands in it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.candidate_feedback import LONGEST, Shared, cut_at_word, with_suggestion, written
from domain.read.details import RatingLine, ScorecardLine, TellText
from domain.read.people import Person
from domain.state import Card, Part

SHORT = "Hi Noor,\n\nThank you. We have decided not to go on.\n\nAll the best!"
TELL = TellText("rejected#4", "the loop is closed", SHORT, "noor@example.com")


def rating(name: str, evidence: str, *, shareable: bool = True, score: int | None = 2) -> RatingLine:
    return RatingLine(name.lower(), name, score, evidence, not_assessed=score is None, shareable=shareable)


def card(*ratings: RatingLine, name: str = "Inês Prado", part: Part = Part.INTERVIEWER) -> ScorecardLine:
    return ScorecardLine(
        Person("U1", name), part, Card.SUBMITTED, "Screen", "screen", 1, datetime(2027, 3, 1, tzinfo=UTC),
        recommendation="strong_no", ratings=ratings, notes="Weaker than Sam.",
    )  # fmt: skip


def suggested(*cards: ScorecardLine, tell: TellText = TELL) -> str:
    return with_suggestion(tell, cards, "Noor Haddad").suggestion


def test_marked_evidence_stands_by_competency_between_the_short_texts_beginning_and_its_end() -> None:
    """In the guide's order, whoever wrote first."""
    first = card(rating("Testing", "", shareable=False), rating("Data", "Named an index."))
    second = card(rating("Testing", "Wrote three tests.\nNone failed."), name="Max Orbán")
    third = card(rating("Testing", "Ran them twice."), name="Bo Lindt")
    assert suggested(first, second, third) == (
        "Hi Noor,\n\nThank you. We have decided not to go on.\n\nWhat our interviewers noted, by topic:\n\n"
        "Testing\n- Wrote three tests. None failed.\n- Ran them twice.\n\nData\n- Named an index.\n\nAll the best!"
    )


def test_who_reads_what_was_seen_is_not_asked_to_write_for_it() -> None:
    offer = "If you would like to know what we saw as strong and what was\nmissing, write to me. All well!"
    tell = replace(TELL, text=f"Hi Noor,\n\nNot this time.\n\n{offer}")
    text = suggested(card(rating("Data", "Named an index.")), tell=tell)
    assert text.endswith("- Named an index.\n\nAll well!")


def test_no_rating_recommendation_note_or_writer_is_in_it() -> None:
    text = suggested(card(rating("Testing", "Wrote three tests.")))
    for word in ("2", "strong", "no ", "Inês", "Prado", "Weaker", "Screen"):
        assert word not in text.replace("not to go", "")


def test_nothing_marked_means_no_second_text() -> None:
    assert with_suggestion(TELL, [card(rating("Testing", "Three tests.", shareable=False))], "Noor") == TELL
    assert with_suggestion(TELL, [], "Noor") == TELL


def test_what_tells_a_rating_or_a_verdict_in_words_is_left_out_and_counted() -> None:
    facts, told = rating("Testing", "Wrote three tests."), rating("Data", "Knew indexes. I'd give a 2, strong no.")
    found = with_suggestion(TELL, [card(facts, told)], "Noor Haddad")
    assert "Wrote three tests." in found.suggestion
    assert "indexes" not in found.suggestion
    assert (found.verdicts, found.left_out) == (1, 0)
    assert with_suggestion(TELL, [card(told)], "Noor Haddad").suggestion == ""


def test_a_mark_without_evidence_or_on_what_was_not_assessed_says_nothing() -> None:
    assert suggested(card(rating("Testing", "  "), rating("Data", "Time ran out.", score=None))) == ""


@pytest.mark.parametrize(
    "without",
    [{"part": Part.SHADOW}, {"card": Card.WAIVED}, {"card": Card.NONE}, {"sealed": "hidden until all are in"}],
    ids=["shadow", "waived", "draft", "sealed"],
)
def test_what_does_not_count_or_is_sealed_is_not_told(without: dict[str, object]) -> None:
    assert suggested(replace(card(rating("Testing", "Three tests.")), **without)) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["stage_advanced#1", "withdrawn#2", "role_closed#2", "on_hold#3", "hired#9"])
def test_only_a_rejection_has_it(key: str) -> None:
    assert suggested(card(rating("Testing", "Three tests.")), tell=replace(TELL, key=key)) == ""


def test_mentions_and_the_panels_names_are_left_for_the_recruiter_to_see_to() -> None:
    said = "Told <@U7> and Inês that inessential tests go; Max Orbán's Maxim agreed. Noor smiled. <!channel>"
    text = suggested(card(rating("Testing", said)), card(name="Max Orbán"), card(name="Noor Smit"))
    assert "Told [name] and [name] that inessential tests go; [name]'s Maxim agreed. Noor smiled. [name]" in text


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Iyer agreed, and @Bo Iyer said so.", "[name] agreed, and [name] said so."),
        ("BO too; IYER's view.", "[name] too; [name]'s view."),
        ("Inês asked, Ines asked, INES asked; Prado wrote.", "[name] asked, [name] asked, [name] asked; [name] wrote."),
        ("Max, the hiring manager, and Rita Sá agreed.", "[name], the hiring manager, and [name] agreed."),
        ("Anne-Marie and Marie; the van de Berg data.", "[name] and [name]; the van de [name] data."),
        ("He said inês and bold maxima; the VAN is full.", "He said inês and bold maxima; the VAN is full."),
        ("Noor and NOOR stay, Haddad too.", "Noor and NOOR stay, Haddad too."),
        ("田中さんは聞いた。", "[name]さんは聞いた。"),
    ],
)
def test_every_part_of_every_name_goes_however_it_is_written(said: str, left: str) -> None:
    """Surnames alone, capitals, without accents; and those who lead the search without having written a scorecard."""
    panel = [card(name=name) for name in ("Bo Iyer (she/her)", "Anne-Marie van de Berg", "Noor Smit", "田中")]
    found = with_suggestion(TELL, [card(rating("Testing", said)), *panel], "Noor Haddad", ("Max Orbán", "Rita Sá"))
    assert f"- {left}" in found.suggestion


def test_long_evidence_is_cut_at_a_word() -> None:
    assert cut_at_word("one two three", 13) == "one two three"
    assert cut_at_word("one two, three", 13) == "one two…"
    assert cut_at_word("x" * 20, 10) == "x" * 9 + "…"
    text = suggested(card(rating("Testing", "word " * 600)))
    assert len(text) < LONGEST
    assert "word…" in text


@pytest.mark.parametrize(("topics", "each"), [(1, 8), (10, 8), (40, 1), (60, 3)])
@pytest.mark.parametrize("piece", ["word " * 600, "x" * 3000, "No."])
def test_it_fits_one_piece_however_much_was_marked_and_says_how_much_had_no_room(
    topics: int, each: int, piece: str
) -> None:
    found = [Shared(f"Competency {topic}", piece.strip()) for topic in range(topics) for _ in range(each)]
    text, left_out = written(SHORT, found)
    assert len(text) <= LONGEST
    assert text.count("\n- ") == len(found) - left_out > 0
    assert text.endswith("All the best!")


def test_a_text_of_one_paragraph_is_gone_on_with_and_one_without_room_stays_alone() -> None:
    found = [Shared("Testing", "Three tests.")]
    assert written("Sorry, no.", found)[0].startswith("Sorry, no.\n\nWhat our")
    assert written("x" * LONGEST, found) == ("", 1)
