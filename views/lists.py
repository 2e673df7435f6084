"""Several loops or to-dos at once: `/loop list`, `/loop todos`, the hub, help, and several matches of a name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.actions import Action
from domain.read.loops import Found, LoopLine, Match
from domain.read.overviews import Hub, LoopList, MyInterview, RoleLine, TodoList
from domain.state import CLOSED, Status
from views import ids
from views.blocks import View, actions, context, divider, header, modal, packed, section
from views.elements import Block, button
from views.lines import due_line, loop_button, next_button, staying, title_line, waiting_line
from views.text import bold, count, escape, moment, name, names, one_line
from views.todos import todo_blocks, todo_line
from views.wording import STATUS_IN_CHANNEL, label, seniority


@dataclass(frozen=True, slots=True)
class Usage:
    """One subcommand, for help."""

    name: str
    usage: str
    help: str
    aliases: tuple[str, ...] = ()


def role_title(role: RoleLine) -> str:
    """As in "Backend developer (senior)"; "Senior backend developer" says it already."""
    title, level = one_line(role.title), seniority(role.seniority).lower()
    return title if level in title.lower().split() else f"{title} ({level})"


def list_modal(loops: LoopList) -> View:
    """Each line: waiting for whom, since when, and one next button."""
    return modal(
        "Loops",
        [*_groups(loops), *_closed(loops.closed)],
        ids.SHOW_LIST,
        left_out="more lines. `/loop &lt;part of a name&gt;` finds anybody.",
    )


def _groups(loops: LoopList) -> Iterator[Block]:
    if not loops.groups:
        hint = " `/loop add` adds a candidate." if loops.may_add else ""
        yield section(f"No loop is open that you are part of.{hint}")
    for role, lines in loops.groups:
        yield header(role_title(role))
        if not lines:
            yield context("No open loops.")
        for line in lines:
            yield loop_row(line, loops)


def loop_row(line: LoopLine, loops: LoopList) -> Block:
    """A line of the list, with its one button."""
    zone = loops.viewer.zone
    facts = filter(None, (waiting_line(line, zone, loops.now), due_line(line, zone)))
    return section("\n".join([f"{bold(line.candidate)} · {staying(line)}", *facts]), next_button(line))


def _closed(number: int) -> list[Block]:
    return [context(f"{count(number, 'loop')} closed. `/loop &lt;part of a name&gt;` finds them.")] if number else []


def todos_modal(todos: TodoList) -> View:
    """My to-dos, then what comes later."""
    zone = todos.viewer.zone
    blocks: list[Block] = [block for todo in todos.todos for block in todo_blocks(todo, todos.now, zone)]
    if not todos.todos:
        blocks.append(section("Nothing is due. Enjoy it while it lasts."))
    if todos.later:
        blocks += [header("Later"), *packed(todo_line(todo, todos.now, zone) for todo in todos.later)]
    return modal("My to-dos", blocks, ids.SHOW_TODOS, left_out="more lines. Do some of these first.")


def hub_modal(hub: Hub) -> View:
    """`/loop` by itself."""
    return modal("Loopkeeper", hub_blocks(hub), ids.SHOW_HUB)


def hub_blocks(hub: Hub) -> list[Block]:
    late = f", {hub.late} of them late" if hub.late else ""
    waiting = f"{count(hub.todos, 'thing is', 'things are')} waiting for you{late}." if hub.todos else "Nothing is due."
    lines = [waiting]
    if hub.next_interview:
        lines.append(f"Your next interview: {interview_line(hub.next_interview, hub.viewer.zone)}")
    return [
        section("\n".join(lines)),
        *actions(
            button("My to-dos", ids.OPEN_TODOS, style="primary" if hub.todos else None),
            button("All loops", ids.OPEN_LIST),
            button("Add candidate", ids.OPEN_ADD) if hub.may_add else None,
            button("Open a role", ids.OPEN_ROLE) if hub.may_open_role else None,
            button("Digest", ids.OPEN_DIGEST) if hub.may_digest else None,
            button("Help", ids.OPEN_HELP),
        ),
        context("`/loop` and part of a candidate's name opens that loop."),
    ]


def interview_line(interview: MyInterview, zone: str) -> str:
    """When, whom, what, with whom."""
    company = f" with {names(interview.others)}" if interview.others else ""
    who = title_line(interview.candidate, interview.role, interview.stage)
    return f"{moment(interview.meeting.starts_at, zone, begins=True)} · {who}{company}"


def help_modal(usages: Sequence[Usage]) -> View:
    """Made from the subcommands themselves."""
    rows = [_usage(usage) for usage in usages]
    return modal(
        "What you can ask me",
        [
            *packed(rows),
            divider(),
            context(
                "Slash commands don't work in threads: there, use the menu of a card, *Open loop*. "
                "Everything is also on my Home tab."
            ),
        ],
        ids.SHOW_HELP,
    )


def _usage(usage: Usage) -> str:
    also = f" _(also: {escape(', '.join(usage.aliases))})_" if usage.aliases else ""
    return f"`{escape(usage.usage)}` {escape(usage.help)}{also}"


def found_modal(found: Found, action: Action = Action.OPEN) -> View:
    """Several matches offer a choice; none says so and offers the nearest. `action`: what was to be done."""
    asked = name(found.asked, 60)
    if found.matches:
        top = section(f'Several candidates fit "{asked}". Whom do you mean?')
        left = f"{count(found.more, 'more candidate fits', 'more candidates fit')}. Type more of the name to see them."
        rest = [context(left)] if found.more else []
        return modal("Choose a candidate", [top, *_matches(found.matches, action), *rest], ids.SHOW_MATCHES)
    if found.nearest:
        top = section(f'I found nobody called "{asked}". Did you mean one of these?')
        return modal("Nobody found", [top, *_matches(found.nearest, action)], ids.SHOW_MATCHES)
    return modal(
        "Nobody found",
        [
            section(f'I found nobody called "{asked}" whom you may see. `/loop list` shows your loops.'),
            *actions(button("All loops", ids.OPEN_LIST)),
        ],
        ids.SHOW_MATCHES,
    )


def to_schedule_modal(matches: Sequence[Match]) -> View:
    """Whose interview, where no name was typed."""
    if matches:
        return modal(
            "Schedule interview", [section("Whose interview?"), *_matches(matches, Action.SCHEDULE)], ids.SHOW_MATCHES
        )
    said = "Nobody waits for a time. `/loop schedule` and part of a name moves an interview that has one."
    return modal("Schedule interview", [section(said), *actions(button("All loops", ids.OPEN_LIST))], ids.SHOW_MATCHES)


def _matches(matches: Sequence[Match], action: Action) -> Iterator[Block]:
    for match in matches:
        state = STATUS_IN_CHANNEL[match.status] or match.stage
        rests = match.status in CLOSED or match.status is Status.ON_HOLD
        meant = Action.OPEN if rests and action is not Action.READ_RECORD else action
        words = loop_button(meant, match.loop, match.version, words=label(meant), who=match.candidate)
        yield section(title_line(match.candidate, match.role, state), words)


def note_modal(title: str, *sentences: str) -> View:
    """A short word in a modal. The sentences are our own markup."""
    return modal(title, [section(sentence) for sentence in sentences], ids.SHOW_NOTE)
