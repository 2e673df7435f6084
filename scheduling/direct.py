"""In which conversation a member's direct messages are: remembered, read from earlier posts, or asked of Slack."""

from models.database import Database
from scheduling.clock import Clock
from scheduling.slack import Slack
from services import delivery
from services.work import Work


class DirectChannels:
    """A conversation between the bot and a member never changes its id, so what is known stays right."""

    def __init__(self, database: Database, slack: Slack, clock: Clock) -> None:
        self._database, self._slack, self._clock = database, slack, clock
        self._known: dict[str, str] = {}

    async def of(self, member: str) -> str:
        """The id of the conversation (`D…`); raises what the Slack client raises."""
        if member not in self._known:
            now = self._clock.now()
            stored = await self._database.read(lambda session: delivery.direct_channel(Work(session, now), member))
            self._known[member] = stored or await self._open(member)
        return self._known[member]

    async def _open(self, member: str) -> str:
        answer = await self._slack.api_call("conversations.open", json={"users": member})
        return str(answer["channel"]["id"])
