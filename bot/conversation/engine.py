"""One message in, the next position, what to say and what to do out. Pure: the same input gives the same turn."""

from dataclasses import dataclass, replace
from typing import Any

from bot.conversation import phrases
from bot.conversation.commands import HandOff, OptOut
from bot.conversation.grammar import (
    WAITING,
    Amount,
    Ask,
    Born,
    Choice,
    Cnic,
    Date,
    Day,
    Pick,
    Pin,
    Script,
    Text,
)
from bot.conversation.hearing import CALL, Answer, Ears, Heard, folded
from bot.conversation.position import Frame, Position
from bot.conversation.reaction import MENU, Reaction, written
from bot.conversation.revisions import settled
from bot.conversation.turn import Say, Shown, Turn
from bot.conversation.ways import binds, targets
from bot.understanding import THRESHOLD, Language, Waiting

SHORT_WORDS = 3
PLAIN = (Amount, Born, Cnic, Date, Day)


@dataclass(frozen=True, slots=True)
class Step:
    """What one turn comes to. `reading` says how the message was taken, for the record."""

    position: Position
    says: tuple[Say, ...]
    commands: tuple[object, ...]
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Engine:
    script: Script
    ears: Ears

    # What the services may ask

    def waiting(self, position: Position) -> Waiting:
        """What kind of answer is expected, for understanding and for `qist show`."""
        ask = self.question(position)
        if ask is None:
            return "nothing"
        if isinstance(ask.hears, Choice) and set(ask.hears.options) == {"yes", "no"}:
            return "yes_no"
        return WAITING[type(ask.hears)]

    def question(self, position: Position) -> Ask | None:
        """The question on the customer's screen, if there is one."""
        here = settled(position, self.script)
        if not here.frames or not here.shown:
            return None
        state = self.script.flow(here.top.flow, here.top.revision).state(here.top.state)
        return state if isinstance(state, Ask) else None

    def question_again(self, *, position: Position, facts: Any) -> tuple[Shown, ...]:
        """The options of the open question as they stand, without taking a turn."""
        ask = self.question(position)
        turn = Turn(self.script, facts, settled(position, self.script))
        params = ask.params(facts, turn.top.slots) if ask and ask.params else {}
        return turn.choices(ask, params) if ask else ()

    def chooses(self, *, position: Position, heard: Heard) -> bool:
        """Whether these words pick an option of the question on the screen, or are the PIN it asks for."""
        ask = self.question(position)
        if ask is None or not isinstance(ask.hears, Choice | Pin):
            return False
        top = settled(position, self.script).top
        reply = self.ears.listen(ask=ask, flow=top.flow, heard=heard, facts=None, slots=top.slots)
        return isinstance(reply, Answer)

    def leaves_queue(self, heard: Heard) -> bool:
        """Whether somebody who waits for a person would rather have the bot, or must be heard at once."""
        wanted = heard.meaning.intent if heard.meaning.score >= THRESHOLD else ""
        return folded(heard.text) == MENU or wanted in ("menu", "opt_out", "opt_in")

    def opts_out(self, heard: Heard) -> bool:
        """Whether the message ends our messages, whoever has the conversation."""
        return heard.meaning.intent == "opt_out" and heard.meaning.score >= THRESHOLD

    def secret(self, position: Position) -> bool:
        """Whether the next answer is a secret that no transcript may keep."""
        return self.waiting(position) == "pin"

    # One turn

    def step(self, *, position: Position, heard: Heard, facts: Any) -> Step:
        """Take one message. `facts` must hold `now` and `today`; flows and gates know what else is in it."""
        position = replace(position, language=self._language(position, heard))
        here = settled(position, self.script)
        if len(here.parked) > len(position.parked):
            return self._stranded(here, heard, facts)
        position, turn = here, Turn(self.script, facts, here)
        reaction = Reaction(self.script, self.ears)
        reading = reaction.take(turn, heard)
        missed = reading.startswith("miss")
        misses = position.misses + 1 if missed else position.misses if heard.kind == CALL else 0
        if misses >= self.script.misses:
            reading, misses = reaction.give_up(turn), 0
        return Step(turn.done(misses=misses), tuple(turn.says), tuple(turn.commands), reading)

    def resume(self, *, position: Position, facts: Any, flow: str = "") -> Step:
        """A person hands the conversation back: the open question is asked again, or `flow` begins. Raises KeyError."""
        turn = Turn(self.script, facts, settled(position, self.script))
        turn.say(phrases.BACK_WITH_US)
        if flow:
            turn.open(flow)
        else:
            turn.walk()
        return Step(turn.done(), tuple(turn.says), tuple(turn.commands), "resumed")

    def standing(self, position: Position) -> Ask | None:
        """The question that waits while a person has the conversation; the menu waits for nothing."""
        here = settled(position, self.script)
        at_home = len(here.frames) == 1 and here.top.flow == self.script.home
        return None if at_home else self.question(_on_screen(position))

    def takes_answer(self, position: Position) -> bool:
        """Whether a person may pass on what the customer told them: never a PIN, nothing that binds."""
        ask = self.standing(position)
        if ask is None or isinstance(ask.hears, Pin):
            return False
        here = settled(position, self.script).top
        flow = self.script.flow(here.flow, here.revision)
        return not any(binds(flow, target) for target in targets(ask))

    def told_plainly(self, position: Position) -> bool:
        """Whether words to somebody else can be told to be an answer: a sum, a day or a card can; a name cannot."""
        ask = self.standing(position)
        return ask is not None and isinstance(ask.hears, PLAIN)

    def would_answer(self, *, position: Position, heard: Heard, facts: Any) -> bool:
        """Whether these words answer the question that waits, so that it need not be asked again."""
        ask = self.standing(position)
        if ask is None or not self.takes_answer(position):
            return False
        top = settled(position, self.script).top
        reply = self.ears.listen(ask=ask, flow=top.flow, heard=heard, facts=facts, slots=top.slots)
        return isinstance(reply, Answer)

    def pass_on(self, *, position: Position, heard: Heard, facts: Any) -> Step | None:
        """Hand back with the answer that the customer gave to a person; None when these words are none."""
        if not self.would_answer(position=position, heard=heard, facts=facts):
            return None
        step = self.step(position=_on_screen(position), heard=heard, facts=facts)
        if not step.reading.startswith("answer:"):
            return None
        return replace(step, says=(Say(phrases.BACK_WITH_US), *step.says))

    def flows(self) -> tuple[str, ...]:
        """What a person may send a customer to: what customers can ask for themselves."""
        return tuple(flow.name for flow in self.script.flows if flow.opens_on)

    def lay(self, *, position: Position, flow: str, slots: dict[str, Any]) -> Position:
        """Put a flow on top of the conversation as if its first question had been asked (a reminder has done so)."""
        opened = self.script.flow(flow)
        home = self.script.flow(self.script.home)
        below = position.frames or (Frame(home.name, home.start.name, home.revision),)
        kept = tuple(frame for frame in below if frame.flow != flow)
        frame = Frame(flow, opened.start.name, opened.revision, slots)
        return replace(position, frames=(*kept, frame), shown=True)

    def _stranded(self, position: Position, heard: Heard, facts: Any) -> Step:
        """The flow they were in is gone: that is our doing, so a person goes on with what they have told us."""
        turn = Turn(self.script, facts, position)
        turn.say(phrases.FLOW_CHANGED)
        turn.issue(HandOff("flow_changed"))
        if heard.meaning.intent == "opt_out" and heard.meaning.score >= THRESHOLD:
            turn.issue(OptOut())
        return Step(turn.done(), tuple(turn.says), tuple(turn.commands), "stranded")

    # The written form

    def _language(self, position: Position, heard: Heard) -> Language | None:
        """The written form of the reply. A clear change of form changes it; one loan word or a name does not."""
        meaning = heard.meaning
        if heard.text.isascii() and written(heard, self.script, first=True):
            return position.language  # a link brought these words, not the customer
        if meaning.intent == "change_language" and meaning.wanted_language:
            return meaning.wanted_language
        if (
            meaning.intent in ("opt_out", "opt_in")
            and heard.text.strip().isascii()
            and " " not in heard.text.strip()
        ):
            return position.language  # STOP and START are words of the carrier, whatever somebody speaks
        ask = self.question(position)
        free = ask is not None and isinstance(ask.hears, Text | Pick | Born | Date | Day)
        if not meaning.language_sure or (free and position.language):
            return position.language
        long_enough = len(heard.text.split()) >= SHORT_WORDS
        urdu_letters = meaning.language == "ur"
        if position.language is None or long_enough or urdu_letters:
            return meaning.language
        return position.language


def _on_screen(position: Position) -> Position:
    """While a person talks, the bot's question is not the newest thing on the screen; it waits all the same."""
    return replace(position, shown=True)
