"""`/loop record` and its button: the file goes to whoever asks, and what goes wrong is told them there."""

from typing import Any

import pytest
from slack_sdk.web.file_upload_v2_result import FileUploadV2Result

from tests.fakes import journey
from tests.fakes.company import Company
from tests.handlers import payloads
from tests.handlers.edge import Edge, RecordingSlack
from views import ids

DIRECT = "D0RITA00001"


@pytest.fixture
async def decided(company: Company) -> int:
    loop = await company.add_candidate(stage="culture", name="<!channel> Noor")
    await journey.hold(company, loop, "UINES", "UBO")
    await journey.score(company, loop, "UINES", "UBO")
    await journey.advance(company, loop)
    return loop


@pytest.fixture
def taken(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is put to the address that Slack gives out."""
    found: list[bytes] = []

    async def take(_slack: RecordingSlack, *, data: bytes, **_given: Any) -> FileUploadV2Result:
        found.append(data)
        return FileUploadV2Result(status=200, body="OK")

    monkeypatch.setattr(RecordingSlack, "_upload_file", take)
    edge.slack.answers |= {
        "conversations.open": {"channel": {"id": DIRECT}},
        "files.getUploadURLExternal": {"upload_url": "https://files.example/1", "file_id": "F1"},
        "files.completeUploadExternal": {"files": []},
    }
    return found


async def test_the_record_comes_into_the_messages_of_whoever_asks(edge: Edge, decided: int, taken: list[bytes]) -> None:
    answer = await edge.command("record noor", by="UINES")
    assert "is in your messages with me" in str(answer)
    assert "<!channel>" not in str(answer)
    (page,) = taken
    assert page.startswith(b"<!doctype html>")
    assert b"&lt;!channel&gt; Noor" in page
    assert [asked["users"] for asked in edge.slack.called("conversations.open")] == ["UINES"]
    (shared,) = edge.slack.called("files.completeUploadExternal")
    assert shared["channel_id"] == DIRECT
    assert "<!channel>" not in str(shared)
    assert (await edge.company.audit())[-1].action == "make_record"


async def test_the_button_on_the_loops_page_says_where_the_file_is(
    edge: Edge, decided: int, taken: list[bytes]
) -> None:
    page = await edge.opens(payloads.click("loop.open", ids.value(decided, 1), "URITA"))
    assert "loop.read_record" in str(page)
    told = await edge.opens(payloads.click("loop.read_record", ids.value(decided, 1), "URITA", view=page))
    assert "is in your messages with me" in str(told["blocks"][0])
    assert len(taken) == 1


async def test_without_the_scope_one_is_told_what_to_do(edge: Edge, decided: int, taken: list[bytes]) -> None:
    edge.slack.refuses("files.getUploadURLExternal", "missing_scope")
    assert "`python -m bot check`" in str(await edge.command("record noor"))
    assert taken == []


async def test_who_may_not_read_it_gets_no_file(edge: Edge, decided: int, taken: list[bytes]) -> None:
    for who in ("UREX", "USAM"):
        assert "don't have the right" in str(await edge.command("record noor", by=who))
    assert taken == []
    assert [name for name, _ in edge.slack.calls if name.startswith("files.")] == []
