"""Secrets for a demo: made at random on the first start and kept, so that a restart reads its data."""

import base64
import os
import secrets
from pathlib import Path

FILE = "demo.env"
NAMES = ("QIST_SECRET_KEY", "QIST_DATA_KEY")


def demo_secrets(folder: Path) -> dict[str, str]:
    """The secrets kept in `folder`, made there if this is its first demo."""
    path = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _create(path)
    return _read(path)


def _create(path: Path) -> None:
    # Written aside and linked: of two starts at once one wins, and neither ever reads half a file.
    aside = path.with_name(f"{FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in zip(NAMES, _fresh(), strict=True))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def _fresh() -> tuple[str, str]:
    return secrets.token_urlsafe(48), base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _read(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)
