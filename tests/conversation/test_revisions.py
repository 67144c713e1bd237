"""Edit and delete each state in turn under ten thousand conversations in progress: nobody fails, resets or is lost."""

from dataclasses import replace
from itertools import cycle, islice

import pytest

from bot.conversation.commands import HandOff
from bot.conversation.engine import Engine
from bot.conversation.grammar import Ask, Flow, Goto, Open, Script, State
from bot.conversation.hearing import Ears, Heard
from bot.conversation.hollow import hollow
from bot.conversation.position import Frame, Position
from bot.conversation.revisions import fingerprint, settled, without_place
from bot.understanding import Meaning
from flows import SCRIPT

CONVERSATIONS = 10_000
PLACES = [(flow, state) for flow in SCRIPT.flows for state in flow.states]
HOME = Frame("home", "menu", SCRIPT.flow("home").revision)


def at(flow: Flow, state: State, number: int) -> Position:
    trail = tuple(one.name for one in flow.states[: flow.states.index(state)] if isinstance(one, Ask))
    frame = Frame(flow.name, state.name, flow.revision, {"told": number}, trail)
    frames = (frame,) if flow.name == "home" else (HOME, frame)
    return Position(frames, "ur-Latn", shown=isinstance(state, Ask))


LIVE = [at(flow, state, n) for n, (flow, state) in enumerate(islice(cycle(PLACES), CONVERSATIONS))]


def edited(flow: Flow, without: State, *, renamed: bool = False) -> Flow:
    """The next revision, in which a state is gone, or has another name and an alias."""
    name = f"{without.name}_renamed"
    states = tuple(
        replace(state, name=name) if renamed and state is without else state
        for state in flow.states
        if renamed or state is not without
    )
    aliases = {without.name: name} if renamed else {}
    return replace(flow, states=states, aliases=aliases, revision=flow.revision + 1)


def published(flow: Flow, earlier: tuple[Flow, ...] = ()) -> Script:
    flows = tuple(flow if one.name == flow.name else one for one in SCRIPT.flows)
    return replace(SCRIPT, flows=flows, earlier=earlier)


def told(position: Position) -> set[int]:
    """Everything the customer had told, wherever it is now."""
    return {frame.slots["told"] for frame in (*position.frames, *position.parked) if "told" in frame.slots}


@pytest.mark.parametrize(("flow", "state"), PLACES, ids=lambda one: one.name)
def test_under_ten_thousand_conversations(flow: Flow, state: State) -> None:
    gone, renamed = edited(flow, state), edited(flow, state, renamed=True)
    kept, replaced, named = published(gone, (flow,)), published(gone), published(renamed)
    for before in LIVE:
        if not any(frame.flow == flow.name for frame in before.frames):
            assert settled(before, replaced) is before
            continue
        assert settled(before, kept) is before  # on the revision they began with
        here = [frame for frame in before.frames if frame.flow == flow.name]
        lost = any(frame.state == state.name for frame in here)
        newest = settled(before, kept, newest=True)
        assert bool(without_place(before, replaced)) == lost and not newest.parked
        for after in (newest, settled(before, replaced), settled(before, named)):
            assert told(after) == told(before)
        moved = settled(before, named)
        assert len(moved.frames) == len(before.frames) and moved.shown == before.shown
        for old, new in zip(before.frames, moved.frames, strict=True):
            expected = f"{old.state}_renamed" if old in here and old.state == state.name else old.state
            assert (new.flow, new.state) == (old.flow, expected)


class Deaf:
    def choose(self, _text, *, options, among=False):
        return None

    def written_date(self, _text, *, today):
        return None

    def option_words(self, _key, _option):
        return ()


STICKER = Heard(Meaning("", "ur-Latn", "out_of_scope", 0.0, language_sure=False), "", kind="sticker")


def step(script: Script, position: Position):
    engine = Engine(hollow(script), Ears(Deaf(), Deaf()))
    return engine.step(position=position, heard=STICKER, facts=None)


@pytest.mark.parametrize(("flow", "state"), PLACES, ids=lambda one: one.name)
def test_the_next_message_finds_the_same_question_or_a_person(flow: Flow, state: State) -> None:
    before = at(flow, state, 7)
    stayed = step(published(edited(flow, state), (flow,)), before)
    moved = step(published(edited(flow, state, renamed=True)), before)
    same = step(SCRIPT, before)
    if state is SCRIPT.flow("home").start:
        return  # the menu begins anew with every visit, at whatever is first today
    assert (stayed.reading, stayed.says) == (same.reading, same.says)
    assert moved.reading.removesuffix("_renamed") == same.reading
    assert [say.key for say in moved.says] == [say.key for say in same.says]
    assert stayed.position.top.state == same.position.top.state
    assert moved.position.top.state.removesuffix("_renamed") == same.position.top.state
    if not dangling(flow, state):
        stranded = step(published(edited(flow, state)), before)
        assert stranded.reading == "stranded" and HandOff("flow_changed") in stranded.commands
        assert [frame.slots for frame in stranded.position.parked if frame.flow == flow.name] == [{"told": 7}]


def dangling(flow: Flow, state: State) -> bool:
    """A flow without its only state is no flow."""
    return len(flow.states) == 1


def test_a_flow_that_is_gone_hands_over_too() -> None:
    flow = SCRIPT.flow("papers")
    script = replace(SCRIPT, flows=tuple(one for one in SCRIPT.flows if one is not flow))
    found = step(script, at(flow, flow.start, 7))
    assert found.reading == "stranded" and told(found.position) == {7}


def test_a_fingerprint_changes_with_what_the_flow_does_and_with_nothing_else() -> None:
    flow = SCRIPT.flow("papers")
    ask = flow.start
    assert isinstance(ask, Ask)
    assert fingerprint(replace(flow, revision=9, opens_on=("x",))) == fingerprint(flow)
    for other in (
        replace(ask, says="papers.data"),
        replace(ask, slot="which"),
        replace(ask, hears=replace(ask.hears, options={"account": Open("account")})),
        replace(ask, hears=replace(ask.hears, options={**ask.hears.options, "more": Goto("data")})),
    ):
        assert fingerprint(replace(flow, states=(other,))) != fingerprint(flow)
