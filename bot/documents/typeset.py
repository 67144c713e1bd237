"""A page in type, by Typst: Nastaliq shaped and right to left, the fonts our own (OFL, beside this file).

Nothing of the machine's own fonts is used, so the same page looks the same everywhere.
"""

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Literal

import typst

from bot.documents.page import PageData

HERE = Path(__file__).parent
PIXELS_AN_INCH = 144.0  # a page of 148 mm is then 839 pixels wide: read on a phone without zooming
_ONE_AT_A_TIME = Lock()  # the compiler keeps a cache and is shared


TEMPLATE = (
    "page-1"  # how pages look today; a page keeps the one it was first shown in, so old ones stay as files
)
Form = Literal["pdf", "png"]


def typeset(page: PageData, *, form: Form, template: str = TEMPLATE) -> bytes:
    """The page as "pdf" or "png". Raises typst.TypstError for a page that lacks a part."""
    data = json.dumps(page, ensure_ascii=False, sort_keys=True)
    with _ONE_AT_A_TIME:
        made = _compiler(template).compile(
            format=form, ppi=PIXELS_AN_INCH, sys_inputs={"page": data}, timestamp=0
        )
    assert isinstance(made, bytes)  # one page, whatever its length: its height follows what stands on it
    return made


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        HERE / f"{template}.typ",
        root=HERE,
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"page": "{}"},
    )
