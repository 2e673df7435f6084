"""What interviewers of the sample company have written down: facts, one for each competency and score."""

from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

SCREEN: Mapping[str, Sequence[str]] = {
    "core_skills": (
        "Python every day, but the database and the pipelines were always set up by a colleague.",
        "Four years of Python and PostgreSQL in production; told how a missing index took the shop down.",
        "Runs Go services on AWS; changed the deployment from nightly to hourly, and what broke on the way.",
        "Chose between PostgreSQL and a document store for a team of nine; named what the choice cost a year later.",
    ),
    "past_work": (
        "Long on what the team did; own part was the import job, results not known.",
        "Rewrote the invoice export alone; support tickets about it went from thirty a month to two.",
        "Took over the search service when its owner left; cut its answer time from 900 to 200 ms, with graphs.",
        "Built the booking engine that two other teams now extend; would split reading from writing earlier today.",
    ),
    "communication": (
        "Needed three attempts to say what the service does; clearer once asked for an example.",
        "Explained a race condition with two people and one door, and checked that I had followed.",
        "Answers were short and to the point; asked which of two meanings I had in mind.",
        "Drew the payment flow in four boxes while talking. I could repeat it to a colleague the next day.",
    ),
    "motivation": (
        "Is looking at four roles, this one among them; wants to work from abroad half of the year.",
        "Wants to own a service end to end, which the present employer does not offer. Pay and start date match.",
        "Uses our product, and asked what keeps us from shipping offline mode.",
        "Read our engineering notes and asked about two decisions in them. Could start in four weeks.",
    ),
}  # fmt: skip

CHALLENGE: Mapping[str, Sequence[str]] = {
    "problem_solving": (
        "Bookings that touch at 10:00 are refused; a second DELETE answers 500 (bookings.py, line 88).",
        "Half-open intervals, tested at both ends. Bad dates are refused with a sentence.",
        "Overlaps are found by one query over an index on room and start; the README says up to which size.",
        "The overlap rule is an exclusion constraint in the database, so two requests at once cannot both win.",
    ),
    "code_design": (
        "The rule about overlaps stands in the handler and again in the store, with different comparisons.",
        "Handler, rule and storage apart; Booking.overlaps is the only place that compares times.",
        "Names read like the brief. I found the place for opening hours in a minute.",
        "Closing a room on Sundays would be one function; nothing in the 400 lines is without use.",
    ),
    "web_and_api": (
        "Everything that goes wrong is a 400 with an empty body.",
        "201 with the address of the booking, 409 for an overlap, 422 that names the field.",
        "Times need an offset and come back as they were sent; paging is mentioned and left out on purpose.",
        "Repeating a POST with the same key gives the same booking; the README explains why.",
    ),
    "tests": (
        "Three tests, all with free rooms. I turned the overlap rule around and they still passed.",
        "Nineteen tests in a second, one for each edge that the brief names.",
        "Test names are sentences; touching bookings and daylight saving are covered.",
        "Two threads book the same room a hundred times, and exactly one wins: the hard part is tested.",
    ),
    "care": (
        "The command in the README lacks a package; ran after I had guessed which.",
        "Ran at the first try. README says what was left out: sign-in, time zones in the listing.",
        "One command to run, one to test; stopped after two hours and says so.",
        "History of seven tidy commits; next steps are in the order in which I would do them.",
    ),
}  # fmt: skip

