"""The one amount of money in a message, or nothing when it is absent or its size is doubtful."""

from fractions import Fraction

from bot.understanding.meaning import Waiting
from bot.understanding.message import Message
from bot.understanding.number_words import NumberWords
from bot.understanding.numerals import AMBIGUOUS, Numeral
from bot.understanding.text import NUMBER, WORD
from bot.understanding.vocabulary import Vocabulary

_LARGEST = 10**9
_SMALLEST_COUNT_AS_MONEY = 400  # "2500 qist" is money, "12 qist" a count
_BELONGING = "ka ki ke wala wali wale ko کا کی کے والا والی for k"  # "the order OF 5000"
_VAGUE = "kuch chand few several کچھ چند couple kai کئی some"  # "kuch hazar" is no number
_LOST_NUMBERS = frozenset(
    ("one", "do", "no", "دو", "نو")
)  # number words that stood alone in front of a number
_STRONG, _FAIR, _WEAK = 3, 2, 1


class AmountReader:
    """Weighs every number of a message: is it money, and is its size beyond doubt?"""

    def __init__(self, vocabulary: Vocabulary, words: NumberWords) -> None:
        self._almost_a_number = words.almost
        bit = vocabulary.bit
        self._currency = bit("rupee") | bit("paisa")
        self._units = bit("unit") | bit("percent") | bit("ordinal_end") | bit("day_unit") | bit("week_unit")
        self._units |= bit("hour_unit") | bit("minute_unit") | bit("age")
        self._counted = bit("instalment") | bit("month_unit") | bit("year_unit") | bit("plan")
        self._id = bit("idlabel")
        self._number_label = bit("numlabel")
        self._model = bit("model")
        self._of = frozenset(_BELONGING.split())
        self._range = bit("range_word")
        self._many = bit("many")
        self._neg = bit("neg")
        self._age = bit("age")
        self._weak_now = frozenset(_VAGUE.split())

    def read(self, message: Message, *, dated: set[int], waiting: Waiting) -> int | float | None:
        """The amount in rupees; `dated` are the token positions that belong to a date."""
        weighed = [
            (self._weight(message, numeral, waiting), numeral)
            for numeral in message.numerals
            if numeral.start not in dated
        ]
        money = [(weight, numeral) for weight, numeral in weighed if weight]
        if not money:
            return None
        best = max(weight for weight, _ in money)
        strong = [numeral for weight, numeral in money if weight == best]
        if self._doubtful(message, [numeral for _, numeral in money], strong):
            return None
        return _in_rupees(strong[-1].value)

    def _doubtful(self, message: Message, all_money: list[Numeral], strong: list[Numeral]) -> bool:
        if any(not numeral.certain or _torn(message, numeral) for numeral in all_money):
            return True
        if len({numeral.value for numeral in strong}) > 1 and not self._corrected(message, strong):
            return True
        return any(self._is_range(message, numeral) for numeral in strong)

    def _corrected(self, message: Message, strong: list[Numeral]) -> bool:
        """ "5000 nahi 6000": the second number takes the place of the first."""
        if len(strong) != 2:
            return False
        between = range(strong[0].end, strong[1].start)
        return 0 < len(between) <= 3 and any(message.has(at, self._neg) for at in between)

    def _is_range(self, message: Message, numeral: Numeral) -> bool:
        """ "10 se 12 hazar", "5-6 hazar", "panch sat hazar", "chand hazar", "pndrh hazar" (unreadable)."""
        before = numeral.start - 1
        if message.word(before) in self._weak_now and numeral.scaled:
            return True
        if message.has(before, self._range) and _digits_or_number(message, before - 1):
            other = _ending_at(message, before)
            return other is None or not other.scaled or numeral.scaled
        if numeral.spelt and (
            message.word(before) in _LOST_NUMBERS or _ending_at(message, numeral.start) is not None
        ):
            return True  # "one fifty"
        if before >= 0 and numeral.scaled and message.tokens[numeral.start].kind != NUMBER:
            return self._unreadable(message, numeral)
        return numeral.scaled and before >= 0 and message.tokens[before].kind == NUMBER

    def _unreadable(self, message: Message, numeral: Numeral) -> bool:
        before = numeral.start - 1
        token, entry = message.tokens[before], message.entries[before]
        if token.kind == NUMBER or _ending_at(message, numeral.start) is not None:
            return True
        if token.kind != WORD or (numeral.end - numeral.start > 1 and not numeral.bare):
            return False
        if not entry.lemma or entry.near or token.text in AMBIGUOUS:
            return True
        return numeral.bare and (token.glued or self._almost_a_number(token.text))

    def _weight(self, message: Message, numeral: Numeral, waiting: Waiting) -> int:
        """How sure it is that this number is money; 0 when it is not."""
        if not 0 < numeral.value <= _LARGEST:
            return 0
        after = numeral.end
        while message.word(after) in ("/", "-", "=", ".", ","):
            after += 1
        before = numeral.start - 1
        while before >= 0 and message.word(before) in (".", ":", "=", "-", "#", "("):
            before -= 1
        near_currency = message.has(after, self._currency) or message.has(before, self._currency)
        if near_currency or message.word(numeral.end) == "/":
            return 0 if message.has(after, self._units) else _STRONG
        if self._is_something_else(message, numeral, before, after):
            return 0
        if numeral.scaled:
            return _STRONG
        if message.has(before, self._id):
            return _WEAK  # "order 4521 ki raqam 3500"
        return self._bare(message, numeral, waiting)

    def _is_something_else(self, message: Message, numeral: Numeral, before: int, after: int) -> bool:
        if message.word(after) == "%" or message.has(after, self._units):
            return True
        if message.has(after, self._counted) and numeral.value < _SMALLEST_COUNT_AS_MONEY:
            return True
        if self._is_labelled(message, numeral, before, after):
            return True
        digits = message.tokens[numeral.start].kind == NUMBER
        if digits and self._is_code(message, numeral, before):
            return True
        return message.has(before, self._model) and not numeral.scaled and numeral.value < 10_000

    def _is_labelled(self, message: Message, numeral: Numeral, before: int, after: int) -> bool:
        if message.word(numeral.start - 1) == "#" or message.has(before, self._number_label | self._age):
            return not numeral.scaled
        if message.word(before) in ("hai", "is", "ہے", "h") and not numeral.scaled:
            before -= 1
            if message.has(before, self._number_label):
                return True
        if not message.has(before, self._id) or numeral.scaled:
            return False
        return message.word(after) not in self._of

    def _is_code(self, message: Message, numeral: Numeral, before: int) -> bool:
        written = message.tokens[numeral.start].text
        if written[0] == "0" and len(written) > 1 and written[1].isdigit():
            return True
        glued = message.tokens[numeral.start].glued and before == numeral.start - 1
        if glued and message.tokens[before].kind == WORD:
            return True  # "a15", "y21"
        if numeral.end < len(message.tokens) and not numeral.scaled:
            following = message.tokens[numeral.end]
            return following.kind == WORD and following.glued and following.text not in self._of
        return False

    def _bare(self, message: Message, numeral: Numeral, waiting: Waiting) -> int:
        """A number with nothing around it that says rupees."""
        written = message.tokens[numeral.start].text
        if waiting == "amount":
            return _FAIR if len(written) <= 7 else 0
        if numeral.spelt:
            return _FAIR if numeral.value > 10 else 0
        if numeral.value < 100 or len(written.replace(",", "").split(".")[0]) > 7:
            return 0
        if len(written) == 7 and numeral.value % 500:
            return 0  # seven digits that are no round sum: more likely a number of something
        return _FAIR


def _torn(message: Message, numeral: Numeral) -> bool:
    """ "saitees" (37, misspelt) is no "tees": the word before is a part of the number that we do not know."""
    first, before = message.tokens[numeral.start], message.word(numeral.start - 1)
    return numeral.start > 0 and first.kind == WORD and first.glued and before.isalpha()


def _ending_at(message: Message, at: int) -> Numeral | None:
    return next((numeral for numeral in message.numerals if numeral.end == at), None)


def _digits_or_number(message: Message, at: int) -> bool:
    return at >= 0 and (message.tokens[at].kind == NUMBER or _ending_at(message, at + 1) is not None)


def _in_rupees(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else round(float(value), 2)
