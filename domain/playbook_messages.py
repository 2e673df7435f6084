"""What the recruiter tells the candidate: the events that call for it, and the templates' placeholders."""

import difflib
import re
from collections.abc import Iterable, Mapping
from string import Formatter
from types import MappingProxyType

from domain.playbook_values import Location

_ALWAYS = frozenset({"candidate_first_name", "role", "stage"})

MESSAGE_EVENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "interview_scheduled": _ALWAYS | {"when", "link"},
        "interview_rescheduled": _ALWAYS | {"when", "link"},
        "interview_link": _ALWAYS | {"when", "link"},
        "interview_cancelled": _ALWAYS | {"when"},
        "no_show": _ALWAYS | {"when"},
        "one_more_interview": _ALWAYS,
        "challenge_sent": _ALWAYS | {"link", "due"},
        "challenge_extended": _ALWAYS | {"link", "due"},
        "stage_advanced": _ALWAYS,
        "offer_ahead": _ALWAYS,
        "rejected": _ALWAYS,
        "role_closed": _ALWAYS,
        "on_hold": _ALWAYS,
        "resumed": _ALWAYS,
        "offer_extended": _ALWAYS | {"link", "due"},
        "offer_changed": _ALWAYS | {"link", "due"},
        "offer_rescinded": _ALWAYS,
        "offer_expired": _ALWAYS | {"due"},
        "hired": _ALWAYS | {"when"},
        "withdrawn": _ALWAYS,
        "reopened": _ALWAYS,
    }
)
"""Each event, and the placeholders that have a meaning in its template."""

NEWER: Mapping[str, str] = MappingProxyType(
    {
        "interview_link": 'Hi {candidate_first_name}, here is the link for "{stage}", {when}: {link}',
        "offer_ahead": (
            "Hi {candidate_first_name}, good news: we would like to make you an offer for the {role} role. I'm "
            "preparing it and will write to you with the details."
        ),
        "role_closed": (
            "Hi {candidate_first_name}, the {role} role is closed now, so I'm sorry that we cannot go on with your "
            "application. It is not about you. Thank you for your time and your work!"
        ),
    }
)
"""Events that a playbook may leave out, with the text that then stands: loops may follow one from before they were."""

PLACEHOLDERS: frozenset[str] = frozenset().union(*MESSAGE_EVENTS.values())


def template_problems(event: str, template: str) -> Iterable[tuple[Location, str]]:
    """What keeps a template from being filled: unknown events, unknown placeholders, stray braces."""
    if event not in MESSAGE_EVENTS:
        near = difflib.get_close_matches(event, MESSAGE_EVENTS, n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else "use one of " + ", ".join(MESSAGE_EVENTS)
        yield (event,), f"is not an event that a candidate is told of; {hint}"
        return
    allowed = MESSAGE_EVENTS[event]
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        yield (event,), "has a stray brace; write placeholders as {role}, and leave other braces out"
        return
    for _, field, form, conversion in parts:
        if field is None:
            continue
        if field not in allowed or form or conversion:
            extra = (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            known = ", ".join(f"{{{name}}}" for name in sorted(allowed))
            yield (event,), f"uses {{{field}{extra}}}, which has no meaning there; use {known}"


def missing_events(events: Iterable[str]) -> Iterable[tuple[Location, str]]:
    """Every event that has no template and needs one."""
    given = {*events, *NEWER}
    for event in MESSAGE_EVENTS:
        if event not in given:
            yield (), f"has no '{event}'; add what the recruiter tells the candidate then"


_ONE_VALUE = re.compile(r"[^{}\n]*: \{(?P<name>\w+)\}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text to copy. What is not known yet stands in brackets, `[link]`, for the recruiter to fill in.

    A paragraph that says nothing else, such as "Join here: {link}", is left out: it would only be sent by mistake.
    """
    known = {name: values.get(name) or f"[{name.replace('_', ' ')}]" for name in PLACEHOLDERS}
    said = (part for part in template.split("\n\n") if not _empty(part, values))
    return "\n\n".join(said).format_map(known)


def _empty(paragraph: str, values: Mapping[str, str]) -> bool:
    alone = _ONE_VALUE.fullmatch(paragraph.strip())
    return alone is not None and not values.get(alone["name"])
