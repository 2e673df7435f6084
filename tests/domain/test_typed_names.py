"""What people type of a name leads to it."""

import pytest

from domain.typed_names import folded, meant


@pytest.mark.parametrize(
    "typed",
    [
        "noor",
        " Noor ",
        "\u201cnoor\u201d",
        '"noor"',
        "'noor'",
        "\u00abNoor\u00bb",
        "noor's",
        "Noor\u2019s",
        "@noor",
        "\u201cnoor\u2019s\u201d",
    ],
)
def test_a_name_is_found_however_it_is_typed(typed: str) -> None:
    assert meant(typed) in folded("Noor Haddad")
    assert meant(typed)


@pytest.mark.parametrize(
    ("typed", "name"), [("joao", "João Sá"), ("o'neill", "Anne O\u2019Neill"), ("o\u2019neill", "Anne O'Neill")]
)
def test_accents_and_kinds_of_apostrophes_make_no_difference(typed: str, name: str) -> None:
    assert meant(typed) in folded(name)


@pytest.mark.parametrize("typed", ["", "@", "\u201c\u201d", "'s"])
def test_marks_alone_mean_nobody(typed: str) -> None:
    assert meant(typed) in ("", "s")
