"""The three weeks before the demo begins: every beat runs the bot's own services at its own moment.

Between the beats the planner looks, as it would have, so that reminders were sent and counted, challenges became
overdue, and what was late went up to the next person. What was said by then has arrived: nothing later goes into it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot.demo.company import (
    BENGALURU,
    EARLY_RISER,
    HELENA,
    INES,
    LISBON,
    MEMBERS,
    NEW_YORK,
    OPENERS,
    OPENINGS,
    START,
    SYDNEY,
    TEAM,
    Opening,
    member_facts,
)
from bot.demo.junior import JUNIOR
from bot.demo.payments import PAYING
from bot.demo.senior import SENIOR
from bot.demo.story import Beat, Scene, Story, flat, local, moment
from domain.read.messages import PostKind
from models.tables import Outbox, Post
from playbooks.loader import LoadedPlaybook
from services import (
    candidates,
    deadlines,
    escalations,
    members,
    morning_briefings,
    nudges,
    playbooks,
    reminders,
    roles,
    todos,
)
from services.work import Work

Event: TypeAlias = tuple[datetime, str, Callable[[Work], object]]
"""When, who acts (empty: the bot itself), and what is done."""

STORIES: tuple[Story, ...] = (*SENIOR, *JUNIOR, *PAYING)

LOOKS = (
    (LISBON, time(9)), (LISBON, time(12)), (LISBON, time(17)),
    (NEW_YORK, time(9)), (NEW_YORK, time(17)), (BENGALURU, time(9)), (SYDNEY, time(9)),
)  # fmt: skip
"""When the planner looks on a working day: as people's days begin, and a few times between."""

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Cast:
    """The ids of roles and loops by the keys of the script."""

    roles: dict[str, int] = field(default_factory=dict)
    loops: dict[str, int] = field(default_factory=dict)


def seed(session: Session, loaded: list[LoadedPlaybook]) -> Cast:
    """Fill a migrated, empty database, in one transaction. Raises the refusal of a beat that cannot be."""
    cast = Cast()
    events = sorted((*_openings(cast), *_beats(cast)), key=_when)
    first = events[0][0]
    _company(Work(session, first, workspace=TEAM), loaded)
    for at, by, do in sorted((*events, *_looks(after=first)), key=_when):
        do(Work(session, at, by, TEAM))
        session.flush()
    return cast


def _company(work: Work, loaded: list[LoadedPlaybook]) -> None:
    members.store(work, member_facts())
    playbooks.store(work, [(one.playbook.key, one.playbook.name, one.hash, one.playbook.to_json()) for one in loaded])
    for channel, who in MEMBERS.items():
        members.store_channel(work, channel, who)
    roles.set_openers(replace(work, actor=HELENA), OPENERS)
    reminders.save(replace(work, actor=INES), EARLY_RISER)


def _openings(cast: Cast) -> Iterator[Event]:
    for opening in OPENINGS:
        yield moment(local(opening.opened), opening.form.zone), opening.by, partial(_open, cast, opening)


def _open(cast: Cast, opening: Opening, work: Work) -> None:
    cast.roles[opening.key] = roles.create(work, opening.form)


def _beats(cast: Cast) -> Iterator[Event]:
    forms = {opening.key: opening.form for opening in OPENINGS}
    for story in STORIES:
        form = forms[story.role]
        yield moment(local(story.added), form.zone), form.recruiter, partial(_add, cast, story)
        for beat in flat(story.beats):
            yield moment(beat.at, form.zone), beat.by, partial(_play, cast, story, form.zone, beat)


def _add(cast: Cast, story: Story, work: Work) -> None:
    cast.loops[story.key] = candidates.add(work, story.form(cast.roles[story.role]))


def _play(cast: Cast, story: Story, zone: str, beat: Beat, work: Work) -> None:
    beat.do(Scene(work, cast.loops[story.key], story.key, zone))


def _look(work: Work) -> None:
    """What the planner does at every tick, save for digests: those of the past nobody reads."""
    _arrive(work)
    for loop, _ in deadlines.late_challenges(work):
        deadlines.call_overdue(work, loop)
    for loop, _ in deadlines.expired_offers(work):
        deadlines.let_expire(work, loop)
    for loop, _ in nudges.ended(work):
        todos.settle_anew(work, loop)
    for share in morning_briefings.shares(work):
        morning_briefings.brief(work, share)
    for share in nudges.shares(work):
        nudges.plan(work, share)
    for rising in escalations.shares(work):
        escalations.escalate(work, rising)


TAKE_UP = (PostKind.NUDGE, PostKind.ESCALATION, PostKind.BRIEFING, PostKind.NOTICE)
"""What more can go into while it waits."""


def _arrive(work: Work) -> None:
    """Of what takes up more, all that was due has been sent; where it stands is known once it is delivered."""
    waiting = (
        select(Outbox, Post)
        .join(Post, col(Post.id) == col(Outbox.post_id))
        .where(Outbox.state == "pending", col(Outbox.due_at) <= work.now, col(Post.kind).in_(TAKE_UP))
    )
    for row, post in work.session.exec(waiting).all():
        row.state, row.done_at = "sent", row.due_at
        post.ts = post.ts or UNKNOWN_YET
        work.session.add_all([row, post])
    work.session.flush()


UNKNOWN_YET = "0"
"""The `ts` of what has arrived, until `Delivery` says it in the sandbox."""


def _when(event: Event) -> datetime:
    return event[0]


def _looks(after: datetime) -> Iterator[Event]:
    """All looks up to the start.

    The last ones are when the day begins for who begins it earliest, and just before the start, so that nothing is left
    over from the weekend.
    """
    days = (START - after).days + 2
    for n in range(days):
        day = (after + timedelta(days=n)).date()
        for zone, at in LOOKS:
            look = datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
            if after < look < START and look.weekday() < SATURDAY:
                yield look, "", _look
    yield moment(datetime.combine(START.date(), EARLY_RISER.works_from), LISBON), "", _look
    yield START - timedelta(minutes=1), "", _look
