"""A word that orders two things at once."""

from tests.broken_flows.sound import catalog

CATALOG = catalog(
    {
        "en": (
            "    .tea = Tea\n    .milk = Milk\n",
            "    .tea = Tea\n    .tea_words = hot\n    .milk = Milk\n    .milk_words = hot\n",
        )
    }
)
