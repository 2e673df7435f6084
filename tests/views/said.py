"""Every message that the bot says, in every state that it can be in."""

from dataclasses import replace

from domain.read.details import TellText
from domain.read.invitations import InvitationPost, SoonPost
from domain.read.leaderless import LeaderlessPost
from domain.read.messages import (
    AmendedPost,
    ApprovalPost,
    CardPost,
    DecidePost,
    DigestPost,
    EscalationPost,
    HiredPost,
    NoticePost,
    NudgePost,
    OtherLoop,
    Outgoing,
    ReadsAlongPost,
    TakenBackPost,
    TellPost,
    ThreadPost,
)
from domain.read.overviews import RoleLine
from domain.read.private_notes import PrivateNotePost
from domain.read.role_closed import EndedLoop, RoleClosedPost
from domain.read.unreachable import UnreachablePost
from domain.state import Rsvp, Status, Step
from domain.todos import TodoKind
from tests.views import briefed, debated, overviews, samples, sheets
from tests.views.samples import EVENTS, NOW, Words
from views.messages.notices import NOTICES


def ended(words: Words, *, to_one: bool = True) -> tuple[EndedLoop, ...]:
    """`to_one`: who leads the search, and reads why."""
    return tuple(
        EndedLoop(n, 3, words.name, Status.REJECTED, words.long if to_one else "", untold=to_one and n % 2 == 0)
        for n in range(max(words.many, 1))
    )


def invitation(words: Words, rsvp: Rsvp = Rsvp.PENDING, *, current: bool = True) -> InvitationPost:
    seats = samples.seats(words)
    return InvitationPost(
        7, 11, 2, words.person(1), words.person(2), words.name, samples.BENGALURU, words.name, words.name,
        samples.meeting(words), seats[0] if seats else None, seats, words.url, sheets.kit() if words.many else None,
        current, "" if current else words.long, rsvp, NOW if words.many > 2 else None,
    )  # fmt: skip


