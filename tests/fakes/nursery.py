"""The bot as real processes that start quickly: forked off one that has loaded everything.

Started as `python -m tests.fakes.nursery`; each line on its standard input is a program to start, as JSON: `arguments`
of the command line, `environment`, and the `log` that it writes to. It answers with the process id, and later with the
exit code of whoever ends.
"""

import asyncio
import contextlib
import gc
import json
import os
import signal
import sys
import traceback
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import FrameType

from sqlalchemy.orm import configure_mappers

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
LOADED = (
    "apscheduler.schedulers.asyncio", "apscheduler.triggers.interval", "bot.app", "bot.cli", "bot.sockets",
    "models.postgresql", "playbooks.loader", "playbooks.source", "slack_bolt.app.async_app",
    "slack_bolt.adapter.socket_mode.async_handler", "sqlalchemy.dialects.sqlite.pysqlite", "uvloop",
)  # fmt: skip
"""Besides what these load: whatever a bot would load at its start."""


def main() -> None:
    """Runs until its standard input ends; then whoever is left is killed."""
    for module in LOADED:
        import_module(module)
    import_module("services.calendars").warm()
    configure_mappers()
    gc.freeze()
    alive: set[int] = set()

    def bury(_number: int, _frame: FrameType | None) -> None:
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                alive.discard(ended[0])
                tell(ended=ended[0], code=os.waitstatus_to_exitcode(ended[1]))

    def tell(**what: int) -> None:
        os.write(1, f"{json.dumps(what)}\n".encode())

    signal.signal(signal.SIGCHLD, bury)
    for line in sys.stdin:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
        pid = os.fork()
        if pid == 0:
            _be_a_program(**json.loads(line))
        alive.add(pid)
        tell(started=pid)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
    for pid in alive.copy():
        os.kill(pid, signal.SIGKILL)


def _be_a_program(arguments: Sequence[str], environment: Mapping[str, str], log: str) -> None:
    from bot.cli import cli  # noqa: PLC0415  # loaded by now

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
    os.environ.clear()
    os.environ.update(environment)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(written, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    code = 1
    try:
        cli(list(arguments))
        code = 0
    except SystemExit as left:
        if isinstance(left.code, int):
            code = left.code
        else:
            os.write(2, str(left.code or "").encode())
            code = 0 if left.code is None else 1
    except BaseException:  # noqa: BLE001  # nobody is above who would show it
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


@dataclass(eq=False)
class Forked:
    """A program. `code`: its exit code once it has ended, minus the signal that killed it."""

    pid: int
    log: Path
    ended: asyncio.Future[int] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    @property
    def alive(self) -> bool:
        return not self.ended.done()

    @property
    def lines(self) -> list[str]:
        """What it has logged so far."""
        return self.log.read_text().splitlines() if self.log.exists() else []

    async def at_work(self) -> bool:
        """Wait until it is; False when it has died before."""
        async with asyncio.timeout(PATIENCE):
            while self.alive:
                if any("at work" in line for line in self.lines):
                    return True
                await asyncio.sleep(0.02)
        return False

    def receives(self, number: signal.Signals) -> None:
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def ends(self, within: float = 15) -> int:
        """Answer its exit code; raises TimeoutError."""
        return await asyncio.wait_for(asyncio.shield(self.ended), within)

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; answers its exit code."""
        self.receives(number)
        return await self.ends()

    async def kill(self) -> None:
        await self.stop(signal.SIGKILL)

    async def dies(self, within: float) -> bool:
        """Whether it has ended by then."""
        await asyncio.wait({self.ended}, timeout=within)
        return not self.alive


@dataclass
class Nursery:
    """The process that forks."""

    process: asyncio.subprocess.Process
    children: list[Forked] = field(default_factory=list)
    _starting: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    _codes: dict[int, int] = field(default_factory=dict)
    """Of those who ended before anybody knew them."""

    async def start(self, environment: Mapping[str, str], log: Path, *arguments: str) -> Forked:
        """Fork a program; it is on its way to work."""
        assert self.process.stdin is not None
        wanted = {"arguments": arguments, "environment": dict(environment), "log": str(log)}
        self.process.stdin.write(json.dumps(wanted).encode() + b"\n")
        pid = await asyncio.wait_for(self._starting.get(), PATIENCE)
        self.children.append(child := Forked(pid, log))
        if pid in self._codes:
            child.ended.set_result(self._codes.pop(pid))
        return child

    async def listen(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            heard = json.loads(line)
            if "started" in heard:
                self._starting.put_nowait(heard["started"])
                continue
            child = next((one for one in self.children if one.pid == heard["ended"] and one.alive), None)
            if child is None:
                self._codes[heard["ended"]] = heard["code"]
            else:
                child.ended.set_result(heard["code"])


@dataclass
class Brood:
    """The programs of one test, which log into its folder."""

    nursery: Nursery
    folder: Path
    children: list[Forked] = field(default_factory=list)

    async def start(self, environment: Mapping[str, str], *arguments: str) -> Forked:
        """A bot, or what else the arguments say of it; it is on its way to work."""
        log = self.folder / f"program-{len(self.children)}.log"
        child = await self.nursery.start(environment, log, *(arguments or ("run",)))
        self.children.append(child)
        return child

    @asynccontextmanager
    async def bot(self, environment: Mapping[str, str]) -> AsyncIterator[Forked]:
        """Yield a bot that is ready for work; it is killed at the end if it has not stopped by itself."""
        child = await self.start(environment)
        try:
            assert await child.at_work(), "\n".join(child.lines)
            yield child
        finally:
            await child.kill()
            sys.stdout.write("\n".join(child.lines))  # whatever fails, what the program has logged stands beside it

    async def run(self, environment: Mapping[str, str], *arguments: str) -> tuple[int, str]:
        """Wait for its end; answers its exit code and all that it has written."""
        child = await self.start(environment, *arguments)
        return await child.ends(within=PATIENCE), "\n".join(child.lines)

    def logged(self, text: str) -> list[str]:
        return [line for child in self.children for line in child.lines if text in line]

    async def end(self) -> None:
        """Kill whoever is left."""
        for child in self.children:
            await child.kill()


@asynccontextmanager
async def running_nursery() -> AsyncIterator[Nursery]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.nursery", cwd=ROOT, stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    made = Nursery(process)
    listening = asyncio.create_task(made.listen())
    try:
        yield made
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
        await listening


if __name__ == "__main__":
    main()
