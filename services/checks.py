"""What people type into forms, made plain or refused with a sentence."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlsplit

from domain.forms import NAME
from domain.refusals import Invalid, Invalids
from domain.schedule_times import zone_named

T = TypeVar("T")

NOTE = 3000
"""As much as Slack lets anyone type into an input."""
URL = 2000
EMAIL = 254
"""RFC 5321, 4.5.3.1.3, without the angle brackets."""

_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+")


class Checks:
    """Collects what is wrong with a form, so that people hear of all of it at once."""

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}

    def take(self, field: str, check: Callable[[], T], default: T) -> T:
        """What `check` returns; `default` when it refuses, which is kept for `done`."""
        try:
            return check()
        except Invalid as refusal:
            self.errors.setdefault(field, refusal.text)
            return default

    def refuse(self, field: str, text: str) -> None:
        self.errors.setdefault(field, text)

    def done(self) -> None:
        """Raise Invalid for one field, Invalids for several, nothing when all is well."""
        if len(self.errors) == 1:
            ((field, text),) = self.errors.items()
            raise Invalid(text, field=field)
        if self.errors:
            raise Invalids(self.errors)


def line(text: str, field: str, what: str, most: int = NAME) -> str:
    """One line of text; breaks and doubled spaces become single spaces. What shows nothing is nothing."""
    plain = " ".join(text.split())
    if not any(char.isprintable() and not char.isspace() for char in plain):
        raise Invalid(f"Please give {what}.", field=field)
    if len(plain) > most:
        raise Invalid(f"This has {len(plain)} characters; please shorten it to {most}.", field=field)
    return plain


def note(text: str, field: str) -> str:
    plain = text.strip()
    if len(plain) > NOTE:
        raise Invalid(f"This has {len(plain)} characters; please shorten it to {NOTE}.", field=field)
    return plain


def email(text: str, field: str) -> str:
    plain = text.strip()
    if len(plain) > EMAIL or not _EMAIL.fullmatch(plain):
        raise Invalid("This doesn't look like an email address. It should be like name@example.com.", field=field)
    return folded(plain)


def folded(address: str) -> str:
    """As it is written, but for what a database would not compare: it may know the small letters of ASCII alone."""
    return address if address.isascii() else address.lower()


def url(text: str, field: str) -> str:
    """A web address, or nothing. Only http(s): a link must not run anything on its reader's machine."""
    plain = text.strip()
    if not plain:
        return ""
    try:
        parts = urlsplit(plain)
    except ValueError:  # brackets that are no IPv6 address
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>]", plain) or len(plain) > URL:
        raise Invalid("This is no web address. It should begin with https:// and hold no spaces.", field=field)
    return plain


def zone(text: str) -> str:
    zone_named(text)
    return text


def choice(choices: Mapping[str, str], given: str, field: str) -> str:
    """The key of a choice of the playbook's, given its key or the name that people read."""
    if given in choices:
        return given
    for key, name in choices.items():
        if name == given:
            return key
    raise Invalid("Please pick one from the list.", field=field)
