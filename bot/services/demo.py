"""Invented shops and agents for a first look. Everybody here is made up and looks it."""

from contextlib import suppress

from bot.services import agents
from bot.services.context import Context
from bot.services.phone_views import DemoLogin
from bot.store import loans
from bot.store.people import UsernameTaken

SHOPS = (
    ("101", "Namoona Mobile", "Karachi", "+923000000901", 400),
    ("102", "Misaal Silai Markaz", "Lahore", "+923000000902", 300),
    ("103", "Farzi Electronics", "Multan", "", 0),
)
LOGINS = (
    DemoLogin("ayesha", "demo-ayesha-1", "Ayesha (demo)"),
    DemoLogin("bilal", "demo-bilal-1", "Bilal (demo)"),
    DemoLogin("saima", "demo-saima-1", "Saima (demo)", "supervisor"),
    DemoLogin("kamran", "demo-kamran-1", "Kamran (demo)", "administrator"),
)


def seed(context: Context) -> None:
    """Add what is missing; a second start changes nothing."""
    with context.database.transaction() as connection:
        for code, name, city, phone, discount in SHOPS:
            loans.add_shop(connection, code=code, name=name, city=city, phone=phone, discount_bp=discount)
    for login in LOGINS:
        with suppress(UsernameTaken):
            agents.add_agent(
                context, username=login.username, name=login.name, password=login.password, role=login.role
            )
