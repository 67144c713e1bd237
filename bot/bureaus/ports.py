"""The seam to whoever knows a person: identity checks and credit bureaus. Real ones need contracts."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from bot.lending.applicant import BureauReport


class Bureau(Protocol):
    def __call__(self, *, cnic: str, name: str, born: date) -> BureauReport:
        """What is known of a person. Answers within a few seconds or raises TimeoutError or OSError."""
        ...


Patient = Callable[[str, str, date], BureauReport]  # (cnic, name, born); never raises


def patient(bureau: Bureau, *, source: str) -> Patient:
    """The same bureau, but silence is an answer: nobody is refused because a machine elsewhere is down."""

    def ask(cnic: str, name: str, born: date) -> BureauReport:
        try:
            return bureau(cnic=cnic, name=name, born=born)
        except OSError:  # TimeoutError is one
            return BureauReport(source=source, answered=False)

    return ask
