"""Every journey, imported so that the router knows it."""

from handlers import (
    calibration,
    candidates,
    challenges,
    debriefs,
    decisions,
    digests,
    feedback,
    home,
    hub,
    invitations,
    loops,
    named,
    offers,
    panels,
    people,
    records,
    reminders,
    roles,
    scheduling,
    scorecards,
    shortcuts,
    todos,
)
from handlers.router import ROUTER

__all__ = ["JOURNEYS", "ROUTER"]

JOURNEYS = (
    roles, candidates, hub, named, loops, scheduling, panels, invitations, scorecards, feedback, challenges, debriefs,
    decisions, records, offers, todos, digests, home, calibration, reminders,
    shortcuts, people,
)  # fmt: skip
