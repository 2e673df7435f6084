"""`python -m bot`, as a process, over both ways in."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.e2e.program import ROOT, Page, app_config, bot, free_port, settings, slack
from tests.fakes.nursery import Brood


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_the_program_starts_answers_shows_its_figures_and_stops_in_good_order(mode: str, tmp_path: Path) -> None:
    port, apart = free_port(), free_port()
    async with slack(app_config(mode, port)) as sandbox, ClientSession() as session:
        page = Page(sandbox, session)
        own = {"WATCH_PORT": str(apart)} if mode == "socket" else {}
        async with bot(settings(sandbox, tmp_path / "bot.db", PORT=str(port), **own)) as running:
            assert (await page.command("URITA", "help"))["ok"]
            (answer,) = await page.history("URITA")
            assert "`/loop cancel <name>`" in answer["text"].replace("&lt;", "<").replace("&gt;", ">")
            assert answer["ephemeral"]
            await watched(session, f"http://127.0.0.1:{apart if own else port}")
            assert (await page.command("URITA", ""))["ok"]
            assert [view["callback_id"] for view in await page.views("URITA")] == ["show.hub"]
            assert await running.stop() == 0
            assert any("stopping" in line for line in running.lines)


async def test_a_load_balancer_asks_the_port_that_it_passes_requests_on_to(tmp_path: Path) -> None:
    """Though there is one for whoever watches; the figures are for them alone, and so is what is wrong."""
    port, apart = free_port(), free_port()
    async with slack(app_config("http", port)) as sandbox, ClientSession() as session:
        given = settings(sandbox, tmp_path / "bot.db", PORT=str(port), WATCH_PORT=str(apart))
        async with bot(given):
            assert await asked(session, port, "healthz") == (200, "ok\n")
            assert await asked(session, port, "readyz") == (200, "ready\n")
            assert (await asked(session, port, "metrics"))[0] == 404
            with closing(sqlite3.connect(tmp_path / "bot.db")) as connection, connection:
                connection.execute("UPDATE alembic_version SET version_num = '0001'")
            assert await asked(session, port, "readyz") == (503, "not ready\n")
            status, why = await asked(session, apart, "readyz")
            assert (status, why.partition(",")[0]) == (503, "database: tables are at 0001")


async def asked(session: ClientSession, port: int, path: str) -> tuple[int, str]:
    async with session.get(f"http://127.0.0.1:{port}/{path}") as answer:
        return answer.status, await answer.text()


async def watched(session: ClientSession, address: str) -> None:
    """Whoever watches over it sees it ready, and that it has answered one command."""
    for path, wanted in (("healthz", "ok"), ("readyz", "ready"), ("metrics", "loopkeeper_acks_total")):
        async with session.get(f"{address}/{path}") as answer:
            assert answer.status == 200
            assert wanted in (said := await answer.text())
    assert 'loopkeeper_acks_total{kind="command",outcome="done"} 1.0' in said


async def test_wrong_tokens_end_the_program_with_what_to_do(tmp_path: Path, brood: Brood) -> None:
    async with slack(app_config()) as sandbox:
        code, said = await brood.run(settings(sandbox, tmp_path / "bot.db", SLACK_BOT_TOKEN="xoxb-wrong"))
        assert code == 1
        assert "SLACK_BOT_TOKEN is not valid" in said
        assert "Traceback" not in said
        code, said = await brood.run(settings(sandbox, tmp_path / "bot.db", SLACK_APP_TOKEN="xapp-wrong"))
        assert code == 1
        assert "SLACK_APP_TOKEN is not valid" in said


async def test_check_finds_everything_right_or_says_what_to_do(tmp_path: Path, brood: Brood) -> None:
    async with slack(app_config()) as sandbox:
        code, said = await brood.run(settings(sandbox, tmp_path / "bot.db"), "check")
        assert (code, said.count("ok  ")) == (0, 7), said
        code, said = await brood.run(
            settings(sandbox, tmp_path / "none" / "bot.db", SLACK_BOT_TOKEN="xoxb-wrong"), "check"
        )
        assert code == 1
        assert "FAIL database" in said
        assert "FAIL bot token: SLACK_BOT_TOKEN is not valid" in said


async def test_a_database_that_cannot_be_opened_ends_the_program_with_what_to_do(tmp_path: Path, brood: Brood) -> None:
    async with slack(app_config()) as sandbox:
        code, said = await brood.run(settings(sandbox, tmp_path / "none" / "bot.db"))
    assert code == 1
    assert "Check DATABASE_URL" in said
    assert "Traceback" not in said


async def test_a_database_of_a_newer_version_ends_the_program_with_what_to_do(
    tmp_path: Path, migrated_file: Path, brood: Brood
) -> None:
    path = tmp_path / "bot.db"
    shutil.copy(migrated_file, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    async with slack(app_config()) as sandbox:
        code, said = await brood.run(settings(sandbox, path))
    assert code == 1
    assert "The database was written by a newer version of this program. Run that version again, or restore" in said
    assert "its tables are at 9999" in said
    assert "Traceback" not in said
    assert path.read_bytes() == before


async def test_missing_settings_are_all_named_at_once(tmp_path: Path, brood: Brood) -> None:
    async with slack(app_config()) as sandbox:
        code, said = await brood.run(
            settings(sandbox, tmp_path / "bot.db", SLACK_BOT_TOKEN="", SLACK_APP_TOKEN=""), "run"
        )
    assert code == 1
    assert "SLACK_BOT_TOKEN is missing" in said
    assert "SLACK_SIGNING_SECRET" in said


async def test_a_playbook_with_a_typing_error_is_named_with_its_line(tmp_path: Path, brood: Brood) -> None:
    text = (ROOT / "playbooks" / "backend.yaml").read_text().replace("kind: take_home", "kind: takehome")
    (tmp_path / "backend.yaml").write_text(text)
    async with slack(app_config()) as sandbox:
        code, said = await brood.run(settings(sandbox, tmp_path / "bot.db", PLAYBOOKS=str(tmp_path)))
    assert code == 1
    assert "backend.yaml:" in said
    assert "Traceback" not in said
