"""Signed HTTP requests to the app's request URL, as Slack makes them."""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientConnectionError, ClientSession, ClientTimeout

from sandbox.core import Core
from sandbox.delivery import Ack, Kind, Retry
from sandbox.faults import Fault

Json = dict[str, Any]
AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's `v0` signature. Source: docs.slack.dev/authentication/verifying-requests-from-slack."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return f"v0={digest}"


class HttpDelivery:
    def __init__(self, core: Core, ack_seconds: float) -> None:
        self._core = core
        self._timeout = ClientTimeout(total=ack_seconds)
        self._session: ClientSession | None = None

    async def send(self, kind: Kind, payload: Json, retry: Retry | None, _fault: Fault | None) -> Ack:
        if not self._core.app.request_url:
            return Ack("no_connection")
        if kind == "events_api":
            body, content_type = json.dumps(payload), "application/json"
        elif kind == "slash_commands":
            body, content_type = urlencode(payload), FORM
        else:
            body, content_type = urlencode({"payload": json.dumps(payload)}), FORM
        headers = self.headers(body, content_type)
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
        return await self._post(body, headers)

    def headers(self, body: str, content_type: str) -> dict[str, str]:
        now = str(int(time.time()))
        return {
            "Content-Type": content_type,
            "User-Agent": AGENT,
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": signature(self._core.app.signing_secret, now, body),
        }

    async def _post(self, body: str, headers: dict[str, str]) -> Ack:
        if self._session is None:
            self._session = ClientSession(timeout=self._timeout)
        try:
            async with self._session.post(
                self._core.app.request_url, data=body.encode(), headers=headers, allow_redirects=False
            ) as response:
                text = await response.text()
        except TimeoutError:
            return Ack("timeout")
        except ClientConnectionError:
            return Ack("no_connection")
        may_retry = response.headers.get("X-Slack-No-Retry") != "1"
        if not 200 <= response.status < 300:
            return Ack("status", text, response.status, may_retry)
        return Ack("", _parsed(text, response.content_type), response.status, may_retry)

    async def verify(self) -> bool:
        """Tell whether the request URL answers the challenge, as Slack does before it accepts one."""
        challenge = self._core.workspace.ids.new("challenge")
        payload = {
            "type": "url_verification",
            "token": self._core.app.verification_token,
            "challenge": challenge,
        }
        body = json.dumps(payload)
        ack = await self._post(body, self.headers(body, "application/json"))
        answered = ack.body.get("challenge") if isinstance(ack.body, dict) else ack.body
        return ack.ok and answered == challenge

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _parsed(text: str, content_type: str) -> Any:
    """An object when it reads as one, whatever the header says; else the text."""
    if content_type == "application/json" or text[:1] == "{":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text