SYSTEM_DESIGN: Mapping[str, Sequence[str]] = {
    "scalability": (
        "Added a cache before knowing the load; with 10,000 reads a second given, found the database by elimination.",
        "Asked for reads and writes first: 100 to 1. Sized a year of links at 40 GB and kept one machine.",
        "Found that the counter, not the look-up, is what breaks first, and moved counting to a log.",
        "Estimated load, storage and cost, then said what breaks at ten times and what that would cost a month.",
    ),
    "architecture": (
        "Began with six services; could not say what each would do if the others were down.",
        "One program and one database, with the redirect path cut so that it could move out later.",
        "Compared building feeds on write and on read for our numbers, chose a mix, and named who waits.",
        "Started with one program and said which event would justify the second: when two teams release it.",
    ),
    "data": (
        "Modelled links and users; the question 'which links of this customer expire today' needed a full scan.",
        "Key is the short code; second index by customer and expiry, because the questions ask for it.",
        "Knew that the balance must be consistent and the click counter need not be.",
        "Planned the change of the key's length with both columns side by side, and how to delete on request.",
    ),
    "api_design": (
        "One endpoint creates, changes and deletes, depending on a field.",
        "Clear resources, limits in headers, paging by cursor.",
        "Repeated POST returns the first answer by the client's own key.",
        "Said which field could be added without a new version and which could not, with an example of each.",
    ),
    "security_and_operations": (
        "Named sign-in; permissions and alerts came up only when I asked.",
        "Links are checked against a list before they are shortened; secrets from a store, rotated monthly.",
        "Alert on what users feel: redirects slower than 200 ms for five minutes; rollback in one command.",
        "Walked through a night when the region fails: first alert, what users see, what is caught up in the morning.",
    ),
    "skill_cloud": (
        "Has used queues and storage on AWS; permissions were always given by another team.",
        "Moved a batch job to spot machines and halved its bill; knew what happens when one is taken away.",
        "Wrote the network rules of a service from nothing, and showed which ports stay closed.",
        "Ran a payment service in two regions for a year, and told what failing over once a month had taught them.",
    ),
}  # fmt: skip

CULTURE: Mapping[str, Sequence[str]] = {
    "communication": (
        "The customer learned of the delay on the day of the release.",
        "Told sales two weeks early that the date would not hold, with what would be ready instead.",
        "Explained eventual consistency with a letter in the post; noticed when I was lost.",
        "Started a Friday page of three lines that the whole company reads; it still exists after they left.",
    ),
    "collaboration": (
        "Disagreed about the framework, said nothing, and used another one in their own service.",
        "Told the other side's reasons better than their own; they tried both on one endpoint and measured.",
        "Asked for a third opinion when it got heated, and carried a decision that was not theirs.",
        "Brought two leads who no longer spoke to one table; named what each of them was afraid of.",
    ),
    "coachability": (
        "The hardest feedback was 'too fast'; what changed since stayed vague.",
        "Was told that reviews felt like exams; now asks one question first, and showed an example.",
        "Dropped a table in staging, told the team within minutes, wrote the check that prevents it.",
        "Asks a colleague for feedback after every incident. Said 'I don't know' twice, and then how to find out.",
    ),
    "ownership": (
        "Saw that backups were not restored for a year, and left it to operations.",
        "Said after three of ten days that the estimate was broken, and why, with two ways to go on.",
        "Took over the flaky test suite that nobody owned; from 70 to 99 green runs of a hundred.",
        "Removed a weekly manual fix for good by finding where the bad rows came from, with numbers before and after.",
    ),
    "adaptability": (
        "Three tasks at once: worked on the loudest; the quiet one was late by a month.",
        "Put the three requests in one list, asked the three people to agree on an order, kept to it.",
        "Plan changed in the middle of a migration; made the half-done state safe first, then stopped.",
        "Stopped own favourite project when the numbers did not come, and wrote down what was learned.",
    ),
}  # fmt: skip

OF_STAGE: Mapping[str, Mapping[str, Sequence[str]]] = {
    "screen": SCREEN,
    "challenge": CHALLENGE,
    "system_design": SYSTEM_DESIGN,
    "culture": CULTURE,
}
"""By stage and competency of the playbook `backend`, with what a role adds: for a 2, two for a 3, and for a 4."""


def scorecard(
    stage: str, rated: Sequence[str], ratings: str, recommendation: str, notes: str, *, seed: str
) -> dict[str, Any]:
    """A scorecard's content; `seed` picks among what was seen, the same at every start."""
    known = OF_STAGE[stage]
    if len(ratings) != len(rated):
        raise ValueError(f"{stage} rates {len(rated)} competencies, not {len(ratings)}")
    return {
        "ratings": {
            key: {"score": int(score), "evidence": _seen(known[key], int(score), seed)}
            for key, score in zip(rated, ratings, strict=True)
        },
        "recommendation": recommendation,
        "notes": notes,
    }


def _seen(sentences: Sequence[str], score: int, seed: str) -> str:
    at_three = 1 + crc32(seed.encode()) % 2
    return sentences[{1: 0, 2: 0, 3: at_three, 4: 3}[score]]
