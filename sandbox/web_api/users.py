"""users.*: everyone, one, by address, and their profile; dnd.*: who wants quiet when."""

from datetime import datetime
from typing import Any

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.objects import user_object
from sandbox.people import Person
from sandbox.web_api import paging
from sandbox.web_api.arguments import Args
from sandbox.web_api.router import method

Json = dict[str, Any]
DND_USERS = 50


def _shown(core: Core, person: Person) -> Json:
    return user_object(core.workspace, person, with_email="users:read.email" in core.app.scopes)


@method("users.list", scope="users:read", tier=2)
def users_list(core: Core, args: Args) -> Json:
    people, cursor = paging.page(list(core.workspace.people.values()), args, default=1000)
    now = int(core.workspace.seconds())
    members = [_shown(core, person) for person in people]
    return {"members": members, "cache_ts": now, **paging.metadata(cursor)}


@method("users.info", scope="users:read", tier=4)
def users_info(core: Core, args: Args) -> Json:
    return {"user": _shown(core, core.workspace.person(args.need("user")))}


@method("users.lookupByEmail", scope="users:read.email", tier=3)
def users_lookup_by_email(core: Core, args: Args) -> Json:
    email = args.need("email").lower()
    for person in core.workspace.people.values():
        if person.email.lower() == email and not person.deleted:
            return {"user": _shown(core, person)}
    raise SlackError("users_not_found")


@method("users.profile.get", scope="users.profile:read", tier=4)
def users_profile_get(core: Core, args: Args) -> Json:
    person = core.workspace.person(args.text("user") or core.app.bot_user_id)
    return {"profile": _shown(core, person)["profile"]}


def _dnd(person: Person, now: datetime) -> Json:
    """Slack's figures: the window we are in, or else the next; 1 where there is none."""
    window = person.next_dnd(now)
    return {
        "dnd_enabled": window is not None,
        "next_dnd_start_ts": int(window[0].timestamp()) if window else 1,
        "next_dnd_end_ts": int(window[1].timestamp()) if window else 1,
    }


@method("dnd.info", scope="dnd:read", tier=3)
def dnd_info(core: Core, args: Args) -> Json:
    now = core.workspace.clock.now()
    person = core.workspace.person(args.text("user") or core.app.bot_user_id)
    answer = _dnd(person, now)
    if person.snoozed_until and person.snoozed_until > now:
        left = person.snoozed_until - now
        answer |= {
            "snooze_enabled": True,
            "snooze_endtime": int(person.snoozed_until.timestamp()),
            "snooze_remaining": int(left.total_seconds()),
        }
    return answer


@method("dnd.teamInfo", scope="dnd:read", tier=2)
def dnd_team_info(core: Core, args: Args) -> Json:
    wanted = args.names("users")
    if not wanted:
        raise SlackError("invalid_arguments", ["missing required field: users"])
    if len(wanted) > DND_USERS:
        raise SlackError("too_many_users")
    now = core.workspace.clock.now()
    return {"users": {user: _dnd(core.workspace.person(user), now) for user in wanted}}
