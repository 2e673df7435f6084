"""The day in a hiring channel: by role, what happens today, what waits for whom, and what is late."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Protocol, TypeVar

from domain.read.loops import LoopLine
from domain.read.overviews import Digest, DigestInterview, DigestOverdue, DigestRole
from domain.todos import TodoKind
from views import ids
from views.blocks import Message, View, actions, context, divider, header, message, modal, packed
from views.elements import Block, button
from views.lines import days, due_line, in_channel, standing, waiting_line
from views.lists import role_title
from views.text import bold, count, escape, hour, long_day, moment_day, name, names, since
from views.todo_wording import WAITING

LINES_SHOWN = 12
"""Of one part of one role; a digest is read before the first coffee."""


def digest_message(digest: Digest) -> Message:
    """Nothing to say is one line."""
    day = long_day(digest.day)
    if not digest.roles:
        return message(_quiet(digest), [context(_quiet(digest))])
    top = f"Hiring on {day}"
    blocks = [header(top), *(block for role in digest.roles for block in _role(role, digest)), *_quiet_roles(digest)]
    return message(f"{top}\n" + "\n".join(summary(role) for role in digest.roles), blocks)


def digest_modal(digest: Digest) -> View:
    """The same, for me alone, with a button to post it."""
    post = button("Post it in the channel", ids.DIGEST_POST, digest.channel, style="primary")
    shown = digest_message(digest).blocks
    return modal("Digest", [*(actions(post) if digest.may_post and digest.channel else []), *shown], ids.SHOW_DIGEST)


def _quiet(digest: Digest) -> str:
    return f"{long_day(digest.day)}: nothing is planned and nothing is waiting."


def summary(role: DigestRole) -> str:
    """One line a role, for notifications and screen readers."""
    loops = sum(len(lines) for _, lines in role.stages)
    parts = [
        count(loops, "open loop"),
        *(
            text
            for number, text in (
                (len(role.interviews), count(len(role.interviews), "interview") + " today"),
                (len(role.to_decide), count(len(role.to_decide), "decision") + " waiting"),
                (len(role.overdue), f"{len(role.overdue)} overdue"),
                (len(role.offers), count(len(role.offers), "offer") + " out"),
                (len(role.not_told), count(len(role.not_told), "candidate") + " not told yet"),
            )
            if number
        ),
    ]
    return f"{escape(role_title(role.role))}: {', '.join(parts)}"


def _role(role: DigestRole, digest: Digest) -> Iterator[Block]:
    """Every loop once, in the first part that has it; what is late about one that is met today stands beside it."""
    yield divider()
    yield header(role_title(role.role))
    late = _late(role.overdue, digest)
    stages = {line.loop: line.stage for _, lines in role.stages for line in lines}

    def met(each: DigestInterview) -> str:
        return _interview(each, digest.zone) + _beside(late, each.loop)

    def behind(each: DigestOverdue) -> str:
        return f"{bold(each.candidate)}{_at(stages, each.loop)}: {'; '.join(late[each.loop])}"

    def undecided(line: LoopLine) -> str:
        return _waiting(line, digest, _at(stages, line.loop))

    said: set[int] = set()
    yield from _part("Today", _once(role.interviews, said), met)
    yield from _part(":red_circle: Overdue", _once(role.overdue, said), behind)
    yield from _part("Decisions waiting", _once(role.to_decide, said), undecided)
    yield from _part("Offers out", _once(role.offers, said), partial(_offer, digest=digest))
    yield from _part("Have not heard from us", _once(role.not_told, said), partial(_untold, digest=digest))
    for stage, lines in role.stages:
        left = _once(lines, said)
        above = len(lines) - len(left)
        whole = f"{name(stage)} ({len(lines)}, {'all' if not left else above} named above)"
        title = whole if above else f"{name(stage)} ({len(lines)})"
        yield from _part(title, left, partial(_waiting, digest=digest), alone=True)
    yield from _part("On hold", _once(role.on_hold, said), partial(_held, digest=digest))


class _OfLoop(Protocol):
    @property
    def loop(self) -> int: ...


Row = TypeVar("Row", bound=_OfLoop)


def _once(rows: Sequence[Row], said: set[int]) -> list[Row]:
    """Rows of loops that were not said yet. Those that are shown are said; what is cut off may come again below."""
    kept: dict[int, Row] = {}
    for row in rows:
        if row.loop not in said:
            kept.setdefault(row.loop, row)
    said.update(list(kept)[:LINES_SHOWN])
    return list(kept.values())


def _part(title: str, rows: Sequence[Row], say: Callable[[Row], str], *, alone: bool = False) -> list[Block]:
    """`alone`: the title says something without any row. What is cut off is not put into words at all."""
    if not rows and not alone:
        return []
    more = [f"…and {len(rows) - LINES_SHOWN} more"] if len(rows) > LINES_SHOWN else []
    return packed([f"*{title}*", *(f"• {say(row)}" for row in rows[:LINES_SHOWN]), *more])


def _interview(interview: DigestInterview, zone: str) -> str:
    company = f" with {names(interview.panel)}" if interview.panel else ""
    when = hour(interview.starts_at, zone)
    return f"{when} · {bold(interview.candidate)}, {name(interview.stage)}{company}"


def _late(found: Sequence[DigestOverdue], digest: Digest) -> dict[int, list[str]]:
    """By loop, all that is late."""
    late: dict[int, list[str]] = {}
    for each in found:
        who = f" from {name(each.person.name)}" if each.person else ""
        late.setdefault(each.loop, []).append(f"{_what(each.what)}{who}, {since(each.since, digest.now, digest.zone)}")
    return late


def _beside(late: Mapping[int, Sequence[str]], loop: int) -> str:
    return f" · :red_circle: late: {'; '.join(late[loop])}" if loop in late else ""


def _at(stages: Mapping[int, str], loop: int) -> str:
    """For a row that does not stand under its stage."""
    return f", {name(stages[loop])}" if loop in stages else ""


def _what(kind: str) -> str:
    """A kind of to-do in words; anything else as it is."""
    return WAITING[TodoKind(kind)] if kind in set(TodoKind) else name(kind)


def _waiting(line: LoopLine, digest: Digest, where: str = "") -> str:
    parts = (days(line), waiting_line(in_channel(line), digest.zone, digest.now), due_line(line, digest.zone))
    return f"{bold(line.candidate)}{where} · {' · '.join(part for part in parts if part)}"


def _untold(line: LoopLine, digest: Digest) -> str:
    """Where it stands, and all that it waits for: telling the candidate, and what else there is."""
    waiting = waiting_line(in_channel(line), digest.zone, digest.now)
    return " · ".join(part for part in (bold(line.candidate), standing(line), waiting) if part)


def _offer(line: LoopLine, digest: Digest) -> str:
    until = f", stands until {moment_day(line.due_at, digest.zone)}" if line.due_at else ""
    return f"{bold(line.candidate)}{until} · {waiting_line(in_channel(line), digest.zone, digest.now)}"


def _held(line: LoopLine, digest: Digest) -> str:
    return f"{bold(line.candidate)} · {name(line.stage)}, {since(line.since, digest.now, digest.zone)}"


def _quiet_roles(digest: Digest) -> list[Block]:
    if not digest.quiet_roles:
        return []
    return [divider(), context("Nothing to say about " + ", ".join(name(role) for role in digest.quiet_roles))]
