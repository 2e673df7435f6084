"""Candidates: added to a role, and their details corrected."""

from domain.actions import Action
from domain.forms import CORRECT, CandidateForm
from domain.kits import addable_of
from domain.permissions import Relation, may, require
from domain.playbook import Playbook, Seniority, Stage
from domain.read.choices import CandidateChoice, KnownCandidate
from domain.read.messages import PostKind
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.state import FIRST_STEP
from models import queries, queries_own_loops, queries_roles
from models.tables import Candidate, History, Loop, Role
from services import announce, checks, insiders, members, playbooks, posts, reading_along, relations, state
from services.candidate_checks import Details, checked, insider, refuse_insider, refuse_second_loop
from services.change import Changing
from services.facts import gather, rows_of, visible
from services.reading import place, role_line
from services.settle import settle
from services.work import Work

CORRECTED = (PostKind.CARD, PostKind.INVITATION, PostKind.SOON, PostKind.BRIEFING, PostKind.TELL, PostKind.DEBRIEF,
             PostKind.READS_ALONG)  # fmt: skip
"""Messages that name the candidate and are still being read."""


def add(work: Work, form: CandidateForm) -> int:
    """Begin a loop in an open role, at its first stage or at the one where the candidate is already. Returns its id."""
    role = _open(work, form.role, None if form.role is None else queries.role_for_update(work.session, form.role))
    digest, playbook = playbooks.current(work, role.playbook_key)
    stage, details = _asked(role, playbook, form)
    refuse_second_loop(work, role, details.email)
    candidate = _candidate(work, role, details, correct=form.details == CORRECT)
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


def known(work: Work, form: CandidateForm) -> KnownCandidate | None:
    """Who has the address already, if the asker was not told of it before, or has not said which details are right.

    Raises what adding would raise of what was typed; that somebody is in this role already is left to it.
    """
    role = _open(work, form.role, None if form.role is None else work.session.get(Role, form.role))
    _, details = _asked(role, playbooks.current(work, role.playbook_key)[1], form)
    found = queries.candidate_by_email(work.session, work.workspace, details.email)
    here = queries_roles.loop_with_email(work.session, role.id or 0, details.email, besides=None)
    if found is None or found.id is None or here is not None:
        return None
    refuse_insider(work, role, found.member_id or insider(work, details.email))
    differs = (details.name, details.zone) != (found.name, found.zone)
    if form.known == found.id and (form.details or not differs):
        return None
    facts = gather(work, rows_of(work, queries_own_loops.loops_of(work.session, found.id)))
    places = tuple(place(work, row) for row in visible(facts))
    return KnownCandidate(found.id, found.name, found.zone, places, differs) if differs or places else None


def _asked(role: Role, playbook: Playbook, form: CandidateForm) -> tuple[Stage, Details]:
    check = checks.Checks()
    stages = playbooks.stages(playbook, role.seniority)
    stage = check.take("stage", lambda: _stage(stages, form.stage), stages[0])
    return stage, checked(form, check, playbook.sources)


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


def _open(work: Work, wanted: int | None, row: Role | None) -> Role:
    """The role, if it is one to add to. Locked: of two who add the same person at once, the second is refused."""
    if wanted is None:
        raise Invalid("Pick the role that this candidate is for.", field="role")
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


def _candidate(work: Work, role: Role, details: Details, *, correct: bool) -> Candidate:
    """Who is known from another role stays as they are known there, unless it was that which is to be corrected."""
    queries_roles.lock_people(work.session, work.workspace)
    there = queries.candidate_by_email(work.session, work.workspace, details.email)
    candidate = there or Candidate(
        workspace_id=work.workspace, name=details.name, email=details.email, zone=details.zone
    )
    member = candidate.member_id or insider(work, details.email)
    refuse_insider(work, role, member)
    work.session.add(candidate)
    work.session.flush()
    insiders.known_as(work, candidate, member)
    if there is not None and correct:
        candidate.name, candidate.zone = details.name, details.zone
        _follow(work, candidate)
    return candidate


