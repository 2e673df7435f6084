"""One change told to one person whom it concerns: what it means for them, and what helps."""

from collections.abc import Mapping

from domain.actions import Action
from domain.read.messages import NoticePost, TakenBackPost
from views.blocks import Message, actions, context, message, section
from views.happenings import PRIVATE, sentence
from views.lines import loop_button, title_line
from views.messages.invitations import off_calendar
from views.text import escape, name, quote
from views.wording import ACTION_LABELS

NOTICES: Mapping[str, str] = {
    "Cancelled": "{who} cancelled {stage}{of_was}. Nothing is expected of you.",
    "Moved": "{stage}{of_was} did not take place at its time. You hear from me when there is a new one.",
    "NoShow": "The candidate didn't come to {stage}. Nothing is expected of you until there is a new time.",
    "PanelChanged": "{who} took you off the panel of {stage}. You have nothing to do for it any more. Thank you!",
    "InvitationDeclined": "{member} can't make it to {stage}{starts_was}. Please find somebody else.",
    "Proposed": "{member} would like another time for {stage}{starts_was}.",
    "WasAbsent": "{member} says they weren't at {stage}, {though}",
    "Disputed": "{who} says that {stage} didn't take place, though a scorecard is in. Please settle it.",
    "GateClosed": "{who} let the debrief of {stage} begin with the scorecards that are in. Others are not waited for.",
    "CardWaived": "{who} waived your scorecard for {stage}. You don't need to write it any more.",
    "LinkAdded": "{stage}{of_was} has its meeting link now. You find it in your invitation.",
    "ConcernAnswered": "{who} answered your no on {stage} in writing. The answer stands in the decision record.",
    "ContradictionSettled": "{who} settled it: {stage} {took_place}.{written}",
    "ExtensionGranted": "The candidate has more time for the challenge{due}. You hear from me when it is back.",
    "SubmissionReceived": "The challenge is back. Please score it, without talking to the other reviewers first.",
    "Advanced": "{who} went on to {next_stage} without waiting for all {awaited}. Nothing more is expected of you.",
    "OneMore": "{who} would like one more {stage} before deciding.",
    "DecisionReopened": "{who} reopened the decision about {next_stage}. A scorecard that is missing is wanted again.",
    "OfferApproved": "Everybody approved the offer. It can go out to the candidate.",
    "OfferRefused": "{member} refused the offer{as_change}. {then_offer}.",
    "OfferRescinded": "{who} rescinded the offer. It is back in drafting.",
    "OfferExpired": "The offer has expired without an answer. Change it, or close the loop.",
    "OfferAccepted": "The candidate accepted the offer that they hold. Its change needs no approval any more.",
    "OfferDeclined": "The candidate declined the offer that they hold. Its change needs no approval any more.",
    "PutOnHold": "{who} put this loop on hold{until}. Nothing is expected of you until it goes on.",
    "HoldChanged": "{who} keeps this loop on hold{until}.",
    "Resumed": "{who} resumed this loop. It goes on where it stopped.",
    "Rejected": "{who} closed this loop. Nothing is expected of you any more. Thank you for your time!",
    "Withdrawn": "{who} closed this loop. Nothing is expected of you any more. Thank you for your time!",
    "Reopened": "{who} reopened this loop. It goes on where it stopped.",
    "Unsealed": "{who} opened the scorecards of {stage}{early}.",
    "CandidateKnown": "{inside}. {who_leads}",
}
"""To the person who reads it: one for each event that anybody is told of by direct message."""

ASKED: Mapping[str, str] = {
    "PanelChanged": "{who} asks you for a scorecard for {stage}. Please write it before you talk to the others.",
}
"""To who is asked for a scorecard by what takes others off."""

JOINED: Mapping[str, str] = {
    "PanelChanged": "{who} joined the panel of {stage}, where your scorecard is in: once theirs is, they read yours.",
    "CandidateKnown": "You were taken for the candidate by mistake, so you are on the panel of {stage} again. "
    "What you wrote and voted there counts as before.",
}
"""To who sits there still, of somebody who took a seat by their own hand; and to who sits there again."""

TO_LEADS: Mapping[str, str] = {
    "OfferDeclined": "The candidate declined the offer. Change it, or close the loop.",
    "PutOnHold": "{who} put this loop on hold{until}.",
    "Rejected": PRIVATE["Rejected"],
    "Withdrawn": PRIVATE["Withdrawn"],
}
"""To the recruiter and the hiring manager, of whom something may well be expected still: to tell the candidate."""

SAME = "The same is so for:"
SHOWN = 20
"""Other loops in one notice."""

TAKEN_BACK = "This message was not for you, so I've taken it back. There is nothing for you to do."


def notice(post: NoticePost) -> Message:
    """The sentence, the reason where the reader was given it, and buttons that help."""
    line = post.line
    about = title_line(post.candidate, post.role)
    if post.outcome:
        done = f":white_check_mark: {name(line.stage)}: {name(post.outcome, 300)}"
        return message(f"{about}: {done}", [section(done), context(about)])
    said = sentence(_words(post), line, post.person.zone)
    known = [Action(each) for each in post.actions if each in set(Action)]
    buttons = [
        loop_button(
            action, post.loop, post.version, *_where(action, post), words=ACTION_LABELS[action], primary=not place
        )
        for place, action in enumerate(known)
    ]
    shown = post.also[:SHOWN]
    others = [loop_button(Action.OPEN, one.loop, one.version, words="Open", who=one.candidate) for one in shown]
    rows = [title_line(one.candidate, one.role) for one in shown]
    text = "\n".join(
        [f"{about}: {said}", *([escape(line.reason)] if line.reason else []), *([SAME, *rows] if rows else [])]
    )
    return message(
        text,
        [
            section(f"{said}\n{quote(line.reason)}" if line.reason else said),
            context(about),
            *actions(*buttons, off_calendar(post.off)),
            *([section(SAME)] if rows else []),
            *(section(row, button) for row, button in zip(rows, others, strict=True)),
            *([context(f"…and {len(post.also) - SHOWN} more")] if len(post.also) > SHOWN else []),
        ],
    )


def _words(post: NoticePost) -> str:
    event = post.line.event
    stays = post.person.id in [seat["member"] for seat in post.line.facts.get("seats") or ()]
    found = ASKED if post.asks else JOINED if stays else TO_LEADS if post.leads else NOTICES
    return found.get(event, NOTICES[event])


def taken_back(_post: TakenBackPost) -> Message:
    return message(TAKEN_BACK, [section(TAKEN_BACK)])


def _where(action: Action, post: NoticePost) -> tuple[str | int, ...]:
    """A scorecard is that of one round, whatever the loop has come to when somebody clicks."""
    return (post.stage_key, post.round) if action is Action.FEEDBACK and post.stage_key else ()
