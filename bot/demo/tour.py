"""The tour: three minutes through what the bot is for. Every step ticks itself off when its words are on the screen."""

from typing import Any

from bot.demo.company import BEATRIZ, INES, JOEL, LISBON, NEW_YORK, PLATFORM, PRIYA, TOMAS

Json = dict[str, Any]

CANDIDATE = "mariana"
"""The story that the tour goes on with: one scorecard short of a decision."""

FIVE_MINUTES = 300

REMINDED = ["Your reminder is on its way", "so I leave it at that for an hour"]
"""The second is what somebody reads who looked around first, and pressed it within an hour of the last reminder."""


def tour(card: str) -> Json:
    """As the sandbox's page takes it; `card` is the address of Mariana's card."""
    steps = [{**step, "body": step["body"].replace("{card}", card)} for step in STEPS]
    return {"title": "Three minutes with Loopkeeper", "steps": steps}


STEPS: tuple[Json, ...] = (
    {
        "id": "digest",
        "title": "The day begins in the channel",
        "as": BEATRIZ,
        "go": {"channel": PLATFORM},
        "body": "It is Monday, five to nine in Lisbon, and you are Beatriz, who recruits. Every candidate has one card "
        "in this channel. Let it be nine: the digest says where each loop stands, and for whom it waits.",
        "clock": {"advance": FIVE_MINUTES, "label": "Let it be 9:00"},
        "done_when": {"sees": "Hiring on Monday", "where": "messages", "as": BEATRIZ},
    },
    {
        "id": "refused",
        "title": "Nobody advances on half the picture",
        "as": TOMAS,
        "go": {"channel": PLATFORM},
        "body": "You are Tomás now, the hiring manager. Type `/loop decide mariana`, choose *Advance*, write a few "
        "words under *Why?*, and press *Record decision*. It is refused, and says who is missing.",
        "done_when": {"sees": "Blocked: 1 of 2 scorecards is outstanding", "where": "modal", "as": TOMAS},
    },
    {
        "id": "remind",
        "title": "Ask for what is missing",
        "as": TOMAS,
        "body": "What mends it stands beside it: press *Remind*. Inês was asked on Friday, and at eight this morning; "
        "now she gets a private message that says it is you who asks, and it is her working day. Close the form.",
        "done_when": {"sees": REMINDED, "where": "modal", "as": TOMAS},
    },
    {
        "id": "scorecard",
        "title": "Score between two meetings",
        "as": INES,
        "go": {"dm_app": True},
        "width": "phone",
        "body": "Inês has her telephone in her hand. Press *Fill in scorecard* in the newest message: one tap a rating,"
        " a few words for every 1 and 4, the recommendation last. Then *Review and submit*, and *Submit scorecard*.",
        "done_when": {"sees": "All done. Thank you!", "where": "messages", "as": INES},
    },
    {
        "id": "open",
        "title": "Only now the others open",
        "as": INES,
        "go": {"channel": PLATFORM},
        "width": "wide",
        "body": "Until a minute ago Priya's scorecard was hidden from Inês, so that nobody is led by what others "
        "think. Type `/loop mariana` and press *Read scorecards*: both, side by side, with what each of them saw.",
        "done_when": {"sees": "One hint about hot keys", "where": "modal", "as": INES},
    },
    {
        "id": "vote",
        "title": "Vote before anybody talks",
        "as": INES,
        "go": {"group": [BEATRIZ, INES, PRIYA, TOMAS], "label": "Go to the debrief"},
        "body": "Her scorecard was the last, so the debrief has opened by itself, in a conversation of its people. Go "
        "there, press *Read and vote*, choose, and press *Vote*. Nobody sees a vote until all are in.",
        "done_when": {"sees": "1 of 3 votes in", "where": "messages", "as": INES},
    },
    {
        "id": "decide",
        "title": "Decide, and the card follows",
        "as": TOMAS,
        "go": {"channel": PLATFORM},
        "body": "It waits for nobody for ever. Go to <{card}|Mariana's card>, press *Read and vote*, then *Decide* "
        "beside the votes that are missing. Choose *Advance*, say why you go on without them, and watch the card.",
        "done_when": {"sees": "(telling the candidate and a time for the interview)", "where": "messages", "as": TOMAS},
    },
    {
        "id": "morning",
        "title": "The next morning nobody nags",
        "as": INES,
        "go": {"dm_app": True},
        "body": "Let it be Tuesday, nine o'clock in Lisbon. No reminder for Inês: her scorecard is in, and reminders "
        "end with what is owed. What comes is her briefing for tomorrow's talk with Nuno: when, with whom, and what "
        "to ask.",
        "clock": {"to": "next_working_morning", "zone": LISBON, "label": "Next working morning"},
        "done_when": {"sees": "Yesterday", "where": "messages", "as": INES},
    },
    {
        "id": "new_york",
        "title": "At the reader's own nine o'clock",
        "as": JOEL,
        "go": {"dm_app": True},
        "body": "While Lisbon slept, Monday went on in New York: Joel was reminded of his scorecard at nine o'clock "
        "there. Now it is four in the morning for him, so nothing comes. Let it be nine: his briefing for tomorrow "
        "comes, and all that still waits for him in one message.",
        "clock": {"to": "next_working_morning", "zone": NEW_YORK, "label": "9:00 in New York"},
        "done_when": {"sees": "Feedback that was hard to hear", "where": "messages", "as": JOEL},
    },
    {
        "id": "yours",
        "title": "Your turn: add a candidate",
        "as": BEATRIZ,
        "go": {"channel": PLATFORM},
        "body": "Type `/loop add`, and pick a role. A new card appears in the channel, and the first to-do is "
        "yours. Then play anybody; `/loop record mariana` sends you what was decided on her and why, as a file. "
        "*Start over* brings everything back.",
        "done_when": {"sees": "Last reply just now", "where": "messages", "as": BEATRIZ},
    },
)
