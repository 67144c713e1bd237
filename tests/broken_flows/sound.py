"""A tea stall that takes orders by message: small, whole and without a fault. Each file beside it breaks one thing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import locales
from bot.conversation.catalog import Catalog
from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Gate, Open, Script, State, Task, Tell
from bot.conversation.samples import Samples

Texts = Mapping[str, str]  # written form → Fluent text

COMMON = {form: {"common.ftl": files["common.ftl"]} for form, files in locales.spoken().items()}
TEXTS: Texts = {
    "en": """
home-menu = What would you like?
    .order = Order
order-what = Tea or milk?
    .tea = Tea
    .milk = Milk
order-price = That will be { RUPEES($price) }.
order-thanks = It is being made for you.
side-sugar = Sugar costs nothing here.
""",
    "ur": """
home-menu = کیا چاہیے؟
    .order = کچھ منگوانا ہے
order-what = چائے یا دودھ؟
    .tea = چائے
    .milk = دودھ
order-price = یہ { RUPEES($price) } کی ہے۔
order-thanks = ابھی بن رہی ہے۔
side-sugar = چینی کے پیسے نہیں۔
""",
    "ur-Latn": """
home-menu = Kya chahiye?
    .order = Kuch mangwana hai
order-what = Chai ya doodh?
    .tea = Chai
    .milk = Doodh
order-price = Yeh { RUPEES($price) } ki hai.
order-thanks = Abhi ban rahi hai.
side-sugar = Cheeni ke paise nahi.
""",
}
HOME = Flow("home", (Ask("menu", says="home.menu", hears=Choice({"order": Open("order")})),), needs=())


def brew(task: Task[Any]) -> Literal["ready", "sold_out"]:
    return "ready" if task.slots.get("what") else "sold_out"


STATES: tuple[State, ...] = (
    Ask("what", says="order.what", hears=Choice({"tea": "price", "milk": "price"}), slot="what"),
    Tell("price", says="order.price", next="brew"),
    Do("brew", run=brew, outcomes={"ready": "thanks", "sold_out": "what"}),
    End("thanks", says="order.thanks"),
)
# "near" stands in phrases of the engine itself.
SAMPLES = Samples(values={"name": "Muhammad Abdul Rehman", "near": "later"})
SIDE = {"sugar": "side.sugar"}
INTENTS = ("order", "sugar")


def order(*states: State, **more: Any) -> Flow:
    """The order with some of its states in the place of those of the same name, and others added."""
    fresh = {state.name: state for state in states}
    kept = [fresh.pop(state.name, state) for state in STATES]
    return Flow("order", (*kept, *fresh.values()), **{"opens_on": ("order",), "needs": (), **more})


def script(flow: Flow | None = None, *others: Flow, gates: tuple[Gate, ...] = (), **more: Any) -> Script:
    return replace(Script((HOME, flow or order(), *others), gates, side_answers=SIDE), **more)


def catalog(changes: Mapping[str, tuple[str, str]] | None = None, **added: str) -> Catalog:
    """The texts with, by written form ("ur_Latn" for Roman Urdu), something replaced or added."""
    texts = dict(TEXTS)
    for form, (old, new) in (changes or {}).items():
        assert old in texts[form], f"{old!r} is not in the texts of {form}"
        texts[form] = texts[form].replace(old, new)
    for form, more in added.items():
        texts[form.replace("_", "-")] += more
    return Catalog({form: {**COMMON[form], "sound.ftl": text} for form, text in texts.items()})
