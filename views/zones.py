"""Time zones to choose from: what matches a typed part of a city, as Slack's suggestion of options."""

from functools import lru_cache
from zoneinfo import available_timezones

from views.elements import OPTIONS, Choice, Element, option
from views.text import city

_REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


_ALSO = {
    "Austin": "America/Chicago",
    "Bangalore": "Asia/Kolkata",
    "Barcelona": "Europe/Madrid",
    "Beijing": "Asia/Shanghai",
    "Bengaluru": "Asia/Kolkata",
    "Boston": "America/New_York",
    "Cape Town": "Africa/Johannesburg",
    "Chennai": "Asia/Kolkata",
    "Delhi": "Asia/Kolkata",
    "Geneva": "Europe/Zurich",
    "Hamburg": "Europe/Berlin",
    "Hyderabad": "Asia/Kolkata",
    "Milan": "Europe/Rome",
    "Montreal": "America/Toronto",
    "Mumbai": "Asia/Kolkata",
    "Munich": "Europe/Berlin",
    "Porto": "Europe/Lisbon",
    "Rio de Janeiro": "America/Sao_Paulo",
    "San Francisco": "America/Los_Angeles",
    "Seattle": "America/Los_Angeles",
    "Shenzhen": "Asia/Shanghai",
    "Washington": "America/New_York",
}
"""Cities that people type and that name no zone of their own."""


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[str, str], ...]:
    """Each city with its zone."""
    found = [zone for zone in sorted(available_timezones()) if zone.partition("/")[0] in _REGIONS]
    return (("UTC", "UTC"), *((city(zone), zone) for zone in found), *_ALSO.items())


def zone_label(zone: str) -> str:
    """As in "Lisbon (Europe/Lisbon)"."""
    return _label(city(zone), zone)


def _label(place: str, zone: str) -> str:
    return zone if place == zone else f"{place} ({zone})"


def zone_options(typed: str) -> list[Element]:
    """At most 100; those whose city begins with what was typed come first. None when nothing fits."""
    wanted = _plain(typed)
    found = [(place, zone) for place, zone in _known() if wanted in _plain(place) or wanted in _plain(zone)]
    found.sort(key=lambda each: (not _plain(each[0]).startswith(wanted), each))
    return [option(Choice(zone, _label(place, zone))) for place, zone in found[:OPTIONS]]


def _plain(text: str) -> str:
    return text.strip().casefold().replace("_", " ")
