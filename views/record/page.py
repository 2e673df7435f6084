"""The page: who and what it is about, then stage by stage what was decided, and on what."""

from datetime import datetime

from domain.read.people import Person
from domain.read.records import DecisionRecord, Override, RecordedDecision, RoundRecord, WholeRecord
from domain.words import STATUS_LABELS
from views.modals.parts import pretty
from views.record.html import Html, join, person, tag, words
from views.record.scorecards import scorecards
from views.record.style import STYLE
from views.record.votes import votes
from views.text import clock, long_day, zone_of
from views.wording import OUTCOMES

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Were anything to get through, the browser would still neither run nor fetch it."""

SHOWN_OF_A_HASH = 12

UNKNOWN = "Who raised the bar then was not recorded."

HAPPENED = {
    "CardWaived": "A scorecard was waived",
    "GateClosed": "The debrief began without all scorecards",
    "VoterLeft": "A vote was not waited for, because its voter had left the company",
    "DebriefMovedOn": "The debrief went on without all votes",
    "Unsealed": "Scorecards were opened before all were in",
    "ConcernAnswered": "The bar raiser's no was answered",
    "DecisionReopened": "The decision was taken back",
    "Reopened": "The closed loop was reopened",
}


def record_page(record: WholeRecord) -> Html:
    title = f"Decision record: {record.candidate}"
    head = join(
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
        Html('<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'),
        tag("title", title),
        Html(f"<style>{STYLE}</style>"),
    )
    body = tag("main", _top(record), *(_stage(record, stage) for stage in record.stages), _foot(record))
    return join(Html("<!doctype html>\n"), tag("html", tag("head", head), tag("body", body), lang="en"))


def _top(record: WholeRecord) -> Html:
    leads = [("Recruiter", record.recruiter), ("Hiring manager", record.hiring_manager)]
    if record.bar_raiser:
        leads.append(("Bar raiser", record.bar_raiser))
    return tag(
        "header",
        tag("p", "Decision record", css="kicker"),
        tag("h1", person(record.candidate)),
        tag("p", person(record.role), f" \u00b7 {STATUS_LABELS[record.status]}"),
        tag("p", *(tag("span", f"{what}: ", person(who.name), css="fact") for what, who in leads)),
    )


def _stage(record: WholeRecord, stage: DecisionRecord) -> Html:
    several = len(stage.rounds) > 1
    return tag(
        "section",
        tag("h2", person(stage.stage)),
        *(_round(record, each, several=several) for each in stage.rounds),
        _overrides(record, stage.overrides),
        _versions(record, stage),
    )


def _round(record: WholeRecord, each: RoundRecord, *, several: bool) -> Html:
    standing = next((one for one in reversed(each.decisions) if one.reopened_at is None), None)
    return join(
        tag("h3", f"Round {each.number}") if several else "",
        *(_decision(record, each, one, stands=one is standing) for one in each.decisions),
        scorecards(each.scorecards, lambda when: _when(record, when), over=standing is not None),
    )


def _decision(record: WholeRecord, each: RoundRecord, one: RecordedDecision, *, stands: bool) -> Html:
    """The one that stands has what people wrote beside their votes; one that was taken back the votes alone."""
    outcome = OUTCOMES.get(one.outcome, pretty(one.outcome))
    return tag(
        "article",
        tag(
            "p",
            tag("strong", outcome, css="outcome"),
            ", decided by ",
            person(one.by.name),
            f", {_when(record, one.at)}",
        ),
        tag("p", f"Taken back {_when(record, one.reopened_at)}.", css="muted") if one.reopened_at else "",
        words("Why:", one.rationale or one.withheld),
        words("Without waiting for all, because:", one.override),
        _dissent(one),
        words("For the next stage to look into:", one.probe),
        votes(one.votes, each.votes if stands else ()),
        tag("p", UNKNOWN, css="muted small") if one.raiser_unknown else "",
        css="decision" if stands else "decision undone",
    )


def _dissent(one: RecordedDecision) -> Html:
    if not one.dissenters:
        return words("Seen differently:", one.dissent)
    named = tag("p", tag("strong", "Voted the other way:"), " ", _people(one.dissenters))
    return join(named, words("Seen differently:", one.dissent))


def _people(people: tuple[Person, ...]) -> Html:
    return join(*(join(", " if number else "", person(each.name)) for number, each in enumerate(people)))


def _overrides(record: WholeRecord, overrides: tuple[Override, ...]) -> Html:
    if not overrides:
        return Html()
    rows = [
        tag(
            "li",
            HAPPENED.get(each.event, pretty(each.event)),
            join(" (", _people(concerned), ")") if (concerned := each.without or _one(each.about)) else "",
            f", {_when(record, each.at)}",
            join(", by ", person(each.by.name)) if each.by else "",
            join(": ", tag("span", each.reason.strip(), css="said", dir="auto")) if each.reason.strip() else "",
        )
        for each in overrides
    ]
    return join(tag("h3", "Overrides and reopenings"), tag("ul", *rows))


def _one(person: Person | None) -> tuple[Person, ...]:
    return (person,) if person else ()


def _versions(record: WholeRecord, stage: DecisionRecord) -> Html:
    """What a later reader needs to find the questions and anchors as they were then."""
    decided = dict.fromkeys(one.playbook_hash or stage.playbook_hash for each in stage.rounds for one in each.decisions)
    kits = f", kit {_hashes(stage.kit_hashes)}" if stage.kit_hashes else ""
    said = f"Playbook {record.playbook}, version {_hashes(tuple(decided))}{kits}"
    return tag("p", said, css="muted small versions")


def _hashes(found: tuple[str, ...]) -> str:
    return ", ".join(each[:SHOWN_OF_A_HASH] for each in found)


def _foot(record: WholeRecord) -> Html:
    return tag(
        "footer",
        "Made for ",
        person(record.reader.name),
        f" by Loopkeeper, {_when(record, record.made_at)}. It holds what ",
        person(record.reader.name),
        " may read, as it stood then.",
        css="muted small",
    )


def _when(record: WholeRecord, moment: datetime) -> str:
    """With the year: it is read long after."""
    zone = record.reader.zone
    return f"{long_day(moment.astimezone(zone_of(zone)).date())}, {clock(moment, zone)}"
