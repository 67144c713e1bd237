"""Late charges that a customer need not pay after all."""

from datetime import datetime

from bot.lending import ledger
from bot.services.plan_books import PlanBooks


def waive_late(held: PlanBooks, *, at: datetime) -> int:
    """Drop what is still owed of late charges; how much, in paisa; 0 when nothing is."""
    owed = sum(part.late for part in held.balance.open)
    reference = f"waive:{held.plan.number}:{len(held.postings)}"
    waived = ledger.waive_late_charges(
        loan=held.plan.number, balance=held.balance, reference=reference, at=at
    )
    held.write([waived], at=at)
    return owed
