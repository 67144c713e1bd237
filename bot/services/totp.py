"""Codes of six digits from an app on one's phone (TOTP, RFC 6238), and the picture by which the app learns the key."""

import hmac
import io
from datetime import datetime

import pyotp
import segno

ISSUER = "Qist Saathi"
WINDOW = 1  # steps of 30 seconds by which a phone's clock may be wrong, either way


def new_key() -> str:
    """160 bits, as 32 letters and digits."""
    return pyotp.random_base32()


def step_of(key: str, code: str, *, now: datetime) -> int | None:
    """The time step to which the code belongs, near now; None for a wrong code."""
    totp = pyotp.TOTP(key)
    here, told = totp.timecode(now), "".join(code.split())
    near = range(here - WINDOW, here + WINDOW + 1)
    found = [step for step in near if hmac.compare_digest(totp.generate_otp(step).encode(), told.encode())]
    return found[-1] if found else None


def grouped(key: str) -> str:
    """For people who type it."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def picture(key: str, *, username: str) -> bytes:
    """The QR code as an SVG."""
    address = pyotp.TOTP(key).provisioning_uri(name=username, issuer_name=ISSUER)
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=5, border=4, light="#fff")
    return out.getvalue()
