"""A loop's own page: all that this reader may see and do, most urgent first. Opened by "Open"."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.actions import Action
from domain.playbook import StageKind
from domain.read.loops import LoopPage, SeatLine, TodoItem
from domain.state import CLOSED, Part, Rsvp, Status
from domain.words import STATUS_LABELS
from views import happenings, ids
from views.blocks import View, actions, context, divider, header, modal, packed, plain_section, section
from views.elements import Block, Element, button, link_button
from views.lines import (
    NOT_URGED,
    card_facts,
    loop_button,
    next_button,
    owners,
    seat,
    standing,
    track,
    waiting_rows,
    waiting_word,
)
from views.modals.loop_evidence import decisions, scorecards, votes
from views.modals.offers import offer_blocks, terms
from views.modals.parts import meta, pretty, reminded
from views.modals.private_note import private_note_blocks
from views.text import capital, city, escape, link, moment, name, one_line
from views.todo_wording import TODO_ACTIONS
from views.todos import later_line, todo_blocks
from views.wording import ANOTHER_TIME, GROUPS, guide_title, label

RECENT = 5


def loop_page(page: LoopPage, now: datetime | None = None) -> View:
    """`now` makes "late since" exact; without it the day on which the page was made stands in."""
    line = page.card.line
    moment_made = now or line.since + timedelta(days=line.days)
    return modal(
        one_line(line.candidate),
        [
            *_where_it_stands(page, moment_made),
            *_my_todos(page, moment_made),
            *_buttons(page, moment_made),
            *_panel(page),
            *private_note_blocks(page.private_notes, page.viewer.zone),
            *reminded(page),
            *_challenge(page),
            *scorecards(page),
            *votes(page),
            *_offer(page),
            *_telling(page),
            *decisions(page),
            *_candidate(page),
            *_history(page),
        ],
        ids.SHOW_LOOP,
        metadata=meta(page),
    )


def _where_it_stands(page: LoopPage, now: datetime) -> Iterator[Block]:
    card, line = page.card, page.card.line
    state = standing(line)
    if line.status in CLOSED and line.close_reason and page.candidate:
        reasons = {**page.playbook.close_reasons.rejected, **page.playbook.close_reasons.withdrawn}
        state = f"{STATUS_LABELS[line.status]}: {name(reasons.get(line.close_reason, pretty(line.close_reason)))}"
    yield section(f"*{name(line.candidate)}* · {name(line.role)}\n{track(card.marks)}\n{state}")
    waiting = waiting_rows(line.waiting, page.viewer.zone, now, ping=True)
    if waiting:
        rows = (f"• {capital(row)}" for row in waiting)
        yield from packed([f"*{waiting_word(line.waiting).rstrip(':')}*", *rows])
    facts = [*card_facts(card), owners(card.recruiter, card.hiring_manager)]
    if card.meeting and card.meeting.link and line.status is Status.ACTIVE and card.meeting.ends_at > now:
        facts.insert(1, link(card.meeting.link, "Meeting link"))
    yield context(*facts)


def _my_todos(page: LoopPage, now: datetime) -> Iterator[Block]:
    mine = _mine(page, now)
    if mine:
        yield header("Yours to do")
    for todo in mine:
        yield from todo_blocks(todo, now, page.viewer.zone)
    later = [todo for todo in page.todos if todo.person.id == page.viewer.id and todo.opens_at > now]
    if later:
        yield context(later_line(later, now, page.viewer.zone))


def _mine(page: LoopPage, now: datetime) -> list[TodoItem]:
    """What this reader can do now; each has its buttons."""
    return [todo for todo in page.todos if todo.person.id == page.viewer.id and todo.opens_at <= now]


def _buttons(page: LoopPage, now: datetime) -> Iterator[Block]:
    """The next step first, then what else is possible, in groups; without what stands beside a to-do already."""
    line = page.card.line
    beside = {TODO_ACTIONS[todo.kind] for todo in _mine(page, now)}
    offered = [action for action in page.actions if action not in (Action.OPEN, Action.TOLD, *beside)]
    if Action.DECIDE in offered and Action.ADVANCE in offered:
        offered.remove(Action.ADVANCE)
    here = (card for card in page.scorecards if (card.stage_key, card.round) == (line.stage_key, line.round))
    sealed = any(card.sealed and card.part is not Part.SHADOW for card in here)
    if page.may_override and sealed and Action.OVERRIDE not in offered:
        offered.append(Action.OVERRIDE)
    if line.primary in offered and line.primary not in NOT_URGED:
        offered.remove(line.primary)
        yield from actions(next_button(line, primary=True))
    home = page.stage.kind is StageKind.TAKE_HOME
    for title, group in GROUPS:
        elements = [element for action in group if action in offered for element in _button(page, action)]
        if elements:
            yield context("*Reviewers*" if title == "Interview" and home else f"*{title}*")
            yield from actions(*elements)


def _button(page: LoopPage, action: Action) -> list[Element]:
    line, meeting = page.card.line, page.card.meeting
    if action is not Action.ANSWER:
        rewrites = action is Action.FEEDBACK and page.my_submitted_at is not None
        words = "Change scorecard" if rewrites else label(action, line.step, line.status)
        if action is Action.OVERRIDE and not page.outstanding:
            words = "Read the scorecards, with a reason"
        return [loop_button(action, line.loop, line.version, words=words)]
    if meeting is None:
        return []
    value = ids.value(meeting.interview, meeting.version)
    said = next((each.rsvp for each in page.card.seats if each.person.id == page.viewer.id), Rsvp.PENDING)
    return [
        *([button("Accept invitation", ids.INVITE_ACCEPT, value)] if said is not Rsvp.ACCEPTED else []),
        *([button("Can't make it", ids.INVITE_DECLINE, value)] if said is not Rsvp.DECLINED else []),
        button(ANOTHER_TIME, ids.INVITE_PROPOSE, value),
    ]


def _panel(page: LoopPage) -> Iterator[Block]:
    if page.card.seats:
        yield header("Reviewers" if page.stage.kind is StageKind.TAKE_HOME else "Panel")
        yield from packed(f"• {seat(each, page.stage.kind, ping=True)}{_note(each)}" for each in page.card.seats)
    if page.stage.kit and page.candidate:
        line = page.card.line
        guide = ids.value(line.loop, line.version, page.stage.key)
        yield from actions(button(guide_title(page.stage.kind), ids.PAGE_GUIDE, guide))


def _note(seat_line: SeatLine) -> str:
    return f"\n> {escape(' '.join(seat_line.note.split()))}" if seat_line.note else ""


def _challenge(page: LoopPage) -> Iterator[Block]:
    links = [
        link(url, words)
        for url, words in ((page.challenge_link, "Challenge"), (page.submission_link, "Submission"))
        if url
    ]
    if links:
        yield context(*links)


def _offer(page: LoopPage) -> Iterator[Block]:
    if page.offer:
        yield header("Offer")
        yield from offer_blocks(page.offer, page.viewer.zone)
    if page.offer_in_hand:
        yield context(f"This changes what the candidate holds: {terms(page.offer_in_hand, page.viewer.zone)}.")


def _telling(page: LoopPage) -> Iterator[Block]:
    if page.telling:
        line = page.card.line
        waiting = ", ".join(name(tell.title) for tell in page.telling)
        words = button("Show the text", ids.PAGE_TELLING, ids.value(line.loop, line.version))
        yield section(f"*Not told yet:* {waiting}", words)


def _candidate(page: LoopPage) -> Iterator[Block]:
    known = page.candidate
    if known is None:
        return
    yield header("Candidate")
    source = page.playbook.sources.get(known.source, pretty(known.source))
    facts = [f"Email: {escape(known.email)}", f"Time zone: {city(known.zone)}", f"Source: {name(source)}"]
    if known.internal:
        facts.append(f"Works here: {name(known.internal.name)}")
    yield context(*facts)
    if known.note:
        yield plain_section(known.note)
    yield from actions(link_button("Résumé", ids.INVITE_RESUME, known.resume_url))


def _history(page: LoopPage) -> Iterator[Block]:
    if not page.history:
        return
    yield divider()
    yield from packed(["*Lately*", *(_happened(page, n) for n in range(min(RECENT, len(page.history))))])
    if len(page.history) > RECENT:
        line = page.card.line
        yield from actions(button("Whole history", ids.PAGE_HISTORY, ids.value(line.loop, line.version)))


def _happened(page: LoopPage, number: int) -> str:
    """Who may not read the candidate's details reads what the channel does."""
    line = page.history[number]
    said = happenings.private if page.candidate else happenings.public
    return f"• {moment(line.at, page.viewer.zone, begins=True)}: {said(line, page.viewer.zone)}"


def history_modal(page: LoopPage) -> View:
    """The newest first, part by part; in place of the page, with the way back."""
    line, part = page.card.line, page.history_part
    turn = [button("Back", ids.PAGE_LOOP, ids.value(line.loop, line.version))]
    if page.older:
        turn.append(button("Older", ids.PAGE_HISTORY, ids.value(line.loop, line.version, part + 1)))
    if part:
        turn.append(button("Newer", ids.PAGE_HISTORY, ids.value(line.loop, line.version, part - 1)))
    rows = [_happened(page, number) for number in range(len(page.history))]
    return modal(
        one_line(line.candidate),
        [*actions(*turn), header("History"), *(packed(rows) or [section("Nothing has happened yet.")])],
        ids.SHOW_HISTORY,
        metadata=meta(page),
    )
