"""Every journey, imported so that the router knows it."""

from handlers import hub
from handlers.router import ROUTER

__all__ = ["JOURNEYS", "ROUTER"]

JOURNEYS = (hub,)
