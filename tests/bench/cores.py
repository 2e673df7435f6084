"""A share of the processor for each of several programs, as if each had a machine of its own: Linux's control groups.

Whoever may not make groups (that takes root's rights, and a file system of them that can be written to) gets none.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Protocol

import psutil

FIRST, SECOND = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")
"""Where the groups are: in the first version of the interface, and in the second."""

PERIOD = 10_000
"""Microseconds in which a group may use its share."""


class ShareOut(Protocol):
    """Let the process, with those that it has started or will start, have the share of that name and no more."""

    def __call__(self, name: str, pid: int) -> None: ...


@contextmanager
def shares(cores: float, names: tuple[str, ...]) -> Iterator[ShareOut | None]:
    """So much of a core for each name. The processes have to have ended before their groups do."""
    groups = {name: _root() / f"loopkeeper-bench-{os.getpid()}-{name}" for name in names}
    try:
        for group in groups.values():
            _make(group, cores)
    except OSError:
        yield None
    else:
        yield partial(_give, groups)
    finally:
        for group in groups.values():
            with suppress(OSError):
                group.rmdir()


def _root() -> Path:
    return FIRST if FIRST.is_dir() else SECOND


def _make(group: Path, cores: float) -> None:
    quota = str(int(cores * PERIOD))
    if group.parent == SECOND:
        if not (SECOND / "cgroup.controllers").exists():
            raise FileNotFoundError(SECOND)  # what is written there would be mere files
        (SECOND / "cgroup.subtree_control").write_text("+cpu")
    group.mkdir()
    if group.parent == FIRST:
        (group / "cpu.cfs_period_us").write_text(str(PERIOD))
        (group / "cpu.cfs_quota_us").write_text(quota)
    else:
        (group / "cpu.max").write_text(f"{quota} {PERIOD}")


def _give(groups: Mapping[str, Path], name: str, pid: int) -> None:
    process = psutil.Process(pid)
    for each in (process, *process.children(recursive=True)):
        with suppress(ProcessLookupError):  # it has ended meanwhile
            (groups[name] / "cgroup.procs").write_text(str(each.pid))
