"""What a panelist tells the recruiter of the role alone: no scorecard, no debrief, no export and no admin has it."""

from domain.actions import Action
from domain.forms import LoopForm
from domain.permissions import Relation
from domain.read.messages import PostKind
from domain.read.people import Person
from domain.read.private_notes import PrivateNoteLine, PrivateNotePage, PrivateNotePost
from domain.refusals import Invalid, NotFound, NotNow
from domain.state import CLOSED, LoopState
from models import queries, queries_notes
from models.tables import Candidate, Loop, Post, Role
from services import checks, members, playbooks, posts
from services.relations import leads, require_on_loop, to_loop
from services.work import Work

NOT_YOURS = "You're not on the panel of this stage, so there is nobody to leave a note for."


def form(work: Work, loop: int, stage: str, round_: int) -> PrivateNotePage:
    """One's own note about a round that one sits in, as it was left last."""
    row, role, candidate = _seated(work, loop, stage, round_)
    known = queries_notes.private_note(work.session, loop, stage, round_, work.actor)
    reader = known.left_for if known and known.text else None
    whose, _ = leads(role, candidate)
    people = members.people(work, {whose, reader or whose})
    recruiter = people.get(whose, Person(whose, whose))
    name = playbooks.of_hash(work, row.playbook_hash).stage(stage).name
    left, draft = (known.text, known.draft) if known else ("", None)
    text = left if draft is None else draft
    return PrivateNotePage(
        loop, stage, round_, name, candidate.name, role.title, recruiter, text, bool(left), text != left,
        people.get(reader) if reader and reader != whose else None,
    )  # fmt: skip


def keep(work: Work, given: LoopForm) -> int:
    """Keep `given.note` as it is typed: what is not left yet is nobody's but its writer's, so nothing else says so."""
    stage, round_ = about(given)
    _seated(work, given.loop, stage, round_)
    queries_notes.keep_note_draft(work.session, given.loop, stage, round_, work.actor, given.note, work.now)
    return given.loop


def about(given: LoopForm) -> tuple[str, int]:
    """Stage and round that `given.key` names."""
    stage, _, number = given.key.rpartition(":")
    return stage, int(number) if number.isdecimal() else 0


def write(work: Work, given: LoopForm) -> int:
    """Leave `given.note` about the round `given.key` ("<stage>:<round>"); without words it is taken back."""
    (stage, round_), text = about(given), checks.note(given.note, "note")
    _, role, candidate = _seated(work, given.loop, stage, round_)
    recruiter, _ = leads(role, candidate)
    known = queries_notes.private_note(work.session, given.loop, stage, round_, work.actor)
    before, reader = (known.text, known.left_for) if known else ("", None)
    if not text and not before:
        raise Invalid("Please write something, or close this.", field="note")
    queries_notes.keep_private_note(work.session, given.loop, stage, round_, work.actor, recruiter, text, work.now)
    if text == before and (not text or reader == recruiter):
        return given.loop
    work.audit("private_note", "loop", given.loop, stage=stage, round=round_, taken_back=not text)
    posts.say(
        work, f"private_note:{given.loop}:{stage}:{round_}:{work.actor}:{recruiter}", PostKind.PRIVATE_NOTE,
        loop=given.loop, subject=f"{stage}:{round_}:{work.actor}", member=recruiter,
    )  # fmt: skip
    return given.loop


def _seated(work: Work, loop: int, stage: str, round_: int) -> tuple[Loop, Role, Candidate]:
    """Raises NotNow for who has no seat in that round, who recruits for the role, and once the loop is closed."""
    require_on_loop(work, loop, Action.FEEDBACK)
    found = queries.loop_with_role(work.session, loop)
    if found is None:
        raise NotFound
    panel = queries.panel_of(work.session, loop, stage, round_)
    if not any(seat.member_id == work.actor and seat.removed_at is None for seat in panel):
        raise NotNow(NOT_YOURS)
    if leads(*found[1:])[0] == work.actor:
        raise NotNow("You recruit for this role: the note would be for yourself. Your scorecard's notes are the place.")
    if found[0].status in CLOSED:
        raise NotNow("This loop is closed. Please tell the recruiter yourself.")
    return found


def lines(work: Work, row: Loop, relations: frozenset[Relation], now: LoopState) -> tuple[PrivateNoteLine, ...]:
    """For who recruits for the loop alone, and those alone that were left for them and not for one before.

    Who owes a scorecard reads none about that round before it is in.
    """
    if now.recruiter != work.actor or Relation.CANDIDATE in relations:
        return ()
    playbook = playbooks.of_hash(work, row.playbook_hash)
    owes = work.actor in now.outstanding
    found = [
        note
        for note in queries_notes.private_notes(work.session, row.id or 0, work.actor)
        if not (owes and (note.stage, note.round) == (now.stage, now.round))
    ]
    people = members.people(work, {note.member_id for note in found})
    return tuple(
        PrivateNoteLine(people[note.member_id], playbook.stage(note.stage).name, note.text, note.written_at)
        for note in found
    )


def message(work: Work, post: Post) -> PrivateNotePost | None:
    """That there is a note, while there is and its reader still recruits for the role."""
    found = queries.loop_with_role(work.session, post.loop_id or 0)
    if found is None:
        return None
    row, role, candidate = found
    key, _, writer = post.subject.rpartition(":")
    stage, _, number = key.rpartition(":")
    note = queries_notes.private_note(work.session, row.id or 0, stage, int(number), writer)
    reader = post.member_id or ""
    asked = Work(work.session, work.now, reader, work.workspace, work.admins)
    barred = leads(role, candidate)[0] != reader or Relation.CANDIDATE in to_loop(asked, row, role, candidate)
    over = note is None or not note.text or note.left_for != reader or barred
    if over and not post.ts:
        return None
    people = members.people(work, [reader, writer])
    name = playbooks.of_hash(work, row.playbook_hash).stage(stage).name
    return PrivateNotePost(row.id or 0, candidate.name, role.title, name, people[reader], people[writer], over)
