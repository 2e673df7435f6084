"""What can be set, from the environment or a `.env` file. The descriptions here become `.env.example`."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from models import points
from models.errors import DatabaseUrlInvalid
from models.url import parse_url

ENV_FILE = Path(".env")

MEMBER_ID = re.compile(r"[UW][A-Z0-9]{2,}")

SLACK_HOSTS = ("slack.com", "slack-gov.com")


class SettingsInvalid(Exception):
    """Something that is set, or is not, keeps the program from starting."""

    def __init__(self, problems: list[str]) -> None:
        """`problems` are whole sentences with their remedy; none of them holds a secret."""
        self.problems = problems
        count = "one setting needs" if len(problems) == 1 else f"{len(problems)} settings need"
        lines = "".join(f"\n  - {problem}" for problem in problems)
        super().__init__(f"Loopkeeper cannot start yet: {count} your attention (in .env or in the environment).{lines}")


def refuse(sentence: str) -> PydanticCustomError:
    """Make pydantic's error say just `sentence`, which names the setting itself."""
    return PydanticCustomError("setting", "{sentence}", {"sentence": sentence})


def checked_database(value: SecretStr) -> SecretStr:
    try:
        parse_url(value.get_secret_value())
    except DatabaseUrlInvalid as error:
        raise refuse(str(error)) from error
    return value


