"""HTML that cannot be broken out of: whatever is put into a tag is escaped, unless a tag made it."""

import re
from html import escape

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""No part of any text: HTML allows none of the first, and the last turn around what stands beside them."""


class Html(str):
    """Finished markup. Any other text is escaped when it is put into a tag."""

    __slots__ = ()


def text(words: str) -> Html:
    return Html(escape(_CONTROLS.sub("", words), quote=True))


def join(*parts: str) -> Html:
    return Html("".join(part if isinstance(part, Html) else text(part) for part in parts))


def tag(name: str, *inside: str, css: str = "", **attributes: str) -> Html:
    """`css`: its classes. Names of tags and attributes are our own words; values are escaped."""
    given = ({"class": css} if css else {}) | attributes
    marks = "".join(f' {key}="{text(value)}"' for key, value in given.items())
    return Html(f"<{name}{marks}>{join(*inside)}</{name}>")


def person(name: str) -> Html:
    """A name, isolated so that its direction of writing stays its own."""
    return tag("bdi", name)


def words(label: str, said: str) -> Html:
    """Somebody's own words, line breaks kept; nothing where nothing was said."""
    if not said.strip():
        return Html()
    return tag("p", tag("strong", label), " ", tag("span", said.strip(), css="said", dir="auto"))


def table(head: tuple[str, ...], rows: list[tuple[str, ...]], caption: str) -> Html:
    """The first cell of each row names it. Nothing without rows."""
    if not rows:
        return Html()
    columns = [tag("th", each, scope="col") for each in head]
    lines = [tag("tr", tag("th", first, scope="row"), *(tag("td", each) for each in rest)) for first, *rest in rows]
    made = tag("table", tag("caption", caption), tag("thead", tag("tr", *columns)), tag("tbody", *lines))
    return tag("div", made, css="wide")
