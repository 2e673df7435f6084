"""What a decision record says of one stage: its rounds with their votes and decisions, and what was overridden."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.actions import Action
from domain.ballots import AGAINST
from domain.debriefs import missing
from domain.permissions import Relation, may
from domain.playbook import Playbook
from domain.read.debriefs import VoteLine
from domain.read.details import ScorecardLine
from domain.read.people import Person
from domain.read.records import BAR_RAISER, HIRING_MANAGER, KeptVote, Override, RecordedDecision, RoundRecord
from domain.scorecards import Recommendation
from domain.state import LoopState, Part, Step
from models.tables import Decision, History, Scorecard, Vote
from services import debrief_votes
from services.change import MISSING, round_of
from services.facts import Facts, Row
from services.old_votes import OldVotes, old
from services.work import Work

REOPENED = "DecisionReopened"
CONCERN_ANSWERED = "ConcernAnswered"
OVERRIDES = (
    "CardWaived", "GateClosed", "VoterLeft", "DebriefMovedOn", "Unsealed", CONCERN_ANSWERED, REOPENED, "Reopened",
)  # fmt: skip

ABOUT_PAY = "expectations"
"""Key of the reason to reject that speaks of pay, place and time."""
FOR_THE_OFFER = "for those who may read the offer"
UNTIL_VOTED = "hidden until the votes are over"
FOR_THAT_PANEL = "for that round's panel, the recruiter and the hiring manager"

LEADS = frozenset({Relation.RECRUITER, Relation.HIRING_MANAGER})
WHY_FOR_LEADS = frozenset({"CardWaived", "Reopened"})
"""Why a scorecard does not come may be about somebody's health, why a closed loop goes on about pay."""

GOES_ON = frozenset({"advance"})
STOPS = frozenset({"reject"})


@dataclass(frozen=True, slots=True)
class Source:
    """All that a loop's records are made of, loaded at once: its stages cost no query each."""

    facts: Facts
    row: Row
    relations: frozenset[Relation]
    playbook: Playbook
    now: LoopState
    lines: tuple[ScorecardLine, ...]
    cards: Sequence[Scorecard]
    decided: Sequence[Decision]
    entries: Sequence[History]
    people: dict[str, Person]
    old_votes: OldVotes


def rounds(work: Work, source: Source, key: str) -> tuple[RoundRecord, ...]:
    lines = [line for line in source.lines if line.stage_key == key and line.part is not Part.SHADOW]
    decided = [one for one in source.decided if one.stage == key]
    votes = [vote for vote in source.facts.votes.get(source.row[0].id or 0, ()) if vote.stage == key]
    numbers = sorted({line.round for line in lines} | {one.round for one in decided} | {one.round for one in votes})
    return tuple(
        RoundRecord(
            number=number,
            scorecards=tuple(line for line in lines if line.round == number),
            votes=_votes(work, source, [vote for vote in votes if vote.round == number], key, number),
            decisions=_decisions(
                source,
                [one for one in decided if one.round == number],
                reads=_reads(work, source, key, number),
                voting=_voting(source, key, number),
                votes_yet=_votes_yet(work, source, key, number),
            ),
        )
        for number in numbers
    )


def _reads(work: Work, source: Source, key: str, number: int) -> bool:
    """Whether the reader reads that round's votes. What was decided on them is then theirs to read as well."""
    return debrief_votes.reads_round(work, source.facts, source.row[0], key, number)


def _voting(source: Source, key: str, number: int) -> bool:
    """Whether that round's scorecards or votes are still to come: nobody is to be swayed."""
    now = source.now
    return (key, number) == (now.stage, now.round) and not now.closed and now.step is not Step.DECISION


def _votes_yet(work: Work, source: Source, key: str, number: int) -> bool:
    """Whether the reader had a vote to give when the loop was closed: should it go on again, they give it unswayed."""
    now = source.now
    return now.closed and (key, number) == (now.stage, now.round) and work.actor in missing(now)


def _votes(work: Work, source: Source, given: list[Vote], key: str, number: int) -> tuple[VoteLine, ...]:
    """Of the present round as they are open now; of an earlier one as they were open when it was decided."""
    now, loop = source.now, source.row[0]
    if (key, number) == (now.stage, now.round):
        return debrief_votes.lines(work, now, given, source.relations, source.facts.panel(loop)) if given else ()
    if not _reads(work, source, key, number):
        return ()
    here = [one for one in source.decided if (one.stage, one.round) == (key, number) and one.reopened_at is None]
    rows = {one.member_id: one for one in given}
    return tuple(_kept(vote, rows.get(vote.person.id)) for vote in (_given(source, here[-1])[0] if here else ()))


