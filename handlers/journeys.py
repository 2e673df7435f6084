"""Every journey, imported so that the router knows it."""

from handlers import (
    candidates,
    challenges,
    decisions,
    digests,
    feedback,
    home,
    hub,
    loops,
    named,
    offers,
    panels,
    people,
    roles,
    scheduling,
    shortcuts,
    todos,
)
from handlers.router import ROUTER

__all__ = ["JOURNEYS", "ROUTER"]

JOURNEYS = (
    roles, candidates, hub, named, loops, scheduling, panels, feedback, challenges, decisions, offers, todos, digests,
    home, shortcuts, people,
)  # fmt: skip
