"""Sends SMS through a Kannel of ours, which speaks with the operators."""

from collections.abc import Collection
from datetime import datetime

import requests
from requests.exceptions import RequestException

from bot.channels.connecting import never_connected
from bot.channels.kannel.answer import understood
from bot.channels.kannel.report import report_url
from bot.channels.ports import Fetched, Media, NotFetched, Outgoing, SendFailed, Sent
from bot.conversation.segments import measure

PATH = "/cgi-bin/sendsms"
EVERY_REPORT = 31  # delivered 1, failed 2, buffered 4, accepted 8 and rejected 16 by the operator
GSM_7, UCS_2 = 0, 2


class KannelCarrier:
    """`sender` is the short code. `secret` signs the address at which Kannel reports; it is not Kannel's password."""

    def __init__(
        self,
        *,
        url: str,
        username: str,
        password: str,
        sender: str,
        public_url: str,
        secret: str,
        timeout: float = 10.0,
    ) -> None:
        self._url = url.rstrip("/") + PATH
        self._public_url, self._secret, self._timeout = public_url, secret, timeout
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy of this machine does not lead to a host beside us
        # In headers and not in the address, which gets into logs and into the texts of exceptions. A connection for
        # each message: one that Kannel has just given up would leave us in doubt.
        self._headers = {
            "X-Kannel-Username": username.encode(),
            "X-Kannel-Password": password.encode(),
            "X-Kannel-From": sender.encode(),
            "X-Kannel-DLR-Mask": str(EVERY_REPORT).encode(),
            "Content-Type": b"text/plain; charset=UTF-8",
            "Connection": b"close",
        }

    def name_of(self, message: Outgoing) -> str:
        """Kannel gives no id of its own, so the row's goes along in the address for reports."""
        return f"K{message.id}"

    def send(self, message: Outgoing) -> Sent:
        if message.channel != "sms":
            raise SendFailed("rejected", f"Kannel does not carry {message.channel}")
        name = self.name_of(message)
        try:
            answer = self._session.post(
                self._url,
                data=message.text.encode(),
                headers={**self._headers, **self._about(message, name)},
                timeout=self._timeout,
                allow_redirects=False,
            )
        except RequestException as error:
            raise SendFailed(
                "retry" if never_connected(error) else "ambiguous",
                f"Kannel could not be reached: {type(error).__name__}",
            ) from None  # the cause may show more of the request than a log should have
        return Sent(provider_id=name, state=understood(status=answer.status_code, text=answer.text))

    def find(self, message: Outgoing, *, since: datetime, besides: Collection[str] = ()) -> Sent | None:
        """Kannel cannot be asked what it has taken: only a report can tell, and reports come by themselves."""
        raise SendFailed("ambiguous", "no report has come of this message yet")

    def fetch(self, media: Media) -> Fetched:
        raise NotFetched("an SMS has nothing with it")

    def _about(self, message: Outgoing, name: str) -> dict[str, bytes]:
        # Said to be GSM-7, Urdu would arrive as question marks; said to be UCS-2, plain text would cost twice.
        coding = GSM_7 if measure(message.text).encoding == "GSM-7" else UCS_2
        about = {
            "X-Kannel-To": message.address,
            "X-Kannel-Coding": str(coding),
            "X-Kannel-Validity": str(_minutes(message.validity)),
            "X-Kannel-DLR-Url": report_url(self._public_url, name=name, secret=self._secret),
        }
        return {header: value.encode() for header, value in about.items()}


def _minutes(seconds: int) -> int:
    return max(1, -(-seconds // 60))
