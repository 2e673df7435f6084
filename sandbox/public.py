"""The page's own files, response URLs, uploads, and links to messages."""

import time
from pathlib import Path

from aiohttp import web

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.web_api.files import may_read


class Public:
    def __init__(self, core: Core, page: Path) -> None:
        self._core = core
        self._page = page

    def routes(self) -> list[web.AbstractRouteDef]:
        found: list[web.AbstractRouteDef] = [
            web.get("/", self.index),
            web.post("/response/{key}", self.respond),
            web.post("/upload/{file}", self.upload),
            web.get("/files/{file}", self.download),
            web.get("/archives/{channel}/{message}", self.permalink),
        ]
        if self._page.is_dir():
            found.append(web.static("/page", self._page))
        return found

    async def index(self, _request: web.Request) -> web.StreamResponse:
        index = self._page / "index.html"
        if not index.is_file():
            return web.Response(text="This sandbox has no page. See /_sandbox/ for its control API.")
        return web.FileResponse(index, headers={"Cache-Control": "no-cache"})

    async def respond(self, request: web.Request) -> web.Response:
        """Slack answers a response URL with `ok`, or 404 and the error."""
        core = self._core
        started = time.perf_counter()
        try:
            body = await request.json()
        except ValueError:
            body = None
        error = ""
        try:
            core.responses.use(core.workspace, request.match_info["key"], body)
        except SlackError as refusal:
            error = refusal.code
        answer = {"ok": not error, **({"error": error} if error else {})}
        summary = str((body or {}).get("text", "")) if isinstance(body, dict) else ""
        core.traffic.add(
            "from_app", "response_url", started=started, request=body, response=answer, error=error, summary=summary
        )
        return web.json_response(answer, status=404) if error else web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.Response:
        stored = self._core.workspace.files.get(request.match_info["file"])
        if stored is None:
            return web.Response(status=404, text="No such upload.")
        if request.content_type == "multipart/form-data":
            form = await request.post()
            parts = [part for part in form.values() if isinstance(part, web.FileField)]
            content = parts[0].file.read() if parts else b""
        else:
            content = await request.read()
        stored["content"] = content
        stored["size"] = len(content)
        return web.Response(text=f"OK - {len(content)}")

    async def download(self, request: web.Request) -> web.Response:
        """For the app with its token, and for the page of a person (`?as=`) in a conversation where it was shared."""
        stored = self._core.workspace.files.get(request.match_info["file"])
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        reader = request.query.get("as", "")
        if stored is None or stored["content"] is None or not may_read(self._core, stored, user=reader, token=token):
            return web.Response(status=404, text="No such file.")
        name = stored["name"].replace('"', "")
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(body=stored["content"], headers=headers, content_type="application/octet-stream")

    async def permalink(self, request: web.Request) -> web.Response:
        """`/archives/C…/p1700000000000000` opens the page at that message."""
        channel, message = request.match_info["channel"], request.match_info["message"].removeprefix("p")
        ts = f"{message[:-6]}.{message[-6:]}"
        thread = request.query.get("thread_ts", "")
        where = f"/?channel={channel}&ts={ts}" + (f"&thread_ts={thread}" if thread else "")
        return web.Response(status=302, headers={"Location": where})
