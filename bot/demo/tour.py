"""The tour."""
from typing import Any
def tour() -> dict[str, Any]:
    return {"title": "x", "steps": []}
