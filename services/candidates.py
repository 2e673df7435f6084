"""Candidates: added to a role, and their details corrected."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.actions import Action
from domain.forms import CandidateForm
from domain.kits import addable_of
from domain.permissions import Relation, may, require
from domain.playbook import Playbook, Seniority, Stage
from domain.read.choices import CandidateChoice
from domain.read.messages import PostKind
from domain.refusals import Invalid, NotAllowed, NotFound, Remedy
from domain.state import CLOSED, FIRST_STEP, Status
from models import queries, queries_roles
from models.tables import Candidate, History, Loop, Role
from services import announce, checks, insiders, members, playbooks, posts, reading_along, relations, state
from services.change import Changing
from services.reading import role_line
from services.settle import settle
from services.work import Work

CORRECTED = (PostKind.CARD, PostKind.INVITATION, PostKind.SOON, PostKind.BRIEFING, PostKind.TELL, PostKind.DEBRIEF,
             PostKind.READS_ALONG)  # fmt: skip
"""Messages that name the candidate and are still being read."""


@dataclass(frozen=True, slots=True)
class _Details:
    name: str
    email: str
    zone: str
    source: str
    resume_url: str
    note: str


def add(work: Work, form: CandidateForm) -> int:
    """Begin a loop in an open role, at its first stage or at the one where the candidate is already. Returns its id."""
    role = _open_role(work, form.role)
    digest, playbook = playbooks.current(work, role.playbook_key)
    check = checks.Checks()
    stages = playbooks.stages(playbook, role.seniority)
    stage = check.take("stage", lambda: _stage(stages, form.stage), stages[0])
    details = _checked(form, check, playbook.sources)
    _refuse_second_loop(work, role, details.email)
    candidate = _candidate(work, role, details)
    loop = Loop(
        role_id=role.id or 0, candidate_id=candidate.id or 0, playbook_hash=digest, stage=stage.key,
        added_skills=addable_of(playbook, Seniority(role.seniority), role.added_skills),
        step=str(FIRST_STEP[stage.kind]), source=details.source, resume_url=details.resume_url, note=details.note,
        opened_at=work.now, stage_since=work.now, changed_at=work.now,
    )  # fmt: skip
    work.session.add(loop)
    work.session.flush()
    _begin(work, loop, role, playbook)
    return loop.id or 0


def _begin(work: Work, loop: Loop, role: Role, playbook: Playbook) -> None:
    """History, what is owed, the card, and the first line of its thread."""
    entry = History(
        loop_id=loop.id or 0, at=work.now, by=work.actor, event="Added", from_status=loop.status,
        from_stage=loop.stage, from_step=loop.step, to_status=loop.status, to_stage=loop.stage, to_step=loop.step,
    )  # fmt: skip
    work.session.add(entry)
    work.session.flush()
    settle(work, loop, role, state.load(work, loop, role, playbook), playbook)
    card = announce.card_of(work, loop, role)
    posts.say(
        work, f"thread:{entry.id}", PostKind.THREAD, loop=loop.id, ref=entry.id, channel=role.channel, parent=card
    )
    work.audit("add_candidate", "loop", loop.id, role=role.id, candidate=loop.candidate_id)


def _open_role(work: Work, role: int | None) -> Role:
    """The role, locked: of two who add the same person at once, the second is refused."""
    if role is None:
        raise Invalid("Pick the role that this candidate is for.", field="role")
    row = queries.role_for_update(work.session, role)
    if row is None or row.workspace_id != work.workspace:
        raise NotFound
    require(Action.ADD_CANDIDATE, relations.to_role(work, row))
    if row.status != "open":
        raise Invalid("This role is closed. Pick another one, or open a new role.", field="role")
    return row


def _stage(stages: tuple[Stage, ...], key: str | None) -> Stage:
    for stage in stages:
        if key in (None, "", stage.key):
            return stage
    raise Invalid("This role has no such stage. Pick one from the list.", field="stage")


def _checked(form: CandidateForm, check: checks.Checks, sources: Mapping[str, str]) -> _Details:
    """Raises Invalid or Invalids, with all that is wrong."""
    details = _Details(
        name=check.take("name", lambda: checks.line(form.name, "name", "the candidate's name"), ""),
        email=check.take("email", lambda: checks.email(form.email, "email"), ""),
        zone=check.take("zone", lambda: checks.zone(form.zone), ""),
        source=check.take("source", lambda: sources[checks.choice(sources, form.source, "source")], ""),
        resume_url=check.take("resume_url", lambda: checks.url(form.resume_url, "resume_url"), ""),
        note=check.take("note", lambda: checks.note(form.note, "note"), ""),
    )
    check.done()
    return details


def _refuse_second_loop(work: Work, role: Role, email: str, candidate: int | None = None) -> None:
    """One loop a person in a role: the refusal leads to the first."""
    first = queries_roles.loop_with_email(work.session, role.id or 0, email, besides=candidate)
    if first is None:
        return
    if Status(first.status) in CLOSED:
        raise Invalid(
            "This person has been through this role before. Reopen that loop instead of starting another.",
            field="email",
            loop=first.id,
            remedies=(Remedy.REOPEN, Remedy.OPEN),
        )
    raise Invalid(
        "This person is in this role already. Open that loop instead.",
        field="email",
        loop=first.id,
        remedies=(Remedy.OPEN,),
    )


def _candidate(work: Work, role: Role, details: _Details) -> Candidate:
    """Who is known from another role stays as they are known there; `correct` is for changes."""
    known = queries.candidate_by_email(work.session, work.workspace, details.email)
    candidate = known or Candidate(
        workspace_id=work.workspace, name=details.name, email=details.email, zone=details.zone
    )
    member = candidate.member_id or _insider(work, details.email)
    _refuse_insider(work, role, member)
    work.session.add(candidate)
    work.session.flush()
    insiders.known_as(work, candidate, member)
    return candidate


def _insider(work: Work, email: str) -> str | None:
    member = queries_roles.person_with_email(work.session, work.workspace, email)
    return member.id if member else None


def _refuse_insider(work: Work, role: Role, member: str | None) -> None:
    if member is None:
        return
    if member == work.actor:
        raise Invalid("This is your own address. Ask a colleague to add you as a candidate.", field="email")
    if member in (role.recruiter, role.hiring_manager, role.bar_raiser):
        raise Invalid(
            f"This is <@{member}>, who runs this role. Let somebody else run it first (edit the role).",
            field="email",
            members=(member,),
        )
    if queries.in_channel(work.session, role.channel, member):
        raise Invalid(
            f"This is <@{member}>, who would see their own card in the hiring channel. Take them out of it first.",
            field="email",
            members=(member,),
        )


def correct(work: Work, form: CandidateForm) -> int:
    """Correct a candidate's details. Card and invitations follow, in every loop of theirs."""
    if form.loop is None:
        raise NotFound
    changing = Changing(work, form.loop).require(Action.EDIT_CANDIDATE).fresh(form.version)
    loop, candidate = changing.loop, changing.candidate
    sources = {**changing.playbook.sources, **({loop.source: loop.source} if loop.source else {})}
    details = _checked(form, checks.Checks(), sources)
    moved = details.email.lower() != candidate.email.lower()
    if moved:
        for role in queries_roles.roles_of_candidate(work.session, candidate.id or 0):
            _refuse_second_loop(work, role, details.email, candidate.id)
    if moved or form.wrong_person:
        member = _corrected_insider(work, candidate, details.email, wrong=form.wrong_person)
        if member != candidate.member_id:
            _refuse_insider(work, changing.role, member)
            _refuse_panelist(changing, member)
        insiders.known_as(work, candidate, member)
    candidate.name, candidate.email, candidate.zone = details.name, details.email, details.zone
    loop.source, loop.resume_url, loop.note = details.source, details.resume_url, details.note
    work.session.add_all([candidate, loop])
    work.session.flush()
    kinds = [str(kind) for kind in CORRECTED]
    posts.refresh(work, queries_roles.posts_of_candidate(work.session, candidate.id or 0, kinds))
    reading_along.of_candidates(work, [candidate.id or 0])
    work.audit("correct_candidate", "loop", form.loop, candidate=candidate.id)
    return form.loop


