"""`/api/<method>`: who asks, may they, does something go wrong on purpose, and the answer."""

import asyncio
import json
import time
from typing import Any

from aiohttp import web

from sandbox.core import Core
from sandbox.errors import RateLimited, SlackError
from sandbox.faults import Fault
from sandbox.web_api.arguments import Args
from sandbox.web_api.router import METHODS, Method, need_scope

Json = dict[str, Any]
SECRET = frozenset({"token"})


class Endpoint:
    def __init__(self, core: Core) -> None:
        self._core = core

    async def handle(self, request: web.Request) -> web.StreamResponse:
        started = time.perf_counter()
        name = request.match_info["method"]
        try:
            given = await _arguments(request)
        except SlackError as refusal:
            return web.json_response(refusal.answer())
        fault = self._core.faults.for_call(name)
        if fault and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        response = _faulty(fault) if fault else None
        answer: Json | str = fault.kind if fault else ""
        if response is None:
            answer, response = self._answer(name, given, _token(request, given))
        error = answer.get("error", "") if isinstance(answer, dict) else f"fault: {answer}"
        if fault and fault.kind == "lost":
            error = "fault: lost"
        self._core.traffic.add(
            "from_app",
            name,
            started=started,
            request={key: _readable(value) for key, value in given.items() if key not in SECRET},
            response=answer,
            error=error,
            summary=_summary(given),
        )
        if fault and fault.kind == "lost" and request.transport is not None:
            request.transport.close()
        return response

    def _answer(self, name: str, given: Json, token: str) -> tuple[Json, web.Response]:
        core = self._core
        headers: dict[str, str] = {}
        try:
            method = _method(name)
            self._authorize(method, token)
            if method.bearer == "bot":
                headers["X-OAuth-Scopes"] = ",".join(sorted(core.app.scopes))
                headers["X-Accepted-OAuth-Scopes"] = method.scope
            if method.scope:
                need_scope(core, method.scope)
            core.limits.call(name, method.tier)
            answer: Json = {"ok": True, **method.handler(core, Args(given))}
        except RateLimited as refusal:
            headers["Retry-After"] = str(refusal.retry_after)
            answer = refusal.answer()
            return answer, web.json_response(answer, status=429, headers=headers)
        except SlackError as refusal:
            answer = refusal.answer()
        # Written down as it is now: what is stored goes on changing.
        text = json.dumps(answer)
        return json.loads(text), web.Response(text=text, content_type="application/json", headers=headers)

    def _authorize(self, method: Method, token: str) -> None:
        app = self._core.app
        if method.bearer == "none":
            return
        if not token:
            raise SlackError("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise SlackError("invalid_auth")
        if token != (app.bot_token if method.bearer == "bot" else app.app_token):
            raise SlackError("not_allowed_token_type")


def _method(name: str) -> Method:
    if name not in METHODS:
        raise SlackError("unknown_method", req_method=name)
    return METHODS[name]


def _faulty(fault: Fault) -> web.Response | None:
    """The answer that a fault puts in place of the real one; None when the call is carried out all the same."""
    match fault.kind:
        case "error":
            return web.json_response({"ok": False, "error": fault.error})
        case "status":
            return web.Response(status=fault.status, text="<html><body>Server Error</body></html>")
        case "rate_limited":
            return web.json_response(
                {"ok": False, "error": "ratelimited"},
                status=429,
                headers={"Retry-After": str(fault.retry_after)},
            )
        case "html":
            return web.Response(text="<html><body>Something is up.</body></html>", content_type="text/html")
        case "empty":
            return web.Response(text="")
    return None


async def _arguments(request: web.Request) -> Json:
    given: Json = dict(request.query)
    if request.method != "POST":
        return given
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return given | body
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        given |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return given


def _token(request: web.Request, given: Json) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(given.get("token") or "")


def _readable(value: Any) -> Any:
    """Structures that came as JSON text, taken apart, so that a reader of the record sees them."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _summary(given: Json) -> str:
    parts = [str(given[name]) for name in ("channel", "user", "user_id", "view_id", "text") if given.get(name)]
    return " · ".join(parts)
