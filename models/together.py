"""Units of work that wait at the same time share one commit. Why so: docs/decisions/0005-shared-commits.md."""

import sqlite3
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.orm.session import JoinTransactionMode
from sqlmodel import Session

from models.errors import DatabaseError

log = structlog.get_logger()

JOIN_SECONDS = 0.02
"""How long a commit waits for those who come while it is prepared: whoever was first is not kept longer by them."""

SLOW_MS = 50
"""No unit of work should hold the write thread for longer: everyone else waits behind it."""


@dataclass(slots=True, eq=False)
class Unit:
    """A unit of work on its way. Once it is on the disk, `committed` is called and `answer` set; or once it has failed.

    The write thread logs under the `context` of whoever waits, with its correlation id.
    """

    fn: Callable[[Session], Any]
    committed: Callable[[], object]
    answer: Future[Any] = field(default_factory=Future, init=False)
    context: Context = field(default_factory=copy_context, init=False)
    result: Any = field(default=None, init=False)
    error: BaseException | None = field(default=None, init=False)

    def run(self, connection: Connection, mode: JoinTransactionMode) -> None:
        """Do it in the transaction of `connection`. `error` is what it raised, all that it had changed being undone.

        What this itself raises has spoilt the transaction for everyone who is in it.
        """
        started = time.perf_counter()
        with Session(connection, join_transaction_mode=mode, expire_on_commit=False) as session:
            try:
                self.result = self.fn(session)
                session.flush()
                _must_be_open(connection)
            except BaseException as error:  # as in any executor: it is raised where the answer is awaited
                if not _is_open(connection):
                    connection.invalidate()
                    raise
                session.rollback()
                self.error = error
            else:
                session.commit()
        if (took := (time.perf_counter() - started) * 1000) > SLOW_MS:
            log.info("slow unit of work", work=getattr(self.fn, "__qualname__", type(self.fn).__name__), ms=round(took))

    def end(self) -> None:
        """Answer, after the commit."""
        if self.error is not None:
            self.answer.set_exception(self.error)
            return
        # A caller that was cancelled meanwhile does not hear of the commit; the hooks must be told all the same.
        self.committed()
        self.answer.set_result(self.result)


class Together:
    """The units that wait for one SQLite connection. `add` from any thread; `commit` in the thread that writes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: deque[Unit] = deque()

    def add(self, unit: Unit) -> None:
        """One call of `commit` must follow for each."""
        self._waiting.append(unit)

    def commit(self) -> None:
        """Commit what waits in one transaction, each unit with its own savepoint, and answer all.

        When the transaction itself fails (another program holds the file, the disk is full), it fails for all of them.
        """
        begun: list[Unit] = []
        try:
            self._commit(begun)
        except BaseException as error:  # noqa: BLE001  # as in any executor
            for unit in begun:
                unit.answer.set_exception(error)
        else:
            for unit in begun:
                unit.end()

    def _commit(self, begun: list[Unit]) -> None:
        if (unit := self._next()) is None:
            return  # an earlier commit took it along
        begun.append(unit)
        with self._engine.connect() as connection:
            try:
                connection.begin()
                self._fill(begun, connection)
                if unit.error is None:
                    _commit(connection, len(begun))
            except BaseException:
                # After a COMMIT that failed SQLAlchemy takes the transaction for ended, and SQLite does not.
                connection.invalidate()
                raise

    def _fill(self, begun: list[Unit], connection: Connection) -> None:
        """Run the one that has begun, then those who wait or come in time."""
        joinable_until = time.perf_counter() + JOIN_SECONDS
        (first,) = begun
        # It needs no savepoint: when it fails, there is nobody yet whom it could take along.
        first.context.run(first.run, connection, "rollback_only")
        while first.error is None and time.perf_counter() < joinable_until and (unit := self._next()) is not None:
            begun.append(unit)
            unit.context.run(unit.run, connection, "create_savepoint")

    def _next(self) -> Unit | None:
        while self._waiting:
            unit = self._waiting.popleft()
            if unit.answer.set_running_or_notify_cancel():
                return unit
        return None


def _commit(connection: Connection, units: int) -> None:
    started = time.perf_counter()
    connection.commit()
    if (took := (time.perf_counter() - started) * 1000) > SLOW_MS:
        log.info("slow commit", units=units, ms=round(took))


def _must_be_open(connection: Connection) -> None:
    if not _is_open(connection):
        raise DatabaseError("the transaction was given up")


def _is_open(connection: Connection) -> bool:
    """Say whether SQLite still holds the transaction. On some errors it gives up the whole of it, as on a full disk.

    Statements that followed would each commit by themselves.
    """
    driver = connection.connection.driver_connection
    return isinstance(driver, sqlite3.Connection) and driver.in_transaction
