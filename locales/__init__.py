"""What we say and what we listen for, as files: read here once, given as text to the pure rooms."""

from pathlib import Path

HERE = Path(__file__).parent
FORMS = ("en", "ur", "ur-Latn")
LEARNT = HERE / "listen" / "learnt.txt"  # written by `qist understand --learn`, never by hand


def spoken() -> dict[str, dict[str, str]]:
    """{written form: {file name: Fluent text}}"""
    return {
        form: {path.name: path.read_text("utf-8") for path in sorted((HERE / form).glob("*.ftl"))}
        for form in FORMS
    }


def console(tongue: str) -> dict[str, str]:
    """What the agents' console says in one language: {file name: Fluent text}."""
    return {path.name: path.read_text("utf-8") for path in sorted((HERE / "console" / tongue).glob("*.ftl"))}


def forbidden() -> str:
    """Words that break our rule of tone, in all three written forms (see bot.lending.conduct)."""
    return (HERE / "forbidden.txt").read_text("utf-8")


def heard() -> dict[str, str]:
    """{"en/listen/intents.txt": text, "listen/learnt.txt": text, ...}"""
    folders = [*(HERE / form / "listen" for form in FORMS), LEARNT.parent]
    paths = sorted(path for folder in folders for path in folder.glob("*.txt"))
    return {path.relative_to(HERE).as_posix(): path.read_text("utf-8") for path in paths}
