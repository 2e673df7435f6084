"""A loop's decision record as a page to keep: one HTML file that needs nothing else, and runs nothing."""

from domain.read.records import WholeRecord
from views.record.page import record_page
from views.text import name

__all__ = ["file_name", "introduction", "record_page", "written"]


def written(record: WholeRecord) -> bytes:
    """The file's bytes. What UTF-8 cannot hold becomes a question mark."""
    return record_page(record).encode("utf-8", "replace")


def file_name(record: WholeRecord) -> str:
    """Without the candidate's name: it stays in logs of uploads, and in folders of downloads."""
    return f"decision-record-{record.loop}.html"


def introduction(record: WholeRecord) -> str:
    """What stands above the file in Slack."""
    return f"The decision record of *{name(record.candidate)}* for {name(record.role)}, as far as you may read it."
