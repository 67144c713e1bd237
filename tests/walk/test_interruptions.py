"""Whatever comes in between, the same question stands with the same slots, and nothing is asked twice."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from walk.customer import NOW, facts_in
from walk.test_walk import at, engine, typed

from bot.conversation.grammar import Ask, Choice, Text
from bot.conversation.hearing import Heard
from bot.conversation.position import Position
from flows import SCRIPT

PLACES = [
    (flow, state)
    for flow in SCRIPT.flows
    for state in flow.states
    if isinstance(state, Ask) and not flow.yields and flow.name not in ("home", "unlock")
]
ASIDE = (
    "yeh halal hai?",
    "late fee kitni hai",
    "کیا یہ حلال ہے",
    "how is the fee charged",
    "plans kaun se hain",
)
MANNERS = ("salam", "shukriya", "help", "thanks")


def question(position: Position) -> tuple[str, str, dict]:
    return position.top.flow, position.top.state, dict(position.top.slots)


def unanswered(position: Position, ask: Ask) -> Position:
    slots = {name: value for name, value in position.top.slots.items() if name != ask.slot}
    return replace(position, frames=(*position.frames[:-1], replace(position.top, slots=slots)))


def aside(ask: Ask) -> st.SearchStrategy[Heard]:
    """What people say in between; where free text is the answer, only what cannot be one."""
    words = () if isinstance(ask.hears, Text) else (*ASIDE, *MANNERS)
    taken = set(ask.hears.despite) if isinstance(ask.hears, Choice) else set()
    heard = [typed(text) for text in words]
    return st.sampled_from(
        [
            typed("", kind="sticker"),
            typed("", kind="call"),
            *(one for one in heard if one.meaning.intent not in taken),
        ]
    )


@given(st.data())
@settings(max_examples=400)
def test_anything_in_between(data: st.DataObject) -> None:
    flow, ask = data.draw(st.sampled_from(PLACES))
    real, position = engine(), unanswered(at(flow, ask, "en"), ask)
    before = question(position)
    for _ in range(data.draw(st.integers(1, 5))):
        kind = data.draw(st.sampled_from(["aside", "reminder", "agent", "silence"]))
        facts, position = (
            facts_in(flow.name),
            replace(position, misses=0),
        )  # three misses in a row call a person: another test
        if kind == "aside":
            step = real.step(position=position, heard=data.draw(aside(ask)), facts=facts)
            position = step.position
        elif kind == "agent":
            position = real.resume(position=position, facts=facts).position
        elif kind == "silence":
            later = replace(facts.person, unlocked_until=None)  # a day later the PIN is asked for first
            locked = replace(facts, now=NOW, person=later)
            step = real.step(position=position, heard=typed("", kind="sticker"), facts=locked)
            if step.position.top.flow == "unlock":
                step = real.step(position=step.position, heard=typed("4826"), facts=locked)
            position = step.position
        elif flow.name not in ("repay", "promise", "hardship"):
            position = real.lay(position=position, flow="reminder", slots={"loan": "81111111"})
            position = real.step(position=position, heard=typed("#"), facts=facts).position
        assert question(position) == before
        assert position.shown
