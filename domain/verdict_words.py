"""A rating or a verdict in words, for texts that must carry none: notes to the next stage, what candidates are told.

The words of the trade ("strong no", "lean hire") are found anywhere. Ordinary ones ("hire", "reject", "give a 2") count
only where the writer speaks of the candidate: "hired a team of five" and "would reject the request" are evidence.
"""

import re

_WHY = r"(?=\s*(?:$|[.,;:!?)\n]|\s-\s)|\s+(?:but|because|though|if|at this|for (?:this|the) (?:role|level|team))\b)"
"""The end of a clause: it goes on with no team, request or promise."""

_CANDIDATE = (
    r"(?:him|her(?!\s+(?:boss|manager|team|colleague|pull|idea)\b)|(?:this|the)\s+(?:candidate|person|applicant))"
)

_WE = r"\b(?:i|we)(?:\s+(?:all|both))?"
_WOULD = (
    r"(?:'d|'ll|\s+(?:would|should|will|shall|must|can(?:not)?|could|do|did|am|are|have))"
    r"(?:n't|\s+not|'t)?(?:\s+(?:definitely|certainly|probably|rather|still|also|happily|never|only|gladly))?"
)
_TAKE = (
    rf"(?:(?:hire|hiring)(?:\s+(?:{_CANDIDATE}|them)\b|{_WHY})"
    rf"|(?:reject|rejecting|advance|advancing|turn\s+down|turning\s+down)\s+{_CANDIDATE}\b"
    rf"|turn(?:ing)?\s+{_CANDIDATE}\s+down\b)"
)
"""Requests are rejected and offsets advanced: those two need the candidate beside them."""

_END = r"(?=\s*(?:$|[.,;!?\n]))"
_SKILL = (
    r"(?:\w+[- ])?(?:communication|collaboration|teamwork|ownership|leadership|judge?ment|motivation|culture|skills"
    r"|coding|testing|debugging|design|architecture|reliability|security|solving|depth|clarity|humility|coachability)"
)
"""What people are rated in. Beside other words a number counts something."""

_ONE_TO_FOUR = r"(?:[1-4]|one|two|three|four)(?:\s*(?:/|of|out\s+of)\s*(?:4|four))?"
_ON = (
    r"(?=\s*(?:$|[.,;:!?)\n]|\s-\s)"
    r"|\s+(?:on|for|overall|here|there|today|so\s+far|because|but|though|at\s+(?:best|most|least)|from\s+me)\b"
    rf"|\s+in\s+{_SKILL}\b)"
)
_YES_OR_NO = r"(?:yes|no|hire|no[- ]hire|reject)\b(?!-)"
_IS = r"(?:is|was|would\s+be)"
_START = r"(?:^|(?<=[.!;\n]))[ \t]{0,3}"
_SURE = r"(?:strong|weak|lean|soft|solid|clear|definite|firm|hard|easy)"
_FAR = r"(?:not\s+|just\s+|well\s+|far\s+|clearly\s+|slightly\s+|still\s+){0,2}"
_NOT_THEIRS = r"(?<!\bhe\s)(?<!\bit\s)(?<!\bshe\s)(?<!\bthey\s)"
"""Not of what somebody or something else has scored."""
_OTHERS_BY = r"(?!\s+(?:by|through|from)\b(?!\s+(?:us|me)\b))"

