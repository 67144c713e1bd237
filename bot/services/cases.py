"""What the console's page of cases asks for: money without a plan, complaints without an answer."""

from dataclasses import dataclass
from datetime import datetime

from bot.services import complaints, suspense
from bot.services.complaints import Answered
from bot.services.context import Context
from bot.services.suspense import Placing
from bot.store.complaints import ComplaintRow
from bot.store.loans import PaymentRow


@dataclass(frozen=True, slots=True)
class Cases:
    context: Context

    def now(self) -> datetime:
        return self.context.clock()

    def unplaced(self) -> list[PaymentRow]:
        """Oldest first."""
        return suspense.waiting(self.context)

    def place(self, *, provider: str, provider_id: str, loan: str, agent_id: int) -> Placing:
        return suspense.place(
            self.context, provider=provider, provider_id=provider_id, loan=loan, agent_id=agent_id
        )

    def complaints(self) -> list[ComplaintRow]:
        """Who must be answered first stands first."""
        return complaints.unanswered(self.context)

    def answer(self, *, number: str, words: str, agent_id: int) -> Answered:
        return complaints.answer(self.context, number=number, words=words, agent_id=agent_id)
