"""All parts of the sandbox in one place, handed to whoever answers a request."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.config import AppConfig
from sandbox.faults import Faults
from sandbox.rate import Limits
from sandbox.response_urls import ResponseUrls
from sandbox.traffic import Traffic
from sandbox.triggers import Triggers
from sandbox.views_state import Views
from sandbox.workspace import Workspace

Json = dict[str, Any]


@dataclass
class Core:
    """What every answer needs.

    `url` is the sandbox's own address without a slash at its end, known once it listens; `tickets` are what
    `apps.connections.open` gave out and no socket has used yet.
    """

    app: AppConfig
    workspace: Workspace
    views: Views
    limits: Limits
    triggers: Triggers = field(default_factory=Triggers)
    responses: ResponseUrls = field(default_factory=ResponseUrls)
    faults: Faults = field(default_factory=Faults)
    traffic: Traffic = field(default_factory=Traffic)
    url: str = ""
    tickets: set[str] = field(default_factory=set)
