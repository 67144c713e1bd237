"""A QR code as a picture that a telephone can show and another can read."""

from io import BytesIO

import segno

DOT = 8  # pixels: a code of a payment is then about 450 wide, sharp on any screen
QUIET = 4  # dots of white around it, without which readers do not find it


def picture(text: str) -> bytes:
    """As PNG. A quarter of it may be hidden, as by a cracked screen."""
    made = BytesIO()
    segno.make_qr(text, error="q").save(made, kind="png", scale=DOT, border=QUIET)
    return made.getvalue()
