"""A rating or a verdict in words is found, and what merely sounds like one is left alone."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.demo import evidence
from domain.verdict_words import verdict_in
from tests.fakes.company import backend

VERDICTS = (
    "Strong no on testing.",
    "I am at strong yes, ask about scale.",
    "A lean hire for me.",
    "leaning no",
    "Fine so far \u2014 strong no\u2026",
    "I'm leaning towards a yes.",
    "No hire.",
    "no-hire, sadly",
    "strong hire; check motivation",
    "That is a hire for me.",
    "Not a hire at this level",
    "Hire!",
    "Fine on APIs.\nReject.",
    "I'd give a 2.",
    "I\u2019d give her a 2 on data",
    "I would give this a 3, because of the tests.",
    "gave Noor a 4 for design",
    "We rated him 2 on databases.",
    "I scored testing a three.",
    "I'd give a 2 there.",
    "Rated 3 out of 4.",
    "Scored 2/4 on data, ask again.",
    "My rating is 2",
    "Overall score: 3.",
    "rating: 1",
    "I would hire her.",
    "I'd hire, but probe sharding.",
    "We should definitely hire this candidate",
    "I wouldn't hire.",
    "We shouldn't hire them",
    "Don't hire him.",
    "Let's reject her.",
    "I would reject her for the lack of tests.",
    "The candidate should be rejected.",
    "She should be hired.",
    "I recommend hiring her.",
    "My recommendation: no.",
    "my recommendation is a strong yes",
    "I'd recommend rejecting the candidate.",
    "I vote yes.",
    "I voted against.",
    "My vote is no.",
    "The panel voted no.",
    "We decided to hire.",
    "We have decided to turn him down.",
    "It's a no from me.",
    "A clear yes from me!",
    "I'd pass on him.",
    "I would pass.",
    "Below our bar.",
    "Does not meet the hiring bar.",
    "Not at the bar for senior.",
    "It's a no for me.",
    "Yes for me, with questions.",
    "I'm a no.",
    "I am a strong yes.",
    "strong-no",
    "Weak yes",
    "Soft no.",
    "A clear yes.",
    "Definitely hire.",
    "not hiring this one",
    "Should not be hired.",
    "She'll be turned down.",
    "2/4 on communication",
    "3 out of 4",
    "Communication: 2",
    "Communication: 2/4, data: 3/4",
    "rated 2 in communication",
    "Ratings: 2, 3, 3",
    "gave 3s across the board",
    "Below the bar.",
    "Doesn't meet the bar.",
    "pass on this candidate",
    "hard pass",
)

ORDINARY = (
    "Hired a team of five in Porto.",
    "Has hired and let go of people; told how.",
    "Their manager hired her straight from university.",
    "Would hire two testers before another developer.",
    "Said companies that don't hire juniors have none later.",
    "Told of a bad hire they made, and what they changed.",
    "Onboarded every new hire for a year.",
    "Rejected the promise with a plain string, so the stack was lost.",
    "Would reject requests over the limit with a 429.",
    "Said we should reject the write when the quorum is gone.",
    "Their pull request was rejected twice; asked why both times.",
    "Requests should be rejected early.",
    "Strong typing, strong consistency, strong on SQL.",
    "No strong opinion on frameworks.",
    "Answered with yes, then no, when asked whether reads are repeatable.",
    "Said a clear no to weekend work, and why.",
    "Leaning on the database for locks.",
    "Lean process, no tickets.",
    "Gave 3 examples.",
    "I gave a 4-hour task by mistake.",
    "I gave her 2 hints, then a third.",
    "Gave me a 3 minute tour of the service.",
    "I'd give one more example next time.",
    "We gave them a one page brief.",
    "Rated the risk of each migration, then did the 2 riskiest first.",
    "Scored 3 goals for the company's team.",
    "Passed 3 of 4 tests; 2 out of 4 edge cases were covered.",
    "Release 3/4 was rolled back.",
    "Passes a context through; passes on errors.",
    "Passed on what she knew to two juniors.",
    "I would pass a context there.",
    "Drew the label below the bar of the chart.",
    "Raised the bar for reviews in their team.",
    "Recommended Kafka, then took it back for nine events a day.",
    "My recommendation is to ask about sharding.",
    "Their team voted no on microservices.",
    "Raft: a follower votes yes once a term.",
    "We decided to go on with the second exercise.",
    "Ask for the hiring plan of a team of four.",
    "Score of the linter: 10.",
    "What of late writes? Reject. And of duplicates? Keep them.",
    "When the token is stale, we should reject.",
    "Said we should reject them at the edge.",
    "I gave one for reads and two for writes, both were found.",
    "Gave it a one in ten chance.",
    "So that we can pass.",
    "Came on board as a hire, not a contractor.",
    "We would reject her pull request too.",
    "A rating service with 4 replicas.",
    "Would advance the offset only after the commit.",
    "Four years, two of them alone.",
    "The rejection letter of the registry was well handled.",
    "Explains a strong no-cache header.",
    "Strong yes-and attitude in the pairing.",
    "No hired hands: wrote all of it.",
    "She will be turned down by the visa office.",
    "At the bar for senior engineers she talked about mentoring.",
    "She scored a 2 on the load test.",
    "Passed on this, then came back to it.",
    "A hard pass to make between two services.",
    "Gave a clear yes to on-call.",
    "Was a soft no at first, then found the leak.",
    "Said it is a no for me to work nights.",
    "Drew boxes below the bar of the chart.",
    "Set the bar for others.",
    "2/4 nodes failed in the drill.",
    "3 out of 4 edge cases were covered.",
    "2 of 4 on call that week.",
    "Replicas: 2, shards: 3.",
    "Teams: 3",
    "Rated 2 in 10 requests as slow.",
    "Gave 3s of delay to each retry.",
    "Not hiring this year, their team learned to automate.",
    "Should be hired help, said their manager.",
    "Was definitely hired for Go.",
    "",
)


@pytest.mark.parametrize("text", VERDICTS)
def test_a_verdict_in_words_is_found(text: str) -> None:
    found = verdict_in(f"Knew indexes well. {text}")
    assert found
    assert found in text, "as it was written, so that its writer finds it"
    assert verdict_in(text.upper())


@pytest.mark.parametrize("text", ORDINARY)
def test_what_only_sounds_like_one_is_no_false_alarm(text: str) -> None:
    assert verdict_in(text) == ""
    assert verdict_in(f"Knew indexes well. {text} Asked good questions.") == ""


def strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from (text for each in value.values() for text in strings(each))
        case list() | tuple():
            yield from (text for each in value for text in strings(each))


def test_no_word_of_a_guide_nor_of_factual_evidence_is_taken_for_a_verdict() -> None:
    """Anchors, questions and good answers are what note-takers quote."""
    guides = [stage.model_dump(mode="json") for stage in backend().playbook.stages if stage.kit]
    written = [value for name, value in vars(evidence).items() if name.isupper()]
    told = [text for text in strings([guides, written]) if verdict_in(text)]
    assert told == []
