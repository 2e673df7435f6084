"""The day in a hiring channel: by role, what happens today, what waits for whom, and what is late."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
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
from views.text import bold, count, escape, hour, listed, long_day, moment_day, name, names, since
from views.todo_wording import WAITING

LINES_SHOWN = 12
"""Of one part of one role; a digest is read before the first coffee."""


def digest_message(digest: Digest) -> Message:
    """Nothing to say is one line."""
    day = long_day(digest.day)
    if not digest.roles:
        return message(_quiet(digest), [context(_quiet(digest))])
    top = f"Hiring on {day}"
    blocks = [header(top), *(block for role in digest.roles for block in _role(role, digest))]
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
    """Every loop once, in the first part that has it; what is late about one that is met today stands beside it.

    Where nothing but telling the candidate is late, the loop stands with the others who have not heard from us.
    """
    yield divider()
    yield header(role_title(role.role))
    late = _late(role.overdue, digest)
    stages = {line.loop: line.stage for _, lines in role.stages for line in lines}

    def met(each: DigestInterview) -> str:
        return _interview(each, digest.zone) + _beside(late, each.loop)

    def undecided(line: LoopLine) -> str:
        return _waiting(line, digest, _at(stages, line.loop))

    said: set[int] = set()
    yield from _part("Today", _once(role.interviews, said), met)
    untold = _only_untold(role)
    behind = _once([each for each in role.overdue if each.loop not in untold], said)
    yield from _list(":red_circle: Overdue", _behind(behind[:LINES_SHOWN], late, stages), len(behind))
    yield from _part("Decisions waiting", _once(role.to_decide, said), undecided)
    yield from _part("Offers out", _once(role.offers, said), partial(_offer, digest=digest))
    waiting = sorted(role.not_told, key=lambda line: min(_untold_since(line), default=digest.now))
    left = _once(waiting, said)
    title = _counted("Have not heard from us", waiting, left) if len(left) < len(waiting) else "Have not heard from us"
    yield from _part(title, left, partial(_untold, digest=digest, late=_first_late(role.overdue)))
    whole = []
    for stage, lines in role.stages:
        left = _once(lines, said)
        yield from _part(_counted(name(stage), lines, left), left, partial(_waiting, digest=digest))
        whole += [f"{name(stage)} ({len(lines)})"] if not left else []
    if whole:
        yield context(f"Named above: {', '.join(whole)}")
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


def _part(title: str, rows: Sequence[Row], say: Callable[[Row], str]) -> list[Block]:
    """What is cut off is not put into words at all."""
    return _list(title, [say(row) for row in rows[:LINES_SHOWN]], len(rows))


def _list(title: str, said: Sequence[str], number: int) -> list[Block]:
    more = [f"…and {number - LINES_SHOWN} more"] if number > LINES_SHOWN else []
    return packed([f"*{title}*", *(f"• {each}" for each in said), *more]) if said else []


def _counted(title: str, lines: Sequence[LoopLine], left: Sequence[LoopLine]) -> str:
    above = len(lines) - len(left)
    return f"{title} ({len(lines)}, {above} named above)" if above else f"{title} ({len(lines)})"


def _behind(rows: Sequence[DigestOverdue], late: Mapping[int, Sequence[str]], stages: Mapping[int, str]) -> list[str]:
    """What one person is late with for several candidates is said once."""
    found: dict[str, list[str]] = {}
    for each in rows:
        found.setdefault("; ".join(late[each.loop]), []).append(f"{bold(each.candidate)}{_at(stages, each.loop)}")
    return [f"{'; '.join(whom)}: {what}" for what, whom in found.items()]


def _only_untold(role: DigestRole) -> frozenset[int]:
    """Loops that stand under "Have not heard from us" although something about them is late."""
    elsewhere = {line.loop for line in (*role.to_decide, *role.offers)}
    elsewhere |= {each.loop for each in role.overdue if each.what != TodoKind.TELL_CANDIDATE}
    return frozenset(line.loop for line in role.not_told if line.loop not in elsewhere)


def _untold_since(line: LoopLine) -> Iterator[datetime]:
    return (each.since for each in line.waiting if each.kind is TodoKind.TELL_CANDIDATE)


def _first_late(found: Sequence[DigestOverdue]) -> dict[int, datetime]:
    """By loop, since when telling the candidate is late."""
    late: dict[int, datetime] = {}
    for each in found:
        if each.what == TodoKind.TELL_CANDIDATE:
            late[each.loop] = min(each.since, late.get(each.loop, each.since))
    return late


def _interview(interview: DigestInterview, zone: str) -> str:
    company = f" with {names(interview.panel)}" if interview.panel else ""
    when = hour(interview.starts_at, zone)
    return f"{when} · {bold(interview.candidate)}, {name(interview.stage)}{company}"


def _late(found: Sequence[DigestOverdue], digest: Digest) -> dict[int, list[str]]:
    """By loop, all that is late, each thing once, whoever owes it; as in "Ana (scorecard and vote), late since …"."""
    owed: dict[tuple[int, str], list[DigestOverdue]] = {}
    for each in found:
        owed.setdefault((each.loop, each.what), []).append(each)
    same: dict[tuple[int, str, str], list[str]] = {}
    for (loop, what), group in owed.items():
        began = since(min(each.since for each in group), digest.now, digest.zone)
        same.setdefault((loop, _who(group), began), []).append(_what(what))
    late: dict[int, list[str]] = {}
    for (loop, who, began), things in same.items():
        what = f"{who} ({listed(things)})" if who else listed(things)
        late.setdefault(loop, []).append(f"{what}, late {began}")
    return late


def _who(group: Sequence[DigestOverdue]) -> str:
    """As in "Ana and one more": who is not named yet is counted beside others, and left out alone."""
    named = list(dict.fromkeys(name(each.person.name) for each in group if each.person))
    unnamed = sum(each.person is None for each in group)
    if not named:
        return f"{unnamed} people" if unnamed > 1 else ""
    more = ["one more" if unnamed == 1 else f"{unnamed} more"] if unnamed else []
    return listed([*named, *more])


def _beside(late: Mapping[int, Sequence[str]], loop: int) -> str:
    return f" · :red_circle: {'; '.join(late[loop])}" if loop in late else ""


def _at(stages: Mapping[int, str], loop: int) -> str:
    """For a row that does not stand under its stage."""
    return f", {name(stages[loop])}" if loop in stages else ""


def _what(kind: str) -> str:
    """A kind of to-do in words; anything else as it is."""
    return WAITING[TodoKind(kind)] if kind in set(TodoKind) else name(kind)


def _waiting(line: LoopLine, digest: Digest, where: str = "") -> str:
    parts = (days(line), waiting_line(in_channel(line), digest.zone, digest.now), due_line(line, digest.zone))
    return f"{bold(line.candidate)}{where} · {' · '.join(part for part in parts if part)}"


def _untold(line: LoopLine, digest: Digest, late: Mapping[int, datetime]) -> str:
    """Where it stands, and all that it waits for: telling the candidate, and what else there is."""
    marked = (replace(each, late=each.late and each.kind is not TodoKind.TELL_CANDIDATE) for each in line.waiting)
    waiting = waiting_line(in_channel(replace(line, waiting=tuple(marked))), digest.zone, digest.now)
    behind = late.get(line.loop)
    mark = f":red_circle: late {since(behind, digest.now, digest.zone)}" if behind else ""
    return " · ".join(part for part in (bold(line.candidate), standing(line), waiting, mark) if part)


def _offer(line: LoopLine, digest: Digest) -> str:
    until = f", stands until {moment_day(line.due_at, digest.zone)}" if line.due_at else ""
    return f"{bold(line.candidate)}{until} · {waiting_line(in_channel(line), digest.zone, digest.now)}"


def _held(line: LoopLine, digest: Digest) -> str:
    return f"{bold(line.candidate)} · {name(line.stage)}, {since(line.since, digest.now, digest.zone)}"
