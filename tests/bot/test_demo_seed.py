"""What the demo says that there is to see is there, and every loop is in a state that the bot itself brought about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from sqlmodel import Session, SQLModel, col, create_engine, select

from bot.demo.company import ARJUN, BEATRIZ, HELENA, INES, JOEL, NUNO, OPENINGS, PEOPLE, PRIYA, RUI, START, TEAM, TOMAS
from bot.demo.seed import STORIES, Cast
from bot.demo.story import flat, local, moment
from domain.read.messages import PostKind
from domain.state import Status, Step
from models.tables import (
    Candidate,
    Escalation,
    History,
    Interview,
    Loop,
    Nudge,
    Offer,
    OfferApproval,
    Outbox,
    Panelist,
    Post,
    Scorecard,
    Todo,
    Vote,
)
from services import briefings, digests, home, kits, reading
from services.work import Work
from tests.fakes.sample_company import SampleCompany

T = TypeVar("T")
Row = TypeVar("Row", bound=SQLModel)

pytestmark = pytest.mark.xdist_group("sample company")


@dataclass(frozen=True)
class Told:
    """The sample company in a file."""

    session: Session
    cast: Cast

    def work(self, by: str = "") -> Work:
        return Work(self.session, START, by, TEAM)

    def loop(self, key: str) -> Loop:
        return self.session.get_one(Loop, self.cast.loops[key])

    def of_loop(self, kind: type[Row], key: str) -> list[Row]:
        column: Any = kind.loop_id  # type: ignore[attr-defined]
        return list(self.session.exec(select(kind).where(column == self.cast.loops[key])).all())

    def cards(self, key: str) -> list[Scorecard]:
        loop = self.loop(key)
        return [card for card in self.of_loop(Scorecard, key) if (card.stage, card.round) == (loop.stage, loop.round)]


@pytest.fixture(scope="module")
def told(sample_company: SampleCompany) -> Iterator[Told]:
    yield from _opened(sample_company)


def _opened(company: SampleCompany) -> Iterator[Told]:
    engine = create_engine(f"sqlite:///{company.path}")
    with Session(engine) as session:
        yield Told(session, company.cast)
    engine.dispose()


STANDS: dict[str, tuple[Status, str, Step]] = {
    "mariana": (Status.ACTIVE, "system_design", Step.FEEDBACK),
    "daniel": (Status.ACTIVE, "culture", Step.FIRST_VOTE),
    "katarzyna": (Status.ACTIVE, "system_design", Step.SECOND_VOTE),
    "minh": (Status.ACTIVE, "challenge", Step.DECISION),
    "freya": (Status.ACTIVE, "challenge", Step.DECISION),
    "hassan": (Status.ACTIVE, "screen", Step.DECISION),
    "oskar": (Status.ACTIVE, "culture", Step.SCHEDULED),
    "caleb": (Status.ACTIVE, "screen", Step.SCHEDULING),
    "ayesha": (Status.ACTIVE, "challenge", Step.WITH_CANDIDATE),
    "chiara": (Status.ACTIVE, "offer", Step.APPROVAL),
    "theo": (Status.ACTIVE, "offer", Step.EXTENDED),
    "emma": (Status.ACTIVE, "offer", Step.DRAFTING),
    "henrike": (Status.ACTIVE, "offer", Step.APPROVED),
    "tiago": (Status.ACTIVE, "challenge", Step.TO_SEND),
    "lucia": (Status.ACTIVE, "challenge", Step.REVIEW),
    "ngozi": (Status.ON_HOLD, "challenge", Step.WITH_CANDIDATE),
    "samuel": (Status.HIRED, "offer", Step.ACCEPTED),
    "viktor": (Status.REJECTED, "challenge", Step.DECISION),
    "naomi": (Status.WITHDRAWN, "challenge", Step.WITH_CANDIDATE),
    "ewan": (Status.WITHDRAWN, "offer", Step.DECLINED),
}


@pytest.mark.parametrize("key", STANDS)
def test_a_loop_stands_where_the_demo_says(told: Told, key: str) -> None:
    loop = told.loop(key)
    assert (loop.status, loop.stage, loop.step) == STANDS[key]


def test_every_step_is_there_to_be_seen(told: Told) -> None:
    assert {told.loop(key).step for key in told.cast.loops} == set(Step)


def test_three_are_ready_to_decide_one_of_them_split(told: Told) -> None:
    ready = [key for key in told.cast.loops if told.loop(key).status == "active" and told.loop(key).step == "decision"]
    assert ready == ["minh", "freya", "hassan"]
    assert sorted(str(card.recommendation) for card in told.cards("freya")) == ["no", "yes"]


def test_two_are_being_debated(told: Told) -> None:
    votes = {vote.member_id: (vote.first, vote.second) for vote in told.of_loop(Vote, "katarzyna") if vote.first}
    assert sorted(first for first, _ in votes.values() if first) == ["no", "strong_yes", "yes"], "a split first vote"
    assert sorted(second for _, second in votes.values() if second) == ["no", "yes"], "two have voted again"
    waited = [todo for todo in told.of_loop(Todo, "daniel") if todo.closed_at is None]
    assert [(todo.kind, todo.member_id) for todo in waited] == [("vote", TOMAS)]


def test_one_is_blocked_by_a_single_scorecard_that_was_asked_for_on_friday_and_this_morning(told: Told) -> None:
    (todo,) = (todo for todo in told.of_loop(Todo, "mariana") if todo.closed_at is None)
    assert (todo.kind, todo.member_id, todo.nudged) == ("scorecard", INES, 2)
    assert len(told.cards("mariana")) == 1


def test_an_interview_of_tomorrow_was_declined(told: Told) -> None:
    interview = next(one for one in told.of_loop(Interview, "oskar") if one.stage == "culture")
    assert interview.starts_at.date() == (START + timedelta(days=1)).date()
    answers = {seat.member_id: seat.rsvp for seat in told.of_loop(Panelist, "oskar") if seat.stage == "culture"}
    assert answers[ARJUN] == "declined"


def test_a_note_to_the_next_stage_stands_in_its_briefing(told: Told) -> None:
    (probe,) = briefings.of_loop(told.work(RUI), told.cast.loops["oskar"]).probes
    assert "disagreement" in probe.text
    assert briefings.of_loop(told.work(PRIYA), told.cast.loops["oskar"]).probes == ()


def test_a_rejected_candidate_can_be_told_what_was_seen_and_nobody_has_told_them_yet(told: Told) -> None:
    page = reading.page(told.work(BEATRIZ), told.cast.loops["viktor"])
    (text,) = page.telling
    assert "Problem solving\n- Bookings that touch at 10:00 are refused" in text.suggestion
    assert text.suggestion.count("\n- ") == 4


def test_a_role_has_something_rated_besides_what_its_playbook_rates(told: Told) -> None:
    kit = kits.kit_of(told.work(JOEL), told.loop("rafael"), "system_design")
    assert kit.competencies[-1].name == "Cloud"


def test_who_meets_somebody_on_monday_was_briefed_on_friday(told: Told) -> None:
    found = told.session.exec(select(Post).where(Post.kind == PostKind.BRIEFING)).all()
    briefed = {(post.loop_id, post.member_id) for post in found}
    assert {(told.cast.loops["amara"], JOEL), (told.cast.loops["maysoun"], BEATRIZ)} <= briefed


def test_somebody_did_not_come(told: Told) -> None:
    assert told.of_loop(History, "caleb")[-1].event == "NoShow"


def test_a_challenge_is_overdue(told: Told) -> None:
    assert [key for key in told.cast.loops if told.loop(key).overdue] == ["ayesha"]


def test_one_offer_lacks_one_approval_and_another_is_about_to_expire(told: Told) -> None:
    (offer,) = told.of_loop(Offer, "chiara")
    approvals = told.session.exec(select(OfferApproval).where(OfferApproval.offer_id == offer.id)).all()
    assert [one.member_id for one in approvals if one.approved_at is None] == [HELENA]
    (sent,) = told.of_loop(Offer, "theo")
    assert START < sent.expires_at.replace(tzinfo=START.tzinfo) < START + timedelta(days=2)


def test_each_ending_is_there(told: Told) -> None:
    assert {told.loop(key).status for key in told.cast.loops} == set(Status)
    assert told.loop("ewan").close_reason == "Declined our offer"


def test_a_name_is_written_from_right_to_left_and_a_candidate_works_here(told: Told) -> None:
    names = {key: told.session.get_one(Candidate, told.loop(key).candidate_id) for key in told.cast.loops}
    assert names["maysoun"].name[0] == "م"
    assert names["nuno"].member_id == NUNO
    found = reading.find(told.work(NUNO), "nuno")
    assert found.matches == ()


def test_every_open_loop_waits_for_somebody_and_a_closed_one_only_until_its_candidate_is_told(told: Told) -> None:
    waiting = {todo.loop_id for todo in told.session.exec(select(Todo)).all() if todo.closed_at is None}
    open_ = {told.loop(key).id for key in told.cast.loops if told.loop(key).status in ("active", "on_hold")}
    assert waiting == open_ | {told.cast.loops["viktor"]}


def test_every_scorecard_holds_evidence_for_every_rating(told: Told) -> None:
    cards = told.session.exec(select(Scorecard)).all()
    assert len(cards) > 40
    for card in cards:
        assert card.content is not None
        assert all(rating["evidence"] for rating in card.content["ratings"].values()), card


@pytest.mark.parametrize("show", [home.home, reading.listing, reading.todo_list, reading.hub])
def test_everybody_has_a_home_and_lists(told: Told, show: Callable[[Work], object]) -> None:
    for person in PEOPLE:
        assert show(told.work(person.id)) is not None


def test_a_digest_has_something_to_say_of_all_roles(told: Told) -> None:
    roles = [role.role.title for who in ("U0BEATRIZ", "U0DANA") for role in digests.show(told.work(who), None).roles]
    assert sorted(roles) == ["Backend developer, payments", "Junior backend developer", "Senior backend developer"]


def test_nothing_was_given_up_or_is_left_half_sent(told: Told) -> None:
    assert {row.state for row in told.session.exec(select(Outbox)).all()} == {"pending", "sent"}


def test_no_message_of_the_past_speaks_of_what_came_after_it(told: Told) -> None:
    arrived = {row.post_id: row.due_at for row in told.session.exec(select(Outbox).order_by(col(Outbox.id).desc()))}
    reminded = [(one.at, arrived[one.post_id]) for one in told.session.exec(select(Nudge))]
    raised = [(one.at, arrived[one.post_id]) for one in told.session.exec(select(Escalation))]
    briefed = [
        (post.created_at, arrived[post.parent_id])
        for post in told.session.exec(select(Post).where(Post.kind == PostKind.BRIEFING))
        if post.parent_id
    ]
    assert [len(each) > 0 for each in (reminded, raised, briefed)] == [True] * 3
    assert [(at, sent) for at, sent in (*reminded, *raised, *briefed) if at > sent] == []


def test_nothing_happens_after_the_demo_has_begun() -> None:
    zones = {opening.key: opening.form.zone for opening in OPENINGS}
    for story in STORIES:
        beats = [local(story.added), *(beat.at for beat in flat(story.beats))]
        assert beats == sorted(beats), story.key
        assert moment(beats[-1], zones[story.role]) < START, story.key