def _follow(work: Work, candidate: Candidate) -> None:
    """What names the candidate is brought up to date, in every loop of theirs."""
    work.session.add(candidate)
    work.session.flush()
    kinds = [str(kind) for kind in CORRECTED]
    posts.refresh(work, queries_roles.posts_of_candidate(work.session, candidate.id or 0, kinds))
    reading_along.of_candidates(work, [candidate.id or 0])


def correct(work: Work, form: CandidateForm) -> int:
    """Correct a candidate's details. Card and invitations follow, in every loop of theirs."""
    if form.loop is None:
        raise NotFound
    changing = Changing(work, form.loop).require(Action.EDIT_CANDIDATE).fresh(form.version)
    loop, candidate = changing.loop, changing.candidate
    sources = {**changing.playbook.sources, **({loop.source: loop.source} if loop.source else {})}
    details = checked(form, checks.Checks(), sources)
    moved = details.email.lower() != candidate.email.lower()
    if moved:
        for role in queries_roles.roles_of_candidate(work.session, candidate.id or 0):
            refuse_second_loop(work, role, details.email, candidate.id)
    if moved or form.wrong_person:
        member = _corrected_insider(work, candidate, details.email, wrong=form.wrong_person)
        if member != candidate.member_id:
            refuse_insider(work, changing.role, member)
            _refuse_panelist(changing, member)
        insiders.known_as(work, candidate, member)
    candidate.name, candidate.email, candidate.zone = details.name, details.email, details.zone
    loop.source, loop.resume_url, loop.note = details.source, details.resume_url, details.note
    work.session.add(loop)
    _follow(work, candidate)
    work.audit("correct_candidate", "loop", form.loop, candidate=candidate.id)
    return form.loop


def _corrected_insider(work: Work, candidate: Candidate, email: str, *, wrong: bool) -> str | None:
    """Whom the candidate is known as with this address.

    An address of nobody's here makes no stranger of a colleague, unless they were the wrong one.
    """
    known, member = candidate.member_id, insider(work, email)
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
    """The open roles that the asker may add to, and what to choose from for one of them.

    Of several roles none is chosen, unless it is named: nobody should land in the wrong one unseen.
    """
    mine = _roles(work)
    named = next((one for one in mine if role == one.id), None)
    if role is not None and named is None:
        relations.require_on_role(work, role, Action.ADD_CANDIDATE)
        raise NotAllowed("This role is closed. Pick another one, or open a new role.")
    if not mine:
        raise NotAllowed("You can add candidates to roles that you recruit or hire for, and there is none open.")
    chosen = mine[0] if len(mine) == 1 else named
    counts = queries_roles.open_loop_counts(work.session, [one.id or 0 for one in mine], work.actor)
    people = members.people(
        work, [work.actor, *(member for one in mine for member in (one.recruiter, one.hiring_manager))]
    )
    viewer = people[work.actor]
    roles = tuple(role_line(people, one, counts.get(one.id or 0, 0)) for one in mine)
    if chosen is None:
        return CandidateChoice(viewer, roles, zone=viewer.zone)
    playbook = playbooks.current(work, chosen.playbook_key)[1]
    return CandidateChoice(
        viewer=viewer,
        roles=roles,
        chosen=chosen.id or 0,
        sources=tuple(playbook.sources.values()),
        stages=tuple((stage.key, stage.name) for stage in playbooks.stages(playbook, chosen.seniority)),
        zone=chosen.zone,
    )


def _roles(work: Work) -> list[Role]:
    if may(Action.ADD_CANDIDATE, relations.to_workspace(work) & {Relation.ADMIN}):
        return list(queries.roles(work.session, work.workspace, open_only=True))
    return list(queries_roles.team_roles(work.session, work.workspace, work.actor))
