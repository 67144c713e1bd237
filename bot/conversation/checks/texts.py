"""Properties of what is said: every key in every form, the same values in each, and nothing private too early."""

import re
from collections.abc import Iterator

from bot.conversation.checks.problems import Problem
from bot.conversation.checks.subject import Property, Subject, labels
from bot.conversation.phrases import PHRASES
from bot.conversation.samples import NoSample, variables
from bot.understanding import LANGUAGES, Language

KINDS = {
    "RUPEES": "money", "DAY": "day", "SHORTDAY": "day", "DATE": "day", "WEEKDAY": "day", "TIME": "time", "": "plain",
}  # fmt: skip
URDU = re.compile(r"[\u0621-\u06d3]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
MANY_WORDS = 3  # fewer may be a name, a greeting or a code, which are alike in two languages


def keys_exist(subject: Subject) -> Iterator[Problem]:
    """Every text that a flow or the engine says is there in all three forms, with a label for each option."""
    catalog = subject.catalog
    said = [*subject.said(), *(("the engine", key) for key in PHRASES)]
    said += [(name, key) for name, (key, _) in subject.samples.lines.items()]
    known = {key for language in LANGUAGES for key in catalog.keys(language)}
    said += [(key, key) for key in sorted(known - {key for _, key in said})]
    for language in LANGUAGES:
        for where, key in said:
            if not catalog.has(language, key):
                yield Problem(where, f"{language} has no text {key}")


def options_have_labels(subject: Subject) -> Iterator[Problem]:
    for where, ask in subject.asks():
        for language in LANGUAGES:
            for label in sorted(set(labels(ask)) - subject.catalog.attributes(language, ask.says)):
                yield Problem(where, f"{language} has no label for {label}")


def placeholders_agree(subject: Subject) -> Iterator[Problem]:
    """The three forms of a text name the same values, and name an amount an amount."""
    for key in sorted(subject.catalog.keys("en")):
        for attribute in ("", *_texts(subject, key)):
            found = {form: _named(subject, form, key, attribute) for form in _forms(subject, key, attribute)}
            first = next(iter(found), None)
            for form in found:
                if first is not None and found[form] != found[first]:
                    named = f"{key}.{attribute}" if attribute else key
                    yield Problem(named, f"{form} does not name the same values as {first}")


def statements_are_whole(subject: Subject) -> Iterator[Problem]:
    """A statement that the law asks for leaves no figure out because it goes by SMS."""
    for say in _statements(subject):
        for form in LANGUAGES:
            if "sms" in subject.catalog.attributes(form, say):
                long, short = _named(subject, form, say, ""), _named(subject, form, say, "sms")
                for name, _ in sorted(long - short):
                    yield Problem(say, f"{form}: the SMS leaves out ${name}")


def values_have_samples(subject: Subject) -> Iterator[Problem]:
    for key in sorted(subject.catalog.keys("en")):
        try:
            subject.samples.params(subject.catalog, key)
        except NoSample as missing:
            yield Problem(key, str(missing))


def forms_are_translated(subject: Subject) -> Iterator[Problem]:
    """Urdu is written in Urdu letters, and Roman Urdu is no copy of the English."""
    for key in sorted(subject.catalog.keys("en")):
        urdu = subject.catalog.literal("ur", key)
        if len(LATIN_WORD.findall(urdu)) >= MANY_WORDS and not URDU.search(urdu):
            yield Problem(key, "ur has no letter of Urdu script")
        english = subject.catalog.literal("en", key)
        if len(LATIN_WORD.findall(english)) >= MANY_WORDS and english == subject.catalog.literal(
            "ur-Latn", key
        ):
            yield Problem(key, "ur-Latn says the very words of en")


def private_waits_for_the_pin(subject: Subject) -> Iterator[Problem]:
    """Nothing that a family should not read is said where the lock may still be closed."""
    script = subject.script
    locked = {where for where, _ in _said_behind(subject, script.lock)}
    places: dict[str, list[str]] = {}
    for where, key in subject.said():
        places.setdefault(key, []).append(where)
    inner = {key for key, _ in subject.samples.lines.values()}  # looked at where the whole is said
    for key in sorted(subject.catalog.keys("en") - inner):
        private = sorted(_all_named(subject, key) & script.private)
        openly = [where for where in places.get(key, ["a service"]) if where not in locked]
        if private and openly and key not in script.open_anyway:
            names = ", ".join(f"${name}" for name in private)
            yield Problem(key, f"{names} may be read before the PIN, said by {', '.join(openly)}")


def _said_behind(subject: Subject, lock: str) -> Iterator[tuple[str, str]]:
    behind = {flow.name for flow in subject.script.every if lock in flow.needs}
    return ((where, key) for where, key in subject.said() if where.partition(".")[0] in behind)


def _all_named(subject: Subject, key: str) -> set[str]:
    names = {name for name, _ in variables(subject.catalog, key)}
    for name in list(names):
        if line := subject.samples.lines.get(f"{key}:{name}"):
            names |= _all_named(subject, line[0])
    return names


def _statements(subject: Subject) -> list[str]:
    return sorted({say.key for say in subject.says() if say.tag == "statement"})


def _texts(subject: Subject, key: str) -> list[str]:
    found = {name for form in LANGUAGES for name in subject.catalog.attributes(form, key)}
    return sorted(name for name in found if not name.endswith("_words"))


def _forms(subject: Subject, key: str, attribute: str) -> list[Language]:
    return [form for form in LANGUAGES if not attribute or attribute in subject.catalog.attributes(form, key)]


def _named(subject: Subject, form: Language, key: str, attribute: str) -> set[tuple[str, str]]:
    found = subject.catalog.placeholders(form, key, attribute)
    return {(name, KINDS[function]) for name, function in found.items()}


KEYS: tuple[Property, ...] = (keys_exist,)  # without its keys nothing else can be asked of a text
RULES: tuple[Property, ...] = (options_have_labels, placeholders_agree, values_have_samples)
MEANINGS: tuple[Property, ...] = (statements_are_whole, forms_are_translated, private_waits_for_the_pin)
