"""The day in a hiring channel: by role, what happens today, what waits for whom, and what is late."""

from collections.abc import Iterator, Sequence

from domain.read.loops import LoopLine
from domain.read.overviews import Digest, DigestInterview, DigestOverdue, DigestRole
from domain.todos import TodoKind
from views import ids
from views.blocks import Message, View, actions, context, divider, header, message, modal, packed
from views.elements import Block, button
from views.lines import days, due_line, in_channel, waiting_line, waiting_rows
from views.lists import role_title
from views.text import bold, count, escape, hour, long_day, moment_day, name, names, since
from views.wording import WAITING

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
    yield divider()
    yield header(role_title(role.role))
    yield from _part("Today", [_interview(each, digest.zone) for each in role.interviews])
    yield from _part(":red_circle: Overdue", _overdue(role.overdue, digest))
    yield from _part("Decisions waiting", [_waiting(line, digest) for line in role.to_decide])
    yield from _part("Offers out", [_offer(line, digest) for line in role.offers])
    yield from _part("Have not heard from us", [_untold(line, digest) for line in role.not_told])
    above = {each.loop for each in role.overdue[:LINES_SHOWN]} | {each.loop for each in role.to_decide[:LINES_SHOWN]}
    for stage, lines in role.stages:
        rows = [_again(line) if line.loop in above else _waiting(line, digest) for line in lines]
        yield from _part(f"{name(stage)} ({len(lines)})", rows)
    yield from _part("On hold", [_held(line, digest) for line in role.on_hold])


def _part(title: str, rows: Sequence[str]) -> list[Block]:
    if not rows:
        return []
    more = [f"…and {len(rows) - LINES_SHOWN} more"] if len(rows) > LINES_SHOWN else []
    return packed([f"*{title}*", *(f"• {row}" for row in rows[:LINES_SHOWN]), *more])


def _interview(interview: DigestInterview, zone: str) -> str:
    company = f" with {names(interview.panel)}" if interview.panel else ""
    when = hour(interview.starts_at, zone)
    return f"{when} · {bold(interview.candidate)}, {name(interview.stage)}{company}"


def _overdue(found: Sequence[DigestOverdue], digest: Digest) -> list[str]:
    return [
        f"{bold(each.candidate)}: {_what(each.what)}"
        + (f" from {name(each.person.name)}" if each.person else "")
        + f", {since(each.since, digest.now, digest.zone)}"
        for each in found
    ]


def _what(kind: str) -> str:
    """A kind of to-do in words; anything else as it is."""
    return WAITING[TodoKind(kind)] if kind in set(TodoKind) else name(kind)


def _waiting(line: LoopLine, digest: Digest) -> str:
    parts = (days(line), waiting_line(in_channel(line), digest.zone, digest.now), due_line(line, digest.zone))
    return f"{bold(line.candidate)} · {' · '.join(part for part in parts if part)}"


def _again(line: LoopLine) -> str:
    """A loop that stands above already, with what matters most about it."""
    return f"{bold(line.candidate)} · {days(line)} · see above"


def _untold(line: LoopLine, digest: Digest) -> str:
    """Since when something is to be told, and by whom."""
    telling = [each for each in in_channel(line).waiting if each.kind is TodoKind.TELL_CANDIDATE]
    rows = waiting_rows(telling, digest.zone, digest.now)
    return f"{bold(line.candidate)} · " + ("; ".join(rows) or days(line))


def _offer(line: LoopLine, digest: Digest) -> str:
    until = f", stands until {moment_day(line.due_at, digest.zone)}" if line.due_at else ""
    return f"{bold(line.candidate)}{until}"


def _held(line: LoopLine, digest: Digest) -> str:
    return f"{bold(line.candidate)} · {name(line.stage)}, {since(line.since, digest.now, digest.zone)}"


def _quiet_roles(digest: Digest) -> list[Block]:
    if not digest.quiet_roles:
        return []
    return [divider(), context("Nothing to say about " + ", ".join(name(role) for role in digest.quiet_roles))]
