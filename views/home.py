"""App Home: my to-dos first, then my interviews, my roles with their pipelines, and the admin's part."""

from collections.abc import Iterator, Sequence

from domain.actions import Action
from domain.read.loops import LoopLine
from domain.read.overviews import Home, MyInterview, Pipeline
from domain.state import Rsvp
from views import ids, troubles
from views.blocks import View, actions, context, divider, header, home_tab, section
from views.elements import Block, button
from views.lines import days, due_line, loop_button, step, title_line, waiting_line
from views.lists import role_title
from views.text import both_clocks, count, escape, link, mention, moment_day, name, names
from views.todos import todo_blocks, todo_buttons, todo_line
from views.wording import ACTION_LABELS, HOW_WE_HIRE, RSVPS

TODOS_SHOWN, INTERVIEWS_SHOWN, LOOPS_SHOWN, TROUBLES_SHOWN, PUT_OFF_SHOWN = 15, 8, 8, 5, 4
"""Of a hundred blocks, so that each part gets some; LOOPS_SHOWN is for one stage of a role."""


def home(mine: Home) -> View:
    return home_tab([*_todos(mine), *_interviews(mine), *_roles(mine), *_admin(mine)])


def _todos(mine: Home) -> Iterator[Block]:
    late = sum(todo.late for todo in mine.todos)
    yield header(f"Yours to do ({len(mine.todos)})" if mine.todos else "Nothing is due")
    if late:
        yield context(f":red_circle: {late} late")
    for todo in mine.todos[:TODOS_SHOWN]:
        yield from todo_blocks(todo, mine.now, mine.viewer.zone)
    if len(mine.todos) > TODOS_SHOWN:
        more = button("Show all", ids.OPEN_TODOS)
        yield section(f"…and {len(mine.todos) - TODOS_SHOWN} more", more)
    elif not mine.todos:
        soonest = next((each for each in mine.interviews if each.rsvp is not Rsvp.DECLINED), None)
        ahead = f" Your next interview is {both_clocks(soonest.meeting.starts_at, *_zones(mine))}." if soonest else ""
        said = "You have put off what others wait for." if mine.put_off else "Nobody is waiting for you."
        yield section(f"{said}{ahead}")
    yield from _put_off(mine)
    if mine.todos or mine.put_off:
        yield divider()
    yield from actions(
        button("Add candidate", ids.OPEN_ADD) if any(each.may_add for each in mine.pipelines) else None,
        button("Open a role", ids.OPEN_ROLE) if mine.may_open_role else None,
        button("All loops", ids.OPEN_LIST),
        button("How I rate", ids.OPEN_CALIBRATION),
        button("Reminders", ids.OPEN_REMINDERS),
        button("Help", ids.OPEN_HELP),
    )


def _put_off(mine: Home) -> Iterator[Block]:
    """Others go on waiting for it: it is there for whoever gets to it sooner."""
    if mine.put_off:
        yield context(f"Put off ({len(mine.put_off)})")
    for todo in mine.put_off[:PUT_OFF_SHOWN]:
        yield section(todo_line(todo, mine.now, mine.viewer.zone), todo_buttons(todo)[0])
    if len(mine.put_off) > PUT_OFF_SHOWN:
        yield section(f"…and {len(mine.put_off) - PUT_OFF_SHOWN} more", button("Show all", ids.OPEN_TODOS))


def _zones(mine: Home) -> tuple[str, str]:
    return mine.viewer.zone, mine.viewer.zone


def _interviews(mine: Home) -> Iterator[Block]:
    if not mine.interviews:
        return
    yield divider()
    yield header("Your interviews")
    for interview in mine.interviews[:INTERVIEWS_SHOWN]:
        yield from _interview(interview, mine)
    if len(mine.interviews) > INTERVIEWS_SHOWN:
        yield context(f"…and {len(mine.interviews) - INTERVIEWS_SHOWN} more, later")


def _interview(interview: MyInterview, mine: Home) -> Iterator[Block]:
    meeting = interview.meeting
    facts = [both_clocks(meeting.starts_at, *_zones(mine), begins=True), RSVPS[interview.rsvp]]
    if interview.others:
        facts.append(f"with {names(interview.others)}")
    if meeting.link:
        facts.append(link(meeting.link, "Meeting link"))
    who = title_line(interview.candidate, interview.role, interview.stage)
    yield section(f"{who}\n{' · '.join(facts)}")
    value = ids.value(meeting.interview, meeting.version)
    pending, accepted = interview.rsvp is Rsvp.PENDING, interview.rsvp is Rsvp.ACCEPTED
    yield from actions(
        button("Accept", ids.INVITE_ACCEPT, value, style="primary" if pending else None) if not accepted else None,
        button("Can't make it", ids.INVITE_DECLINE, value) if interview.rsvp is not Rsvp.DECLINED else None,
        button("Briefing", ids.INVITE_GUIDE, value),
        loop_button(Action.OPEN, interview.loop, interview.version, words="Open", who=interview.candidate),
    )


