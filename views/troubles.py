"""What could not be delivered, in words: what it is, for whom, and why."""

from collections.abc import Mapping

from domain.read.messages import PostKind
from domain.read.overviews import RoleLine, Stuck, Trouble, UnreadableLoop
from domain.slack_errors import TOKEN
from views.text import count, escape, name

WHAT: Mapping[str, str] = {
    PostKind.CARD: "a candidate's card",
    PostKind.THREAD: "a line under a candidate's card",
    PostKind.INVITATION: "an invitation",
    PostKind.NOTICE: "the notice of a change",
    PostKind.SOON: "the note before an interview",
    PostKind.BRIEFING: "the briefing before an interview",
    PostKind.NUDGE: "a reminder",
    PostKind.ESCALATION: "a reminder that goes up",
    PostKind.TELL: "what to tell a candidate",
    PostKind.DECIDE: "the call for a decision",
    PostKind.APPROVAL: "an offer to approve",
    PostKind.HIRED: "the news of a hire",
    PostKind.DIGEST: "the daily digest",
    PostKind.UNREACHABLE: "a note that a channel can't be posted to",
    PostKind.READS_ALONG: "a note that a candidate reads along",
    PostKind.LEADERLESS: "a note that nobody leads a search",
    PostKind.ROLE_CLOSED: "the note that a role is closed",
    PostKind.AMENDED: "a note that a scorecard has changed",
    PostKind.PRIVATE_NOTE: "word of a private note",
    PostKind.DEBRIEF: "a debrief",
    PostKind.DEBRIEF_LINE: "a line under a debrief",
}

WHY: Mapping[str, str] = {
    "is_archived": "the channel is archived",
    "not_in_channel": "I'm not in the channel",
    "channel_not_found": "the channel is gone, or I'm not in it",
    "no_permission": "I'm not allowed to post there",
    "access_denied": "I'm not allowed to post there",
    "ekm_access_denied": "the organisation's admins have suspended posting there",
    "unreadable": "I can't read what the database holds of its loop",
    "not_taken": "Slack has failed at it each time",
    "parent_not_sent": "the message that it belongs under was not sent",
    "user_not_found": "the account is gone",
    "user_disabled": "the account is deactivated",
    "cannot_dm_bot": "it is a bot's account",
    "account_inactive": "the account is deactivated",
    "msg_too_long": "it is too long for Slack; please report this",
    "invalid_blocks": "Slack does not understand it; please report this",
    "TimeoutError": "Slack did not answer",
    "ClientConnectorError": "Slack could not be reached",
    "service_unavailable": "Slack was down",
}

REFUSED: Mapping[str, str] = {
    "missing_scope": "the app lacks a scope",
    "org_login_required": "the organisation is being moved, and Slack asks apps to wait",
    "team_access_not_granted": "the app may not use this workspace",
}


def what(trouble: Trouble) -> str:
    return WHAT.get(trouble.kind, trouble.kind)


def whom(trouble: Trouble) -> str:
    """The channel, the person or the people, as Slack shows them."""
    people = trouble.people or (trouble.member,)
    return f"<#{trouble.channel}>" if trouble.channel else ", ".join(f"<@{member}>" for member in people)


def why(trouble: Trouble) -> str:
    """A half-sentence. What is in doubt says what keeps it so."""
    code = trouble.error.rpartition(": ")[2]
    if trouble.in_doubt:
        cause = {
            "missing_scope": "I'm not allowed to look",
            "too_much_to_look_through": "too much was said there since to look through",
        }.get(code, f"Slack's answer was lost ({code})")
        return f"it may have arrived, and {cause}"
    return WHY.get(code) or _unlisted(trouble.error, code)


def _unlisted(error: str, code: str) -> str:
    """Slack's codes are in small letters; what an error is called in the program is not Slack's answer."""
    if error.startswith("unexpected: "):
        return f"I made a mistake with it ({code}); please report this, with what the log says of it"
    if code.startswith("http_"):
        return f"Slack's servers failed ({code.removeprefix('http_')})"
    if code.startswith("Database"):
        return "the database was away"
    return f"Slack answers {code}" if code.islower() else f"Slack could not be reached ({code})"


def stuck(place: Stuck) -> str:
    """The channel, why, and what waits for it."""
    why = WHY.get(place.error) or f"Slack answers {escape(place.error)}"
    waits = f"; {count(place.waiting, 'message')} {'waits' if place.waiting == 1 else 'wait'}" if place.waiting else ""
    return f"<#{place.destination}>: {why}{waits}"


def unreadable(found: UnreadableLoop) -> str:
    """Which loop, and the column that somebody has to put right."""
    return f"loop {found.loop} in {escape(found.role)}: `{found.column}`"


UNREADABLE = "I say nothing of them and remind nobody of them until their rows in the database are put right."


def led(role: RoleLine) -> str:
    """Who leads a search that has lost a lead, and what mends it."""
    leads = (role.recruiter, role.hiring_manager)
    here, gone = ([lead.name for lead in leads if lead.active is there] for there in (True, False))
    if not here or not gone:
        return f"Nobody leads the search for {escape(role.title)} any more. Please name who does."
    return (
        f"{name(here[0])} leads the search for {escape(role.title)} alone since {name(gone[0])} has left: what they "
        "leave lying goes up to nobody. Please name somebody else as well."
    )


def refused(error: str) -> str:
    """Why Slack lets us do nothing, and what mends it."""
    code, _, scope = error.partition(": ")
    cause = REFUSED.get(code) or ("Slack refuses the app's token" if code in TOKEN else "Slack refuses the app")
    return (
        f"Nothing is being sent: {cause} ({scope or code}). Everything waits, and goes on by itself once "
        "`python -m bot check` finds nothing wrong."
    )
