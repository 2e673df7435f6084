"""A local Slack in one process: Web API, Socket Mode, signed HTTP events, and a page to use it by hand.

It knows nothing of the app it hosts; point any Slack app at `Sandbox.api_url`.
"""

from sandbox.clock import Clock, OffsetClock, next_working_morning
from sandbox.config import ALL_EVENTS, ALL_SCOPES, AppConfig, Command, Shortcut
from sandbox.faults import Fault
from sandbox.people import Channel, DndWindow, Person
from sandbox.rate import OFF, Pacing
from sandbox.server import Sandbox

__all__ = [
    "ALL_EVENTS",
    "ALL_SCOPES",
    "OFF",
    "AppConfig",
    "Channel",
    "Clock",
    "Command",
    "DndWindow",
    "Fault",
    "OffsetClock",
    "Pacing",
    "Person",
    "Sandbox",
    "Shortcut",
    "next_working_morning",
]
