"""What the demo says that there is to see is there, and every loop is in a state that the bot itself brought about."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlmodel import Session, SQLModel, create_engine, select

from bot.demo.company import ARJUN, HELENA, INES, NUNO, OPENINGS, PEOPLE, START, TEAM
from bot.demo.program import PLAYBOOKS
from bot.demo.seed import STORIES, Cast, seed
from bot.demo.story import flat, local, moment
from domain.state import Status, Step
from models.database import Database
from models.tables import (
    Candidate,
    History,
    Interview,
    Loop,
    Offer,
    OfferApproval,
    Outbox,
    Panelist,
    Scorecard,
    Todo,
)
from playbooks.loader import load_folder
from services import digests, home, reading
from services.work import Work
from tests.fakes.postgresql import run_apart

T = TypeVar("T")
Row = TypeVar("Row", bound=SQLModel)

pytestmark = pytest.mark.xdist_group("demo seed")
"""Telling takes seconds: the tests share what is told once."""


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


def tell(empty: Path, folder: Path) -> Told:
    path = folder / "demo.db"
    shutil.copy(empty, path)
    found: list[Cast] = []

    async def main() -> None:
        database, loaded = Database(f"sqlite:///{path}"), load_folder(PLAYBOOKS)
        found.append(await database.perform(lambda session: seed(session, loaded)))
        await database.close()

    run_apart(main())
    return Told(Session(create_engine(f"sqlite:///{path}")), found[0])


@pytest.fixture(scope="module")
def told(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    made = tell(migrated_file, tmp_path_factory.mktemp("demo"))
    yield made
    made.session.close()
    made.session.get_bind().dispose()  # type: ignore[union-attr]


STANDS: dict[str, tuple[Status, str, Step]] = {
    "mariana": (Status.ACTIVE, "system_design", Step.FEEDBACK),
    "daniel": (Status.ACTIVE, "culture", Step.DECISION),
    "katarzyna": (Status.ACTIVE, "system_design", Step.DECISION),
    "minh": (Status.ACTIVE, "challenge", Step.DECISION),
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


def test_three_are_ready_to_decide_and_one_of_them_is_split(told: Told) -> None:
    ready = [key for key in told.cast.loops if told.loop(key).status == "active" and told.loop(key).step == "decision"]
    assert sorted(ready) == ["daniel", "katarzyna", "minh"]
    verdicts = {key: {card.recommendation in ("yes", "strong_yes") for card in told.cards(key)} for key in ready}
    assert verdicts == {"daniel": {True}, "katarzyna": {True, False}, "minh": {True}}


def test_one_is_blocked_by_a_single_scorecard_that_was_asked_for(told: Told) -> None:
    (todo,) = (todo for todo in told.of_loop(Todo, "mariana") if todo.closed_at is None)
    assert (todo.kind, todo.member_id, todo.nudged) == ("scorecard", INES, 1)
    assert len(told.cards("mariana")) == 1


def test_an_interview_of_tomorrow_was_declined(told: Told) -> None:
    interview = next(one for one in told.of_loop(Interview, "oskar") if one.stage == "culture")
    assert interview.starts_at.date() == (START + timedelta(days=1)).date()
    answers = {seat.member_id: seat.rsvp for seat in told.of_loop(Panelist, "oskar") if seat.stage == "culture"}
    assert answers[ARJUN] == "declined"


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


def test_every_open_loop_waits_for_somebody_and_every_closed_one_for_nobody(told: Told) -> None:
    waiting = {todo.loop_id for todo in told.session.exec(select(Todo)).all() if todo.closed_at is None}
    open_ = {told.loop(key).id for key in told.cast.loops if told.loop(key).status in ("active", "on_hold")}
    assert waiting == open_


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
    assert {row.state for row in told.session.exec(select(Outbox)).all()} == {"pending"}


def test_nothing_happens_after_the_demo_has_begun() -> None:
    zones = {opening.key: opening.form.zone for opening in OPENINGS}
    for story in STORIES:
        beats = [local(story.added), *(beat.at for beat in flat(story.beats))]
        assert beats == sorted(beats), story.key
        assert moment(beats[-1], zones[story.role]) < START, story.key


def test_told_again_it_is_the_same(told: Told, migrated_file: Path, tmp_path: Path) -> None:
    again = tell(migrated_file, tmp_path)
    try:
        for table in SQLModel.metadata.sorted_tables:
            columns = [column for column in table.columns if column.name != "mark"]
            first, second = (list(one.session.connection().execute(select(*columns))) for one in (told, again))
            assert first == second, table.name
    finally:
        again.session.close()
        again.session.get_bind().dispose()  # type: ignore[union-attr]
