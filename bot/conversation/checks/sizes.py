"""Properties of messages as they go out: room on buttons, in a WhatsApp message, and in the segments of an SMS."""

from collections.abc import Iterator

from bot.conversation.checks.problems import Problem
from bot.conversation.checks.subject import Property, Subject
from bot.conversation.segments import measure
from bot.conversation.turn import Say
from bot.understanding import LANGUAGES, Language

BUTTON_TITLE, LIST_TITLE, BUTTONS = 20, 24, 3  # characters, characters, how many before it becomes a list
BODY, BODY_WITH_BUTTONS = 1600, 1024  # characters of a WhatsApp message by Twilio
QUESTION, OTHER = 2, 3  # segments; a statement has as many as any other message
URDU_FACTOR = 3  # Urdu script has a third of the room on SMS, and goes only to those who write it


def budget(*, tag: str, language: Language) -> int:
    """The SMS segments that a message may take."""
    return (QUESTION if tag == "question" else OTHER) * (URDU_FACTOR if language == "ur" else 1)


def buttons_fit(subject: Subject) -> Iterator[Problem]:
    for say, language in _each(subject):
        buttons = subject.rendered(say, language=language, channel="whatsapp").buttons
        most = BUTTON_TITLE if len(buttons) <= BUTTONS else LIST_TITLE
        for title in {title for _, title in buttons if len(title) > most}:
            yield Problem(say.key, f"{language}: the button {title!r} has more than {most} characters")


def bodies_fit(subject: Subject) -> Iterator[Problem]:
    for say, language in _each(subject):
        message = subject.rendered(say, language=language, channel="whatsapp")
        most = BODY_WITH_BUTTONS if message.buttons else BODY
        if len(message.text) > most:
            yield Problem(say.key, f"{language}: {len(message.text)} characters on WhatsApp, at most {most}")


def sms_fits(subject: Subject) -> Iterator[Problem]:
    for say, language in _each(subject):
        segments = measure(subject.rendered(say, language=language, channel="sms").text).segments
        if segments > (most := budget(tag=say.tag, language=language)):
            yield Problem(say.key, f"{language}: {segments} segments of SMS, at most {most}")


def sms_is_plain(subject: Subject) -> Iterator[Problem]:
    """Outside Urdu script an SMS is GSM-7: one other letter would make it more than twice as dear."""
    for say, language in _each(subject):
        if language != "ur":
            text = subject.rendered(say, language=language, channel="sms").text
            if measure(text).encoding != "GSM-7":
                strange = "".join(sorted({letter for letter in text if measure(letter).encoding != "GSM-7"}))
                yield Problem(say.key, f"{language}: not in GSM-7: {strange}")


def longest(subject: Subject, *, question: bool) -> int:
    """Segments of the longest SMS outside Urdu script."""
    says = [say for say in subject.says() if (say.tag == "question") == question]
    forms: tuple[Language, ...] = ("en", "ur-Latn")
    return max(
        (
            measure(subject.rendered(say, language=language, channel="sms").text).segments
            for say in says
            for language in forms
        ),
        default=0,
    )


def _each(subject: Subject) -> Iterator[tuple[Say, Language]]:
    for say in subject.says():
        for language in LANGUAGES:
            yield say, language


RULES: tuple[Property, ...] = (buttons_fit, bodies_fit, sms_fits, sms_is_plain)
