"""api.test, auth.test, apps.connections.open, team.info, bots.info."""

import secrets
from typing import Any

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.web_api.arguments import Args
from sandbox.web_api.router import method

Json = dict[str, Any]


@method("api.test", bearer="none", tier=4)
def api_test(_core: Core, args: Args) -> Json:
    given = {name: value for name, value in args.values.items() if name != "token"}
    if error := args.text("error"):
        raise SlackError(error, args=given)
    return {"args": given}


@method("auth.test", tier=4)
def auth_test(core: Core, _args: Args) -> Json:
    app = core.app
    return {
        "url": f"{core.url}/",
        "team": app.team_name,
        "user": core.workspace.person(app.bot_user_id).name,
        "team_id": app.team_id,
        "user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", bearer="app", tier=1)
def open_connection(core: Core, _args: Args) -> Json:
    ticket = secrets.token_hex(16)
    core.tickets.add(ticket)
    return {"url": f"{core.url.replace('http', 'ws', 1)}/socket/{ticket}"}


@method("team.info", scope="team:read", tier=3)
def team_info(core: Core, args: Args) -> Json:
    app = core.app
    if args.text("team", app.team_id) != app.team_id:
        raise SlackError("team_not_found")
    domain = app.team_name.lower().replace(" ", "-")
    team = {"id": app.team_id, "name": app.team_name, "domain": domain, "email_domain": "", "icon": {}}
    return {"team": {**team, "url": f"{core.url}/"}}


@method("bots.info", scope="users:read", tier=3)
def bots_info(core: Core, args: Args) -> Json:
    app = core.app
    if args.text("bot", app.bot_id) != app.bot_id:
        raise SlackError("bot_not_found")
    return {
        "bot": {
            "id": app.bot_id,
            "deleted": False,
            "name": app.name,
            "updated": 0,
            "app_id": app.app_id,
            "user_id": app.bot_user_id,
            "icons": {},
        },
    }
