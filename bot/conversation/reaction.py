"""How one message is taken: what always works, the answer to the question, what is welcome at any time, a miss."""

import re
from dataclasses import dataclass, replace
from typing import Any

from bot.conversation import phrases
from bot.conversation.commands import HandOff, LeaveQueue, OptIn, OptOut
from bot.conversation.grammar import Ask, Choice, Flow, Script, Text, Written
from bot.conversation.hearing import CALL, Answer, Ears, Heard, Problem, folded
from bot.conversation.turn import Say, Turn
from bot.conversation.ways import binds
from bot.understanding import THRESHOLD

PERSON, MENU, BACK = "0", "9", ("#", "*")
# A whole message that is nothing but one of these wins over free text ("menu" is nobody's name).
GLOBAL = ("agent", "menu", "help", "back", "cancel", "opt_out", "opt_in", "change_language")
SURE = 0.75


@dataclass(frozen=True, slots=True)
class Reaction:
    script: Script
    ears: Ears

    def take(self, turn: Turn, heard: Heard) -> str:
        """Move the turn by one message; how it was read, "miss" where it was not."""
        if heard.kind == CALL:
            return self._rung(turn)
        # STOP and 0 must work for everyone and from everywhere, even before any consent.
        if reading := self._always(turn, heard) or self._written(turn, heard, first=True):
            return reading
        if turn.missing_gate():
            return self._behind_gate(turn, heard)
        return self._answered(turn, heard) or self._elsewhere(turn, heard) or self._miss(turn, heard)

    def _rung(self, turn: Turn) -> str:
        """Who rings has said nothing: what stands is asked again, the menu where nothing does. Nothing is answered."""
        if turn.position.frames:  # the first words to a stranger are the welcome's
            turn.say(phrases.CALLED)
        if turn.missing_gate() or isinstance(turn.state, Ask):
            turn.walk()
        else:
            turn.go_home()
        return CALL

    def _always(self, turn: Turn, heard: Heard) -> str:
        digit = folded(heard.text)
        if digit == PERSON or self._means(turn, heard, "agent"):
            return self._call_person(turn)
        if digit == MENU or self._means(turn, heard, "menu"):
            turn.issue(LeaveQueue())
            turn.go_home()
            return "menu"
        if digit in BACK or self._means(turn, heard, "back"):
            return self._back(turn)
        if self._means(turn, heard, "opt_out"):
            turn.issue(OptOut())
            turn.say(phrases.OPTED_OUT)
            return "opt_out"
        if self._means(turn, heard, "opt_in"):
            turn.issue(OptIn())
            turn.say(phrases.OPTED_IN)
            self._ask_again(turn)
            return "opt_in"
        return ""

    def _means(self, turn: Turn, heard: Heard, intent: str) -> bool:
        """Whether the message is about `intent`; where free text is expected only an unmistakable one counts."""
        meaning = heard.meaning
        if meaning.intent != intent or meaning.score < THRESHOLD:
            return False
        ask = self._open_question(turn)
        if ask is None:
            return True
        if isinstance(ask.hears, Text):
            return self._global_word(heard)
        answers = isinstance(ask.hears, Choice) and intent in ask.hears.options
        return not answers

    def _behind_gate(self, turn: Turn, heard: Heard) -> str:
        """Something comes first (consent, PIN). Keep what the message wants, so that it is not asked again."""
        if reading := self._written(turn, heard) or self._side(turn, heard):
            return reading
        flow = self._wanted(heard)
        if flow is not None and flow != turn.top.flow:
            self._open(turn, flow, heard)
        else:
            turn.walk()
        return "gate"

    def _answered(self, turn: Turn, heard: Heard) -> str:
        ask = self._open_question(turn)
        if ask is None:
            return ""
        if isinstance(ask.hears, Text) and self._global_word(heard):
            return ""
        reply = self.ears.listen(
            ask=ask, flow=turn.top.flow, heard=heard, facts=turn.facts, slots=turn.top.slots
        )
        if isinstance(reply, Answer) and heard.repeated and binds(turn.flow, reply.target or ask.next):
            turn.walk()  # sent twice by mistake, it was the answer to the question before; this one still stands
            return "repeat"
        if isinstance(reply, Answer):
            turn.answer(ask, reply.value, reply.target)
            return f"answer:{ask.name}"
        if isinstance(reply, Problem):
            turn.say(reply.key, **reply.params)
            return "miss:problem"
        return ""

    def _elsewhere(self, turn: Turn, heard: Heard) -> str:
        """The message does not answer the question: is it one that is welcome at any time?"""
        if (
            reading := self._written(turn, heard)
            or self._home_words(turn, heard)
            or self._side(turn, heard)
            or self._small_talk(turn, heard)
        ):
            return reading
        if flow := self._wanted(heard) or self._dated(turn, heard):
            self._open(turn, flow, heard)
            return f"open:{flow}"
        if turn.flow.yields and len(turn.frames) > 1:
            return self._yield(turn, heard)
        return ""

    def _written(self, turn: Turn, heard: Heard, *, first: bool = False) -> str:
        """A message whose shape alone says what it is, such as the number of an order."""
        for flow, one, slots in written(heard, self.script, first=first):
            if one.when(turn.facts):
                turn.begin(flow.name, slots=slots)
                return f"written:{flow.name}"
        return ""

    def _side(self, turn: Turn, heard: Heard) -> str:
        if heard.meaning.score < THRESHOLD or heard.meaning.intent not in self.script.side_answers:
            return ""
        key = self.script.side_answers[heard.meaning.intent]
        turn.say(key, alone=True, **self.script.side_params(turn.facts))
        self._ask_again(turn)
        return f"side:{heard.meaning.intent}"

    def _small_talk(self, turn: Turn, heard: Heard) -> str:
        intent = heard.meaning.intent if heard.meaning.score >= THRESHOLD else ""
        match intent:
            case "greet" if not turn.at_home:
                turn.say(phrases.GREETING)
            case "greet":
                turn.say(phrases.GREETING)
                turn.go_home()
                return intent
            case "yes" if turn.at_home and not turn.position.shown:
                turn.say(phrases.SEEN)
                return "seen"
            case "thanks" | "goodbye":
                turn.say(phrases.SMALL_TALK[intent])
            case "help":
                turn.say(phrases.HELP, alone=True)
            case "cancel":
                turn.say(phrases.CANCELLED)
                turn.go_home()
                return intent
            case "change_language":
                return self._change_language(turn, heard)
            case _:
                return ""
        self._ask_again(turn)
        return intent

    def _change_language(self, turn: Turn, heard: Heard) -> str:
        if heard.meaning.wanted_language is None:
            turn.open("language")
        else:
            turn.say(phrases.LANGUAGE_CHANGED)
            self._ask_again(turn)
        return "change_language"

    def _home_words(self, turn: Turn, heard: Heard) -> str:
        """The very words of the menu count even when it is not on the screen; its digits do not."""
        if not turn.at_home or turn.position.shown:
            return ""
        ahead = Turn(self.script, turn.facts, turn.position)
        ahead.go_home()
        ask = ahead.state
        if (
            not isinstance(ask, Ask)
            or not isinstance(ask.hears, Choice)
            or ahead.top.flow not in (self.script.home, *self.script.menus)
        ):
            return ""
        said = " ".join(heard.text.casefold().split())
        for option, target in ask.hears.options.items():
            if said in {word.casefold() for word in self.ears.words.option_words(ask.says, option)}:
                turn.frames = ahead.frames
                turn.answer(ask, option, target)
                return f"answer:{ask.name}"
        return ""

    def _yield(self, turn: Turn, heard: Heard) -> str:
        """An unexpected reminder must not swallow the answer to the question that stood before it."""
        above = turn.frames.pop()
        turn.position = replace(turn.position, shown=True)
        reading = self._answered(turn, heard)
        if not reading and (heard.meaning.intent == "yes" or turn.at_home):
            turn.frames.append(above)  # nobody else asked anything: its choices stay good
        if not reading and heard.meaning.intent == "yes":
            turn.say(phrases.SEEN)
            return "seen"
        return reading

    def _miss(self, turn: Turn, heard: Heard) -> str:
        """Not understood: say what would help, then the same question again."""
        turn.says.append(Say(self._hint(turn, heard)))
        if turn.at_home:
            turn.go_home()
        else:
            self._ask_again(turn)
        return "miss"

    def _hint(self, turn: Turn, heard: Heard) -> str:
        if heard.kind != "text" or not heard.text.strip():
            return phrases.ONLY_TEXT
        ask = self._open_question(turn)
        return phrases.miss(type(ask.hears) if ask else Choice)

    # The pieces

    def _open_question(self, turn: Turn) -> Ask | None:
        state = turn.state
        return state if isinstance(state, Ask) and turn.position.shown else None

    def _global_word(self, heard: Heard) -> bool:
        """One word that is a command, or a sentence that clearly is one; "Madad Ali" is a name all the same."""
        meaning = heard.meaning
        alone = len(heard.text.split()) == 1 and meaning.score >= THRESHOLD
        return meaning.intent in GLOBAL and (alone or meaning.score >= SURE)

    def _wanted(self, heard: Heard) -> str | None:
        if heard.meaning.score < THRESHOLD:
            return None
        flow = self.script.opened_by(heard.meaning.intent)
        return flow.name if flow else None

    def _dated(self, turn: Turn, heard: Heard) -> str:
        """The flow that a day alone opens, where the question says so; "kal shadi hai" is more than a day."""
        ask = self._open_question(turn)
        dated = ask.hears.dated if ask and isinstance(ask.hears, Choice) else ""
        return dated if heard.meaning.date and not heard.meaning.score else ""

    def _open(self, turn: Turn, name: str, heard: Heard) -> None:
        if turn.top.flow == name:
            self._ask_again(turn)
            return
        turn.open(name, slots=self._taken(name, heard))

    def _taken(self, name: str, heard: Heard) -> dict[str, Any]:
        """What the opening sentence already said goes into the slots of the flow it opens."""
        takes = self.script.flow(name).takes
        meaning = heard.meaning
        slots: dict[str, Any] = {}
        if "amount" in takes and meaning.amount is not None:
            slots[takes["amount"]] = round(meaning.amount * 100)
        if "date" in takes and meaning.date is not None:
            slots[takes["date"]] = meaning.date.isoformat()
        return slots

    def _ask_again(self, turn: Turn) -> None:
        """The same question with the same slots; at home nothing is asked, for nothing is open."""
        if not turn.at_home or turn.position.shown:
            turn.walk()

    def _back(self, turn: Turn) -> str:
        if not turn.back():
            turn.go_home()
        return "back"

    def _call_person(self, turn: Turn) -> str:
        turn.say(phrases.PERSON_CALLED)
        turn.issue(HandOff("asked"))
        return "agent"

    def give_up(self, turn: Turn) -> str:
        """Three times not understood is our failure, so a person comes without being asked for."""
        turn.says.clear()
        turn.say(phrases.PERSON_AFTER_MISSES)
        turn.issue(HandOff("not_understood"))
        return "handoff"


def written(heard: Heard, script: Script, *, first: bool) -> list[tuple[Flow, Written, dict[str, str]]]:
    """Flows that open on a message of this shape, with what fills their slots."""
    said = " ".join(folded(heard.text).casefold().split()) if heard.kind == "text" else ""
    return [
        (flow, one, {name: value for name, value in found.groupdict().items() if value})
        for flow in script.flows
        for one in flow.written
        if one.first == first and (found := re.fullmatch(one.pattern, said))
    ]