def _corrected_insider(work: Work, candidate: Candidate, email: str, *, wrong: bool) -> str | None:
    """Whom the candidate is known as with this address.

    An address of nobody's here makes no stranger of a colleague, unless they were the wrong one.
    """
    known, member = candidate.member_id, _insider(work, email)
    if wrong and member is not None and member == known:
        raise Invalid(
            f"This is still the address of <@{member}>. Correct it, or leave the box unticked.",
            field="email",
            members=(member,),
        )
    return member if member is not None or wrong else known


def _refuse_panelist(changing: Changing, member: str | None) -> None:
    if member is not None and changing.state.seat(member) is not None:
        raise Invalid(
            f"This is <@{member}>, who is on this candidate's panel. Change the panel first.",
            field="email",
            members=(member,),
        )


def choice(work: Work, role: int | None = None) -> CandidateChoice:
    """The open roles that the asker may add to, and what to choose from for one of them: the first, unless named."""
    mine = _roles(work)
    chosen = next((one for one in mine if role in (None, one.id)), None)
    if chosen is None:
        if role is not None:
            relations.require_on_role(work, role, Action.ADD_CANDIDATE)
            raise NotAllowed("This role is closed. Pick another one, or open a new role.")
        raise NotAllowed("You can add candidates to roles that you recruit or hire for, and there is none open.")
    playbook = playbooks.current(work, chosen.playbook_key)[1]
    counts = queries_roles.open_loop_counts(work.session, [one.id or 0 for one in mine], work.actor)
    people = members.people(
        work, [work.actor, *(member for one in mine for member in (one.recruiter, one.hiring_manager))]
    )
    return CandidateChoice(
        viewer=people[work.actor],
        roles=tuple(role_line(people, one, counts.get(one.id or 0, 0)) for one in mine),
        chosen=chosen.id or 0,
        sources=tuple(playbook.sources.values()),
        stages=tuple((stage.key, stage.name) for stage in playbooks.stages(playbook, chosen.seniority)),
        zone=chosen.zone,
    )


def _roles(work: Work) -> list[Role]:
    if may(Action.ADD_CANDIDATE, relations.to_workspace(work) & {Relation.ADMIN}):
        return list(queries.roles(work.session, work.workspace, open_only=True))
    return list(queries_roles.team_roles(work.session, work.workspace, work.actor))
