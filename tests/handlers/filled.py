"""Buttons and forms as complete as anybody's: whatever is refused of them, it is not for want of a field."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import select

from models.tables import Interview, Loop, Todo
from services.work import Work
from tests.fakes.company import HIRING, Company
from tests.handlers import payloads
from tests.handlers.payloads import Json
from views import ids


@dataclass(frozen=True)
class Ids:
    """What a button or a form of this loop carries."""

    loop: int
    version: int
    role: int
    stage: str
    interview: int
    interview_version: int
    todo: int

    @classmethod
    async def of(cls, company: Company, loop: int) -> "Ids":
        def find(work: Work) -> Ids:
            row = work.session.get_one(Loop, loop)
            todo = work.session.exec(select(Todo).where(Todo.loop_id == loop)).first()
            meeting = work.session.exec(select(Interview).where(Interview.loop_id == loop)).first()
            held = (meeting.id or 0, meeting.version) if meeting else (1, 1)
            return cls(loop, row.version, row.role_id, row.stage, *held, (todo.id or 0) if todo else 1)

        return await company.read(find)

    def value(self, action: str) -> str:
        kind = action.partition(".")[0]
        if kind == "invite":
            return ids.value(self.interview, self.interview_version)
        if kind in ("happened", "offer"):
            return ids.value(self.loop, 1)
        if kind == "role":
            return ids.value(self.role, 1)
        if kind == "todo":
            return ids.snooze_value(self.todo, ids.SNOOZE_HOUR) if action == ids.TODO_SNOOZE else ids.value(self.todo)
        of_page: dict[str, tuple[str | int, ...]] = {
            ids.PAGE_GUIDE: (self.stage,),
            ids.PAGE_HISTORY: (0,),
            ids.PAGE_EVIDENCE: (self.stage, 1, "communication"),
        }
        extra = of_page.get(action, ())
        return HIRING if action == ids.DIGEST_POST else ids.value(self.loop, self.version, *extra)

    def view(self, callback: str, now: datetime) -> Json:
        """A form with every field that any form has, filled in: it lacks nothing, whatever it is submitted as."""
        carried = {"loop": self.loop, "version": self.version, "stage": self.stage, "round": 1, "role": self.role}
        carried |= {"interview": self.interview, "interview_version": self.interview_version, "todo": self.todo}
        if callback == ids.SUBMIT_CANDIDATE:
            del carried["loop"]
        if callback in (ids.SUBMIT_DECLINE, ids.SUBMIT_PROPOSE):
            carried["version"] = self.interview_version
        if callback == ids.SUBMIT_REFUSE_OFFER:
            carried["version"] = 1
        blocks = [_block(*field) for field in _fields(self, callback, now)]
        drawn = {"type": "modal", "callback_id": callback, "title": {"type": "plain_text", "text": "x"}}
        made = payloads.opened(drawn | {"blocks": blocks, "private_metadata": json.dumps(carried)})
        return made | {"state": {"values": payloads.state(made, given(self, callback, now))}}


def given(of: Ids, callback: str, now: datetime) -> dict[str, str | list[str]]:
    return {field: value for field, _, value in _fields(of, callback, now)}


def _fields(of: Ids, callback: str, now: datetime) -> Iterator[tuple[str, str, str | list[str]]]:
    soon = now + timedelta(days=3)
    outcome = "filled" if callback == ids.SUBMIT_CLOSE_ROLE else "reject"
    texts = {
        "title": "Developer", "name": "Nia Okoro", "email": "nia@example.com", "note": "A note.", "pay": "70,000",
        "currency": "EUR", "rationale": "Because.", "override": "", "duration": "45", "link": "https://example.com/x",
        "resume_url": "", "days_off": "", "reminders_a_day": "3", "reason": "Because.", "key": "", "notes": "",
    }  # fmt: skip
    chosen = {
        "seniority": "senior", "playbook": "backend", "zone": "Europe/Lisbon", "source": "referral", "role": of.role,
        "stage": of.stage, "country": "PT", "outcome": outcome, "recommendation": "yes", "focus": "", "vote": "yes",
        "rating_communication": "3", f"outcome_{of.loop}": "rejected:skills",
    }  # fmt: skip
    people = {"hiring_manager": "UMAX", "recruiter": "URITA", "lead": "UINES", "member": "UINES", "other": "UBO"}
    for field, given in texts.items():
        yield field, "plain_text_input", given
    for field, option in chosen.items():
        yield field, "static_select", str(option)
    for field, member in people.items():
        yield field, "users_select", member
    for field in ("panel", "approvers", "openers", "shadows", "reverse_shadows"):
        yield field, "multi_users_select", ["UBO"] if field in ("panel", "approvers", "openers") else []
    for field in ("date", "due_date", "starts_on", "expires_on", "away_from", "away_until"):
        yield field, "datepicker", soon.date().isoformat()
    for field in ("time", "due_time", "digest_time", "works_from", "works_until"):
        yield field, "timepicker", "18:00" if field == "works_until" else "10:00"
    yield "due", "datetimepicker", str(int(soon.timestamp()))
    if callback == ids.SUBMIT_SNOOZE:
        yield "until", "datetimepicker", str(int(soon.timestamp()))
    else:
        yield "until", "datepicker", soon.date().isoformat()
    yield "channel", "conversations_select", HIRING
    yield "works_on", "multi_users_select", ["0", "1"]


def _block(field: str, kind: str, _given: object) -> Json:
    label = {"type": "plain_text", "text": field}
    return {"type": "input", "block_id": field, "label": label, "element": {"type": kind, "action_id": "value"}}