_VERDICTS = (
    # The four points of the form, and what the trade calls them.
    r"\bstrong[-\s]\s*(?:no|yes)\b(?!-)",
    r"\b(?:strong|weak|lean|leaning|solid|definite|clear)\s+(?:no[- ])?hire\b",
    r"\bno-hire\b",
    rf"\bno\s+hire\b{_WHY}",
    rf"\blean(?:ing)?\s+(?:towards?\s+)?(?:an?\s+)?{_YES_OR_NO}{_WHY}",
    r"\b(?:is|not|it's|he's|she's)\s+a(?:n?\s+easy)?\s+(?:no[- ])?hire(?=\s*(?:$|[.,;!?\n]))",
    r"\ba\s+(?:no[- ])?hire\s+(?:for|from)\s+(?:me|us)\b",
    r"\b(?:not\s+)?a\s+hire\s+at\s+this\s+level\b",
    (
        rf"{_START}(?:(?:{_SURE}|definitely|certainly|absolutely|probably)\s+)?(?:no[- ]hire|hire|reject)"
        r"(?=\s*(?:$|[.!\n]))"
    ),
    rf"\b(?:{_SURE}\s+)?(?:yes|no)\s+from\s+(?:me|my\s+side)\b",
    rf"\b(?:{_SURE}\s+)?(?:yes|no)\s+for\s+me{_WHY}",
    rf"{_START}(?:a\s+)?{_SURE}\s+(?:yes|no){_END}",
    rf"\bi(?:'m|\s+am)\s+(?:at\s+)?an?\s+(?:{_SURE}\s+)?{_YES_OR_NO}{_WHY}",
    # A number from one to four, given by the writer.
    rf"{_WE}(?:{_WOULD})?\s+(?:rated?|scored?)\s+(?:[\w']+\s+){{0,3}}?(?:at\s+)?{_ONE_TO_FOUR}{_ON}",
    (
        rf"(?:{_WE}(?:{_WOULD})?\s+)?(?:\b(?:give|gave|given)|{_NOT_THEIRS}\b(?:rated?|scored?))\s+"
        rf"(?:[\w']+\s+){{0,3}}?an?\s+{_ONE_TO_FOUR}{_ON}"
    ),
    rf"\b(?:scored|got)\s+an?\s+{_ONE_TO_FOUR}\s+(?:on|in|for)\s+{_SKILL}\b",
    r"\b(?:give|gave|rated|scored)\s+(?:(?:all|only|straight|mostly|him|her|them)\s+)*[1-4]'?s\s+across\s+the\s+board\b",
    rf"{_START}[1-4]\s*(?:/|out\s+of)\s*(?:4|four)(?:{_END}|\s+(?:on|in|for)\s+{_SKILL}\b)",
    rf"\b{_SKILL}\s*:\s*{_ONE_TO_FOUR}{_END}",
    rf"{_START}(?:rated|scored)\s+{_ONE_TO_FOUR}{_ON}",
    rf"\b(?:my|our|overall|final)\s+(?:rating|score)\b(?:\s+{_IS}|\s+of)?\s*:?\s*(?:an?\s+)?{_ONE_TO_FOUR}{_ON}",
    rf"{_START}(?:rating|score)s?\s*:\s*{_ONE_TO_FOUR}{_ON}",
    # What is to become of the candidate.
    rf"{_WE}{_WOULD}\s+{_TAKE}",
    rf"\blet's\s+(?:not\s+)?{_TAKE}",
    rf"{_START}(?:do\s+not|don't|please)\s+{_TAKE}",
    (
        rf"{_WE}(?:\s+have|'ve)?\s+(?:decided|agreed|want|intend|plan|are\s+going)\s+(?:not\s+)?to\s+"
        rf"{_TAKE}"
    ),
    (
        r"\b(?:the\s+candidate|he|she)(?:'ll|'d|\s+(?:should|will|must|would))\s+(?:not\s+)?be\s+"
        rf"(?:hired|rejected|turned\s+down|advanced)\b{_OTHERS_BY}"
    ),
    rf"{_START}(?:should|must|will)\s+(?:not\s+|definitely\s+)?be\s+(?:hired|turned\s+down){_WHY}",
    rf"{_START}not\s+hiring\s+(?:{_CANDIDATE}|them|this\s+one)\b",
    rf"{_START}(?:hard\s+)?pass\s+on\s+(?:{_CANDIDATE}|this\s+one)\b",
    rf"{_START}(?:a\s+)?hard\s+pass{_END}",
    rf"{_WE}(?:{_WOULD})?\s+(?:strongly\s+)?recommend(?:ed)?\s+(?:against\s+|not\s+)?(?:to\s+)?{_TAKE}",
    rf"\bmy\s+recommendation\s*(?::|{_IS})\s*(?:to\s+{_TAKE}|(?:an?\s+)?(?:{_SURE}\s+)?{_YES_OR_NO}{_WHY})",
    rf"{_WE}(?:{_WOULD})?\s+voted?\s+(?:a\s+)?(?:{_YES_OR_NO}|for|against)(?:\s+{_CANDIDATE}\b|{_WHY})",
    rf"\bmy\s+vote\s*(?::|{_IS})\s*(?:an?\s+)?(?:{_SURE}\s+)?{_YES_OR_NO}",
    rf"\bthe\s+panel\s+(?:voted|leans|leaned)\s+(?:towards?\s+)?(?:an?\s+)?{_YES_OR_NO}",
    rf"{_WE}(?:'d|'ll|\s+(?:would|should|will))\s+pass(?:\s+on\s+{_CANDIDATE})?{_WHY}",
    # The bar of the house.
    (
        r"\b(?:below|under|above|over|at|meets?|met|clear(?:s|ed)?|pass(?:es|ed)?|reach(?:es|ed)?)\s+"
        r"(?:our|(?:the|our)\s+hiring)\s+bar\b"
    ),
    (
        r"\b(?:below|under|above|at|meets?|clears?)\s+the\s+bar\s+for\s+(?:a\s+)?"
        rf"(?:junior|mid|senior|this|the)(?:[- ][\w-]+){{0,2}}{_WHY}"
    ),
    rf"\b(?:meets?|met|clear(?:s|ed)?|reach(?:es|ed)?)\s+the\s+bar{_END}",
    (
        rf"(?:{_START}|\b(?:he|she|they|the\s+candidate)(?:'s|'re|\s+(?:is|are|was|were))\s+)"
        rf"{_FAR}(?:below|under|above|at)\s+the\s+bar{_END}"
    ),
)

_VERDICT = re.compile("|".join(_VERDICTS), re.IGNORECASE | re.MULTILINE)


_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u2013": ";", "\u2014": ";", "\u2026": "."})
"""Typographic marks, each by one character, so that places stay the same."""


def verdict_in(text: str) -> str:
    """The first words of `text` that tell a rating or a verdict, as they were written; empty for none."""
    found = _VERDICT.search(text.translate(_PLAIN))
    return text[found.start() : found.end()].strip() if found else ""
