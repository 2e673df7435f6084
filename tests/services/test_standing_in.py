"""Who takes over from a colleague who turns out to be the candidate: nothing waits for them. On both databases."""

from datetime import timedelta

import pytest

from domain.forms import CandidateForm, LoopForm, TodoForm
from domain.read.messages import PostKind
from domain.refusals import NotFound
from domain.todos import TodoKind
from models import queries
from services import (
    candidates,
    debriefs,
    members,
    nudges,
    outgoing,
    private_notes,
    reading,
    roles,
    todos,
)
from services.work import Work
from tests.fakes import journey
from tests.fakes.company import Company, candidate_form, role_form
from tests.services import read_paths, reminding
from tests.services.applying import NAME, NAMES, applying, found, reminded, told
from tests.services.debating import decide, head, vote


async def test_a_reminder_of_other_loops_goes_on_without_their_own(company: Company) -> None:
    role = await company.open_role()
    own, other = await applying(company, role=role), await company.add_candidate(role=role, stage="culture")
    for loop in (own, other):
        await journey.schedule(company, loop, "UBO", "UINES")

    await reminded(company, "UBO")
    await found(company, "UBO")
    (post,) = await company.posts(PostKind.NUDGE)
    text = repr(await company.read(outgoing.load, post.id, by=""))
    assert ("Noor Haddad" in text, NAME in text) == (True, False)


@pytest.mark.parametrize(("who", "other"), [("UMAX", "URITA"), ("URITA", "UMAX")])
async def test_the_other_lead_is_told_and_takes_over(company: Company, who: str, other: str) -> None:
    loop = await applying(company)
    await company.delivered()
    await found(company, who)
    ((reader, text),) = [
        (post.member_id, text)
        for post, text in await company.read(lambda work: list(read_paths.messages(work)), by="")
        if post.kind == PostKind.NOTICE
    ]
    assert reader == other
    assert f"{NAMES[who]} turned out to be the candidate" in text
    assert {*(await company.todos(loop)).values()} == {other}
    page = await company.read(reading.page, loop, by=other)
    assert (page.card.recruiter.id, page.card.hiring_manager.id) == (other, other)


async def test_a_debrief_goes_on_without_a_hiring_manager_who_is_the_candidate(company: Company) -> None:
    """Rita votes and decides in Max's place, and nobody waits for him."""
    loop = await applying(company)
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await found(company, "UMAX")
    room = await head(company)
    assert room is not None
    assert [person.id for person in room.people] == ["UBO", "UINES", "URITA"]
    await vote(company, loop, "yes", "UINES", "UBO")
    with pytest.raises(NotFound):
        await vote(company, loop, "yes", "UMAX")
    await vote(company, loop, "yes", "URITA")
    await company.perform(debriefs.move_on, LoopForm(loop=loop, version=0, note="All agree."))
    await decide(company, loop, by="URITA")
    assert (await company.loop(loop)).stage == "offer"


async def test_the_gate_is_closed_by_who_stands_in_for_the_hiring_manager(company: Company) -> None:
    loop = await applying(company)
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES")
    await found(company, "UMAX")
    await company.perform(debriefs.close_gate, LoopForm(loop=loop, version=0, note="Bo is ill."))
    assert (await company.loop(loop)).step == "first_vote"


async def test_what_was_handed_to_them_goes_back(company: Company) -> None:
    loop = await applying(company)
    todo = await reminding.todo(company, TodoKind.PROPOSE_TIMES)
    await company.perform(todos.hand_over, TodoForm(todo=todo.id or 0, member="UMAX"))
    assert await company.todos(loop) == {"propose_times": "UMAX"}
    company.clock.set_to(company.clock.now() + timedelta(hours=1))
    await found(company, "UMAX")
    assert await company.todos(loop) == {"propose_times": "URITA"}
    assert (await reminding.todo(company, TodoKind.PROPOSE_TIMES)).next_nudge_at == company.clock.now()


async def test_a_loop_whose_only_lead_is_the_candidate_is_told_to_the_admins(company: Company) -> None:
    """To edit the role is all that helps, and everything passes to whom they name."""
    role = await company.open_role(hiring_manager="URITA")
    loop = await applying(company, role=role)
    await found(company, "URITA")
    assert any("Nobody else leads this role" in text for text in await told(company, "UADA"))
    assert [text for text in await told(company, "URITA") if NAME in text] == []
    form = role_form(role=role, hiring_manager="UMAX", recruiter="UREX")
    await company.perform(roles.edit, form, by="UADA")
    assert await company.todos(loop) == {"propose_times": "UREX"}


async def test_what_goes_up_or_comes_to_its_end_passes_over_a_lead_who_is_the_candidate(company: Company) -> None:
    await applying(company)
    await found(company, "UMAX")

    def long_past(work: Work) -> None:
        (todo,) = queries.open_todos_of_member(work.session, "URITA")
        todo.ended_at = todo.escalates_at = work.now

    await company.work(long_past)
    await company.work(reminding.raise_all)
    assert await company.posts(PostKind.ESCALATION) == []
    assert await company.read(nudges.ended, by="") == [], "nobody else could settle it"


async def test_a_private_note_is_left_for_whoever_recruits_then(company: Company) -> None:
    loop = await applying(company)
    await journey.hold(company, loop, "UINES", "UBO")
    await found(company, "URITA")
    note = LoopForm(loop=loop, version=0, key="culture:1", note="Between us.")
    await company.perform(private_notes.write, note, by="UBO")
    page = await company.read(reading.page, loop, by="UMAX")
    assert [line.text for line in page.private_notes] == ["Between us."]
    assert [post.member_id for post in await company.posts(PostKind.PRIVATE_NOTE)] == ["UMAX"]


async def test_their_other_loops_hear_of_a_corrected_address_too(company: Company) -> None:
    """Rex is on no panel of the loop where the address is corrected, and recruits for the other."""
    first = await company.add_candidate()
    role = await company.open_role(recruiter="UREX", channel="COTHER")
    second = await company.add_candidate(role=role, by="UMAX")
    await company.work(lambda work: members.store_channel(work, "CHIRING", []))
    form: CandidateForm = candidate_form(loop=first, version=0, email="rex@acme.test")
    await company.perform(candidates.correct, form)
    assert (await company.todos(first), await company.todos(second)) == (
        {"propose_times": "URITA"},
        {"propose_times": "UMAX"},
    )