def posts(words: Words) -> dict[str, Outgoing]:
    """Every post, in every state that it can be in."""
    person, tell = words.person(1), TellText("hired#1", words.name, words.long, "m@example.com", words.long, 3)
    made: dict[str, Outgoing] = {
        "soon": SoonPost(7, words.name, words.name, words.name, person, samples.meeting(words), words.url, 1, "screen"),
        "soon overtaken": SoonPost(
            7,
            words.name,
            words.name,
            words.name,
            person,
            samples.meeting(words),
            words.url,
            1,
            "screen",
            current=False,
            outcome=words.long,
            held=True,
        ),
        "briefing": briefed.post(words),
        "longest briefing": briefed.post(words, briefed.longest_kit()),
        "briefings": briefed.several(words),
        "briefings overtaken": replace(briefed.several(words), briefing=None),
        "briefing overtaken": replace(briefed.post(words), briefing=None),
        "nudge": NudgePost(person, NOW, samples.todos(words), samples.todos(words)[:2]),
        "handed over": NudgePost(person, NOW, (replace(samples.todo(words), handed_over_by=words.person(2)),)),
        "nudge done": NudgePost(person, NOW, (), samples.todos(words)),
        "hired": HiredPost(
            7, words.name, words.name, words.many, (words.person(3),) * words.many, person, words.person(2), NOW.date()
        ),
        "digest": DigestPost(overviews.digest(words)),
        "no channel": UnreachablePost(person, "is_archived", "C1", (overviews.role(words),) * words.many),
        "channel again": UnreachablePost(person, "", "C1", mended=True),
        "amended": AmendedPost(7, words.name, words.name, words.name, "culture", person, (person,) * words.many),
        "reads along": ReadsAlongPost(7, 3, words.name, words.name, person, words.person(2), "C1", 1, 2),
        "reads along no more": ReadsAlongPost(7, 3, words.name, words.name, person, None, "C1", 1, 2, over=True),
        "leaderless": LeaderlessPost(person, RoleLine(1, words.name, "senior", "C1", "open", person, person, 3)),
        "leaderless no more": LeaderlessPost(
            person, RoleLine(1, words.name, "senior", "C1", "open", person, words.person(2)), over=True
        ),
        "role closed": RoleClosedPost(person, words.name, words.name, words.person(2), ended(words), leads=True),
        "role closed by its reader": RoleClosedPost(person, words.name, words.name, person, ended(words), leads=True),
        "role closed for a panelist": RoleClosedPost(person, words.name, "", person, ended(words, to_one=False)),
        "private note": PrivateNotePost(7, words.name, words.name, words.name, person, words.person(2)),
        "private note gone": PrivateNotePost(7, words.name, words.name, words.name, person, person, over=True),
        "decide": DecidePost(7, 3, words.name, words.name, words.name, person, 2),
        "decide by itself": DecidePost(7, 3, words.name, words.name, words.name, person, 2, by_itself=True),
        "decided": DecidePost(7, 3, words.name, words.name, words.name, person, 2, words.long or "Advanced"),
        "approval": ApprovalPost(7, 3, words.name, words.name, person, samples.offer(words)),
        "approved": ApprovalPost(7, 3, words.name, words.name, person, samples.offer(words), words.long or "Done"),
        "taken back": TakenBackPost(),
        "tell": TellPost(7, 3, words.name, words.name, person, tell),
        "tell by itself": TellPost(
            7, 3, words.name, words.name, person, tell, by_itself=True, actions=("draft_offer", "open")
        ),
        "told": TellPost(7, 3, words.name, words.name, person, tell, done=True, told=True),
        "not to be told": TellPost(7, 3, words.name, words.name, person, tell, done=True),
        "told by another": TellPost(7, 3, words.name, words.name, person, tell, teller=person),
        "overtaken": invitation(words, current=False),
        **debated.posts(words),
    }
    made |= {f"invitation {rsvp}": invitation(words, rsvp) for rsvp in Rsvp}
    made |= {f"card {step}": CardPost(samples.card(words, step)) for step in Step}
    made |= {f"card {status}": CardPost(samples.card(words, status=status)) for status in Status}
    for kind in TodoKind:
        todo = samples.todo(words, kind)
        made[f"nudge {kind}"] = NudgePost(person, NOW, (todo,))
        made[f"escalation {kind}"] = EscalationPost(person, NOW, (todo, todo))
        made[f"escalation {kind} done"] = EscalationPost(person, NOW, (), (todo,))
    for event in (*EVENTS, "Added", "Unsealed"):
        made[f"thread {event}"] = ThreadPost(7, words.name, samples.history(words, event), samples.LISBON)
    for event in NOTICES:
        line = samples.history(words, event)
        to_one = NoticePost(7, words.name, words.name, person, line, ("panel", "open"), 3)
        made |= {f"notice {event}": to_one, f"notice {event} to who leads": replace(to_one, leads=True)}
    back = samples.history(words, "SubmissionReceived")
    others = tuple(OtherLoop(n, 3, words.name, words.name) for n in range(words.many))
    expired = replace(back, event="OfferExpired")
    made["notice of several"] = NoticePost(7, words.name, words.name, person, expired, ("open",), 3, also=others)
    joined = NoticePost(7, words.name, words.name, person, replace(back, event="PanelChanged"), ("feedback",), 3)
    made["notice asks"] = replace(joined, asks=True)
    absent = samples.history(words, "WasAbsent")
    made["notice of a lead who was not there"] = replace(
        joined, line=replace(absent, facts=absent.facts | {"scored": False}), actions=("open",)
    )
    made["notice of who was taken off"] = replace(joined, person=words.person(7), actions=("panel", "open"))
    made["notice off"] = NoticePost(7, words.name, words.name, person, back, off=(11, 2))
    made["notice done"] = NoticePost(7, words.name, words.name, person, back, outcome=words.long)
    return made
