"""Public holidays: of which country a time zone is, which countries are known, and which days nobody works there."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources

AUTO, NONE = "auto", "none"
"""In place of a country: that of the time zone; no public holidays at all."""


def warm() -> None:
    """Load the library, which takes a third of a second: away from the start, and from any transaction."""
    import holidays  # noqa: F401, PLC0415  # see above


@cache
def holidays_of(country: str, first: int, last: int) -> frozenset[date]:
    """The public holidays of the years from `first` to `last`, by two letters; none of a country that is not known."""
    import holidays  # noqa: PLC0415  # see `warm`

    try:
        return frozenset(holidays.country_holidays(country, years=range(first, last + 1)))
    except NotImplementedError:  # as it says of a country that it does not know; to list all those it does loads them
        return frozenset()


@cache
def country_of(zone: str) -> str:
    """The country of a time zone, by two letters; empty for one that is in none, such as UTC."""
    countries = dict(_zones())
    return countries.get(zone) or countries.get(_renamed().get(zone, ""), "")


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """Code and name of each country whose holidays are known, by name."""
    named = (line.split("\t") for line in _table("iso3166.tab"))
    known = [(code, name) for code, name in named if code in _supported()]
    return tuple(sorted(known, key=lambda each: each[1]))


@cache
def _supported() -> frozenset[str]:
    import holidays  # noqa: PLC0415  # see `warm`

    return frozenset(holidays.list_supported_countries())


def _zones() -> Iterator[tuple[str, str]]:
    """Each zone of the tz database with its country."""
    for line in _table("zone.tab"):
        country, _, zone, *_ = line.split("\t")
        yield zone, country


@cache
def _renamed() -> dict[str, str]:
    """Old names of zones, which Slack still gives: Asia/Calcutta for Asia/Kolkata."""
    links = (line.split() for line in _table("tzdata.zi") if line.startswith("L "))
    return {old: new for _, new, old in links}


def _table(name: str) -> Iterator[str]:
    text = resources.files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
