"""Slack without a memory for words: where a message stands, and until it was looked at, which to-dos it asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.crash.sound import Place
from tests.fakes.clock import FrozenClock
from tests.fakes.posting import FakeSlack, Json, refusal
from views import ids

NOTHING: Json = {}

DoNotDisturb = Callable[[str], Json]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message with to-dos, as its reader sees it. `more`: there are some that it has no room for."""

    place: Place
    reader: str
    todos: frozenset[int]
    more: bool


class Forgetful(FakeSlack):
    """Keeps where a message stands, and nothing of what it says: what grows is the bot. A `ts` is when it was said."""

    def __init__(self, clock: FrozenClock, do_not_disturb: DoNotDisturb) -> None:
        super().__init__()
        self._clock, self._do_not_disturb = clock, do_not_disturb
        self.new: list[Place] = []
        """What has come since it was looked at last."""
        self.shown: list[Shown] = []
        """The same, of messages with to-dos."""

    def _chat_postMessage(self, body: Json) -> Json:  # noqa: N802  # Slack's name
        self._ts += 1
        place = body["channel"], f"{self._clock.now().timestamp():.0f}.{self._ts:06}"
        self.messages[place] = NOTHING
        self.new.append(place)
        elements = [each for block in body["blocks"] for each in (*block.get("elements", ()), block.get("accessory"))]
        todos = {_todo(each) for each in elements if _does(each, ids.TODO_SNOOZE)}
        if todos:
            more = any(_does(each, ids.OPEN_TODOS) for each in elements)
            self.shown.append(Shown(place, "U" + place[0].removeprefix("D"), frozenset(todos), more))
        return dict(zip(("channel", "ts"), place, strict=True))

    def _chat_update(self, body: Json) -> Json:
        if (body["channel"], body["ts"]) not in self.messages:
            raise refusal("message_not_found")
        return {"channel": body["channel"], "ts": body["ts"]}

    def _dnd_info(self, body: Json) -> Json:
        return self._do_not_disturb(body["user"])

    def heard(self) -> tuple[list[Place], list[Shown]]:
        """What has come since this was asked last."""
        heard = self.new, self.shown
        self.new, self.shown = [], []
        return heard


def _does(element: Json | None, action: str) -> bool:
    """Where one action is there several times, its ids are numbered from the second on."""
    return element is not None and element.get("action_id", "").partition("#")[0] == action


def _todo(menu: Json) -> int:
    return ids.parse_snooze(menu["options"][0]["value"])[0]
