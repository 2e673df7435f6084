"""Links that people paste."""

from domain.refusals import Invalid


def checked_link(text: str, field: str = "link") -> str:
    """Only what a browser opens; empty stays empty."""
    link = text.strip()
    if link and not link.lower().startswith(("https://", "http://")):
        raise Invalid("A link starts with https://.", field=field)
    return link
