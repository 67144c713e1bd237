"""Where a command of a flow is carried out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context
from bot.store.conversations import Line
from bot.store.database import Transaction


@dataclass(frozen=True, slots=True)
class Stage:
    """One turn. `shown`: the statement texts of this turn by written form."""

    context: Context
    connection: Transaction
    line: Line
    now: datetime
    shown: Mapping[str, str]
