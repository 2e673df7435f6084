"""To one person: tell the candidate, decide, approve."""

from domain.actions import Action
from domain.read.messages import ApprovalPost, DecidePost, TellPost
from views.blocks import Message, actions, context, message, section
from views.lines import loop_button, title_line
from views.modals.offers import approve_buttons, offer_blocks, terms
from views.modals.todo_forms import telling_blocks
from views.text import count, mention, name
from views.wording import ACTION_LABELS


def tell(post: TellPost) -> Message:
    """Text for the candidate, ready to copy."""
    about = title_line(post.candidate, post.role)
    if post.done:
        said = f"No longer needed: the message to {name(post.candidate)}, “{name(post.tell.title)}”."
        if post.told:
            said = f":white_check_mark: {name(post.candidate)} has heard: {name(post.tell.title)}."
        return message(said, [section(said), context(about)])
    if post.teller:
        said = f"{mention(post.teller)} recruits for this role now and tells {name(post.candidate)}: "
        said += f"{name(post.tell.title)}. You have nothing to do."
        return message(said, [section(said), context(about)])
    said = f"Please tell {name(post.candidate)}: {name(post.tell.title)}. Here is a text you can use."
    helping = [
        loop_button(Action(each), post.loop, post.version, words=ACTION_LABELS[Action(each)]) for each in post.actions
    ]
    texts = telling_blocks(post.loop, post.version, post.tell)
    return message(said, [section(said), context(about), *texts, *actions(*helping)])


def decide(post: DecidePost) -> Message:
    """Everybody has submitted; one person decides."""
    about = title_line(post.candidate, post.role, post.stage)
    if post.outcome:
        said = f":white_check_mark: {name(post.candidate)}, {name(post.stage)}: {name(post.outcome, 200)}"
        return message(said, [section(said), context(about)])
    cards = f"{count(post.scorecards, 'scorecard is', 'scorecards are')} in" if post.scorecards else "all is in"
    said = f"{name(post.candidate)} is ready for your decision on {name(post.stage)}: {cards}."
    return message(
        said,
        [
            section(said),
            context(about),
            *actions(
                loop_button(Action.DECIDE, post.loop, post.version, primary=True, who=post.candidate),
                loop_button(Action.OPEN, post.loop, post.version, who=post.candidate),
            ),
        ],
    )


def approval(post: ApprovalPost) -> Message:
    """The offer, with both answers. Pay stands in the text too: who cannot see the blocks has to decide on it."""
    about = title_line(post.candidate, post.role)
    if post.outcome:
        said = f"Offer to {name(post.candidate)}: {name(post.outcome, 300)}"
        return message(said, [section(said), context(about)])
    said = f"{mention(post.offer.drafter)} asks you to approve the offer to {name(post.candidate)}, {name(post.role)}."
    return message(
        f"{said} {terms(post.offer, post.person.zone)}.",
        [section(said), *offer_blocks(post.offer, post.person.zone), *approve_buttons(post.loop, post.offer.version)],
    )
