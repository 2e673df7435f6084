"""`.env.example`, written from the settings themselves."""

import textwrap
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings

GROUPS = {
    "Slack": ("slack_bot_token", "slack_app_token", "slack_signing_secret", "admins"),
    "What is kept": ("database_url", "playbooks"),
    "HTTP mode, and watching over the bot": ("host", "port", "watch_port"),
    "Logs": ("log_level", "log_format"),
    "Trying things out": ("slack_api_url", "clock_file", "crash_at"),
}

REQUIRED = ("slack_bot_token", "slack_app_token")
"""Left open to be filled in; the others are commented out with their default."""

HEAD = """\
# Copy this file to .env and fill in the tokens. What is set in the environment counts more than what stands here.
# Written by `make docs` from bot/settings.py.
"""


def env_example() -> str:
    """Return the text of `.env.example`."""
    return HEAD + "".join(
        f"\n# --- {title} ---\n" + "".join(_entry(name) for name in names) for title, names in GROUPS.items()
    )


def _entry(name: str) -> str:
    field = Settings.model_fields[name]
    about = textwrap.fill(field.description or "", 110, initial_indent="# ", subsequent_indent="# ")
    line = f"{name.upper()}={_written(field.default)}"
    return f"\n{about}\n{line if name in REQUIRED else '# ' + line}\n"


def _written(default: SecretStr | Path | frozenset[str] | str | int | None) -> str:
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    return str(default) if default else ""
