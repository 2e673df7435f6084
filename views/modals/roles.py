"""Opening, editing and closing a role; who may open one."""

from collections.abc import Sequence

from domain.forms import RoleForm
from domain.read.choices import ClosingRole, RoleChoice
from domain.read.loops import Match
from domain.read.overviews import RoleLine, RolesFound
from domain.read.people import Person
from views import ids, inputs
from views.blocks import View, actions, context, modal, section
from views.elements import Block, Choice, button, choices
from views.lines import owners
from views.lists import role_title
from views.modals.parts import pretty, warning
from views.text import bold, city, count, name
from views.wording import HOW_WE_HIRE, SENIORITIES
from views.zones import zone_label

LOOPS_AT_ONCE = 90
"""Outcomes that fit into one form; with more loops open, close some first."""


def role_modal(choice: RoleChoice, given: RoleForm | None = None, *, public: bool = False) -> View:
    """A new role, or an edited one. `public`: the channel is public, and the asker is asked whether that is meant."""
    form = given or _present(choice)
    return modal(
        "Edit role" if choice.role else "Open a role",
        [
            *_about_public(form.channel if public else ""),
            inputs.text("title", "Title", form.title, placeholder="Backend developer", most=80, focus=not form.title),
            *_stages(choice, form),
            inputs.user("hiring_manager", "Hiring manager", form.hiring_manager or None),
            inputs.user("recruiter", "Recruiter", form.recruiter or None),
            inputs.user(
                "bar_raiser",
                "Bar raiser",
                form.bar_raiser or None,
                optional=True,
                hint="Somebody from outside the team who votes in every debrief. Their no needs a written answer.",
            ),
            *_skills(choice, form),
            inputs.channel(
                "channel",
                "Hiring channel",
                form.channel,
                hint="Cards and the daily digest go there. Invite me to it first; a private channel is best.",
            ),
            inputs.zone("zone", "Time zone", form.zone, zone_label(form.zone), hint="For working days and the digest."),
            inputs.hour("digest_time", "Digest at", form.digest_time, hint=_about_digest(choice, form.channel)),
        ],
        ids.SUBMIT_ROLE,
        submit="Save" if choice.role else "Open role",
        close="Cancel",
        metadata=ids.metadata(
            role=choice.role, version=choice.version or None, public=form.channel if public else None
        ),
    )


def _stages(choice: RoleChoice, form: RoleForm) -> list[Block]:
    """What decides the stages; it stands once candidates are under way."""
    levels, playbooks = choices(SENIORITIES), choices(choice.playbooks)
    hint = "Decides the stages: a junior's loop may have fewer."
    if choice.has_loops:
        levels = tuple(each for each in levels if each.value == choice.seniority)
        playbooks = tuple(each for each in playbooks if each.value == choice.playbook)
        hint = "This stays as it is: candidates are under way already."
    return [
        inputs.select("seniority", "Seniority", levels, form.seniority, hint=hint),
        inputs.select("playbook", "Playbook", playbooks, form.playbook),
    ]


def _skills(choice: RoleChoice, form: RoleForm) -> list[Block]:
    """What else is rated, stage by stage; nothing where no playbook offers it."""
    if not choice.skills:
        return []
    several = len({skill.playbook for skill in choice.skills}) > 1
    names = dict(choice.playbooks)
    given = [
        Choice(
            skill.value,
            f"{skill.name} ({skill.stage}{', ' + names.get(skill.playbook, skill.playbook) if several else ''})",
            skill.must_have,
        )
        for skill in choice.skills
    ]
    hint = "From the skill matrix, besides what each stage rates anyway. Holds for candidates added from now on."
    return [
        inputs.several("added_skills", "Also rate", given, form.added_skills, hint=hint, placeholder="Nothing more")
    ]


def _present(choice: RoleChoice) -> RoleForm:
    only = choice.playbooks[0][0] if len(choice.playbooks) == 1 else ""
    return RoleForm(
        title=choice.title,
        seniority=choice.seniority,
        playbook=choice.playbook or only,
        hiring_manager=choice.hiring_manager,
        bar_raiser=choice.bar_raiser,
        recruiter=choice.recruiter or (choice.viewer.id if choice.role is None else ""),
        channel=choice.channel,
        zone=choice.zone,
        digest_time=choice.digest_time,
        role=choice.role,
        added_skills=choice.added_skills,
    )


def _about_digest(choice: RoleChoice, channel: str) -> str:
    """A channel gets one digest, so another time chosen here would go unheard."""
    if choice.digest_already and channel == choice.channel:
        at, zone = choice.digest_already
        return f"This channel gets its digest at {at:%H:%M} already (in {city(zone)}), as its oldest role says."
    return "A channel gets one digest a day, when the oldest role in it says."


def _about_public(channel: str) -> list[Block]:
    """A tick holds for the very channel that was asked about."""
    if not channel:
        return []
    return [
        warning("This channel is public: everybody in the company can read the candidates' names there."),
        inputs.checkbox(
            "confirmed_public", "Use it all the same?", Choice("yes", "Yes, use the public channel"), variant=channel
        ),
    ]


