"""A member, as others see them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A member, as others see them."""

    id: str
    name: str
    zone: str = "UTC"
    active: bool = True
    """False for somebody who has left: named, never mentioned."""
