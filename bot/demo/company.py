"""The sample company: who works there, where they talk, and what they hire for. All of them are made up."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from domain.forms import RemindersForm, RoleForm
from domain.read.members import MemberFacts, MemberKind
from sandbox import Channel, DndWindow, Person

LISBON, NEW_YORK, BENGALURU, SYDNEY = "Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Australia/Sydney"

START = datetime(2026, 7, 20, 8, 55, tzinfo=ZoneInfo(LISBON)).astimezone(UTC)
"""A Monday without holidays around it, five minutes before the digest; every start of the demo is the same."""

TEAM, TEAM_NAME = "T0HALYARD01", "Halyard"
DOMAIN = "halyard.example"
BOT = "U0LOOPKEEPR"

BEATRIZ, TOMAS, INES, RUI = "U0BEATRIZ", "U0TOMAS", "U0INES", "U0RUI"
HELENA, SOFIA, NUNO = "U0HELENA", "U0SOFIA", "U0NUNO"
DANA, MARCUS, JOEL = "U0DANA", "U0MARCUS", "U0JOEL"
PRIYA, ARJUN, GRACE, LIAM = "U0PRIYA", "U0ARJUN", "U0GRACE", "U0LIAM"
GUS, CALENDAR, KEITH = "U0GUS", "U0CALENDAR", "U0KEITH"

PLATFORM, PAYMENTS, GENERAL, ENGINEERING = "C0HIREPLAT", "C0HIREPAY", "C0GENERAL", "C0ENGINEER"


def _person(id_: str, name: str, zone: str, title: str, emoji: str, **more: Any) -> Person:
    handle = name.split(maxsplit=1)[0].lower().translate(str.maketrans("áêçéí", "aecei"))
    email = "" if more.get("is_bot") else f"{handle}@{DOMAIN}"
    return Person(id_, handle, name, tz=zone, email=email, title=title, emoji=emoji, **more)


NIGHTS = (DndWindow(time(20), time(8)),)

PEOPLE = (
    _person(BEATRIZ, "Beatriz Fontoura", LISBON, "Recruiter", "🌿", dnd=NIGHTS),
    _person(TOMAS, "Tomás Vilhena", LISBON, "Head of platform", "🧭"),
    _person(INES, "Inês Carvalhal", LISBON, "Senior developer, platform", "🐞", dnd=NIGHTS),
    _person(RUI, "Rui Tavarela", LISBON, "Team lead, storage", "🏄"),
    _person(HELENA, "Helena Brandt", LISBON, "VP engineering", "⛵", is_admin=True, is_owner=True),
    _person(SOFIA, "Sofia Menegaz", LISBON, "Finance lead", "🧮"),
    _person(NUNO, "Nuno Figueiral", LISBON, "Customer support", "🌱"),
    _person(DANA, "Dana Whitcombe", NEW_YORK, "Recruiter", "🔭", dnd=NIGHTS),
    _person(MARCUS, "Marcus Ellerby", NEW_YORK, "Engineering manager, payments", "🥯"),
    _person(JOEL, "Joel Abernethie", NEW_YORK, "Staff developer, payments", "🎷", dnd=NIGHTS),
    _person(PRIYA, "Priya Raghunath", BENGALURU, "Senior developer, platform", "🥭", dnd=NIGHTS),
    _person(ARJUN, "Arjun Kesavalu", BENGALURU, "Developer, payments", "🏏"),
    _person(GRACE, "Grace Tollivar", SYDNEY, "Principal developer", "🐳", dnd=NIGHTS),
    _person(LIAM, "Liam Okonwo", SYDNEY, "Site reliability", "🐨"),
    _person(GUS, "Gus Pallister", LISBON, "Contractor", "🎨", is_restricted=True),
    _person(CALENDAR, "Calendar", LISBON, "", "📅", is_bot=True),
    _person(KEITH, "Keith Morrow", NEW_YORK, "", "", deleted=True),
)
"""The last three can be tried on a panel: a guest, an app, and somebody who has left."""

STAFF = tuple(person.id for person in PEOPLE if not (person.is_bot or person.deleted or person.is_guest))

MEMBERS = {
    PLATFORM: (BEATRIZ, TOMAS, INES, RUI, HELENA, PRIYA, GRACE, ARJUN, LIAM, JOEL),
    PAYMENTS: (DANA, MARCUS, JOEL, ARJUN, HELENA, GRACE),
}
"""Who is in the hiring channels, besides the bot."""

CHANNELS = (
    Channel(PLATFORM, "hiring-platform", is_private=True, members=(BOT, *MEMBERS[PLATFORM]),
            topic="Senior and junior backend developers. One card a candidate; talk in its thread."),
    Channel(PAYMENTS, "hiring-payments", is_private=True, members=(BOT, *MEMBERS[PAYMENTS]),
            topic="Backend developers for payments"),
    Channel(GENERAL, "general", is_general=True, members=(BOT, *STAFF, GUS)),
    Channel(ENGINEERING, "engineering", members=tuple(who for who in STAFF if who not in (SOFIA, DANA, NUNO)),
            topic="Loopkeeper is not in here: try to open a role in it"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opening:
    """A role, when it was opened and by whom; `opened` on the clock of its zone."""

    key: str
    opened: str
    by: str
    form: RoleForm


def _opening(
    key: str, opened: str, title: str, seniority: str, recruiter: str, manager: str, channel: str, *skills: str
) -> Opening:
    """`skills`: categories of the playbook's matrix that the role has rated besides what its kits rate."""
    zone = next(person.tz for person in PEOPLE if person.id == recruiter)
    form = RoleForm(
        title=title, seniority=seniority, playbook="backend", hiring_manager=manager, recruiter=recruiter,
        channel=channel, zone=zone, digest_time=time(9), added_skills=tuple(f"backend:{key}" for key in skills),
    )  # fmt: skip
    return Opening(key, opened, recruiter, form)


