"""`qist flows docs`: the flows as pages, for translators and regulators, from the flows and texts themselves."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer, ast

import locales
from bot.conversation.grammar import End, Flow, Script
from bot.conversation.graph import mermaid

FORMS = {"en": "English", "ur": "اردو", "ur-Latn": "Roman Urdu"}
STYLE = """body{font:16px/1.5 system-ui,sans-serif;margin:1rem auto;max-width:80rem;padding:0 1rem}
table{width:100%;border-collapse:collapse;table-layout:fixed}td,th{border:1px solid #ccc;padding:.5rem;
vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere}[lang=ur]{font-family:"Noto Nastaliq Urdu",serif;
line-height:2.2}h3{font-size:1rem;margin:1.5rem 0 .25rem}@media(max-width:40rem){tr,td,th{display:block}}"""
Texts = dict[str, dict[str, ast.Message]]


def pages(script: Script) -> dict[str, str]:
    """{file name: text} of everything in docs/flows."""
    made = {
        f"{flow.name}.md": f"# {flow.name}\n\n```mermaid\n{mermaid(flow)}\n```\n" for flow in script.flows
    }
    index = "\n".join(f"- [{flow.name}]({flow.name}.md)" for flow in script.flows)
    made["README.md"] = (
        f"# The flows\n\n[The whole script in three written forms](script.html)\n\n{index}\n\n"
        "Made by `qist flows docs`; `--check` tells whether they are current.\n"
    )
    made["script.html"] = _script(script)
    return made


def stale(script: Script, folder: Path) -> list[str]:
    """The pages that are missing or not what would be written now."""
    files = {path.name: path.read_text("utf-8") for path in folder.glob("*") if path.is_file()}
    now = pages(script)
    return sorted(name for name in {*files, *now} if files.get(name) != now.get(name))


def write(script: Script, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale(script, folder):
        (folder / name).unlink(missing_ok=True)
    for name, text in pages(script).items():
        (folder / name).write_text(text, "utf-8")


def _script(script: Script) -> str:
    texts, told = _texts(), set[str]()
    body: list[str] = []
    for flow in script.flows:
        body.append(f'<h2 id="{flow.name}">{flow.name}</h2>')
        for state, key in _said(flow):
            body.append(f"<h3>{flow.name}.{state}</h3>{_table(texts, key)}")
            told.add(key)
    body.append("<h2>Said by the engine and the services</h2>")
    body += [f"<h3>{key}</h3>{_table(texts, key)}" for key in sorted({*texts["en"]} - told)]
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>The whole script</title><style>{STYLE}</style>\n'
        "<h1>The whole script</h1>\n" + "\n".join(body) + "\n</html>\n"
    )


def _said(flow: Flow) -> Iterator[tuple[str, str]]:
    for state in flow.states:
        says = getattr(state, "says", "")
        if says and not (isinstance(state, End) and not state.says):
            yield state.name, says.replace(".", "-", 1)


def _table(texts: Texts, key: str) -> str:
    heads = "".join(f"<th>{name}</th>" for name in FORMS.values())
    cells = "".join(_cell(texts[form].get(key), form) for form in FORMS)
    return f"<table><tr>{heads}</tr><tr>{cells}</tr></table>"


def _cell(message: ast.Message | None, form: str) -> str:
    direction = "rtl" if form == "ur" else "ltr"
    text = escape(FluentSerializer().serialize_entry(message).partition("=")[2].strip()) if message else ""
    return f'<td lang="{form}" dir="{direction}">{text}</td>'


def _texts() -> Texts:
    return {form: dict(_entries(files.values())) for form, files in locales.spoken().items()}


def _entries(files: object) -> Iterator[tuple[str, ast.Message]]:
    for text in files:  # type: ignore[attr-defined]
        for entry in FluentParser().parse(text).body:
            if isinstance(entry, ast.Message):
                entry.comment = None
                yield entry.id.name, entry
