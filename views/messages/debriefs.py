"""To the people of a debrief: where it stands, and what has changed. Never a rating and never a vote."""

from domain.actions import Action
from domain.read.debriefs import DebriefLine, DebriefPost
from domain.state import Step
from views.blocks import Message, actions, context, message, quotation, section
from views.lines import loop_button, title_line
from views.text import count, mention, mentions, name
from views.wording import VOTE_WORDS

STEPS = ((Step.FIRST_VOTE, "Read and vote"), (Step.SECOND_VOTE, "Talk and vote again"), (Step.DECISION, "Decide"))

ASKS = {
    Step.FIRST_VOTE: "All scorecards are in. Please read them in silence, then vote; each when it suits you.",
    Step.SECOND_VOTE: "All first votes are open. Please read them, talk here, and vote again.",
    Step.DECISION: "All votes are in. Thank you!",
}

ALONE = "I could not open a conversation for all of you, so each has this alone. Please talk wherever it suits you."


def head(post: DebriefPost) -> Message:
    """One message for the whole debrief, brought up to date with every vote."""
    title = f"Debrief: {title_line(post.candidate, post.role, post.stage)}"
    if post.outcome:
        over = name(post.outcome, 200)
        said = f"Debrief of {name(post.candidate)}, {name(post.stage)}: {over}"
        return message(said, [section(f"{title}\n{over[:1].upper()}{over[1:]}")])
    waits = _waits(post)
    asks = ASKS[post.step]
    words = "Read" if post.step is Step.DECISION else "Read and vote"
    return message(
        f"Debrief of {name(post.candidate)}, {name(post.stage)}. {asks} {waits}",
        [
            section(f"{title}\n{asks}"),
            context(_track(post.step)),
            section(waits),
            *([context(ALONE)] if post.apart else []),
            *actions(
                loop_button(
                    Action.VOTE, post.loop, post.version, words=words, who=post.candidate,
                    primary=post.step is not Step.DECISION,
                )
            ),
        ],
    )  # fmt: skip


def _track(now: Step) -> str:
    steps = [step for step, _ in STEPS]
    here = steps.index(now)
    shown = (
        f"*{words}*" if n == here else f"\u2713 {words}" if n < here else words for n, (_, words) in enumerate(STEPS)
    )
    return " \u203a ".join(shown)


def _waits(post: DebriefPost) -> str:
    if not post.missing:
        return f"{mention(post.decider)} decides."
    given, word = post.voters - len(post.missing), VOTE_WORDS.get(post.step, "vote")
    return f"{given} of {count(post.voters, word)} in. Waiting for {mentions(post.missing)}."


def line(post: DebriefLine) -> Message:
    """What has changed, and who is asked for something now."""
    who, gone = (mention(post.by),) * 2 if post.by else ("Loopkeeper", "Somebody")
    happened = {
        "GateClosed": f"{who} let the debrief begin with the scorecards that are in.",
        "VoterLeft": f"{gone} has left the company, so nobody waits for that vote.",
        "DebriefMovedOn": f"{who} went on without the votes that were missing.",
        "ConcernAnswered": f"{who} answered the bar raiser in writing. The answer stands beside the votes.",
        "DecisionReopened": f"{who} reopened the decision on {name(post.stage)}.",
    }.get(post.event, "")
    said = " ".join(filter(None, (happened, _asks(post)))) or "The debrief goes on."
    return message(said, [section(said), *([quotation(post.reason)] if post.reason else [])])


def _asks(post: DebriefLine) -> str:
    if post.step is Step.DECISION:
        return f"All votes are open. {mention(post.decider)} decides."
    if not post.missing:
        return ""
    if post.step is Step.FIRST_VOTE:
        return f"{mentions(post.missing)}: please read, then vote."
    return f"The first votes are open. {mentions(post.missing)}: please read them, talk here, and vote again."