OPENINGS = (
    _opening("senior", "29 Jun 09:30", "Senior backend developer", "senior", BEATRIZ, TOMAS, PLATFORM),
    _opening("junior", "29 Jun 10:00", "Junior backend developer", "junior", BEATRIZ, RUI, PLATFORM),
    _opening("payments", "29 Jun 09:15", "Backend developer, payments", "mid", DANA, MARCUS, PAYMENTS, "cloud"),
)

OPENERS = (BEATRIZ, DANA)
"""Whom Helena, an admin, has named as those who may open roles."""


EARLY_RISER = RemindersForm(
    works_from=time(8), works_until=time(17), works_on=(0, 1, 2, 3, 4), country="auto", reminders_a_day=3
)
"""As Inês has set it. Her morning is an hour old when the tour reminds her of a scorecard: nobody is reminded twice
within the hour."""


def member_facts() -> tuple[MemberFacts, ...]:
    """The people as the bot would learn of them from Slack."""
    return tuple(
        MemberFacts(person.id, person.real_name, person.email, person.tz, _kind(person), is_admin=person.is_admin)
        for person in PEOPLE
    )


def _kind(person: Person) -> MemberKind:
    if person.is_bot:
        return MemberKind.BOT
    if person.deleted:
        return MemberKind.DEACTIVATED
    return MemberKind.GUEST if person.is_guest else MemberKind.FULL


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a person wrote, on Lisbon's clock."""

    at: str
    by: str
    channel: str
    text: str
    replies: tuple[tuple[str, str], ...] = field(default=())


CHAT = (
    Said("16 Jul 16:40", HELENA, GENERAL, "Thank you all for this week. The migration is through, with nobody paged."),
    Said("17 Jul 09:12", SOFIA, GENERAL, "Expense reports close today at noon, please."),
    Said("17 Jul 15:20", TOMAS, PLATFORM, "Two decisions wait for me; Monday's first hour is for them.",
         replies=((BEATRIZ, "Perfect. Katarzyna is asking when she will hear from us."),)),
    Said("17 Jul 17:05", LIAM, ENGINEERING, "On call is Priya from Monday on. Have a good weekend!"),
)  # fmt: skip
