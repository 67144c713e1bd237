"""Secrets at rest: AES-GCM for what must be read again, a keyed hash for what must only be found or compared.

An unkeyed hash of 13 digits, or of a PIN of four, can simply be enumerated; without the key these cannot.

A sealed value is FORMAT, the id of its key, a nonce, the ciphertext. Column and row go in as associated data: moved to
another place it no longer opens. The first of the keys seals; all of them open and find, so that keys can be changed
while everything runs (docs/operators/keys.md).
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CNIC, PIN, TOTP, OFFER = "customer.cnic_enc", "customer.pin_enc", "agent.totp_enc", "agent.totp_offer"
HANDOVER, SHOP_ACCOUNT = "loan.handover_enc", "shop.account_enc"
FORMAT = b"\x02"
FIRST_FORMAT = b"\x01"  # named no key and no column; still read
ID_BYTES = 4
NONCE_BYTES = 12
SALT_BYTES = 16
HEADER = len(FORMAT) + ID_BYTES


class Vault:
    """Keys are 32 bytes as URL-safe base64: the one that seals, and `others` that open as well. Raises ValueError."""

    def __init__(self, data_key: str, *, others: Sequence[str] = ()) -> None:
        self._keys = tuple(_Key(one) for one in (data_key, *others))
        self._now = self._keys[0]

    def seal(self, text: str, *, column: str, row: int) -> bytes:
        """Encrypt for one place in the store."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        body = self._now.cipher.encrypt(nonce, text.encode(), _place(column, row))
        return FORMAT + self._now.id + nonce + body

    def open(self, sealed: bytes, *, column: str, row: int) -> str:
        """Raises cryptography's InvalidTag when the bytes, the place or the key is another."""
        if sealed[:1] == FIRST_FORMAT:
            return self._open_first(sealed[1:], row=row)
        nonce, body = sealed[HEADER : HEADER + NONCE_BYTES], sealed[HEADER + NONCE_BYTES :]
        for key in self._keys:
            if key.id == sealed[1:HEADER]:
                return key.cipher.decrypt(nonce, body, _place(column, row)).decode()
        raise InvalidTag

    def is_current(self, sealed: bytes) -> bool:
        """Whether the first of the keys sealed it, in today's format."""
        return sealed[:HEADER] == FORMAT + self._now.id

    def key_of(self, sealed: bytes) -> str:
        """The id of the key that sealed it, as `ids` lists them; "first format" where none is named."""
        return "first format" if sealed[:1] == FIRST_FORMAT else sealed[1:HEADER].hex()

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of the keys, the one that seals first. They tell nothing about the keys."""
        return tuple(key.id.hex() for key in self._keys)

    def lookup(self, text: str) -> str:
        """What to keep, so that the text can be found and not read."""
        return _hash(self._now.lookup, text)

    def lookups(self, text: str) -> tuple[str, ...]:
        """What to look for: whichever of the keys was in use when it was kept."""
        return tuple(_hash(key.lookup, text) for key in self._keys)

    def seal_pin(self, pin: str, *, customer: int) -> bytes:
        """A salted hash, encrypted: it is compared, never read, and goes along when keys change."""
        salt = secrets.token_bytes(SALT_BYTES)
        return self.seal(salt.hex() + _hash(salt, pin), column=PIN, row=customer)

    def is_pin(self, sealed: bytes, pin: str, *, customer: int) -> bool:
        kept = self.open(sealed, column=PIN, row=customer)
        salt, digest = bytes.fromhex(kept[: 2 * SALT_BYTES]), kept[2 * SALT_BYTES :]
        return hmac.compare_digest(_hash(salt, pin), digest)

    def was_pin(self, digest: str, pin: str, *, customer: int) -> bool:
        """The same for a PIN kept as before, in a keyed hash that no change of keys can take along."""
        told = [_hash(key.pin, f"{customer}:{pin}") for key in self._keys]
        return any(hmac.compare_digest(one.encode(), digest.encode()) for one in told)

    def signature(self, text: str) -> str:
        """What proves that an address was given out by us."""
        return _hash(self._now.link, text)

    def has_signed(self, text: str, signature: str) -> bool:
        told = [_hash(key.link, text) for key in self._keys]
        return any(hmac.compare_digest(one.encode(), signature.encode()) for one in told)

    def _open_first(self, sealed: bytes, *, row: int) -> str:
        nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        for key in self._keys:
            try:
                return key.cipher.decrypt(nonce, body, str(row).encode()).decode()
            except InvalidTag:
                continue
        raise InvalidTag


class _Key:
    """One data key, and what is derived from it for each purpose."""

    def __init__(self, data_key: str) -> None:
        master = base64.urlsafe_b64decode(data_key)
        if len(master) != 32:
            raise ValueError("the data key must be 32 bytes")
        self.id = _derive(master, b"id")[:ID_BYTES]
        self.cipher = AESGCM(_derive(master, b"encrypt"))
        self.lookup = _derive(master, b"lookup")
        self.pin = _derive(master, b"pin")
        self.link = _derive(master, b"link")


def _place(column: str, row: int) -> bytes:
    return f"{column}:{row}".encode()


def _hash(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"qist-saathi " + purpose).derive(master)
