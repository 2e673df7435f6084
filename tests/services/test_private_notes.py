"""What a panelist tells the recruiter alone: nobody else reads it, by any way, and no record holds its words."""

import pytest

from domain.forms import LoopForm
from domain.read.messages import PostKind
from domain.read.private_notes import PrivateNotePost
from domain.refusals import Invalid, NotAllowed, NotFound, NotNow
from services import outgoing, private_notes, reading, roles
from tests.fakes import journey
from tests.fakes.company import Company, role_form
from tests.fakes.remembered import remembered
from tests.services.test_kept_apart import everything, posts, rows
from views.messages import render
from views.modals.loop_page import loop_page
from views.modals.private_note import private_note_modal

SECRET = "Samarkand"
EVERYBODY = ("URITA", "UMAX", "UINES", "UBO", "UADA", "UREX", "UIVY")
"""One of each relation: who leads the search, the panel, an admin, somebody of the channel, and nobody of all these."""


@pytest.fixture
async def loop(company: Company) -> int:
    """At culture, held by Ines and Bo."""
    found = await company.add_candidate(stage="culture")
    await journey.hold(company, found, "UINES", "UBO")
    return found


@remembered
async def leave(company: Company, loop: int, text: str, by: str = "UINES") -> None:
    await company.perform(private_notes.write, LoopForm(loop=loop, version=0, key="culture:1", note=text), by=by)


async def notes(company: Company, loop: int, reader: str) -> list[str]:
    return [note.text for note in (await company.read(reading.page, loop, by=reader)).private_notes]


async def whispered(company: Company, loop: int, *readers: str) -> set[tuple[str, str]]:
    """Who of these reads it, and where."""
    found = await everything(company, loop, *readers)
    return {(told.reader, told.where) for told in found if SECRET in told.text}


async def test_the_recruiter_of_the_role_reads_it_and_nobody_else_does_by_any_way(company: Company, loop: int) -> None:
    await leave(company, loop, f"{SECRET}: asked about a visa.")
    assert await notes(company, loop, "URITA") == [f"{SECRET}: asked about a visa."]
    assert SECRET in repr(loop_page(await company.read(reading.page, loop)))
    await journey.score(company, loop, "UINES", "UBO")
    others = [member for member in EVERYBODY if member != "URITA"]
    assert await whispered(company, loop, *others) == {("UINES", "private note")}, "her own form alone"
    side = [told for told in await everything(company, loop, "URITA") if SECRET in told.text]
    assert {told.where for told in side} == {"page"}, "nothing of it stands beside the scorecards"
    assert [post.key for post, text in await posts(company) if SECRET in text] == []
    assert SECRET not in await rows(company)
    assert SECRET not in repr((await company.read(reading.page, loop)).history)


@remembered
async def keep(company: Company, loop: int, text: str, by: str = "UINES") -> None:
    await company.perform(private_notes.keep, LoopForm(loop=loop, version=0, key="culture:1", note=text), by=by)


async def test_what_is_typed_and_not_left_is_there_again_for_its_writer_and_for_nobody_else(
    company: Company, loop: int
) -> None:
    await keep(company, loop, SECRET)
    mine = await company.read(private_notes.form, loop, "culture", 1, by="UINES")
    assert (mine.text, mine.left, mine.pending) == (SECRET, False, True)
    assert await whispered(company, loop, *EVERYBODY) == {("UINES", "private note")}
    assert SECRET not in await rows(company)
    assert (await company.posts(PostKind.PRIVATE_NOTE), await notes(company, loop, "URITA")) == ([], [])
    with pytest.raises(NotAllowed):
        await keep(company, loop, SECRET, by="USAM")


