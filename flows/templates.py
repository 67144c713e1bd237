"""What WhatsApp approves beforehand. Account updates only: never about what is late, never promotion (rules of Meta).

A due date to come, a receipt, and a person who wants to answer. Whatever is overdue goes by SMS.
"""

from bot.conversation.grammar import Template

ANSWERS = ("reminder.answer.pay", "reminder.answer.day", "reminder.answer.hard")

TEMPLATES = (
    Template("due_soon", answers=ANSWERS),
    Template("due_today", answers=ANSWERS),
    Template("receipt", samples={"reference": "4826153907"}),
    Template("paid_off", samples={"reference": "4826153907"}),
    Template("reopen", samples={"agent": "Ayesha Siddiqua"}),
)

# One of these in a text, and it speaks of what is late or sells something.
UNFIT = frozenset(
    {
        "late", "overdue", "missed", "delayed", "penalty", "offer", "discount", "sale", "free", "win", "hurry", "deal",
        "der", "jurmana", "muft", "riayat", "inaam", "jaldi",
        "تاخیر", "دیر", "جرمانہ", "جرمانے", "مفت", "رعایت", "انعام", "آفر", "سیل", "جلدی",
    }
)  # fmt: skip
