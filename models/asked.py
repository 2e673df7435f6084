"""When somebody could begin to write a scorecard, as a part of queries."""

from typing import Any

from sqlalchemy import String, cast, func, literal
from sqlmodel import col, select

from models.tables import Interview, Panelist, Scorecard, Todo


def asked_at() -> Any:
    """Of a seat with its scorecard and, where there is one, its interview.

    Without an interview the to-do says so: opened by the challenge that came back, by taking a place on the panel, and
    anew by going on after a hold.
    """
    seat = col(Panelist.stage) + "." + cast(col(Panelist.round), String) + "." + col(Panelist.member_id)
    asked = (
        select(func.max(Todo.opens_at))
        .where(
            Todo.loop_id == Panelist.loop_id,
            Todo.kind == "scorecard",
            Todo.key == literal("scorecard:") + seat,
            col(Todo.created_at) <= col(Scorecard.submitted_at),
        )
        .correlate(Panelist, Scorecard)
        .scalar_subquery()
    )
    return func.coalesce(col(Interview.ends_at), asked)