async def test_a_change_that_is_typed_stays_apart_from_what_was_left_until_it_is_left_too(
    company: Company, loop: int
) -> None:
    await leave(company, loop, "One thing.")
    await keep(company, loop, "One thing. Or two")
    mine = await company.read(private_notes.form, loop, "culture", 1, by="UINES")
    assert (mine.text, mine.left, mine.pending) == ("One thing. Or two", True, True)
    assert await notes(company, loop, "URITA") == ["One thing."]
    await leave(company, loop, "One thing.")
    mine = await company.read(private_notes.form, loop, "culture", 1, by="UINES")
    assert (mine.text, mine.pending) == ("One thing.", False)


async def test_it_is_audited_without_its_words(company: Company, loop: int) -> None:
    await leave(company, loop, SECRET)
    entry = (await company.audit())[-1]
    assert (entry.action, entry.by, entry.record_id) == ("private_note", "UINES", str(loop))
    assert SECRET not in repr(entry)


async def test_the_recruiter_hears_that_there_is_one_and_not_what_it_says(company: Company, loop: int) -> None:
    await leave(company, loop, SECRET)
    await leave(company, loop, f"{SECRET} once more")
    (post,) = await company.posts(PostKind.PRIVATE_NOTE)
    assert post.member_id == "URITA"
    said = await company.read(outgoing.load, post.id or 0, by="")
    assert isinstance(said, PrivateNotePost)
    assert "Ines left a private note for you alone." in render(said).text


async def test_it_is_found_again_changed_and_taken_back(company: Company, loop: int) -> None:
    await leave(company, loop, "One thing.")
    assert (await company.read(private_notes.form, loop, "culture", 1, by="UINES")).text == "One thing."
    await leave(company, loop, "Another thing.")
    assert await notes(company, loop, "URITA") == ["Another thing."]
    await leave(company, loop, "  ")
    assert await notes(company, loop, "URITA") == []
    (post,) = await company.posts(PostKind.PRIVATE_NOTE)
    assert await company.read(outgoing.load, post.id or 0, by="") is None
    with pytest.raises(Invalid):
        await leave(company, loop, "")


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("USTRANGER", NotFound), ("UREX", NotAllowed), ("UMAX", NotAllowed), ("USAM", NotAllowed)],
)
async def test_only_the_panel_leaves_one(company: Company, loop: int, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        await leave(company, loop, SECRET, by=who)


async def test_a_recruiter_on_the_panel_leaves_none_and_reads_those_of_others_after_scoring(company: Company) -> None:
    loop = await company.add_candidate(stage="culture")
    await journey.hold(company, loop, "UINES", "URITA")
    with pytest.raises(NotNow, match="for yourself"):
        await leave(company, loop, SECRET, by="URITA")
    await leave(company, loop, SECRET)
    assert await notes(company, loop, "URITA") == []
    await journey.score(company, loop, "URITA")
    assert await notes(company, loop, "URITA") == [SECRET]


async def test_the_next_recruiter_reads_none_that_was_left_for_the_one_before(company: Company, loop: int) -> None:
    await leave(company, loop, SECRET)
    role = (await company.loop(loop)).role_id
    await company.perform(roles.edit, role_form(role=role, recruiter="UREX"))
    assert await whispered(company, loop, *EVERYBODY, "USAM") == {("UINES", "private note")}
    mine = await company.read(private_notes.form, loop, "culture", 1, by="UINES")
    assert (mine.recruiter.id, mine.left_for and mine.left_for.id) == ("UREX", "URITA")
    assert "You left it for Rita" in repr(private_note_modal(mine))
    await leave(company, loop, SECRET)
    assert await notes(company, loop, "UREX") == [SECRET]
    ritas, rexs = await company.posts(PostKind.PRIVATE_NOTE)
    assert (ritas.member_id, rexs.member_id) == ("URITA", "UREX")
    assert (await company.read(private_notes.form, loop, "culture", 1, by="UINES")).left_for is None
    await company.perform(roles.edit, role_form(role=role), by="UMAX")
    assert [await company.read(outgoing.load, one.id or 0, by="") for one in (ritas, rexs)] == [None] * 2, (
        "left for Rex"
    )
