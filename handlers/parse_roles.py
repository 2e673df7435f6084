"""What Slack sent about a role as a whole, to the forms of `domain/forms.py`. Raises as `parse` does."""

from domain.forms import CloseRoleForm, RoleForm
from handlers.fields import Fields
from handlers.parse import View
from views import ids


def role(view: View) -> RoleForm:
    fields = Fields(view)
    return fields.whole(
        RoleForm(
            title=fields.text("title"),
            seniority=fields.choice("seniority"),
            playbook=fields.choice("playbook"),
            hiring_manager=fields.choice("hiring_manager"),
            recruiter=fields.choice("recruiter"),
            bar_raiser=fields.optional("bar_raiser"),
            channel=fields.choice("channel"),
            zone=fields.choice("zone"),
            digest_time=fields.hour("digest_time"),
            role=fields.number_of("role") or None,
            version=fields.number_of("version"),
            confirmed_public=fields.ticked("confirmed_public"),
            added_skills=fields.several("added_skills"),
        )
    )


def close_role(view: View) -> CloseRoleForm:
    fields = Fields(view)
    ends = {
        int(name.removeprefix(ids.OUTCOME)): fields.optional(name) or fields.optional(ids.OTHERS)
        for name in fields.names
        if name.startswith(ids.OUTCOME)
    }
    return fields.whole(
        CloseRoleForm(
            role=fields.number_of("role"),
            outcome=fields.choice("outcome"),
            outcomes={loop: _pair(end) for loop, end in ends.items() if end},
        )
    )


def _pair(chosen: str) -> tuple[str, str]:
    status, _, reason = chosen.partition(":")
    return status, reason


def openers(view: View) -> tuple[str, ...]:
    return Fields(view).users("openers")
