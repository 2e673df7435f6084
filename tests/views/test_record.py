"""The decision record as a page: everything in it, and nothing that anybody typed ever becomes markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from domain.read.records import (
    BAR_RAISER,
    DecisionRecord,
    KeptVote,
    Override,
    RecordedDecision,
    RoundRecord,
    WholeRecord,
)
from domain.state import Card, Status, Step
from tests.views import debated, samples
from tests.views.samples import NOW, TYPICAL, Words
from views.record import file_name, introduction, record_page, written

CRUEL = Words("<script>alert(1)</script>", "<img src=x onerror=alert(1)> \"'&<!channel>\u202e\x00\n<b>", many=2)
VOID = {"meta", "img", "br", "link", "input"}


def whole(words: Words) -> WholeRecord:
    """A stage of one round, with a decision that was taken back and one that stands."""
    page, one, two = debated.page(words, Step.DECISION), words.person(1), words.person(2)
    kept = (
        KeptVote(replace(one, id="U1"), "strong_no", "yes"),
        KeptVote(replace(two, id="U2"), "yes", "yes", BAR_RAISER),
    )
    undone = RecordedDecision(
        "reject", words.long, words.long, words.long, two, NOW, kept, (one,), "a" * 64, reopened_at=NOW,
        probe=words.long,
    )  # fmt: skip
    stands = replace(undone, outcome="advance", reopened_at=None, dissenters=())
    sealed = replace(page.scorecards[0], ratings=(), notes="", recommendation=None, sealed="hidden until all are in")
    waived = replace(sealed, sealed="", card=Card.WAIVED, waive_reason=words.long)
    stage = DecisionRecord(
        loop=7, candidate=words.name, role=words.name, stage=words.name, stage_key="culture", reader=one,
        recruiter=one, hiring_manager=two, bar_raiser=two,
        rounds=(RoundRecord(1, (*page.scorecards[:3], sealed, waived), page.votes, (undone, stands)),),
        overrides=(Override("CardWaived", one, NOW, words.long), Override("Reopened", None, NOW, "")),
        playbook=words.name, playbook_hash="b" * 64, kit_hashes=("c" * 64,),
    )  # fmt: skip
    return WholeRecord(
        loop=7, candidate=words.name, role=words.name, status=Status.HIRED, reader=one, recruiter=one,
        hiring_manager=two, bar_raiser=two, playbook=words.name, playbook_hash="b" * 64, made_at=NOW, stages=(stage,),
    )  # fmt: skip


class Seen(HTMLParser):
    """Every tag and its attributes, what is open, and the words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


OURS = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "section", "article", "footer", "div", "p",
    "span", "strong", "bdi", "h1", "h2", "h3", "h4", "table", "caption", "thead", "tbody", "tr", "th", "td", "ul", "li",
    "dl", "dt", "dd",
}  # fmt: skip


@pytest.mark.parametrize("words", [TYPICAL, CRUEL, samples.EMPTY, samples.HOSTILE, samples.EMOJI])
def test_what_people_typed_is_text_and_nothing_else(words: Words) -> None:
    seen = Seen(record_page(whole(words)))
    assert seen.open == []
    assert seen.tags <= OURS
    assert seen.attributes <= {"class", "lang", "dir", "scope", "charset", "name", "content", "http-equiv"}


def test_it_fetches_nothing_and_says_so_to_the_browser() -> None:
    page = record_page(whole(CRUEL))
    assert "default-src 'none'" in page
    assert "src=" not in page.replace("src=x", "")
    assert "url(" not in page
    assert "@import" not in page


def test_it_holds_what_was_decided_by_whom_and_on_what() -> None:
    words = Seen(record_page(whole(TYPICAL))).words
    for said in (
        "Advance, decided by Maya Lind, Monday, 1 March 2027, 08:55 in Lisbon", "Taken back Monday",
        "Seen differently:", "For the next stage to look into:",
        "Voted the other way: Maya Lind", "Without waiting for all", "strong no", "changed", "kept",
        "A scorecard was waived", "The closed loop was reopened", "version aaaaaaaaaaaa", "kit cccccccccccc",
        "hidden until all are in", "not assessed", "Made for Maya Lind", TYPICAL.long,
    ):  # fmt: skip
        assert said.lower() in words.lower(), said


def test_a_scorecard_that_is_not_there_may_still_come_until_the_round_is_decided() -> None:
    made = whole(TYPICAL)
    (stage,) = made.stages
    (round_,) = stage.rounds
    awaited = replace(round_.scorecards[0], card=Card.NONE)
    for decisions, said in ((round_.decisions, "no scorecard"), ((), "not in yet")):
        bare = replace(stage, rounds=(replace(round_, scorecards=(awaited,), decisions=decisions),))
        assert f"{awaited.person.name}: {said}" in Seen(record_page(replace(made, stages=(bare,)))).words


def test_a_vote_that_the_decision_did_not_keep_is_nowhere() -> None:
    made = whole(TYPICAL)
    (stage,) = made.stages
    (round_,) = stage.rounds
    bare = replace(round_, decisions=tuple(replace(one, votes=()) for one in round_.decisions))
    words = Seen(record_page(replace(made, stages=(replace(stage, rounds=(bare,)),)))).words
    assert "Before the talk" not in words


def test_the_file_is_named_without_the_candidate_and_pings_nobody() -> None:
    assert file_name(whole(CRUEL)) == "decision-record-7.html"
    assert "<script>" not in introduction(whole(CRUEL))
    assert "<!channel>" not in introduction(whole(Words("<!channel>")))
    assert b"\x00" not in written(whole(CRUEL))
    assert written(whole(Words("\ud800")))
