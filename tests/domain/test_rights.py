"""Who may do what: the table is whole, relations add up, and a candidate sees nothing."""

import pytest

from domain.actions import Action
from domain.permissions import MAY, Relation, may, may_decide, require
from domain.playbook import Decider
from domain.refusals import NotAllowed, NotFound

NOBODY: frozenset[Relation] = frozenset()


def test_every_action_is_a_row() -> None:
    assert list(MAY) == list(Action)
    assert all(MAY.values())


def test_no_row_names_the_candidate() -> None:
    assert not any(Relation.CANDIDATE in row for row in MAY.values())


@pytest.mark.parametrize("action", Action)
def test_a_candidate_may_nothing_whatever_else_they_are(action: Action) -> None:
    everything = frozenset(Relation)
    assert not may(action, everything)
    assert may(action, everything - {Relation.CANDIDATE})
    with pytest.raises((NotFound, NotAllowed)):
        require(action, everything)


@pytest.mark.parametrize("action", [action for action in Action if action is not Action.CREATE_ROLE])
@pytest.mark.parametrize("relations", [NOBODY, frozenset({Relation.ROLE_OPENER})])
def test_who_stands_in_no_relation_learns_not_even_that_it_exists(
    action: Action, relations: frozenset[Relation]
) -> None:
    with pytest.raises(NotFound):
        require(action, relations)


def test_who_may_not_open_roles_learns_whom_to_ask() -> None:
    with pytest.raises(NotAllowed, match="Ask an admin"):
        require(Action.CREATE_ROLE, NOBODY)
    require(Action.CREATE_ROLE, frozenset({Relation.ROLE_OPENER}))


def test_who_is_related_but_may_not_learns_who_can() -> None:
    with pytest.raises(NotAllowed, match="who leads the search"):
        require(Action.REJECT, frozenset({Relation.PANELIST}))


def test_relations_add_up() -> None:
    assert not may(Action.FEEDBACK, frozenset({Relation.HIRING_MANAGER}))
    assert may(Action.FEEDBACK, frozenset({Relation.HIRING_MANAGER, Relation.PANELIST}))


@pytest.mark.parametrize(
    ("relation", "actions"),
    [
        (Relation.CHANNEL, {Action.OPEN, Action.DIGEST}),
        (Relation.ROLE_OPENER, {Action.CREATE_ROLE}),
        (Relation.APPROVER, {Action.OPEN, Action.READ_OFFER, Action.APPROVE}),
        (
            Relation.PANELIST,
            {
                Action.OPEN,
                Action.READ_CANDIDATE,
                Action.ANSWER,
                Action.WHAT_HAPPENED,
                Action.NOT_THERE,
                Action.FEEDBACK,
                Action.READ_SCORECARDS,
                Action.VOTE,
                Action.READ_RECORD,
            },
        ),
        (
            Relation.BAR_RAISER,
            {Action.OPEN, Action.READ_CANDIDATE, Action.READ_SCORECARDS, Action.VOTE, Action.READ_RECORD},
        ),
    ],
)
def test_who_stands_at_the_edge_may_little(relation: Relation, actions: set[Action]) -> None:
    assert {action for action in Action if may(action, frozenset({relation}))} == actions


RUNS_THE_LOOP = {
    Action.OPEN,
    Action.EDIT_ROLE,
    Action.CLOSE_ROLE,
    Action.ADD_CANDIDATE,
    Action.READ_CANDIDATE,
    Action.SCHEDULE,
    Action.LOG,
    Action.RESCHEDULE,
    Action.CANCEL,
    Action.PANEL,
    Action.ADD_LINK,
    Action.SETTLE,
    Action.WAIVE,
    Action.REMIND,
    Action.SEND_CHALLENGE,
    Action.EXTEND,
    Action.SUBMISSION,
    Action.REPLACE_APPROVER,
    Action.TOLD,
    Action.HOLD,
    Action.RESUME,
    Action.WITHDRAW,
    Action.REOPEN,
    Action.DIGEST,
    Action.POST_DIGEST,
    Action.PREVIEW,
}
"""What admins, recruiter and hiring manager may alike."""

DECIDES = {
    Action.WHAT_HAPPENED,
    Action.MOVE_ON,
    Action.READ_RECORD,
    Action.DECIDE,
    Action.ADVANCE,
    Action.READ_SCORECARDS,
    Action.REOPEN_DECISION,
    Action.DRAFT_OFFER,
    Action.READ_OFFER,
    Action.SEND_OFFER,
    Action.RESCIND,
    Action.ANSWER_OFFER,
    Action.REJECT,
}
"""What only the two who lead the search may."""


@pytest.mark.parametrize(
    ("relation", "actions"),
    [
        (Relation.ADMIN, RUNS_THE_LOOP | {Action.CREATE_ROLE, Action.EDIT_CANDIDATE, Action.OVERRIDE}),
        (Relation.RECRUITER, RUNS_THE_LOOP | DECIDES | {Action.EDIT_CANDIDATE, Action.READ_LOAD}),
        (
            Relation.HIRING_MANAGER,
            RUNS_THE_LOOP | DECIDES | {Action.OVERRIDE, Action.VOTE, Action.CLOSE_GATE, Action.ANSWER_CONCERN},
        ),
        (
            Relation.ORGANISER,
            {Action.OPEN, Action.RESCHEDULE, Action.CANCEL, Action.PANEL, Action.ADD_LINK},
        ),
        (Relation.CANDIDATE, set()),
    ],
)
def test_who_carries_a_loop_may_much_and_each_only_their_part(relation: Relation, actions: set[Action]) -> None:
    assert {action for action in Action if may(action, frozenset({relation}))} == actions


@pytest.mark.parametrize("action", [Action.READ_SCORECARDS, Action.READ_OFFER, Action.DECIDE, Action.APPROVE])
def test_an_admin_reads_no_scorecards_and_no_pay_and_decides_nothing(action: Action) -> None:
    assert not may(action, frozenset({Relation.ADMIN}))


def test_a_stage_is_decided_by_whom_the_playbook_names_and_always_by_the_hiring_manager() -> None:
    recruiter, manager = frozenset({Relation.RECRUITER}), frozenset({Relation.HIRING_MANAGER})
    assert may_decide(recruiter, Decider.RECRUITER)
    assert not may_decide(recruiter, Decider.HIRING_MANAGER)
    assert may_decide(manager, Decider.RECRUITER)
    assert not may_decide(manager | {Relation.CANDIDATE}, Decider.RECRUITER)
    assert not may_decide(NOBODY, Decider.RECRUITER)
