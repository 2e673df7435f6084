"""The kit that a loop has, and the one that a scorecard keeps."""

from sqlalchemy import update
from sqlmodel import col

from domain.forms import ScorecardForm
from domain.playbook import Competency
from domain.playbook_kit import CompetencyKind
from models import queries
from models.tables import Loop, Scorecard
from services import feedback, kits, playbooks
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import Company, backend


async def card(company: Company, loop: int) -> Scorecard:
    def found(work: Work) -> Scorecard:
        row = queries.scorecard_of(work.session, loop, "screen", 1, "UINES")
        assert row is not None
        return row

    return await company.read(found)


async def test_the_kit_is_kept_with_the_first_word_and_stays(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.schedule(company, loop, "UINES")
    page = await company.read(feedback.page, loop, by="UINES")
    form = ScorecardForm(loop=loop, stage="screen", round=1, content=journey.filled(page.kit))
    await company.perform(feedback.save, form, by="UINES")
    first = (await card(company, loop)).kit_hash
    assert first is not None
    other = await changed_playbook(company)
    await company.work(lambda work: move(work, loop, other))
    await company.perform(feedback.save, form, by="UINES")
    assert (await card(company, loop)).kit_hash == first
    assert (await company.read(feedback.page, loop, by="UINES")).kit == page.kit
    assert (await company.read(lambda work: kits.kit_of(work, loop_row(work, loop), "screen"))).competencies[
        0
    ].name == "Renamed"


async def test_what_was_rated_is_read_in_the_words_that_it_was_rated_by(company: Company) -> None:
    loop = await company.add_candidate()
    await journey.hold(company, loop, "UINES")
    await journey.score(company, loop, "UINES")
    other = await changed_playbook(company)
    await company.work(lambda work: move(work, loop, other))
    side = await company.read(feedback.side_by_side, loop, "screen", by="URITA")
    rating = side.scorecards[0].ratings[0]
    kit = backend().playbook.stage("screen").kit
    assert kit is not None
    assert (rating.name, rating.anchor) == (kit.competencies[0].name, kit.competencies[0].anchor(3))


async def test_kits_kept_by_many_are_read_in_one_query_and_stored_once(company: Company) -> None:
    kit = backend().playbook.stage("screen").kit
    assert kit is not None

    def twice(work: Work) -> int:
        seat = queries.SeatKit(backend().hash, [], None)
        assert kits.pin(work, seat, "screen") == kits.pin(work, seat, "screen")
        return len(queries.kit_versions(work.session, {kits.pin(work, seat, "screen") or ""}))

    assert await company.work(twice) == 1


def loop_row(work: Work, loop: int) -> Loop:
    row = work.session.get(Loop, loop)
    assert row is not None
    return row


def move(work: Work, loop: int, digest: str) -> None:
    """As if a later version let a loop take another playbook."""
    work.session.execute(update(Loop).where(col(Loop.id) == loop).values(playbook_hash=digest))


async def changed_playbook(company: Company) -> str:
    """The backend's playbook with the first competency of the screen under another name."""
    book = backend().playbook
    kit = book.stage("screen").kit
    assert kit is not None
    first = Competency(
        key=kit.competencies[0].key, name="Renamed", kind=CompetencyKind.SOFT, description="Other.",
        anchors=("One.", "Two.", "Three.", "Four."),
    )  # fmt: skip
    other = kit.model_copy(update={"competencies": (first, *kit.competencies[1:])})
    stages = tuple(each.model_copy(update={"kit": other}) if each.key == "screen" else each for each in book.stages)
    text = book.model_copy(update={"stages": stages}).to_json()
    await company.perform(playbooks.store, [("backend", "Backend", "f" * 64, text)], by="")
    return "f" * 64
