"""A name as people type it, found in the name as it is written."""

import unicodedata

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`", "'"))
"""Curly, reversed, and what stands in for one on some keyboards."""

_AROUND = "@\"' \u201c\u201d\u201e\u201f\u201a\u00ab\u00bb\u2039\u203a"
"""Quotation marks of many languages, and what begins a mention."""


def folded(name: str) -> str:
    """Without case and accents, so that "joao" finds João, and with one kind of apostrophe."""
    plain = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold().strip()


def meant(typed: str) -> str:
    """The folded name alone, of "noor" in any quotation marks, @noor, or noor's."""
    return folded(typed).strip(_AROUND).removesuffix("'s").strip(_AROUND)