def _given(source: Source, one: Decision) -> tuple[tuple[KeptVote, ...], bool]:
    """The votes that a decision keeps, and whether who raised the bar is known."""
    parts, known = source.old_votes.parts(one) if old(one) else ({}, True)
    votes = ((member, first, second, *(part or [parts.get(member, "")])) for member, first, second, *part in one.votes)
    return tuple(KeptVote(source.people[member], *rest) for member, *rest in votes), known


def _kept(vote: KeptVote, row: Vote | None) -> VoteLine:
    """That a vote was given which was never opened is told, not which."""
    return VoteLine(
        person=vote.person,
        bar_raiser=vote.part == BAR_RAISER,
        hiring_manager=vote.part == HIRING_MANAGER,
        in_first=bool(vote.first or (row and row.first)),
        in_second=bool(vote.second or (row and row.second)),
        first=vote.first,
        second=vote.second,
        first_note=row.first_note if row and vote.first else "",
        second_note=row.second_note if row and vote.second else "",
        answer=row.answer if row else "",
        left=row is not None and row.left_at is not None,
    )


def _decisions(
    source: Source, found: Sequence[Decision], *, reads: bool, voting: bool, votes_yet: bool
) -> tuple[RecordedDecision, ...]:
    """Of one round. Its outcomes and who decided are for all who may read the record; the rest as `_withheld` says.

    The votes that a decision kept were open when it was taken; while people vote anew, the round's own say what is.
    """
    people, shown = source.people, reads and not voting
    return tuple(
        RecordedDecision(
            outcome=one.outcome,
            rationale=""
            if (hidden := _withheld(source, one, reads=reads, voting=voting or votes_yet))
            else one.rationale,
            override="" if hidden else one.override,
            dissent="" if hidden else one.dissent,
            by=people[one.decided_by],
            at=one.decided_at,
            votes=_given(source, one)[0] if shown else (),
            raiser_unknown=shown and not _given(source, one)[1],
            dissenters=tuple(people[vote[0]] for vote in one.votes if shown and _differs(one.outcome, vote)),
            playbook_hash=one.playbook_hash or "",
            reopened_at=one.reopened_at,
            probe=one.probe,
            withheld=hidden,
        )
        for one in found
    )


def _withheld(source: Source, one: Decision, *, reads: bool, voting: bool) -> str:
    """Why a reader does not read the reason.

    It tells of a round that is not theirs, or of pay, or would sway those who still vote, also where it was taken back.
    """
    if not reads:
        return FOR_THAT_PANEL
    about_pay = source.playbook.close_reasons.rejected.get(ABOUT_PAY)
    if one.outcome in STOPS and about_pay and one.rationale.startswith(about_pay):
        return "" if may(Action.READ_OFFER, source.relations) else FOR_THE_OFFER
    return UNTIL_VOTED if voting and not source.relations & LEADS else ""


def _differs(outcome: str, vote: Sequence[str]) -> bool:
    """Whether somebody's last open vote was for the other way; to hold or to ask once more is neither way."""
    last = vote[2] or vote[1]
    against = bool(last) and Recommendation(last) in AGAINST
    return against if outcome in GOES_ON else bool(last) and not against if outcome in STOPS else False


def not_waited_for(entry: History) -> tuple[str, ...]:
    """Whose votes were missing when a debrief went on; entries from before that was written down name nobody."""
    return tuple(entry.facts.get(MISSING, ()))


def overrides(work: Work, source: Source, key: str) -> tuple[Override, ...]:
    """A decision is reopened from the stage after.

    Reasons are for who reads that round's votes, some for those who lead the search alone. That a no was answered tells
    how somebody voted.
    """
    leads = bool(source.relations & LEADS)
    found = [each for each in source.entries if key == (each.to_stage if each.event == REOPENED else each.from_stage)]
    readable = {number: _reads(work, source, key, number) for number in {round_of(entry) for entry in found}}
    return tuple(
        Override(
            entry.event,
            source.people.get(entry.by),
            entry.at,
            entry.reason if leads or (readable[round_of(entry)] and entry.event not in WHY_FOR_LEADS) else "",
            source.people.get(str(entry.facts.get("member", ""))),
            tuple(source.people[member] for member in not_waited_for(entry)),
        )
        for entry in found
        if entry.event != CONCERN_ANSWERED or debrief_votes.reads_answer(work, source.facts, source.row[0], entry)
    )
