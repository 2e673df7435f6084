"""In which conversation messages to a member, or to a group, are: remembered, read from earlier posts, or asked for."""

from collections.abc import Sequence

from models.database import Database
from scheduling.clock import Clock
from scheduling.grouped import Grouped
from scheduling.slack import Senseless, Slack, found_in
from services import delivery
from services.work import Work


class DirectChannels:
    """A conversation between the bot and a member never changes its id, so what is known stays right."""

    def __init__(self, database: Database, slack: Slack, clock: Clock) -> None:
        self._database, self._slack, self._clock = database, slack, clock
        self._known: dict[str, str] = {}
        self._reading: Grouped[str, str] = Grouped(self._read)

    async def of(self, whose: str) -> str:
        """The id of the conversation with a member, or with several (commas between); raises what the client does."""
        if whose not in self._known:
            self._known[whose] = await self._reading.ask(whose) or await self._open(whose)
        return self._known[whose]

    async def end(self) -> None:
        await self._reading.end()

    async def _read(self, those: Sequence[str]) -> list[str]:
        now = self._clock.now()
        return await self._database.read(lambda session: delivery.direct_channels(Work(session, now), those))

    async def _open(self, whose: str) -> str:
        answer = await self._slack.api_call("conversations.open", json={"users": whose})
        channel = found_in(found_in(answer, "channel", dict), "id", str)
        if not channel:
            raise Senseless("no id in the answer")
        return channel
