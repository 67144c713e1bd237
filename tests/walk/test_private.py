"""A phone that a family shares: whatever is written to it, nothing private is said before the PIN."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from walk.customer import COUNTER, FACTS, NOW, TODAY, loan
from walk.test_walk import CHANNELS, FLOWS, at, catalog, engine, messages, typed
from world import _built_once

from bot.conversation.engine import Step
from bot.conversation.grammar import Ask, Flow
from bot.conversation.position import Frame, Position
from bot.conversation.render import render
from bot.lending.facts import Due, Facts, Shop
from bot.lending.money import rupees
from bot.understanding import LANGUAGES
from flows import SCRIPT

SECRET = Shop("77", "Poshida Zewar Ghar", 0)
LOAN = replace(
    loan("87654321", due=TODAY),
    shop=SECRET,
    principal=rupees(37_913),
    settles_for=rupees(38_317),
    credit=rupees(719),
    installments=(Due(1, TODAY, rupees(19_373), 0), Due(2, TODAY + timedelta(days=30), rupees(19_379), 0)),
)
LOCKED = replace(
    FACTS,
    loans=(LOAN,),
    person=replace(
        FACTS.person,
        cnic_masked="61101-*****99-1",
        limit=rupees(41_387),
        income=rupees(97_531),
        unlocked_until=None,
    ),
    shop=lambda code: SECRET if code == "77" else None,
)
SELLER = replace(LOCKED, counter=lambda: COUNTER)  # who sells may be a customer whose own plans are shut


def who(flow: Flow) -> Facts:
    return SELLER if flow.name == "shop" else LOCKED


NEVER = (
    "Poshida",
    "87654321",
    "61101",
    "37,913",
    "38,317",
    "19,373",
    "19,379",
    "38,752",
    "41,387",
    "2,635",
    "97,531",
    "719",
)


HOME = SCRIPT.flow("home")
WORDS = [heard.text for ask in HOME.states if isinstance(ask, Ask) for heard in messages(ask, HOME)]


def leaks(step: Step) -> list[str]:
    said = [
        message.text + " ".join(title for _, title in message.buttons)
        for language in LANGUAGES
        for channel in CHANNELS
        for message in render(step.says, language=language, channel=channel, catalog=catalog())
    ]
    return [secret for secret in NEVER if any(secret in text for text in said)]


@pytest.mark.parametrize("flow", FLOWS)
def test_from_every_question_with_every_message(flow: Flow) -> None:
    for ask in (state for state in flow.states if isinstance(state, Ask)):
        for heard in messages(ask, flow):
            step = engine().step(position=at(flow, ask, "en"), heard=heard, facts=who(flow))
            # The one is the PIN, the other comes just after it was chosen.
            if step.reading not in ("answer:pin", "answer:approved"):
                assert not leaks(step), f"{flow.name}.{ask.name} <- {heard.text!r}"


@given(st.lists(st.sampled_from(WORDS), max_size=6))
@settings(max_examples=150)
def test_nor_after_any_conversation_without_it(texts: list[str]) -> None:
    position = Position((Frame("home", "menu", 1),), "ur-Latn")
    for text in texts:
        step = engine().step(position=position, heard=typed(text), facts=LOCKED)
        assert not leaks(step)
        position = step.position


def test_the_pin_is_what_opens_it() -> None:
    """The test above can fail: with the PIN the very same wish is answered with the figures."""
    asked = engine().step(
        position=Position((Frame("home", "menu", 1),), "en"), heard=typed("baqi raqam"), facts=LOCKED
    )
    assert asked.position.top.flow == "unlock"
    opened = engine().step(position=asked.position, heard=typed("4826"), facts=LOCKED)
    assert {"Poshida", "19,373"} <= set(leaks(opened))


def test_reminders_and_receipts_are_silent_about_it_too() -> None:
    """What the services say by themselves: the checker holds every key to it (private_waits_for_the_pin)."""
    private = SCRIPT.private
    for key in sorted(catalog().keys("en")):
        if key.startswith(("reminder.", "receipt.")):
            assert not private & set(catalog().placeholders("en", key)), key


def test_the_world_of_this_test_is_the_products_own() -> None:
    assert _built_once().engine.script is SCRIPT and LOCKED.now == NOW
