"""The served application with a Kannel for its SMS and a Twilio for WhatsApp, and telephones at the short code."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from served import Served, press_pay, serve

from bot.store import tables
from tests.fakes.kannel import FakeKannel, Sms


@dataclass
class KannelSite:
    served: Served
    kannel: FakeKannel

    def phone(self, number: str, *, by: str = "post") -> "KannelPhone":
        return KannelPhone(self, number, by)

    def all_sent(self) -> None:
        """Blocks until every SMS in the outbox has reached Kannel."""
        self.kannel.wait_for(self.served.count(tables.Message, direction="out", channel="sms"))

    def all_reported(self, *, each: int = 2) -> None:
        self.all_sent()
        self.kannel.wait_for_reports(each * len(self.kannel.messages))
        self.served._settled()


@dataclass
class KannelPhone:
    """Somebody with a phone, as Kannel knows them. `number` in the operator's form, without a +."""

    site: KannelSite
    number: str
    by: str = "post"
    heard: int = field(default=0)

    def post(self, text: str, *, message_id: str = "", **how: str) -> int:
        """Only the webhook: its HTTP status."""
        answer = self.site.kannel.bring(
            self.site.served.url, sender=self.number, text=text, message_id=message_id, by=self.by, **how
        )
        assert answer.body == "" or answer.status != 200  # Kannel would send it to the customer
        return answer.status

    def says(self, text: str) -> list[str]:
        assert self.post(text) == 200
        self.site.all_sent()
        self.site.served.clock.reads()
        return self.hears()

    def messages(self) -> list[Sms]:
        return [one for one in self.site.kannel.messages if one.to == "+" + self.number]

    def hears(self) -> list[str]:
        new = [message.text for message in self.messages()[self.heard :]]
        self.heard += len(new)
        return new

    def pays(self) -> list[str]:
        """Open the newest payment link, press "pay", wait for the receipt."""
        link = re.findall(r"http://\S+/pay/\d+", "\n".join(message.text for message in self.messages()))[-1]
        before = len(self.messages())
        press_pay(link)
        self.site.kannel._wait(lambda: len(self.messages()) > before, "receipt")
        self.site.all_sent()
        return self.hears()


@contextmanager
def serve_kannel(folder: Path, *, with_twilio: bool = True) -> Iterator[KannelSite]:
    with FakeKannel() as kannel, serve(folder, with_twilio=with_twilio, **kannel.settings) as served:
        yield KannelSite(served, kannel)
