"""The scorecards of a round: a table of competencies by panelists, then what each of them saw."""

from collections.abc import Callable, Sequence
from datetime import datetime

from domain.read.details import EarlierVersion, RatingLine, ScorecardLine
from domain.state import Card
from views.modals.evidence import recommendation, weighs
from views.record.html import Html, join, person, table, tag, words

When = Callable[[datetime], str]


def scorecards(lines: Sequence[ScorecardLine], when: When, *, over: bool = True) -> Html:
    """`over`: the round is decided, so that a scorecard that is not there does not come any more."""
    if not lines:
        return Html()
    readable = [line for line in lines if line.card is Card.SUBMITTED and not line.sealed]
    rated = {rating.competency: rating for line in reversed(readable) for rating in line.ratings}
    kept = dict.fromkeys(rating.competency for line in readable for rating in line.ratings)
    order = sorted(kept, key=lambda key: -rated[key].weight)
    names = {key: rating.name + weighs(rating.weight) for key, rating in rated.items()}
    rows: list[tuple[str, ...]] = [
        (tag("strong", "Recommendation"), *(_recommended(line) for line in readable)),
        *((names[key], *(_score(_of(line.ratings, key)) for line in readable)) for key in order),
    ]
    head = ("", *(person(line.person.name) for line in readable))
    return join(
        tag("h3", "Scorecards"),
        table(head, rows if readable else [], "Ratings from 1 to 4, by who gave them"),
        *(_competency(names[key], rated[key], readable) for key in order),
        *(_changed(line, when) for line in readable if line.earlier),
        *(join(words(f"Notes of {line.person.name}:", line.notes)) for line in readable),
        *(_unread(line, over=over) for line in lines if line not in readable),
    )


def _of(ratings: Sequence[RatingLine], key: str) -> RatingLine | None:
    return next((each for each in ratings if each.competency == key), None)


def _recommended(line: ScorecardLine) -> Html:
    return tag("strong", recommendation(line.recommendation))


def _score(rating: RatingLine | None) -> str:
    if rating is None:
        return "\u2013"
    return str(rating.score) if rating.score else "not assessed"


def _competency(title: str, about: RatingLine, readable: Sequence[ScorecardLine]) -> Html:
    """What each saw of it, in full, under the anchor that they rated by."""
    rows = []
    for line in readable:
        rating = _of(line.ratings, about.competency)
        if rating is None or not (rating.evidence or rating.anchor):
            continue
        rows += [
            tag("dt", tag("strong", _score(rating)), " ", person(line.person.name)),
            tag(
                "dd",
                tag("p", rating.anchor, css="muted small") if rating.anchor else "",
                tag("p", rating.evidence, css="said", dir="auto") if rating.evidence else "",
                tag("p", "The candidate may be told this.", css="muted small") if rating.shareable else "",
            ),
        ]
    reason = f"Weighs {about.weight}: {about.weight_reason}" if about.weight_reason else ""
    why = tag("p", reason, css="muted small") if reason else ""
    return tag("div", tag("h4", title), why, tag("dl", *rows), css="competency") if rows else Html()


def _changed(line: ScorecardLine, when: When) -> Html:
    """A scorecard that was changed after it was submitted: what it said until then, oldest first."""
    return join(*(_earlier(line, each, when) for each in line.earlier))


def _earlier(line: ScorecardLine, version: EarlierVersion, when: When) -> Html:
    rows = [tag("li", f"{rating.name}: {_score(rating)}", _evidence(rating)) for rating in version.ratings]
    return tag(
        "div",
        tag("h4", "What ", person(line.person.name), f" submitted {when(version.at)}, and changed later"),
        tag("p", f"Recommendation: {recommendation(version.recommendation)}"),
        tag("ul", *rows),
        words("Notes:", version.notes),
        css="earlier",
    )


def _evidence(rating: RatingLine) -> Html:
    return join(". ", tag("span", rating.evidence, css="said", dir="auto")) if rating.evidence else Html()


def _unread(line: ScorecardLine, *, over: bool) -> Html:
    """Why there is nothing of it here."""
    said = "no scorecard" if over else "not in yet"
    if line.card is Card.WAIVED:
        said = "waived"
    elif line.sealed:
        said = line.sealed
    reason = join(": ", tag("span", line.waive_reason, css="said", dir="auto")) if line.waive_reason else Html()
    return tag("p", person(line.person.name), f": {said}", reason, css="muted")
