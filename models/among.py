"""`column IN (…)` for any number of values in one parameter.

With a parameter for each value the statement is another one for each number of them: to write it out takes longer than
to run it.
"""

from typing import Any

from sqlalchemy import ARRAY, JSON, ColumnElement, Integer, String, any_, bindparam, column, func, select
from sqlmodel import Session


def dialect(session: Session) -> str:
    """What `among` has to know."""
    return session.get_bind().dialect.name


def among(dialect: str, wanted: Any, name: str) -> ColumnElement[bool]:
    """Whether the column `wanted`, of integers or strings, is one of the list that is given as `name` at execution."""
    type_ = Integer if isinstance(wanted.type, Integer) else String
    if dialect == "postgresql":
        given: ColumnElement[Any] = any_(bindparam(name, type_=ARRAY(type_)))
        return wanted == given  # type: ignore[no-any-return]
    values = func.json_each(bindparam(name, type_=JSON)).table_valued(column("value", type_))
    return wanted.in_(select(values.c.value))  # type: ignore[no-any-return]


def listed(dialect: str, name: str) -> ColumnElement[str]:
    """Each of the strings that are given as `name` when the statement is executed: a column of a table of its own."""
    if dialect == "postgresql":
        given = func.unnest(bindparam(name, type_=ARRAY(String))).table_valued(column("value", String))
        return given.render_derived().c.value
    return func.json_each(bindparam(name, type_=JSON)).table_valued(column("value", String)).c.value
