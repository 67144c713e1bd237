"""Flows as SVG, laid out by Graphviz (the Python package graphviz-pure, one of the development extras)."""

import re
import subprocess
import sys
from pathlib import Path

from bot.conversation.grammar import Flow
from bot.conversation.graph import dot

PROGRAM = Path(sys.executable).with_name("graphviz-pure")
_XML_HEAD = re.compile(r"\A.*?(?=<svg)", re.DOTALL)


class NoPictures(Exception):
    """The program that draws is not installed."""


def svg(flow: Flow) -> str:
    """The picture of one flow. Raises NoPictures."""
    if not PROGRAM.exists():
        raise NoPictures('pictures need the development extras: pip install -e ".[dev]"')
    drawn = subprocess.run(
        [PROGRAM, "-Tsvg"], input=dot(flow), capture_output=True, text=True, check=True, timeout=60
    )
    return _XML_HEAD.sub("", drawn.stdout)
