"""To interviewers: the invitation, and the word a quarter of an hour before."""

from domain.actions import Action
from domain.read.invitations import InvitationPost, SoonPost
from domain.state import Rsvp
from views import ids
from views.blocks import Message, actions, context, message, section
from views.briefings import PARTS
from views.calendar import calendar_url
from views.elements import Block, Element, button, link_button, link_menu
from views.lines import loop_button, panel_names, title_line
from views.text import bold, both_clocks, length, link, local, mention, moment, name
from views.wording import ANOTHER_TIME

_ANSWERED = {
    Rsvp.PENDING: "",
    Rsvp.ACCEPTED: ":white_check_mark: You accepted. Thank you!",
    Rsvp.PROPOSED: "You asked for another time. Until it is moved, you can still accept this one.",
    Rsvp.DECLINED: "You can't make it. The recruiter looks for somebody else.",
}
ARRANGED = ":white_check_mark: You arranged it, so you're coming."


def invitation(post: InvitationPost) -> Message:
    """Who asks, for what, when on one's own clock and the candidate's, with whom; and one tap to answer."""
    own = post.asked_by.id == post.person.id
    asks = f"{'You' if own else f'{mention(post.asked_by)} asked you to'} interview {name(post.candidate)}"
    what = f"{name(post.stage)} for {name(post.role)}"
    when = both_clocks(post.meeting.starts_at, post.person.zone, post.candidate_zone)
    if not post.current:
        return overtaken(post)
    moved = f" It was set for {moment(post.moved_from, post.person.zone)} before." if post.moved_from else ""
    lasts = length(post.meeting.ends_at - post.meeting.starts_at)
    company = f"With {panel_names(post.others, ping=True)}" if panel_names(post.others) else "You meet them alone"
    answered = ARRANGED if own and post.rsvp is Rsvp.ACCEPTED else _ANSWERED[post.rsvp]
    begins = both_clocks(post.meeting.starts_at, post.person.zone, post.candidate_zone, begins=True)
    facts = [f"{begins}, {lasts}.{moved}", f"{company}."]
    if post.meeting.link:
        facts.append(link(post.meeting.link, "Join the meeting"))
    part = PARTS[post.seat.part] if post.seat else ""
    top = ":arrows_counterclockwise: The time has changed. " if post.moved_from else ""
    return message(
        " ".join(filter(None, (f"{top}{asks}: {what}, {when}, {lasts}. {company}.{moved}", part, answered))),
        [
            section(f"{top}{asks}.\n{bold(post.stage)} · {name(post.role)}\n" + "\n".join(facts)),
            *([context(part)] if part else []),
            *([section(answered)] if answered else []),
            *_buttons(post),
        ],
    )


def _buttons(post: InvitationPost) -> list[Block]:
    """In one block, which a telephone shows in fewer rows; what is read elsewhere is behind three dots."""
    value = ids.value(post.interview, post.version)
    pending, accepted = post.rsvp is Rsvp.PENDING, post.rsvp is Rsvp.ACCEPTED
    return actions(
        button("Accept", ids.INVITE_ACCEPT, value, style="primary" if pending else None) if not accepted else None,
        button("Can't make it", ids.INVITE_DECLINE, value) if post.rsvp is not Rsvp.DECLINED else None,
        button(ANOTHER_TIME, ids.INVITE_PROPOSE, value) if pending else None,
        button("Briefing", ids.INVITE_GUIDE, value) if post.kit else None,
        button("Calendar file (.ics)", ids.INVITE_ICS, value),
        link_menu(ids.INVITE_CALENDAR, [("Résumé", post.resume_url), ("Add to Google Calendar", calendar_url(post))]),
    )


def overtaken(post: InvitationPost | SoonPost) -> Message:
    """The buttons go; what has become of it stays, and the scorecard where there is one to write."""
    outcome = name(post.outcome, 300) if post.outcome else "There is nothing to do here any more."
    start = moment(post.meeting.starts_at, post.person.zone)
    when = local(post.meeting.starts_at, post.person.zone)
    was = f"{title_line(post.candidate, post.role, post.stage)}\n{when if post.held else f'~{when}~'}"
    scorecard = loop_button(Action.FEEDBACK, post.loop, 0, post.stage_key, post.round, words="Scorecard")
    off = (post.interview, post.version) if isinstance(post, InvitationPost) and post.off else None
    return message(
        f"{outcome} It was about {name(post.candidate)}, {name(post.stage)}, {start}.",
        [section(outcome), context(was), *actions(scorecard if post.held else None, off_calendar(off))],
    )


def off_calendar(interview: tuple[int, int] | None) -> Element | None:
    """A file that takes it out of the reader's calendar; it does nothing in one that has not got it."""
    return button("Remove from calendar (.ics)", ids.INVITE_ICS, ids.value(*interview)) if interview else None


def soon(post: SoonPost) -> Message:
    """A quarter of an hour before: what one needs at hand, and the scorecard for notes."""
    if not post.current:
        return overtaken(post)
    when = moment(post.meeting.starts_at, post.person.zone)
    said = f"Your interview with {name(post.candidate)} begins soon: {name(post.stage)}, {when}."
    join = link(post.meeting.link, "Join the meeting") if post.meeting.link else "There is no meeting link."
    notes = loop_button(
        Action.FEEDBACK, post.loop, 0, post.stage_key, post.round, words="Scorecard for notes", primary=True
    )
    return message(
        f"{said} {join}",
        [
            section(f"{said}\n{join}"),
            *actions(
                notes,
                button("Briefing", ids.INVITE_GUIDE, ids.value(post.meeting.interview, post.meeting.version)),
                link_button("Résumé", ids.INVITE_RESUME, post.resume_url),
            ),
        ],
    )