def role_opened_modal(role: int, title: str, channel: str) -> View:
    """Nothing else would show that it worked: a role without candidates has no message yet."""
    return modal(
        "Role opened",
        [
            section(
                f":white_check_mark: {bold(title)} is open. Cards of candidates and the daily digest go to "
                f"<#{channel}>."
            ),
            section("Before the first candidate: agree with the hiring manager on what you look for."),
            *actions(
                button("Add the first candidate", ids.ROLE_ADD, ids.value(role, 0), style="primary"),
                button(HOW_WE_HIRE, ids.ROLE_PLAYBOOK, ids.value(role, 0)),
            ),
        ],
        ids.SHOW_NOTE,
    )


def roles_modal(found: RolesFound) -> View:
    """The roles that were meant, each with what can be done to it."""
    if found.roles:
        blocks = [block for role in found.roles for block in _role(role)]
    else:
        called = f' called "{name(found.asked, 60)}"' if found.asked else ""
        blocks = [section(f"You run no open role{called}.")]
    opened = button("Open a role", ids.OPEN_ROLE) if found.may_open_role else None
    return modal("Roles", [*blocks, *actions(opened)], ids.SHOW_ROLES)


def _role(role: RoleLine) -> list[Block]:
    value = ids.value(role.id, role.version)
    loops = count(role.open_loops, "open loop")
    return [
        section(
            f"{bold(role_title(role))} · <#{role.channel}> · {loops}\n{owners(role.recruiter, role.hiring_manager)}"
        ),
        *actions(
            button("Edit role", ids.ROLE_EDIT, value, spoken=f"Edit role: {role.title}"),
            button("Close role", ids.ROLE_CLOSE, value, spoken=f"Close role: {role.title}"),
            button("Add candidate", ids.ROLE_ADD, value, spoken=f"Add candidate: {role.title}"),
            button(HOW_WE_HIRE, ids.ROLE_PLAYBOOK, value, spoken=f"{HOW_WE_HIRE}: {role.title}"),
        ),
    ]


def close_role_modal(closing: ClosingRole) -> View:
    """An outcome for the role, and one for every loop that is still open."""
    loops = closing.open_loops[:LOOPS_AT_ONCE]
    return modal(
        "Close role",
        [
            section(f"Close {bold(closing.role.title)}? Its digest stops, and its recruiter tells every candidate."),
            inputs.select("outcome", "What became of the role?", _pairs(closing.outcomes)),
            *_still_open(closing, len(loops)),
            *([_others(closing)] if len(loops) > 1 else []),
            *(_outcome(match, closing, optional=len(loops) > 1) for match in loops),
        ],
        ids.SUBMIT_CLOSE_ROLE,
        submit="Close role",
        close="Keep it open",
        metadata=ids.metadata(role=closing.role.id),
    )


def _still_open(closing: ClosingRole, shown: int) -> list[Block]:
    if not closing.open_loops:
        return []
    every = len(closing.open_loops)
    told = f"{count(every, 'loop')} still open. Nobody is left without an answer."
    if shown < every:
        told += f" Here are {shown} of them: close {every - shown} one by one first."
    return [context(told)]


def _others(closing: ClosingRole) -> Block:
    return inputs.select(
        ids.OTHERS, "How it ends for the candidates", _ends(closing),
        hint="For all of them, except who has a choice of their own below.",
    )  # fmt: skip


def _outcome(match: Match, closing: ClosingRole, *, optional: bool) -> Block:
    """`optional`: there is a choice for all of them."""
    field, usual = ids.outcome_field(match.loop), "As chosen above" if optional else "Choose one"
    label = f"{match.candidate} ({match.stage})"
    return inputs.select(field, label, _ends(closing), optional=optional, placeholder=usual)


def _ends(closing: ClosingRole) -> tuple[Choice, ...]:
    return (
        *(Choice(f"rejected:{reason}", f"Rejected: {pretty(reason)}") for reason in closing.rejected_reasons),
        *(Choice(f"withdrawn:{reason}", f"Withdrew: {pretty(reason)}") for reason in closing.withdrawn_reasons),
    )


def _pairs(keys: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(key, pretty(key)) for key in keys)


def openers_modal(openers: Sequence[str], known: Sequence[Person] = ()) -> View:
    """For admins. `known`: the same people with their names, as far as the caller has them."""
    gone = [name(person.name) for person in known if not person.active]
    active = [member for member in openers if member not in {person.id for person in known if not person.active}]
    return modal(
        "Who may open roles",
        [
            section("These people may open roles, besides admins. Whoever opens a role names its recruiter."),
            inputs.users("openers", "People", active, optional=True, most=100),
            *([context(f"No longer here: {', '.join(gone)}")] if gone else []),
        ],
        ids.SUBMIT_OPENERS,
        submit="Save",
        close="Cancel",
    )
