"""A method's arguments: from the query, a form, or JSON, with structures as JSON strings where need be."""

import json
from collections.abc import Mapping
from typing import Any

from sandbox.errors import SlackError


class Args:
    """Reads arguments by type; what is missing or unfit is `invalid_arguments` with the name of it."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = {name: value for name, value in values.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name, default)
        if isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise SlackError("invalid_arguments", [f"must be a string [json-pointer:/{name}]"])

    def need(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise SlackError("invalid_arguments", [f"missing required field: {name}"])
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.values.get(name)
        if value is None:
            return default
        return str(value).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.values.get(name) or default)
        except (TypeError, ValueError):
            raise SlackError("invalid_arguments", [f"must be an integer [json-pointer:/{name}]"]) from None

    def limit(self, default: int, most: int = 1000) -> int:
        """How many rows a page may have."""
        limit = self.number("limit", default)
        if not 0 < limit <= most:
            raise SlackError("invalid_limit")
        return limit

    def structure(self, name: str, refusal: str = "invalid_arguments") -> Any:
        """A list or object, given as such or as JSON text; None when left out."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(refusal, [f"must be valid JSON [json-pointer:/{name}]"]) from None

    def names(self, name: str) -> list[str]:
        """A list, also when given as text with commas."""
        value = self.values.get(name)
        if isinstance(value, list):
            return [str(item) for item in value]
        return [item.strip() for item in self.text(name).split(",") if item.strip()]
