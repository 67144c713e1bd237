"""A bureau that makes everything up, by the seven digits in the middle of the card number (5-7-1).

0000001 in default elsewhere; 0000002 never answers; 0000003 another person's card; 0000004 owes Rs 95,000 to others;
0000005 says that the person is unknown, with a default all the same; anybody else is known and clean.
"""

from datetime import date

from bot.lending.applicant import BureauReport
from bot.lending.money import rupees

SOURCE = "sandbox"
PEOPLE = {
    "0000001": BureauReport(source=SOURCE, identity_matches=True, defaults=1, worst_days_late=120),
    "0000003": BureauReport(source=SOURCE, identity_matches=False),
    "0000004": BureauReport(source=SOURCE, identity_matches=True, debt=rupees(95_000)),
    "0000005": BureauReport(source=SOURCE, identity_matches=False, defaults=1),
}
SILENT = "0000002"
CLEAN = BureauReport(source=SOURCE, identity_matches=True)


def sandbox(*, cnic: str, name: str, born: date) -> BureauReport:
    """Raises TimeoutError for the one who is never answered."""
    middle = cnic[5:12]
    if middle == SILENT:
        raise TimeoutError("the sandbox is told to be silent for this card")
    return PEOPLE.get(middle, CLEAN)