def _roles(mine: Home) -> Iterator[Block]:
    if any(each.role.recruiter.id == mine.viewer.id for each in mine.pipelines):
        yield divider()
        yield section(
            "*Your roles*: who has how many scorecards and interviews, and how soon scorecards come",
            button(ACTION_LABELS[Action.READ_LOAD], ids.OPEN_LOAD),
        )
    for pipeline in mine.pipelines:
        yield divider()
        yield from _pipeline(pipeline, mine)


def _pipeline(pipeline: Pipeline, mine: Home) -> Iterator[Block]:
    role = pipeline.role
    yield header(role_title(role))
    yield context(
        f"{count(role.open_loops, 'open loop')} · <#{role.channel}> · {mention(role.recruiter)} recruits for "
        f"{mention(role.hiring_manager)}"
    )
    for stage, lines in pipeline.stages:
        if lines:
            shown = [_row(line, mine) for line in lines[:LOOPS_SHOWN]]
            more = [f"…and {len(lines) - LOOPS_SHOWN} more"] if len(lines) > LOOPS_SHOWN else []
            yield section("\n".join([f"*{name(stage)}* ({len(lines)})", *shown, *more]))
    value = ids.value(role.id, role.version)
    yield from actions(
        button("Add candidate", ids.ROLE_ADD, value, spoken=f"Add candidate: {role.title}")
        if pipeline.may_add
        else None,
        button("Edit role", ids.ROLE_EDIT, value, spoken=f"Edit role: {role.title}") if pipeline.may_edit else None,
        button("Close role", ids.ROLE_CLOSE, value, spoken=f"Close role: {role.title}") if pipeline.may_edit else None,
        button(HOW_WE_HIRE, ids.ROLE_PLAYBOOK, value, spoken=f"{HOW_WE_HIRE}: {role.title}")
        if pipeline.may_edit
        else None,
    )


def _row(line: LoopLine, mine: Home) -> str:
    zone = mine.viewer.zone
    facts = [days(line), step(line), waiting_line(line, zone, mine.now), due_line(line, zone)]
    return f"• {name(line.candidate)}: " + " · ".join(fact for fact in facts if fact)


def _admin(mine: Home) -> Iterator[Block]:
    if not mine.is_admin:
        return
    yield divider()
    yield header("For admins")
    opening = ", ".join(f"<@{member}>" for member in mine.openers[:20]) or "nobody besides admins"
    yield section(f"May open roles: {opening}", button("Change", ids.OPEN_OPENERS))
    if mine.refused:
        yield section(f":no_entry: {escape(troubles.refused(mine.refused))}")
    for role in mine.leaderless[:TROUBLES_SHOWN]:
        edit = button("Edit role", ids.ROLE_EDIT, ids.value(role.id, role.version), spoken=f"Edit role: {role.title}")
        yield section(f":warning: {troubles.led(role)}", edit)
    if mine.unreadable:
        rows = [f"• {troubles.unreadable(one)}" for one in mine.unreadable]
        yield _some(":warning: The database holds what I can't read:", rows, troubles.UNREADABLE)
    if mine.stuck:
        rows = [f"• {troubles.stuck(one)}" for one in mine.stuck]
        yield _some(":warning: These channels take no messages from me; whoever recruits there is told:", rows)
    if mine.troubles:
        yield from _troubles(mine)


def _troubles(mine: Home) -> Iterator[Block]:
    rows = [
        f"• {troubles.what(one)} for {troubles.whom(one)}, "
        f"{moment_day(one.created_at, mine.viewer.zone)}: {escape(troubles.why(one))}"
        for one in mine.troubles
    ]
    yield _some(
        f":warning: {count(len(rows), 'message')} could not be delivered:",
        rows,
        "`python -m bot outbox` lists them where I run, and sends them again.",
    )


def _some(said: str, rows: Sequence[str], *how: str) -> Block:
    more = len(rows) - TROUBLES_SHOWN
    return section("\n".join([said, *rows[:TROUBLES_SHOWN], *([f"…and {more} more"] if more > 0 else []), *how]))
