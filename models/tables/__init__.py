"""The tables. Strings for enums (a name in code may change, a stored word may not), aware UTC for every moment.

Personal data and free text stand in columns that can be blanked: never in keys, audit entries or logs. Members are
named by their Slack user id (docs/decisions/0003-member-ids.md).
"""

from models.tables.debriefs import Vote
from models.tables.hiring import Decision, History, KitVersion, Loop, Offer, OfferApproval, PlaybookVersion, Role
from models.tables.interviews import Interview, Panelist, Scorecard
from models.tables.people import Candidate, ChannelMember, Member, Workspace
from models.tables.saying import Audit, Destination, Escalation, Gate, Nudge, Outbox, Post, Receipt, Todo
from models.tables.scorecards import PrivateNote, ScorecardReading, ScorecardVersion

__all__ = [
    "Audit",
    "Candidate",
    "ChannelMember",
    "Decision",
    "Destination",
    "Escalation",
    "Gate",
    "History",
    "Interview",
    "KitVersion",
    "Loop",
    "Member",
    "Nudge",
    "Offer",
    "OfferApproval",
    "Outbox",
    "Panelist",
    "PlaybookVersion",
    "Post",
    "PrivateNote",
    "Receipt",
    "Role",
    "Scorecard",
    "ScorecardReading",
    "ScorecardVersion",
    "Todo",
    "Vote",
    "Workspace",
]
