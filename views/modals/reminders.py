"""The form in which somebody says how they want to be reminded."""

from collections.abc import Sequence

from domain.read.overviews import WhileAway
from domain.read.reminders import Reminders
from views import ids, inputs
from views.blocks import View, actions, context, modal, section
from views.elements import OPTIONS, Choice, Element, button, option
from views.lines import title_line
from views.text import city, count, moment
from views.wording import RSVPS

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST = 10
AWAY_SHOWN = 10


def reminders_modal(mine: Reminders) -> View:
    """What is chosen now. Days off can be picked one absence at a time, and struck out where they are listed."""
    days = [Choice(str(number), day) for number, day in enumerate(WEEKDAYS)]
    absences = "\n".join(
        f"{first}" if first == last else f"{first} to {last}" for first, last in mine.days_off
    )  # fmt: skip
    return modal(
        "Reminders",
        [
            context(f"Your clock is {city(mine.viewer.zone)}, as Slack has it; change it there and I follow."),
            inputs.hour("works_from", "Remind me from", mine.works_from),
            inputs.hour("works_until", "Until", mine.works_until),
            inputs.ticks("works_on", "On", days, [str(day) for day in mine.works_on]),
            inputs.number(
                "reminders_a_day",
                "At most so many messages a day",
                mine.reminders_a_day,
                least=1,
                most=MOST,
                hint="Over all your roles. What is more waits for your next working day, the most urgent first.",
            ),
            inputs.country("country", "Public holidays", mine.country, mine.country_name),
            inputs.day("away_from", "I'm away from", optional=True),
            inputs.day("away_until", "Until, the last day off", optional=True),
            inputs.text(
                "days_off",
                "All my days off",
                absences,
                multiline=True,
                optional=True,
                hint="One a line: 2027-08-02, or 2027-08-02 to 2027-08-13. Strike out what no longer holds.",
            ),
        ],
        ids.SUBMIT_REMINDERS,
        submit="Save",
        close="Cancel",
    )


def away_modal(found: WhileAway) -> View:
    """What lies on days off that were just saved, and the way out of it."""
    hello = "Your days off are saved."
    if not found.interviews:
        return modal("Days off", [section(f"{hello} You have no interview in them.")], ids.SHOW_AWAY)
    what = f"You have {count(len(found.interviews), 'interview')} in them."
    blocks = [section(f"{hello} {what} If you can't make it, say so here, and somebody else is found.")]
    for mine in found.interviews[:AWAY_SHOWN]:
        when = moment(mine.meeting.starts_at, found.viewer.zone, begins=True)
        value = ids.value(mine.meeting.interview, mine.meeting.version)
        blocks.append(section(f"{title_line(mine.candidate, mine.role, mine.stage)}\n{when} · {RSVPS[mine.rsvp]}"))
        blocks += actions(button("Can't make it", ids.INVITE_DECLINE, value, spoken=f"Can't make it: {mine.candidate}"))
    if len(found.interviews) > AWAY_SHOWN:
        blocks.append(context(f"…and {len(found.interviews) - AWAY_SHOWN} more, later"))
    return modal("Days off", blocks, ids.SHOW_AWAY)


def country_options(found: Sequence[tuple[str, str]]) -> list[Element]:
    return [option(Choice(key, name)) for key, name in found[:OPTIONS]]
