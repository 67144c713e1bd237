"""Properties of templates: WhatsApp can approve them as they stand, and they are account updates and nothing else."""

import re
from collections.abc import Iterator

from bot.conversation.checks.problems import Problem
from bot.conversation.checks.sizes import BODY_WITH_BUTTONS, BUTTON_TITLE, BUTTONS
from bot.conversation.checks.subject import Property, Subject
from bot.conversation.grammar import Template
from bot.conversation.templates import Written, write
from bot.understanding import LANGUAGES

NAME = re.compile(r"[a-z][a-z0-9_]*")
PLACE = re.compile(r"(\{\{\d+\}\})")
SPACES = re.compile(r"\n{3}|\t| {4}")
WORD = re.compile(r"[^\W\d_]+")


def templates_can_be_approved(subject: Subject) -> Iterator[Problem]:
    """What WhatsApp refuses by its form alone: found here, and not days later by a reviewer."""
    for template in subject.script.templates:
        if not NAME.fullmatch(template.name):
            yield Problem(template.key, "a template's name is lower case letters, digits and underscores")
        for language in LANGUAGES:
            try:
                written = write(template, language=language, catalog=subject.catalog)
            except KeyError as missing:
                yield Problem(template.key, f"{language}: no sample for {missing}")
                continue
            for trouble in (
                *_of_places(written),
                *_of_size(subject, template, written),
                *_of_buttons(written),
            ):
                yield Problem(template.key, f"{language}: {trouble}")


def templates_are_account_updates(subject: Subject) -> Iterator[Problem]:
    """No word of what is late (Meta bars collecting debts), none of promotion (it would be marketing)."""
    for template in subject.script.templates:
        for language in LANGUAGES:
            text = subject.catalog.literal(language, template.key)
            words = {word.casefold() for word in WORD.findall(text)}
            for word in sorted(words & subject.script.unfit):
                yield Problem(template.key, f"{language}: {word!r} does not belong into an account update")


def _of_places(written: Written) -> Iterator[str]:
    words = PLACE.split(written.body)[::2]
    if len(words) == 1:
        return
    if not WORD.search(words[0]) or not WORD.search(words[-1]):
        yield "begins or ends with a value"
    if not all(WORD.search(between) for between in words[1:-1]):
        yield "has two values with no word between them"
    if sum(len(WORD.findall(part)) for part in words) < 2 * len(words[1:]) + 1:
        yield "has too few words around its values"
    if not all(written.samples):
        yield "has a value without a sample"


def _of_size(subject: Subject, template: Template, written: Written) -> Iterator[str]:
    say = next(say for say in subject.says() if say.key == template.key)
    longest = subject.rendered(say, language=written.language, channel="whatsapp").text
    if max(len(longest), len(written.body)) > BODY_WITH_BUTTONS:
        yield f"has more than {BODY_WITH_BUTTONS} characters"
    if SPACES.search(written.body):
        yield "has a gap that is refused: two empty lines, a tab or four blanks"


def _of_buttons(written: Written) -> Iterator[str]:
    titles = [title for _, title in written.buttons]
    if len(titles) > BUTTONS:
        yield f"has {len(titles)} buttons, at most {BUTTONS}"
    if any(not 0 < len(title) <= BUTTON_TITLE for title in titles) or len(set(titles)) < len(titles):
        yield f"has a button that is empty, twice there, or longer than {BUTTON_TITLE} characters"


RULES: tuple[Property, ...] = (templates_can_be_approved, templates_are_account_updates)
