"""Time zones to choose from: what matches a typed part of a city, as Slack's suggestion of options."""

from functools import lru_cache
from zoneinfo import available_timezones

from views.elements import OPTIONS, Choice, Element, options
from views.text import city

_REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@lru_cache(maxsize=1)
def _known() -> tuple[str, ...]:
    found = available_timezones()
    return ("UTC", *sorted(name for name in found if name.partition("/")[0] in _REGIONS))


def zone_label(zone: str) -> str:
    """As in "Lisbon (Europe/Lisbon)"."""
    return zone if city(zone) == zone else f"{city(zone)} ({zone})"


def zone_options(typed: str) -> list[Element]:
    """At most 100; those whose city begins with what was typed come first. No match offers UTC."""
    wanted = typed.strip().casefold().replace("_", " ")
    found = [zone for zone in _known() if wanted in zone.casefold().replace("_", " ")]
    found.sort(key=lambda zone: (not city(zone).casefold().startswith(wanted), zone))
    return options([Choice(zone, zone_label(zone)) for zone in found[:OPTIONS] or ["UTC"]])
