"""What the hiring channel sees: the candidate's card, its thread, and the good news."""

from domain.actions import Action
from domain.read.messages import CardPost, HiredPost, ThreadPost
from domain.state import CLOSED
from views import happenings
from views.blocks import Message, actions, context, message, section
from views.lines import (
    card_facts,
    in_channel,
    loop_button,
    next_button,
    open_button,
    owners,
    standing,
    title_line,
    track,
    waiting_line,
)
from views.text import bold, count, long_day, mention, mentions, name


def card(post: CardPost) -> Message:
    """Name, role, where it stands, whom it waits for; one primary button and "Open". No verdict and no money."""
    found = post.card
    line = in_channel(found.line)
    where = standing(line)
    waiting = waiting_line(line, found.zone, ping=True)
    facts = card_facts(found)
    closed = line.status in CLOSED
    open_it = open_button(line)
    quiet = line.primary in (None, Action.OPEN, Action.REOPEN)
    buttons = [open_it] if quiet else [next_button(line, primary=True), open_it]
    text = ". ".join(filter(None, (f"{name(line.candidate)}, {name(line.role)}: {where}", waiting, *facts)))
    rows = [title_line(line.candidate, line.role), track(found.marks) if not closed else where, waiting]
    return message(
        text,
        [
            section("\n".join(row for row in rows if row)),
            *([context(*facts)] if facts else []),
            context(owners(found.recruiter, found.hiring_manager)),
            *actions(*buttons),
        ],
    )


def thread(post: ThreadPost) -> Message:
    """One line of history."""
    said = happenings.public(post.line, post.zone)
    return message(said, [section(said)])


def hired(post: HiredPost) -> Message:
    """A message worth reading: who joins, and thanks to all who made it happen."""
    first_day = f" and starts on {long_day(post.starts_on)}" if post.starts_on else ""
    news = f":tada: {bold(post.candidate)} joins us as {name(post.role)}{first_day}!"
    took = (
        "From first card to yes on the same day." if post.days < 1 else f"From first card to yes: {_days(post.days)}."
    )
    met = [person for person in post.interviewers if person.id not in (post.recruiter.id, post.hiring_manager.id)]
    thanks = f"Thank you to {mentions(met, 12)}, who met {name(post.candidate)}; " if met else "Thank you "
    team = f"to {mention(post.hiring_manager)}, who decided, and to {mention(post.recruiter)}, who kept it moving."
    if post.recruiter.id == post.hiring_manager.id:
        team = f"to {mention(post.recruiter)}, who decided and kept it moving."
    said = f"{thanks}{team}"
    opened = loop_button(Action.OPEN, post.loop, 0, who=post.candidate)
    return message(f"{news} {took} {said}", [section(f"{news}\n{took}"), section(said), *actions(opened)])


def _days(days: int) -> str:
    return count(days, "day")
