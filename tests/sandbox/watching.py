"""A page of the browser, without the browser."""

from aiohttp import ClientWebSocketResponse

from tests.sandbox.blockkit import Json
from tests.sandbox.world import ADA, Api


async def boot(api: Api, user: str = ADA.id) -> Json:
    return await api.get(f"/_sandbox/page/boot?as={user}")


class Watcher:
    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket

    async def until(self, kind: str) -> Json:
        """The next of this kind; what comes before it is passed over."""
        while True:
            message: Json = await self.socket.receive_json(timeout=5)
            if message["type"] == kind:
                return message


async def watch(api: Api, user: str = ADA.id) -> Watcher:
    return Watcher(await api.session.ws_connect(f"{api.sandbox.url}/_sandbox/page/ws?as={user}"))
