"""Who will be told what and when: each thing once."""

from dataclasses import replace
from datetime import timedelta

from domain.read.preview import Coming, PreviewLine
from domain.todos import TodoKind
from tests.views.reading import words_of
from tests.views.samples import LISBON, NOW, TYPICAL, preview
from views.modals.preview import preview_modal

ANA, BEN = TYPICAL.person(1), TYPICAL.person(2)


def shown(*lines: PreviewLine) -> str:
    coming = preview(TYPICAL)
    return words_of(preview_modal(replace(coming, viewer=replace(coming.viewer, zone=LISBON), lines=lines)))


def reminded(*kinds: TodoKind) -> PreviewLine:
    return PreviewLine(NOW, Coming.NUDGE, ANA, tuple((kind, ANA) for kind in kinds))


def test_the_place_of_all_the_times_is_said_once() -> None:
    found = shown(reminded(TodoKind.DECIDE), replace(reminded(TodoKind.DECIDE), at=NOW + timedelta(days=1)))
    assert found.count("Lisbon") == 1
    assert found.count("• 08:55: ") == 2


def test_what_the_same_person_hears_at_the_same_time_is_one_row() -> None:
    found = shown(reminded(TodoKind.REASSIGN), reminded(TodoKind.REASSIGN), reminded(TodoKind.DECIDE))
    assert found.count("is reminded") == 1
    assert "is reminded to see to what others left undone and to decide" in found


def test_what_comes_again_and_again_at_the_same_time_is_one_row_and_says_until_when() -> None:
    days = [replace(reminded(TodoKind.REASSIGN), at=NOW + timedelta(days=n)) for n in range(3)]
    assert shown(*days).count("•") == 1
    assert "is reminded to see to what others left undone, and 2 times more until Wed 3 Mar" in shown(*days)
    besides = replace(reminded(TodoKind.VOTE), at=days[1].at)
    assert shown(*days, besides).count("•") == 3, "on one day it comes with something else"


def test_a_digest_of_every_day_is_said_once_and_one_alone_on_its_day() -> None:
    days = [PreviewLine(NOW + timedelta(days=n), Coming.DIGEST, channel="C1") for n in range(3)]
    assert "Every working day from Mon 1 Mar on, <#C1> reads in the digest where it stands." in shown(*days)
    assert shown(*days).count("<#C1>") == 1
    assert "• 08:55: <#C1> reads it in the digest" in shown(days[0])
