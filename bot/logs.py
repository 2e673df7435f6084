"""Logs: events with ids, one line each. Never what people wrote, and never a token.

Everything goes through one formatter, also what libraries log, and every line carries the correlation id of what it
belongs to.
"""

import logging
import re
import secrets
import sys
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

QUIET = {
    "aiohttp.access": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    # At DEBUG these write down whole payloads, with what people typed into forms and the addresses of sockets.
    "slack_bolt": logging.INFO,
    "slack_sdk": logging.INFO,
    "sqlalchemy": logging.WARNING,
}
"""The least level at which a library is heard, however much of our own is asked for."""

SECRETS = re.compile(
    r"(?P<token>\b(?:xox[a-z]|xapp|xoxe\.xox[a-z])-)[\w-]+"
    r"|(?P<password>://[^/\s:@]+:)[^/\s@]+(?=@)"
    r"|(?P<query>[?&](?:ticket|token|secret)=)[^&\s\"']+"
    r"|(?P<hook>hooks\.slack\.com/)[\w/-]+"
)


def set_up(level: str = "INFO", form: Literal["console", "json"] = "console", stream: TextIO | None = None) -> None:
    """Send all logs to `stream` (standard error by default), as lines for people or as JSON."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    out = stream or sys.stderr
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers(form, colours=out.isatty()),
                without_secrets,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, root.level))


def _renderers(form: Literal["console", "json"], *, colours: bool) -> list[Processor]:
    if form == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    # Plain tracebacks: rich ones print local variables, and those hold what people wrote.
    return [structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=structlog.dev.plain_traceback)]


def without_secrets(_logger: WrappedLogger, _method: str, line: str | EventDict) -> str:
    """Blank what looks like a token, a password in an address, or a socket's ticket, wherever in the line it is."""
    return SECRETS.sub(lambda found: (found[found.lastgroup or 0]) + "…", str(line))


def new_correlation() -> str:
    """Return a short id to quote in an apology and to find in the logs."""
    return secrets.token_hex(4)
