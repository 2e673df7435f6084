"""What forms about roles and candidates need to know before they are drawn."""

from dataclasses import dataclass
from datetime import time

from domain.playbook import Playbook, Seniority
from domain.read.loops import Match
from domain.read.overviews import RoleLine
from domain.read.people import Person


@dataclass(frozen=True, slots=True)
class SkillChoice:
    """A category of a playbook's skill matrix that a role may have rated, and the stage that rates it."""

    playbook: str
    key: str
    name: str
    stage: str
    must_have: str

    @property
    def value(self) -> str:
        """As the form carries it."""
        return f"{self.playbook}:{self.key}"


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """What a role form needs: the present values of an edited role, playbooks to choose from, the asker's zone."""

    viewer: Person
    playbooks: tuple[tuple[str, str], ...]
    """(key, name)"""
    role: int | None = None
    version: int = 0
    title: str = ""
    seniority: str = "mid"
    playbook: str = ""
    hiring_manager: str = ""
    recruiter: str = ""
    bar_raiser: str = ""
    channel: str = ""
    zone: str = "UTC"
    digest_time: time = time(9)
    has_loops: bool = False
    """Seniority and playbook are fixed then."""
    digest_already: tuple[time, str] | None = None
    """When, and in which zone, the channel gets its digest, if an older role of it says so."""
    skills: tuple[SkillChoice, ...] = ()
    added_skills: tuple[str, ...] = ()
    """Values of `skills`."""


@dataclass(frozen=True, slots=True)
class RolePlaybook:
    """How a role hires: what its playbook says to whoever leads it."""

    title: str
    seniority: Seniority
    playbook: Playbook


@dataclass(frozen=True, slots=True)
class CandidateChoice:
    """What the form for a new candidate needs: open roles, and for the chosen one its sources and stages."""

    viewer: Person
    roles: tuple[RoleLine, ...]
    chosen: int = 0
    """0 while none is chosen."""
    sources: tuple[str, ...] = ()
    stages: tuple[tuple[str, str], ...] = ()
    """(key, name)"""
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class KnownCandidate:
    """Who is known already by the address that was typed for a new candidate."""

    candidate: int
    name: str
    zone: str
    places: tuple[Match, ...]
    """Where they are or were, as far as the asker may know."""
    differs: bool
    """Whether another name or zone was typed."""


@dataclass(frozen=True, slots=True)
class ClosingRole:
    """The loops that still need an outcome before a role is closed or filled."""

    role: RoleLine
    outcomes: tuple[str, ...]
    open_loops: tuple[Match, ...]
    rejected_reasons: tuple[str, ...]
    withdrawn_reasons: tuple[str, ...]
