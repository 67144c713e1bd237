"""`qist flows docs`: the flows as pages, for translators and regulators, from the flows and texts themselves."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

import locales
from bot.conversation.catalog import Catalog
from bot.conversation.checks.subject import CHANNELS, Subject, key_of
from bot.conversation.grammar import Flow
from bot.conversation.graph import mermaid
from bot.conversation.revisions import fingerprint
from bot.conversation.segments import measure
from bot.conversation.turn import Say
from bot.pictures import svg
from bot.understanding import Language
from flows import SCRIPT
from flows.samples import SAMPLES

FORMS: Mapping[Language, str] = {"en": "English", "ur": "اردو", "ur-Latn": "Roman Urdu"}
FONT = "../../bot/web/static/fonts/noto-nastaliq-urdu-400.woff2"
STYLE = f"""
@font-face{{font-family:Nastaliq;src:url({FONT})}}
:root{{color-scheme:light dark}}
body{{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}}
nav{{columns:12rem}}nav a{{display:block}}
section{{display:grid;grid-template-columns:repeat(3,1fr);gap:.75rem;margin-bottom:1.5rem}}
section>div{{border:1px solid #8886;border-radius:.6rem;padding:.6rem .8rem}}
section>div{{white-space:pre-wrap;overflow-wrap:anywhere}}
[lang=ur]{{font-family:Nastaliq,serif;line-height:2.3}}
h3{{font-size:1rem;margin:0 0 .4rem}}small{{display:block;opacity:.7;margin-top:.6rem}}
b{{font-weight:600;border:1px solid #8889;border-radius:1rem;padding:0 .6rem;display:inline-block;margin:.15rem 0}}
@media(max-width:45rem){{section{{grid-template-columns:1fr}}}}
"""
_RECORDED = re.compile(r"Revision (\d+), fingerprint ([0-9a-f]{16})")


class SameRevision(Exception):
    """A flow does something else than before under the same number."""


def pages(folder: Path) -> dict[str, str]:
    """{file name: text} of everything in docs/flows. Raises SameRevision, NoPictures."""
    made = {"README.md": _index(), "script.html": _script()}
    for flow in SCRIPT.flows:
        made[f"{flow.name}.md"] = _page(flow, folder)
        made[f"{flow.name}.svg"] = svg(flow)
    return made


def stale(made: Mapping[str, str], folder: Path) -> list[str]:
    """The pages that are missing or not what would be written now."""
    files = {path.name: path.read_text("utf-8") for path in folder.glob("*") if path.is_file()}
    return sorted(name for name in {*files, *made} if files.get(name) != made.get(name))


def write(made: Mapping[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale(made, folder):
        (folder / name).unlink(missing_ok=True)
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")


def _index() -> str:
    index = "\n".join(f"- [{flow.name}]({flow.name}.md)" for flow in SCRIPT.flows)
    return (
        f"# The flows\n\n[The whole script in three written forms](script.html)\n\n{index}\n\n"
        "Made by `qist flows docs`; `--check` tells whether they are current.\n"
    )


def _page(flow: Flow, folder: Path) -> str:
    mark = fingerprint(flow)
    before = folder / f"{flow.name}.md"
    recorded = _RECORDED.search(before.read_text("utf-8")) if before.exists() else None
    if recorded and int(recorded[1]) == flow.revision and recorded[2] != mark:
        raise SameRevision(
            f"{flow.name} has changed: give it revision={flow.revision + 1} and, for a renamed state, an alias "
            "(CONTRIBUTING, Change a flow that is live)"
        )
    return (
        f"# {flow.name}\n\nRevision {flow.revision}, fingerprint {mark}.\n\n![{flow.name}]({flow.name}.svg)\n\n"
        f"```mermaid\n{mermaid(flow)}\n```\n"
    )


def _script() -> str:
    subject = Subject(SCRIPT, Catalog(locales.spoken()), SAMPLES, frozenset())
    says = {say.key: say for say in subject.says()}
    told: set[str] = set()
    body: list[str] = []
    for flow in SCRIPT.flows:
        body.append(f'<h2 id="{flow.name}">{flow.name}</h2>')
        for state in flow.states:
            if key := key_of(state):
                body += _message(subject, says[key], f"{flow.name}.{state.name}")
                told.add(key)
    for title, keys in _others(set(says) - told):
        body.append(f'<h2 id="{title.split()[0].lower()}">{title}</h2>')
        for key in keys:
            body += _message(subject, says[key], key)
    links = "".join(f'<a href="#{flow.name}">{flow.name}</a>' for flow in SCRIPT.flows)
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>Qist Saathi: the whole script</title>\n<style>{STYLE}</style>\n<h1>The whole script</h1>\n"
        "<p>Every message as it goes out on WhatsApp, with the longest plausible values, and by SMS where that differs."
        f"</p>\n<nav>{links}</nav>\n" + "\n".join(body) + "\n</html>\n"
    )


def _others(keys: set[str]) -> Iterator[tuple[str, list[str]]]:
    sides = [key for key in SCRIPT.side_answers.values() if key in keys]
    yield "Answers to questions asked in between", sides
    yield "Reminders and receipts", sorted(key for key in keys if key.startswith(("reminder.", "receipt.")))
    done = {*sides, *(key for key in keys if key.startswith(("reminder.", "receipt.", "template.")))}
    yield "Templates that WhatsApp approves", sorted(key for key in keys if key.startswith("template."))
    yield "Said by the engine and the services", sorted(keys - done)


def _message(subject: Subject, say: Say, name: str) -> Iterator[str]:
    yield f'<h3 id="{name}">{name}</h3>'
    yield "<section>" + "".join(_column(subject, say, form) for form in FORMS) + "</section>"


def _column(subject: Subject, say: Say, form: Language) -> str:
    chat, sms = (subject.rendered(say, language=form, channel=channel) for channel in CHANNELS)
    buttons = "".join(f"\n<b>{escape(title)}</b>" for _, title in chat.buttons)
    short = (
        ""
        if sms.text.startswith(chat.text)
        else f"<small>SMS, {measure(sms.text).segments}:\n{escape(sms.text)}</small>"
    )
    direction = "rtl" if form == "ur" else "ltr"
    return f'<div lang="{form}" dir="{direction}">{escape(chat.text)}{buttons}{short}</div>'
