"""Every conversation the product can have. One a file; the script lists them with what they all obey."""

from bot.conversation.grammar import Gate, Script
from bot.lending.facts import Facts
from flows.buy import BUY
from flows.calendar import CALENDAR
from flows.eligibility import ELIGIBILITY
from flows.fetch import FETCH
from flows.hardship import EXTENSION, HARDSHIP, SMALLER
from flows.home import HOME
from flows.language import LANGUAGE
from flows.limit import LIMIT
from flows.lost_phone import LOST_PHONE
from flows.ordered import ORDER
from flows.owe import OWE
from flows.papers import ACCOUNT, CREDIT, DATA, PAPERS
from flows.people import COMPLAINT, PAID_CLAIM
from flows.promise import PROMISE
from flows.rating import RATING
from flows.reminder import REMINDER
from flows.repay import REPAY
from flows.shop import ENROLLED, SHOP
from flows.templates import TEMPLATES, UNFIT
from flows.unlock import UNLOCK
from flows.wayout import WAYOUT
from flows.welcome import WELCOME

FLOWS = (
    HOME, WELCOME, UNLOCK, LANGUAGE,
    ELIGIBILITY, LIMIT, BUY, WAYOUT,
    OWE, FETCH, REPAY, PROMISE, REMINDER,
    HARDSHIP, EXTENSION, SMALLER,
    COMPLAINT, LOST_PHONE, PAID_CLAIM, RATING,
    PAPERS, ACCOUNT, CREDIT, DATA, CALENDAR,
    ORDER, SHOP, ENROLLED,
)  # fmt: skip


def _consented(facts: Facts) -> bool:
    return facts.consented


def _welcomed(facts: Facts) -> bool:
    """Who sells has agreed to that; to buy, they agree as everybody does."""
    return facts.consented or facts.sells


def _enrolled(facts: Facts) -> bool:
    return facts.enrolled


def _unlocked(facts: Facts) -> bool:
    return facts.unlocked


def _figures(facts: Facts) -> dict[str, int]:
    """What the answers to side questions name, from the rules and never from the text."""
    rules = facts.rules
    return {"late": rules.late_charge, "grace": rules.late_grace_days, "days": rules.max_tenor_days}


GATES = (
    Gate("consent", "welcome", _consented),
    Gate("welcome", "welcome", _welcomed),
    Gate("customer", "eligibility", _enrolled, carry=("order",)),
    Gate("pin", "unlock", _unlocked),
)

# What a family that shares a phone should not read before the PIN: balance, card, goods, shop (rules.md, our rule 11).
PRIVATE = frozenset(
    {"shop", "left", "outstanding", "limit", "free", "income", "obligations", "owed", "total", "cnic"}
)

OPEN_ANYWAY = {
    "eligibility.owes": "they have just written it",
    "eligibility.approved": "they have just chosen the PIN",
    "eligibility.goes_on": "they have just chosen the PIN",
    "eligibility.refused": "they have just told it",
    "reason.obligations_high": "they have just told it",
    "reason.debt_total": "they have just told it",
    "paper.aloud": "goes out with the key fact statement, which stands behind the PIN",
}

SCRIPT = Script(
    flows=FLOWS,
    gates=GATES,
    menus=("shop",),
    lock="pin",
    private=PRIVATE,
    open_anyway=OPEN_ANYWAY,
    side_answers={
        "fees": "side.fees",
        "shariah": "side.shariah",
        "safety": "side.safety",
        "plans": "side.plans",
    },
    side_params=_figures,
    templates=TEMPLATES,
    unfit=UNFIT,
)
