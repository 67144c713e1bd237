"""Twilio's SDK, always with a time-out, and pointed at another host when a test or a rig says so."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client


class _HttpClient(TwilioHttpClient):  # type: ignore[misc]  # the SDK is not typed
    def __init__(self, *, api_url: str, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self._elsewhere = urlsplit(api_url)
        if api_url:
            self.session.trust_env = False  # a proxy of this machine does not lead to a host beside us

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        return super().request(method, self.rewritten(url), *args, **kwargs)

    def log_request(self, kwargs: dict[str, Any]) -> None:
        """Nothing: the SDK would log customers' numbers."""

    def log_response(self, status_code: int, response: Any) -> None:
        """Nothing, for the same reason."""

    def rewritten(self, url: str) -> str:
        """An address of Twilio where it is for us."""
        if not self._elsewhere.netloc:
            return url
        parts = urlsplit(url)
        return urlunsplit(parts._replace(scheme=self._elsewhere.scheme, netloc=self._elsewhere.netloc))


def connect_client(*, account_sid: str, auth_token: str, api_url: str = "", timeout: float = 10.0) -> Client:
    return Client(account_sid, auth_token, http_client=_HttpClient(api_url=api_url, timeout=timeout))
