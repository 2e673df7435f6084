"""The disk is full: whoever asks gets a sentence, nothing is half written, and it goes on by itself."""

from sqlalchemy import func
from sqlmodel import Session, select

from models.tables import Candidate, Outbox, Receipt
from tests.fakes import journey
from tests.fakes.company import Company
from tests.fakes.full_disk import full
from tests.handlers.conftest import Answers
from tests.handlers.edge import Edge
from tests.handlers.test_submissions import NOOR, candidate_form
from views import ids

NO_ROOM = "I have no room left to write that down, so nothing was changed."


async def kept(company: Company) -> list[int]:
    def count(session: Session) -> list[int]:
        return [session.exec(select(func.count()).select_from(t)).one() for t in (Candidate, Outbox, Receipt)]

    return await company.database.read(count)


async def test_a_form_keeps_what_was_typed_and_is_submitted_once_there_is_room(edge: Edge) -> None:
    form = await candidate_form(edge)
    async with full(edge.company.database):
        before = await kept(edge.company)
        answer = await edge.submit(form, **NOOR)
        assert answer["response_action"] == "update"
        assert NO_ROOM in str(answer)
        assert await kept(edge.company) == before
    assert await edge.submit(form, **NOOR) == ""
    assert (await kept(edge.company))[0] == before[0] + 1


async def test_whoever_clicks_is_told_and_may_click_again(edge: Edge, loop: int, answers: Answers) -> None:
    company = edge.company
    await journey.schedule(company, loop, "UINES")
    interview = await journey.interview(company, loop)
    value = ids.value(interview.id or 0, interview.version)
    async with full(company.database):
        await edge.click(ids.INVITE_ACCEPT, value, "UINES", response_url=answers.url)
        assert NO_ROOM in answers.posted[0]["text"]
    await edge.click(ids.INVITE_ACCEPT, value, "UINES", response_url=answers.url)
    assert "rsvp" not in await company.todos(loop)
    assert NO_ROOM not in str(answers.posted[1:])


async def test_reading_goes_on(edge: Edge, loop: int) -> None:
    async with full(edge.company.database):
        assert "Noor Haddad" in str(await edge.command("list") or edge.slack.views)
    assert loop
