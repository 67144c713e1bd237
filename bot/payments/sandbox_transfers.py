"""The sandbox pays out: at once, once for each number, and never to an account that ends in 000."""

import hashlib

from bot.payments.sandbox import NAME
from bot.payments.transfers import Answer, Instruction

REFUSED = "000"  # so that a demo can show what happens when a bank refuses


class SandboxSender:
    name = NAME

    def send(self, instruction: Instruction) -> Answer:
        if instruction.account.endswith(REFUSED):
            return Answer(instruction.number, ok=False, reason="no such account")
        digest = hashlib.sha256(instruction.number.encode()).hexdigest()
        return Answer(instruction.number, ok=True, transfer=f"SBX{digest[:12].upper()}")