def member_ids(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    ids = [part for part in re.split(r"[,\s]+", value) if part]
    if wrong := [each for each in ids if not MEMBER_ID.fullmatch(each)]:
        raise refuse(
            f"ADMINS must hold member IDs such as U012AB3CD, not {', '.join(wrong)}. "
            "In Slack: profile, the three dots, Copy member ID."
        )
    return frozenset(ids)


def crash_point(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return points.parse(value)
    except ValueError:
        known = ", ".join(points.Point)
        raise refuse(f"CRASH_AT must be a point, or a point, a colon and a number. The points: {known}.") from None


class LocalSettings(BaseSettings):
    """What every command needs, also those that never talk to Slack."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )

    database_url: Annotated[SecretStr, AfterValidator(checked_database)] = Field(
        default=SecretStr("sqlite:///loopkeeper.db"),
        description="Where everything is kept: sqlite:///file.db (four slashes for an absolute path) or "
        "postgresql://user:password@host/name.",
    )
    playbooks: Path = Field(
        default=Path("playbooks"), description="The folder with the playbooks (*.yaml). Read at each start."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR."
    )
    log_format: Literal["console", "json"] = Field(
        default="console", description="How it is logged: console for people, json for whatever collects your logs."
    )

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value

    @field_validator("playbooks")
    @classmethod
    def _folder_is_there(cls, value: Path) -> Path:
        if not value.is_dir():
            raise refuse(f"PLAYBOOKS names {value}, which is no folder. Start from the checkout, or correct the path.")
        return value


class Settings(LocalSettings):
    """What the bot needs to work in a Slack workspace."""

    slack_api_url: str = Field(
        default="https://slack.com/api/",
        description="Slack's Web API. Change it only to try the bot against the sandbox or another stand-in.",
    )
    slack_bot_token: SecretStr | None = Field(
        default=None,
        description="The bot's token, xoxb-... (your Slack app: OAuth & Permissions). Required.",
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        description="For Socket Mode, which needs no public address: xapp-... with the scope connections:write "
        "(Basic Information: App-Level Tokens).",
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        description="For HTTP instead of Socket Mode: the signing secret (Basic Information). Used when no "
        "SLACK_APP_TOKEN is set.",
    )
    admins: Annotated[frozenset[str], NoDecode, BeforeValidator(member_ids)] = Field(
        default=frozenset(),
        description="Member IDs of admins beside Slack's own workspace owners and admins, separated by commas.",
    )
    host: str = Field(default="127.0.0.1", description="The address that HTTP mode listens on.")
    port: int = Field(default=3000, ge=1, le=65535, description="The port that HTTP mode listens on.")
    watch_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="A port on HOST for /healthz, /readyz and /metrics alone. Without it HTTP mode answers them on "
        "PORT, and Socket Mode nowhere. With it PORT still answers the first two, without saying why.",
    )
    clock_file: Path | None = Field(
        default=None,
        description="For tests against a stand-in: a file with the seconds to add to the time. Refused on Slack.",
    )
    crash_at: Annotated[tuple[points.Point, int] | None, NoDecode, BeforeValidator(crash_point)] = Field(
        default=None,
        description="For tests against a stand-in: where the bot kills itself, such as send.after:2 for the second "
        "time that it passes there (models/points.py lists the points). Refused on Slack.",
    )

    @property
    def mode(self) -> Literal["socket", "http"]:
        """How Slack reaches us: over a socket that we open when there is an app token, else over HTTP."""
        return "socket" if self.slack_app_token else "http"

    @field_validator("slack_api_url")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise refuse(
                "SLACK_API_URL must be an address such as https://slack.com/api/. Leave it out for Slack itself."
            )
        if is_slack(value) and parts.scheme != "https":
            raise refuse("SLACK_API_URL must begin with https:// on Slack itself: the token travels with every call.")
        return value.rstrip("/") + "/"

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        where = "Copy the Bot User OAuth Token (xoxb-...) from your Slack app's page OAuth & Permissions."
        if value is None:
            raise refuse(f"SLACK_BOT_TOKEN is missing. {where}")
        if _on_slack(info) and not value.get_secret_value().startswith(("xoxb-", "xoxe.xoxb-")):
            raise refuse(f"SLACK_BOT_TOKEN is not a bot's token. {where}")
        return value

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value and _on_slack(info) and not value.get_secret_value().startswith("xapp-"):
            raise refuse(
                "SLACK_APP_TOKEN is not an app-level token (xapp-...). "
                "Make one on your Slack app's page Basic Information, with the scope connections:write."
            )
        return value

    @field_validator("slack_signing_secret")
    @classmethod
    def _one_way_in(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None and info.data.get("slack_app_token", "wrong") is None:
            raise refuse(
                "SLACK_APP_TOKEN (Socket Mode, simplest) or SLACK_SIGNING_SECRET (HTTP) is missing. "
                "Both are on your Slack app's page Basic Information."
            )
        return value

    @field_validator("clock_file")
    @classmethod
    def _only_in_tests(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value and _on_slack(info):
            raise refuse("CLOCK_FILE is for tests against a stand-in. Take it out, or set SLACK_API_URL.")
        return value

    @field_validator("crash_at")
    @classmethod
    def _no_crash_on_slack(cls, value: Any, info: ValidationInfo) -> Any:
        if value and _on_slack(info):
            raise refuse("CRASH_AT is for tests against a stand-in. Take it out, or set SLACK_API_URL.")
        return value


def is_slack(url: str) -> bool:
    """Say whether the address is Slack's own."""
    host = urlsplit(url).hostname or ""
    return any(host == ours or host.endswith(f".{ours}") for ours in SLACK_HOSTS)


def _on_slack(info: ValidationInfo) -> bool:
    # An address that was refused is missing here; nothing else can be said about what depends on it.
    return is_slack(info.data.get("slack_api_url", ""))


S = TypeVar("S", bound=LocalSettings)


def load(kind: type[S], env_file: Path | None = ENV_FILE) -> S:
    """Read the settings that a command needs; raise SettingsInvalid with all that is wrong with them."""
    try:
        return kind(_env_file=env_file)
    except ValidationError as error:
        raise SettingsInvalid([_sentence(each) for each in error.errors(include_input=False)]) from None


def _sentence(error: Any) -> str:
    if error["type"] == "setting":
        return str(error["msg"])
    name = str(error["loc"][0])
    about = Settings.model_fields[name].description
    return f"{name.upper()}: {error['msg'][0].lower()}{error['msg'][1:]}. {about}"
