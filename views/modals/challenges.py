"""The challenge at home: send it, give more time, record what came back."""

from datetime import time, timedelta

from domain.forms import ChallengeForm
from domain.playbook import TakeHome
from domain.read.loops import LoopPage
from views import ids, inputs
from views.blocks import View, context, modal
from views.elements import Block
from views.modals.parts import meta, subject, today, zone_choices
from views.text import count, escape, moment

DUE_AT = time(18)


def challenge_modal(page: LoopPage, given: ChallengeForm | None = None) -> View:
    """Due after the playbook's days, at the end of a working day where the candidate is."""
    task = page.stage.take_home
    due = given.due_date if given else today(page) + timedelta(days=task.days_to_return if task else 7)
    zone = given.zone if given else page.candidate.zone if page.candidate else page.viewer.zone
    needed = page.stage.scorecards
    return modal(
        "Send challenge",
        [
            subject(page),
            *_task(task),
            inputs.day("due_date", "Due date", due),
            inputs.hour("due_time", "Due at", given.due_time if given else DUE_AT),
            inputs.select("zone", "Time zone", zone_choices(page), zone),
            inputs.users(
                "panel",
                "Reviewers",
                given.panel if given else page.panel_suggested,
                hint=f"At least {needed}. They score apart, without seeing each other's scorecards.",
            ),
            inputs.url("link", "Link to the challenge", given.link if given else "", optional=True),
        ],
        ids.SUBMIT_CHALLENGE,
        submit="Send challenge",
        close="Cancel",
        metadata=meta(page),
    )


def _task(task: TakeHome | None) -> list[Block]:
    told = "You get a text for the candidate, ready to copy."
    if task is None:
        return [context(told)]
    declared = count(task.declared_minutes, "minute")
    return [
        context(f"It is meant for {declared} of work, with {count(task.days_to_return, 'day')} to return it. {told}"),
        context(escape(task.alternative)),
    ]


def extend_modal(page: LoopPage) -> View:
    """A later due date for a challenge that is out."""
    due = page.challenge_due
    later = due + timedelta(days=2) if due else None
    stands = [context(f"Due now: {moment(due, page.viewer.zone)}")] if due else []
    return modal(
        "Give more time",
        [subject(page), *stands, inputs.moment("due", "New due date", later, hint="On your own clock.")],
        ids.SUBMIT_EXTEND,
        submit="Give more time",
        close="Cancel",
        metadata=meta(page),
    )


def submission_modal(page: LoopPage) -> View:
    """What the candidate sent back; its reviewers are asked for scorecards."""
    return modal(
        "Record submission",
        [
            subject(page),
            inputs.url("link", "Link to the submission", page.submission_link, hint="The reviewers open it from here."),
        ],
        ids.SUBMIT_SUBMISSION,
        submit="Ask the reviewers",
        close="Cancel",
        metadata=meta(page),
    )
