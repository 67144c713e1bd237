"""Invented shops and agents for a first look. Everybody here is made up and looks it."""

from contextlib import suppress

from bot.services import agents
from bot.services.context import Context
from bot.services.desk import canned
from bot.services.phone_views import DemoLogin
from bot.store import loans, shops
from bot.store.database import Transaction
from bot.store.people import UsernameTaken
from bot.understanding import Language

SHOPS = (
    ("101", "Namoona Mobile", "Karachi", "+923000000901", 400),
    ("102", "Misaal Silai Markaz", "Lahore", "+923000000902", 300),
    ("103", "Farzi Electronics", "Multan", "+923000000903", 0),
)
LOGINS = (
    DemoLogin("ayesha", "demo-ayesha-1", "Ayesha (demo)"),
    DemoLogin("bilal", "demo-bilal-1", "Bilal (demo)"),
    DemoLogin("saima", "demo-saima-1", "Saima (demo)", "supervisor"),
    DemoLogin("kamran", "demo-kamran-1", "Kamran (demo)", "administrator"),
)


# Shortcut, title, English, Urdu, Roman Urdu.
RESPONSES = (
    (
        "hello", "Greeting",
        "Assalam o alaikum {name}, this is {agent} of Qist Saathi. How can I help?",
        "السلام علیکم {name}، میں {agent}، قسط ساتھی سے۔ بتائیں، کیا مدد چاہیے؟",
        "Assalam o alaikum {name}, main {agent}, Qist Saathi se. Batayein, kya madad chahiye?",
    ),
    (
        "moment", "A moment, please",
        "Please give us a few minutes, we are looking into it.",
        "چند منٹ دیں، ابھی دیکھتے ہیں۔",
        "Chand minute dein, abhi dekhte hain.",
    ),
    (
        "left", "What is left",
        "{left} is left on plan {plan}. Next instalment: {next_amount} on {next_day}.",
        "پلان {plan} پر {left} باقی ہیں۔ اگلی قسط {next_amount}، {next_day} کو۔",
        "Plan {plan} par {left} baqi hain. Agli qist {next_amount}, {next_day} ko.",
    ),
    (
        "proof", "Number of a payment",
        "Please write the payment number from the message you got when you paid, then we find it together.",
        "پیسے دینے پر جو میسج آیا تھا، اس سے ادائیگی کا نمبر لکھ دیں، پھر مل کر ڈھونڈ لیتے ہیں۔",
        "Paise dene par jo message aaya tha, us se adaigi ka number likh dein, phir mil kar dhoond lete hain.",
    ),
    (
        "together", "Difficulty",
        "Do not worry, we find a way together. By which day would it be easy for you?",
        "پریشان نہ ہوں، مل کر راستہ نکالتے ہیں۔ کس دن تک آسانی ہو گی؟",
        "Pareshan na hon, mil kar rasta nikalte hain. Kis din tak aasani hogi?",
    ),
    (
        "bye", "Farewell",
        "Thank you for writing. You are welcome any time. Khuda hafiz.",
        "رابطے کا شکریہ۔ جب چاہیں لکھیں۔ خدا حافظ۔",
        "Raabte ka shukriya. Jab chahein likhein. Khuda hafiz.",
    ),
)  # fmt: skip


def _answer_for(context: Context, connection: Transaction, *, code: str, phone: str) -> None:
    """Invented telephones cannot say themselves that they are the shop's."""
    now, shop = context.clock(), shops.by_code(connection, code)
    assert shop is not None  # it was added just now, or before
    if shop.enrolled_at is not None:
        return
    shops.change(connection, shop_id=shop.id, phone=phone, proven_at=now, enrolled_at=now)


def seed(context: Context) -> None:
    """Add what is missing; a second start changes nothing."""
    with context.database.transaction() as connection:
        for code, name, city, phone, discount in SHOPS:
            loans.add_shop(connection, code=code, name=name, city=city, phone=phone, discount_bp=discount)
            _answer_for(context, connection, code=code, phone=phone)
    for login in LOGINS:
        with suppress(UsernameTaken):
            agents.add_agent(
                context, username=login.username, name=login.name, password=login.password, role=login.role
            )
    if not canned.every(context):
        for shortcut, title, en, ur, roman in RESPONSES:
            words: dict[Language, str] = {"en": en, "ur": ur, "ur-Latn": roman}
            canned.keep(context, shortcut=shortcut, title=title, words=words, agent_id=None)
