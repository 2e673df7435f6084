"""The SDK's client, made steady: what answers in Slack's place is raised like any error of Slack's.

The SDK hangs the HTTP client's own answer on an error when a body is no JSON (a proxy's page), and trips over JSON that
is no object, so that whoever then asks for the error's code fails a second time.
"""

from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

NO_ANSWER = 200
"""The status to speak of when the SDK tells none: it reads a body only of what was answered."""


class SteadyClient(AsyncWebClient):
    """`error.response["error"]` is always there: empty when Slack named none."""

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        try:
            return await super().api_call(api_method, **given)
        except SlackApiError as error:
            response: Any = error.response
            if isinstance(response, AsyncSlackResponse) and isinstance(response.data, dict):
                response.data.setdefault("error", "")
                raise
            raise self._unreadable(api_method, response) from error
        except (AttributeError, ValueError) as error:
            raise self._unreadable(api_method, None) from error

    def _unreadable(self, api_method: str, response: Any) -> SlackApiError:
        status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or NO_ANSWER)
        answer = AsyncSlackResponse(
            client=self,
            http_verb="POST",
            api_url=f"{self.base_url}{api_method}",
            req_args={},
            data={"ok": False, "error": ""},
            headers=dict(getattr(response, "headers", None) or {}),
            status_code=status,
        )
        return SlackApiError(f"{api_method} was answered by something that is not Slack ({status})", answer)  # type: ignore[no-untyped-call]  # the SDK left it so
