"""What must hold of a candidate's details, whoever adds or corrects them."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.forms import CandidateForm
from domain.refusals import Invalid, Remedy
from domain.state import CLOSED, Status
from models import queries, queries_roles
from models.tables import Role
from services import checks
from services.work import Work


@dataclass(frozen=True, slots=True)
class Details:
    name: str
    email: str
    zone: str
    source: str
    resume_url: str
    note: str


def checked(form: CandidateForm, check: checks.Checks, sources: Mapping[str, str]) -> Details:
    """Raises Invalid or Invalids, with all that is wrong."""
    details = Details(
        name=check.take("name", lambda: checks.line(form.name, "name", "the candidate's name"), ""),
        email=check.take("email", lambda: checks.email(form.email, "email"), ""),
        zone=check.take("zone", lambda: checks.zone(form.zone), ""),
        source=check.take("source", lambda: sources[checks.choice(sources, form.source, "source")], ""),
        resume_url=check.take("resume_url", lambda: checks.url(form.resume_url, "resume_url"), ""),
        note=check.take("note", lambda: checks.note(form.note, "note"), ""),
    )
    check.done()
    return details


def refuse_second_loop(work: Work, role: Role, email: str, candidate: int | None = None) -> None:
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


def insider(work: Work, email: str) -> str | None:
    member = queries_roles.person_with_email(work.session, work.workspace, email)
    return member.id if member else None


def refuse_insider(work: Work, role: Role, member: str | None) -> None:
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
