"""Forms: what is refused stands on its field, nothing typed is lost, and what arrives twice is done once."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from models.errors import DatabaseBusy
from models.tables import Candidate, Loop
from services import candidates
from tests.fakes import journey
from tests.handlers import payloads
from tests.handlers.edge import Edge
from tests.handlers.payloads import Json
from views import ids

NOOR = {
    "name": "Noor Haddad",
    "email": "noor@example.com",
    "zone": "Europe/Lisbon",
    "source": "Referral by a colleague",
}


async def candidate_form(edge: Edge) -> Json:
    role = await edge.company.open_role()
    return await edge.opens(payloads.click(ids.ROLE_ADD, ids.value(role), "URITA"))


async def test_a_candidate_is_added_by_the_form(edge: Edge) -> None:
    assert await edge.submit(await candidate_form(edge), **NOOR) == ""
    assert await edge.count(Loop) == 1


async def test_a_form_that_is_submitted_twice_is_done_once(edge: Edge) -> None:
    form = await candidate_form(edge)
    assert [await edge.submit(form, **NOOR) for _ in range(2)] == ["", ""]
    assert await edge.count(Loop) == 1


async def test_two_copies_of_a_submission_at_once_are_done_once(edge: Edge) -> None:
    body = payloads.submission(await candidate_form(edge), "URITA", **NOOR)
    assert list(await asyncio.gather(edge.send(body), edge.send(body))) == ["", ""]
    assert await edge.count(Loop) == 1


async def test_what_was_refused_can_be_submitted_again_from_the_same_form(edge: Edge) -> None:
    form = await candidate_form(edge)
    assert "errors" in await edge.submit(form, **(NOOR | {"email": "nowhere"}))
    assert await edge.submit(form, **NOOR) == ""
    assert await edge.count(Loop) == 1


async def test_the_same_email_in_the_same_role_is_refused_with_the_way_to_the_first(edge: Edge) -> None:
    await edge.company.add_candidate()
    answer = await edge.submit(await edge.opens(payloads.command("add", "URITA")), **NOOR)
    top = str(answer["view"]["blocks"][:2])
    assert "in this role already" in top
    assert ids.REMEDY_OPEN in top


async def test_a_candidate_who_was_taken_for_a_colleague_is_set_right_by_the_form(edge: Edge) -> None:
    loop = await edge.company.add_candidate(email="ivy@acme.test")
    await journey.schedule(edge.company, loop, "UINES")
    form = await edge.opens(payloads.click("loop.edit_candidate", ids.value(loop, 2), "URITA"))
    assert await edge.submit(form, email="ivy@private.example", wrong_person=["yes"]) == ""
    found = await edge.company.database.read(lambda session: session.exec(select(Candidate)).one())
    assert (found.member_id, found.email) == (None, "ivy@private.example")


async def test_a_decision_on_stale_facts_is_refused_on_top_of_the_form(edge: Edge, loop: int) -> None:
    await journey.hold(edge.company, loop, "UINES")
    await journey.score(edge.company, loop, "UINES")
    form = await edge.opens(payloads.click("loop.decide", ids.value(loop, 1), "UMAX"))
    await journey.advance(edge.company, loop, by="URITA")
    answer = await edge.submit(form, by="UMAX", outcome="advance", rationale="All agree.")
    assert answer["response_action"] == "update"
    assert "Somebody was faster" in str(answer["view"]["blocks"][0])
    kept = {block.get("block_id"): block for block in answer["view"]["blocks"]}
    assert "rationale" in kept
    assert answer["view"]["private_metadata"] == form["private_metadata"]


async def test_a_second_notice_takes_the_place_of_the_first(edge: Edge, loop: int) -> None:
    form = await edge.opens(payloads.click("loop.reject", ids.value(loop, 1), "URITA"))
    first = await edge.submit(form, by="UREX")
    again = payloads.opened(first["view"], view_id=form["id"])
    second = await edge.submit(again, by="UREX")
    assert len(second["view"]["blocks"]) == len(first["view"]["blocks"])


async def test_who_is_missing_is_said_with_what_mends_it(edge: Edge, loop: int) -> None:
    await journey.hold(edge.company, loop, "UINES")
    form = await edge.opens(payloads.click("loop.decide", ids.value(loop, 1), "URITA"))
    answer = await edge.submit(form, by="URITA", outcome="advance", rationale="I liked her.")
    found = str(answer["view"]["blocks"][:2])
    assert "<@UINES>" in found
    assert ids.REMEDY_REMIND in found
    assert ids.REMEDY_WAIVE in found


async def test_an_unexpected_error_is_an_apology_with_the_reference_of_the_log(
    edge: Edge, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    form = await candidate_form(edge)

    def broken(*_: object) -> int:
        raise ZeroDivisionError("nobody thought of this")

    broken.__qualname__ = "add"
    monkeypatch.setattr(candidates, "add", broken)
    answer = await edge.submit(form, **NOOR)
    said = answer["view"]["blocks"][0]["text"]["text"]
    reference = said.rpartition(" ")[2].strip(".")
    assert "nothing was changed" in said
    logged = capsys.readouterr().out
    assert reference in logged
    assert "nobody thought of this" in logged


async def test_a_busy_database_is_said_kindly_and_changes_nothing(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    form = await candidate_form(edge)

    async def busy(*_: object) -> None:
        raise DatabaseBusy

    monkeypatch.setattr(edge.company.database, "perform", busy)
    answer = await edge.submit(form, **NOOR)
    assert "very busy" in str(answer["view"]["blocks"][0])
    monkeypatch.undo()
    assert await edge.submit(form, **NOOR) == ""


async def test_an_extension_that_is_none_is_refused_under_its_date(edge: Edge) -> None:
    loop = await edge.company.add_candidate(stage="challenge")
    await journey.send_challenge(edge.company, loop, "UINES", "UBO")
    form = await edge.opens(payloads.click("loop.extend", ids.value(loop, 0), "URITA"))
    due = (await edge.company.loop(loop)).challenge_due
    assert due is not None
    for wrong, words in ((due, "later than"), (edge.company.clock.now() - timedelta(days=1), "later than")):
        answer = await edge.submit(form, due=int(wrong.timestamp()))
        assert words in answer["errors"]["due"]
    assert await edge.submit(form, due=int((due + timedelta(days=1)).timestamp())) == ""
    assert (await edge.company.loop(loop)).challenge_due == due + timedelta(days=1)


async def test_one_outcome_for_all_closes_a_role_save_for_those_who_have_their_own(edge: Edge, loop: int) -> None:
    role = (await edge.company.loop(loop)).role_id
    other = await edge.company.add_candidate(role=role, name="Ada Lopes", email="ada@example.com")
    form = await edge.opens(payloads.click(ids.ROLE_CLOSE, ids.value(role, 1), "URITA"))
    (outcome, *_) = choices(form, "outcome")
    refused = await edge.submit(form, outcome=outcome)
    assert set(refused["errors"]) == {ids.outcome_field(loop), ids.outcome_field(other)}
    rejected, withdrawn = (next(one for one in choices(form, ids.OTHERS) if kind in one) for kind in ("rej", "with"))
    own = {ids.outcome_field(other): withdrawn}
    assert await edge.submit(form, outcome=outcome, **{ids.OTHERS: rejected}, **own) in ("", None)
    assert [str((await edge.company.loop(one)).status) for one in (loop, other)] == ["rejected", "withdrawn"]


def choices(form: Json, field: str) -> list[str]:
    (block,) = (block for block in form["blocks"] if block.get("block_id") == field)
    return [option["value"] for option in block["element"]["options"]]


async def test_whoever_is_known_already_is_said_before_they_are_added_to_another_role(edge: Edge, loop: int) -> None:
    role = await edge.company.open_role(title="Another")
    form = await edge.opens(payloads.click(ids.ROLE_ADD, ids.value(role), "URITA"))
    typed = {**NOOR, "name": "N. Haddad"}
    answer = await edge.submit(form, **typed)
    assert answer["response_action"] == "update"
    asked = payloads.opened(answer["view"])
    assert all(words in str(asked) for words in ("known already", "As known: Noor Haddad", "As typed: N. Haddad"))
    assert await edge.count(Loop) == 1
    for _ in range(2):
        assert await edge.submit(asked, **typed, details="keep") in ("", None)
    assert (await edge.count(Loop), await edge.count(Candidate)) == (2, 1)


async def test_another_role_keeps_where_a_candidate_comes_from(edge: Edge) -> None:
    other = await edge.company.open_role(title="Platform engineer")
    form = await candidate_form(edge)
    form["state"]["values"] = payloads.state(form, {"role": str(other), "source": NOOR["source"]})
    await edge.click(ids.refresh("role"), str(other), view=form)
    (source,) = [block["element"] for block in edge.slack.views[-1]["blocks"] if block["block_id"] == "source"]
    assert source["initial_option"]["value"] == NOOR["source"]
