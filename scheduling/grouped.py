"""Whoever asks for the same kind of thing in one turn of the event loop is answered together: once for all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Generic, TypeVar

from models.errors import DatabaseUnreachable

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

AT_ONCE = 2
"""Groups that are answered at the same time: one that has to wait for a lock does not hold the next one up."""

END_SECONDS = 0.5
"""How long what is under way may take when the program stops."""


class Grouped(Generic[Asked, Answer]):
    """`answer` is called with what was asked, in that order, and returns as many answers in the same order.

    When it fails for several, it is called for each of them alone: one that is out of order spoils it for nobody else.
    What it raises then is raised where that one waits. Who stops waiting takes nobody along.

    While as many groups as may be are answered, who asks waits for the next one: the busier, the larger are they.
    """

    def __init__(self, answer: Callable[[Sequence[Asked]], Awaitable[Sequence[Answer]]]) -> None:
        self._answer = answer
        self._waiting: list[tuple[Asked, asyncio.Future[Answer]]] = []
        self._answering: set[asyncio.Task[None]] = set()

    async def ask(self, asked: Asked) -> Answer:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        if not self._waiting and self._there_is_room:
            loop.call_soon(self._begin)  # after all who were woken together have asked
        self._waiting.append((asked, future))
        return await future

    async def end(self) -> None:
        """Nobody asks any more: let what is under way come to its end if it does so soon."""
        self._begin()
        with suppress(TimeoutError):
            async with asyncio.timeout(END_SECONDS):
                while self._answering:
                    await asyncio.wait(self._answering)
        late, waiting, self._waiting = tuple(self._answering), self._waiting, []
        for task in late:
            task.cancel()
        for _, future in waiting:
            future.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    @property
    def _there_is_room(self) -> bool:
        return len(self._answering) < AT_ONCE

    def _begin(self) -> None:
        if self._waiting and self._there_is_room:
            group, self._waiting = self._waiting, []
            task = asyncio.create_task(self._tell(group))
            self._answering.add(task)
            task.add_done_callback(partial(self._ended, group))

    def _ended(self, group: Sequence[tuple[Asked, asyncio.Future[Answer]]], task: asyncio.Task[None]) -> None:
        self._answering.discard(task)
        for _, future in group:
            future.cancel()  # nobody is left waiting by a task that was cancelled before its first step
        self._begin()

    async def _tell(self, group: Sequence[tuple[Asked, asyncio.Future[Answer]]]) -> None:
        try:
            answers = await self._answer([asked for asked, _ in group])
        except BaseException as error:  # noqa: BLE001  # as in any executor: it is raised where the answer is awaited
            if len(group) > 1 and isinstance(error, Exception) and not isinstance(error, DatabaseUnreachable):
                await asyncio.gather(*(self._tell([one]) for one in group))
                return
            for _, future in group:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), answer in zip(group, answers, strict=True):
            if not future.done():
                future.set_result(answer)
