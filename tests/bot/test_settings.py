"""What is wrong with the settings is said at once, all of it, with its remedy and without its secrets."""

from pathlib import Path

import pytest

from bot.settings import LocalSettings, Settings, SettingsInvalid, is_slack, load
from bot.settings_doc import GROUPS, env_example
from models.points import Point

ROOT = Path(__file__).parents[2]

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_APP_TOKEN": "xapp-1-secret"}
SANDBOX = "http://127.0.0.1:8800/api/"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(ROOT)


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return load(Settings, env_file=None)


def problems(monkeypatch: pytest.MonkeyPatch, **values: str) -> list[str]:
    with pytest.raises(SettingsInvalid) as raised:
        given(monkeypatch, **values)
    assert "secret" not in str(raised.value).replace("SLACK_SIGNING_SECRET", "")
    assert all(problem in str(raised.value) for problem in raised.value.problems)
    return raised.value.problems


def test_two_tokens_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(monkeypatch, **TOKENS)
    assert settings.mode == "socket"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url.get_secret_value() == "sqlite:///loopkeeper.db"
    assert settings.admins == frozenset()
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)


def test_a_signing_secret_alone_means_http(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(monkeypatch, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="abc")
    assert settings.mode == "http"


def test_a_settings_file_is_read_and_the_environment_counts_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text("SLACK_BOT_TOKEN=xoxb-file\nSLACK_APP_TOKEN=xapp-file\nPORT=4000\nADMINS=\nEDITOR=vi\n")
    monkeypatch.setenv("PORT", "5000")
    settings = load(Settings, env_file=file)
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-file"
    assert settings.port == 5000


def test_what_is_missing_is_named_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = problems(monkeypatch)
    assert [problem.split()[0] for problem in missing] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
    assert "OAuth & Permissions" in missing[0]
    assert "Basic Information" in missing[1]


def test_all_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = problems(
        monkeypatch,
        DATABASE_URL="mysql://bot:secret@host/name",
        PLAYBOOKS="/nowhere",
        LOG_LEVEL="loud",
        LOG_FORMAT="yaml",
        SLACK_BOT_TOKEN="xoxp-secret",
        SLACK_APP_TOKEN="secret",
        ADMINS="@ana, U012AB3CD",
        PORT="70000",
        CLOCK_FILE="/tmp/offset",  # noqa: S108
        CRASH_AT="send.after",
    )
    names = ["DATABASE_URL", "PLAYBOOKS", "LOG_LEVEL", "LOG_FORMAT"]
    names += ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "ADMINS", "PORT", "CLOCK_FILE", "CRASH_AT"]
    assert [problem.split()[0].rstrip(":") for problem in wrong] == names
    assert "not @ana." in wrong[6]


def test_a_stand_in_takes_any_token_and_a_clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = given(
        monkeypatch,
        SLACK_API_URL=SANDBOX.rstrip("/"),
        SLACK_BOT_TOKEN="anything",
        SLACK_APP_TOKEN="goes",
        CLOCK_FILE=str(tmp_path / "offset"),
        CRASH_AT="send.after:2",
    )
    assert settings.slack_api_url == SANDBOX
    assert settings.crash_at == (Point.SEND_AFTER, 2)
    assert settings.clock_file == tmp_path / "offset"


@pytest.mark.parametrize("value", ["nowhere", "send.after:0", "send.after:often", ":2"])
def test_where_to_crash_is_a_point_and_a_number(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (problem,) = problems(monkeypatch, SLACK_API_URL=SANDBOX, CRASH_AT=value, **TOKENS)
    assert "claim.before, claim.inside" in problem


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("slack.com/api", "must be an address"),
        ("ftp://slack.com/api/", "must be an address"),
        ("http://slack.com/api/", "must begin with https://"),
    ],
)
def test_an_address_that_cannot_be_slack_is_refused(url: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (problem,) = problems(monkeypatch, SLACK_API_URL=url, **TOKENS)
    assert why in problem


def test_only_slacks_own_addresses_are_slacks() -> None:
    assert is_slack("https://slack.com/api/")
    assert is_slack("https://SLACK.com/api/")
    assert is_slack("https://acme.enterprise.slack.com/api/")
    assert not is_slack("https://slack.com.example.org/api/")
    assert not is_slack("https://notslack.com/api/")


def test_admins_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    assert given(monkeypatch, ADMINS="U012AB3CD, W99ZZ,", **TOKENS).admins == {"U012AB3CD", "W99ZZ"}


def test_secrets_are_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(
        monkeypatch, SLACK_SIGNING_SECRET="secret", DATABASE_URL="postgresql://bot:secret@host/name", **TOKENS
    )
    for text in (repr(settings), str(settings), settings.model_dump_json()):
        assert "-secret" not in text
        assert ":secret" not in text
        assert '"secret"' not in text


def test_commands_that_never_talk_to_slack_need_no_token() -> None:
    assert load(LocalSettings, env_file=None).playbooks == Path("playbooks")


def test_every_setting_is_documented_once() -> None:
    documented = [name for names in GROUPS.values() for name in names]
    assert sorted(documented) == sorted(Settings.model_fields)
    assert all(field.description for field in Settings.model_fields.values())


def test_the_example_is_as_the_settings_are() -> None:
    assert (ROOT / ".env.example").read_text() == env_example()


def test_the_example_works_once_the_tokens_are_in(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(env_example())
    with pytest.raises(SettingsInvalid, match="2 settings need"):
        load(Settings, env_file=file)
    lines = [f"{line}{TOKENS[line[:-1]]}" if line[:-1] in TOKENS else line for line in env_example().splitlines()]
    file.write_text("\n".join(line.removeprefix("# ") if "=" in line else line for line in lines))
    assert load(Settings, env_file=file) == Settings(
        _env_file=None, slack_bot_token=TOKENS["SLACK_BOT_TOKEN"], slack_app_token=TOKENS["SLACK_APP_TOKEN"]
    )
