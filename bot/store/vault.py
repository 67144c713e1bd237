"""Secrets at rest: AES-GCM for what must be read again, a keyed hash for what must only be found or compared.

An unkeyed hash of 13 digits, or of a PIN of four, can simply be enumerated; without the key these cannot.
"""

import base64
import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_ID = b"\x01"
NONCE_BYTES = 12


class Vault:
    """Made from QIST_DATA_KEY: 32 bytes as URL-safe base64. Raises ValueError for another length."""

    def __init__(self, data_key: str) -> None:
        master = base64.urlsafe_b64decode(data_key)
        if len(master) != 32:
            raise ValueError("the data key must be 32 bytes")
        self._cipher = AESGCM(_derive(master, b"encrypt"))
        self._lookup = _derive(master, b"lookup")
        self._pin = _derive(master, b"pin")
        self._link = _derive(master, b"link")

    def seal(self, text: str, *, row: int) -> bytes:
        """Encrypt for one row: moved to another row it no longer opens. A key-id byte stands in front."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return KEY_ID + nonce + self._cipher.encrypt(nonce, text.encode(), str(row).encode())

    def open(self, sealed: bytes, *, row: int) -> str:
        """Raises cryptography's InvalidTag when the bytes, the row or the key is another."""
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        return self._cipher.decrypt(nonce, body, str(row).encode()).decode()

    def lookup(self, text: str) -> str:
        return hmac.new(self._lookup, text.encode(), hashlib.sha256).hexdigest()

    def pin_hash(self, pin: str, *, customer: int) -> str:
        return hmac.new(self._pin, f"{customer}:{pin}".encode(), hashlib.sha256).hexdigest()

    def signature(self, text: str) -> str:
        """What proves that an address was given out by us."""
        return hmac.new(self._link, text.encode(), hashlib.sha256).hexdigest()


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"qist-saathi " + purpose).derive(master)
