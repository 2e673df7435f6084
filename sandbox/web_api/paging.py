"""Cursors: opaque to the app, an offset to us."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

from sandbox.errors import SlackError
from sandbox.web_api.arguments import Args

Row = TypeVar("Row")
PREFIX = "next:"


def page(rows: Sequence[Row], args: Args, default: int = 100, most: int = 1000) -> tuple[list[Row], str]:
    """The asked-for page and the cursor of the next one, empty at the end."""
    limit = args.limit(default, most)
    start = _offset(args.text("cursor"))
    end = start + limit
    return list(rows[start:end]), _cursor(end) if end < len(rows) else ""


def metadata(cursor: str) -> dict[str, Any]:
    return {"response_metadata": {"next_cursor": cursor}}


def _cursor(offset: int) -> str:
    return base64.b64encode(f"{PREFIX}{offset}".encode()).decode()


def _offset(cursor: str) -> int:
    """Raises SlackError `invalid_cursor` for one that was not given out."""
    if not cursor:
        return 0
    try:
        word, _, offset = base64.b64decode(cursor.encode(), validate=True).decode().partition(":")
        if word == PREFIX.rstrip(":") and offset.isdigit():
            return int(offset)
    except (binascii.Error, ValueError):
        pass
    raise SlackError("invalid_cursor")
