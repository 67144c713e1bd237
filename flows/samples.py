"""The longest plausible value of everything that a text names, for whoever checks that it fits."""

from bot.conversation.samples import Samples

SAMPLES = Samples(
    values={
        "shop": "Misaal Silai Markaz", "name": "Muhammad Abdul Rehman", "loan": "88888888", "rate": "73.99",
        "reference": "8888888888", "link": "https://qist.example.pk/pay/8888888888", "agent": "Ayesha Siddiqua",
        "bill": "123456789088888888",
        "days": 90, "count": 4, "number": 4, "tries": 2, "needed": 18, "grace": 3, "hours": 24,
        "advance": "yes", "near": "later", "free": "no", "paid": "no", "used": "yes", "parts": "1, 2",
        "some": "yes", "code": "888888", "account": "PK36****6702", "order": "88888888", "sales": 18, "waiting": 18,
    },
    lines={
        "kfs.statement:rows": ("kfs.row", 4),
        "owe.summary:plans": ("owe.plan", 1),
        "buy.plan:offers": ("buy.offer", 3),
        "eligibility.refused:reasons": ("reason.income_low", 1),
        "owe.schedule:rows": ("owe.row", 4),
        "calendar.sent:rows": ("owe.row", 4),
        "paper.aloud:rows": ("kfs.row", 4),
        "owe.to_fetch:codes": ("owe.code", 2),
        "fetch.told:codes": ("owe.code", 2),
        "shop.which:rows": ("shop.which_row", 4),
        "limit.held:why": ("reason.limit_by_affordable", 2),
    },
)  # fmt: skip
