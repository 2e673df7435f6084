"""A channel that takes no messages: what is said to mend it depends on why."""

import pytest

from domain.read.unreachable import UnreachablePost
from domain.slack_errors import PLACE
from tests.views import overviews, samples
from views.messages import render

UNARCHIVE, INVITE, ALLOW = "Please unarchive it", "Please invite me again", "whoever manages it to allow apps to post"
REMEDIES = {"is_archived": UNARCHIVE, "not_in_channel": INVITE, "channel_not_found": INVITE}


@pytest.mark.parametrize("error", sorted(PLACE))
def test_who_is_told_of_a_closed_channel_reads_what_mends_it(error: str) -> None:
    said = render(UnreachablePost(samples.TYPICAL.person(1), error, "C1", (overviews.role(),))).text
    assert "<#C1>" in said
    assert [remedy for remedy in (UNARCHIVE, INVITE, ALLOW) if remedy in said] == [REMEDIES.get(error, ALLOW)]
    assert "or choose another channel for" in said
