"""Two gates, and the flow of each stands behind the other."""

from bot.conversation.grammar import Ask, Choice, End, Flow, Gate
from tests.broken_flows.sound import order, script


def never(_facts: object) -> bool:
    return False


def asks(name: str, needs: str) -> Flow:
    what = Ask("what", says="order.what", hears=Choice({"tea": "end", "milk": "end"}))
    return Flow(name, (what, End("end")), needs=(needs,))


SCRIPT = script(
    order(needs=("paid",)),
    asks("pay", needs="member"),
    asks("join", needs="paid"),
    gates=(Gate("paid", "pay", never), Gate("member", "join", never)),
)
