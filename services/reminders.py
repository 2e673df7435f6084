"""How one person wants to be reminded: their hours and days, holidays, days off, and how often at most."""

import re
from datetime import date, time
from zoneinfo import ZoneInfo

from domain.forms import RemindersForm
from domain.read.reminders import Reminded, Reminders
from domain.refusals import Invalid, NotFound
from models import queries_reminders
from models.tables import Member
from services import calendars, following, hours, members
from services.checks import Checks
from services.work import Work

AT_MOST = 10
"""Reminders in a day; more would be no reminder any more."""

ABSENCES = 50
LONGEST = 366
"""Days in one absence."""

_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*(?:to|until|-|\u2013|\.\.)\s*(\d{4}-\d{2}-\d{2}))?")


def settings(work: Work) -> Reminders:
    row = _me(work)
    today = work.now.astimezone(ZoneInfo(row.zone)).date()
    absences = ((date.fromisoformat(first), date.fromisoformat(last)) for first, last in row.days_off)
    return Reminders(
        viewer=members.person(row, work.now),
        works_from=time.fromisoformat(row.works_from),
        works_until=time.fromisoformat(row.works_until),
        works_on=tuple(int(day) for day in row.works_on),
        country=row.country,
        country_name=country_name(row.country, row.zone),
        days_off=tuple(sorted(span for span in absences if span[1] >= today)),
        reminders_a_day=row.reminders_a_day,
    )


def country_name(country: str, zone: str) -> str:
    """As people read it, with what the time zone says where that decides."""
    names = dict(calendars.countries())
    if country == calendars.NONE:
        return "No public holidays"
    if country != calendars.AUTO:
        return names.get(country, country)
    guessed = names.get(calendars.country_of(zone))
    return f"By my time zone: {guessed}" if guessed else "By my time zone: none known"


def countries(work: Work, typed: str) -> tuple[tuple[str, str], ...]:
    """What may be chosen and holds what was typed: (what is kept, what is read)."""
    row = _me(work)
    given = [(key, country_name(key, row.zone)) for key in (calendars.AUTO, calendars.NONE)]
    wanted = typed.strip().casefold()
    return tuple(each for each in (*given, *calendars.countries()) if wanted in each[1].casefold())


def save(work: Work, form: RemindersForm) -> int:
    """Keep what somebody has chosen for themselves; what waits for them moves with it."""
    row = _me(work)
    check = Checks()
    if form.works_until <= form.works_from:
        check.refuse("works_until", "This is not after the hour at which your day begins.")
    if not form.works_on or not set(form.works_on) <= set(range(7)):
        check.refuse("works_on", "Tick at least one day.")
    if not 1 <= form.reminders_a_day <= AT_MOST:
        check.refuse("reminders_a_day", f"Please choose from 1 to {AT_MOST}.")
    if form.country not in (calendars.AUTO, calendars.NONE, *dict(calendars.countries())):
        check.refuse("country", "Please choose one from the list.")
    none: list[tuple[date, date]] = []
    absences = check.take("days_off", lambda: _absences(form.days_off), none)
    more = check.take("away_until", lambda: _one_more(form), none)
    if len(absences) + len(more) > ABSENCES:
        check.refuse("days_off", f"These are more than {ABSENCES}. Please take out what is over.")
    check.done()
    zone = ZoneInfo(row.zone)
    old = (zone, hours.of(row, work.now))
    row.works_from, row.works_until = f"{form.works_from:%H:%M}", f"{form.works_until:%H:%M}"
    row.works_on = "".join(str(day) for day in sorted(set(form.works_on)))
    row.country, row.reminders_a_day = form.country, form.reminders_a_day
    row.days_off = sorted([first.isoformat(), last.isoformat()] for first, last in {*absences, *more})
    work.session.add(row)
    work.session.flush()
    following.follow(work, row.id, old, (zone, hours.of(row, work.now)))
    work.audit("set_reminders", "member", row.id)
    return 0


def _one_more(form: RemindersForm) -> list[tuple[date, date]]:
    """The absence that was picked on the calendar; without its end, a single day."""
    if form.away_from is None:
        if form.away_until is not None:
            raise Invalid("Please choose your first day off as well.", field="away_until")
        return []
    return [_span(form.away_from, form.away_until or form.away_from, "away_until")]


def _absences(text: str) -> list[tuple[date, date]]:
    return [_absence(line.strip()) for line in re.split(r"[\n,;]", text) if line.strip()]


def _absence(line: str) -> tuple[date, date]:
    match = _SPAN.fullmatch(line)
    try:
        first, last = (date.fromisoformat(day) for day in (match[1], match[2] or match[1])) if match else (None, None)
    except ValueError:
        first = last = None
    if first is None or last is None:
        raise Invalid(f"I can't read “{line[:40]}”. Write 2027-08-02, or 2027-08-02 to 2027-08-13.", field="days_off")
    return _span(first, last, "days_off")


def _span(first: date, last: date, field: str) -> tuple[date, date]:
    if last < first:
        raise Invalid("The last day off is before the first.", field=field)
    if (last - first).days >= LONGEST:
        raise Invalid("This is longer than a year. Please shorten it.", field=field)
    return first, last


def _me(work: Work) -> Member:
    row = work.session.get(Member, work.actor)
    if row is None or row.workspace_id != work.workspace:
        raise NotFound
    return row


def heard(work: Work, loop: int) -> tuple[Reminded, ...]:
    """Whom the bot has written to about a loop, how often, and when last; then who was told that others are late."""
    reminded = queries_reminders.nudges_of_loop(work.session, loop)
    told = queries_reminders.ups_of_loop(work.session, loop)
    people = members.people(work, {member for member, *_ in (*reminded, *told)})
    return (
        *(Reminded(people[member], times, last, waiting) for member, times, waiting, last in reminded),
        *(Reminded(people[member], times, last, waiting, up=True) for member, times, waiting, last in told),
    )
