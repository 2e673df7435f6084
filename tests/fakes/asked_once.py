"""One state of the data, read in many ways at once: the same question to the database is asked once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Result, Select, event
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session


@contextmanager
def asked_once(session: Session) -> Iterator[None]:
    """Within a unit of work that writes nothing."""
    answers: dict[object, Callable[[], Result[Any]]] = {}

    def answer(asked: ORMExecuteState) -> Result[Any] | None:
        asks = asked.is_select and not asked.is_column_load and not asked.is_relationship_load
        key = asked.statement._generate_cache_key() if asks and isinstance(asked.statement, Select) else None
        if key is None:
            return None
        given = repr(asked.parameters), repr([bind.value for bind in key.bindparams])
        if (key.key, given) not in answers:
            answers[key.key, given] = asked.invoke_statement().freeze()
        return answers[key.key, given]()

    event.listen(session, "do_orm_execute", answer)
    try:
        yield
    finally:
        event.remove(session, "do_orm_execute", answer)
