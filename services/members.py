"""Members: kept as Slack describes them, named for views, and asked whether they can sit on a panel."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.form_text import storable
from domain.read.members import MemberFacts, MemberKind
from domain.read.people import Person
from domain.refusals import Invalid
from domain.schedule_times import zone_named
from models import queries, queries_reminders, queries_roles
from models.tables import Member
from services import checks, following, hours, insiders, leaderless, reading_along
from services.work import Work

SOMEBODY = "Somebody"
"""The name of a member whom we have never heard of."""


def store(work: Work, members: Sequence[MemberFacts]) -> None:
    """Keep what Slack says of these members. A constant number of statements, however many they are."""
    if not members:
        return
    given = {member.id: member for member in members}
    rows = [
        storable(
            asdict(member)
            | {"kind": str(member.kind), "zone": _zone(member.zone), "email": checks.folded(member.email)}
        )
        for member in given.values()
    ]
    queries_roles.ensure_workspace(work.session, work.workspace)
    queries_roles.lock_people(work.session, work.workspace)
    known = queries.members_by_ids(work.session, given)
    before = {row.id: row.zone for row in known}
    present = [row.id for row in known if row.kind != MemberKind.DEACTIVATED]
    queries_roles.upsert_members(work.session, work.workspace, rows)
    _follow(
        work, {str(row["id"]): old for row in rows if (old := before.get(str(row["id"]))) not in (None, row["zone"])}
    )
    _match_candidates(work, given.values())
    gone = [member for member in present if given[member].kind == MemberKind.DEACTIVATED]
    _let_go(work, gone)
    leaderless.of_members(work, gone)
    left = {row.id for row in known} - set(present)
    leaderless.back(work, [member for member in left if given[member].kind != MemberKind.DEACTIVATED])


def _let_go(work: Work, gone: Collection[str]) -> None:
    """What they owe is looked at now, rather than when they would have been reminded: somebody else takes it on."""
    for todo in (todo for member in gone for todo in queries_reminders.todos_waiting(work.session, member)):
        todo.next_nudge_at, todo.snoozed_until = max(work.now, todo.opens_at), None
        work.session.add(todo)


def _follow(work: Work, before: Mapping[str, str]) -> None:
    """What waits for somebody who has gone elsewhere goes with them. `before`: their zones until now."""
    for row in queries.members_by_ids(work.session, before) if before else ():
        work.session.refresh(row)
        new = (ZoneInfo(row.zone), hours.of(row, work.now))
        was = Member(**{**row.model_dump(), "zone": before[row.id]})
        following.follow(work, row.id, (ZoneInfo(before[row.id]), hours.of(was, work.now)), new)


def _zone(name: str) -> str:
    """Slack knows a few zones by names that are in no table; people of those are reminded by UTC."""
    try:
        zone_named(name)
    except Invalid:
        return "UTC"
    return name


def _match_candidates(work: Work, members: Collection[MemberFacts]) -> None:
    """Who joins, or is found, with a candidate's address sees nothing of that loop from now on."""
    ids = {member.email.lower(): member.id for member in members if member.email and member.kind != MemberKind.BOT}
    if not ids:
        return
    found = queries_roles.unmatched_candidates(work.session, work.workspace, ids)
    for candidate in found:
        insiders.known_as(work, candidate, ids[candidate.email.lower()])
    if found:
        reading_along.of_candidates(work, [candidate.id or 0 for candidate in found])


def store_channel(work: Work, channel: str, members: Collection[str]) -> None:
    """Keep who is in a hiring channel, as Slack says now."""
    queries_roles.lock_people(work.session, work.workspace)
    before = queries_roles.members_of(work.session, channel)
    queries_roles.replace_channel(work.session, channel, sorted(set(members)))
    reading_along.of_channel(work, channel, before ^ set(members))


def facts_of(work: Work, member: str) -> MemberFacts | None:
    """What we know of a member of this workspace."""
    row = work.session.get(Member, member)
    if row is None or row.workspace_id != work.workspace:
        return None
    return MemberFacts(row.id, row.name, row.email, row.zone, MemberKind(row.kind), row.is_admin)


def people(work: Work, ids: Collection[str]) -> dict[str, Person]:
    """All of `ids` as others see them, in one query; whom we don't know is there, and not active."""
    wanted = {member for member in ids if member}
    known = queries.members_by_ids(work.session, wanted) if wanted else ()
    found = {row.id: person(row, work.now) for row in known}
    return {member: found.get(member) or Person(member, SOMEBODY, active=False) for member in wanted}


def person(row: Member, now: datetime) -> Person:
    active = row.kind != MemberKind.DEACTIVATED
    return Person(row.id, row.name or SOMEBODY, row.zone, active, hours.of(row, now), row.reminders_a_day)


_CANNOT: Mapping[MemberKind, str] = {
    MemberKind.BOT: "is an app, not a person.",
    MemberKind.GUEST: "is a guest here, and guests stay out of hiring.",
    MemberKind.DEACTIVATED: "has left.",
    MemberKind.OTHER_TEAM: "belongs to another company's workspace.",
}
_STRANGER = "is nobody I know here yet. Try again in a minute if they have just joined."


def objection(member: Member | None, workspace: str) -> str:
    """Why somebody can take no part in hiring here, as the end of a sentence that begins with their name; or empty."""
    if member is None or member.workspace_id != workspace:
        return _STRANGER
    return _CANNOT.get(MemberKind(member.kind), "")


def require_interviewers(work: Work, ids: Sequence[str], field: str, candidate_member_id: str | None) -> None:
    """Refuse on `field` a panel of nobody, of somebody twice, of the candidate, or of anyone but full members."""
    if not ids:
        raise Invalid("Name at least one person.", field=field)
    twice = tuple(dict.fromkeys(member for member in ids if ids.count(member) > 1))
    if twice:
        raise Invalid(f"{_mentions(twice)} is named twice. Name each person once.", field=field, members=twice)
    if candidate_member_id in ids:
        raise Invalid("The candidate can't assess themselves. Pick somebody else.", field=field)
    require_members(work, ids, field)


def require_members(work: Work, ids: Sequence[str], field: str) -> None:
    """Refuse on `field` whoever is not a full, active member of this workspace."""
    known = {row.id: row for row in queries.members_by_ids(work.session, ids)}
    for member in ids:
        why = objection(known.get(member), work.workspace)
        if why:
            raise Invalid(f"<@{member}> {why} Pick a colleague instead.", field=field, members=(member,))


def _mentions(members: Sequence[str]) -> str:
    return ", ".join(f"<@{member}>" for member in members)
