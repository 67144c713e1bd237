"""The part of the settings that says how customers pay (docs/operators/payments.md)."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

NAMES = ("sandbox", "jazzcash", "onebill", "raast")
SHORTEST_SECRET = 16  # of a bank's callbacks: they move money


class PaySettings(BaseSettings):
    """`pay_with`: names of providers, with commas. A demo without one has the sandbox; elsewhere nobody is chosen."""

    pay_with: str = ""
    pay_request_days: int = Field(default=3, ge=1, le=30)  # how long a request stays open at least

    jazzcash_url: str = ""
    jazzcash_checkout_path: str = "/CustomerPortal/transactionmanagement/merchantform/"
    jazzcash_inquiry_path: str = "/ApplicationAPI/API/PaymentInquiry/Inquire"
    jazzcash_merchant_id: str = ""
    jazzcash_password: SecretStr = SecretStr("")
    jazzcash_salt: SecretStr = SecretStr("")
    jazzcash_version: str = "1.1"
    jazzcash_txn_type: str = ""  # "": the customer chooses on JazzCash's page
    jazzcash_empty_counts: bool = False  # whether empty values are part of pp_SecureHash
    jazzcash_more_fields: str = ""  # with commas: what your callbacks carry and ours do not know
    jazzcash_inquiry_signed: bool = True  # whether answers to inquiries carry a pp_SecureHash
    jazzcash_expiry_minutes: int = Field(default=60, ge=5, le=3 * 24 * 60)
    jazzcash_timeout: float = Field(default=10.0, gt=0, le=20)

    onebill_prefix: str = ""
    onebill_username: str = ""
    onebill_password: SecretStr = SecretStr("")

    raast_account_tag: int = Field(default=26, ge=26, le=51)
    raast_identifier: str = ""
    raast_account: str = ""
    raast_mcc: str = "6012"
    raast_name: str = "Qist Saathi"
    raast_secret: SecretStr = SecretStr("")  # without one the bank tells nothing: reconciliation does
    raast_signature_header: str = "X-Signature"

    @property
    def jazzcash_more(self) -> frozenset[str]:
        return frozenset(named(self.jazzcash_more_fields))

    @field_validator("pay_with")
    @classmethod
    def _are_providers(cls, value: str) -> str:
        for name in named(value):
            if name not in NAMES:
                raise ValueError(f"knows no provider called {name}; there are {', '.join(NAMES)}")
        return value

    @field_validator("jazzcash_url")
    @classmethod
    def _is_a_host(cls, value: str) -> str:
        if value and not (urlsplit(value).scheme in ("http", "https") and urlsplit(value).hostname):
            raise ValueError("must be an address like https://payments.jazzcash.com.pk")
        return value.rstrip("/")

    @field_validator("onebill_prefix")
    @classmethod
    def _can_be_typed(cls, value: str) -> str:
        if value and not re.fullmatch(r"[0-9]{4,10}", value):
            raise ValueError("must be 4 to 10 digits, as 1LINK assigned them")
        return value

    @field_validator("raast_mcc")
    @classmethod
    def _is_a_category(cls, value: str) -> str:
        if not re.fullmatch(r"[0-9]{4}", value):
            raise ValueError("must be four digits")
        return value

    @field_validator("raast_identifier", "raast_account", "raast_name")
    @classmethod
    def _fits_a_code(cls, value: str) -> str:
        if not value.isascii() or not value.isprintable() or len(value) > 40:
            raise ValueError("must be at most 40 Latin letters and digits")
        return value


def named(value: str) -> tuple[str, ...]:
    """Each once, in the order in which they were named."""
    return tuple(dict.fromkeys(one.strip() for one in value.split(",") if one.strip()))


def problems(settings: PaySettings, *, providers: tuple[str, ...], public_url: str) -> Iterator[str]:
    """One sentence for each thing that a chosen provider lacks."""
    for provider in providers:
        for name, value in _needed(settings, provider).items():
            if not value:
                yield f"QIST_{name} is missing although QIST_PAY_WITH names {provider}."
    if set(providers) - {"sandbox", "onebill"} and not public_url:
        yield "QIST_PUBLIC_URL is missing: providers send customers and callbacks to it."
    secret = settings.raast_secret.get_secret_value()
    if "raast" in providers and 0 < len(secret) < SHORTEST_SECRET:
        yield f"QIST_RAAST_SECRET must be at least {SHORTEST_SECRET} random characters."


def _needed(settings: PaySettings, provider: str) -> dict[str, str]:
    every: dict[str, dict[str, str]] = {
        "jazzcash": {
            "JAZZCASH_URL": settings.jazzcash_url,
            "JAZZCASH_MERCHANT_ID": settings.jazzcash_merchant_id,
            "JAZZCASH_PASSWORD": settings.jazzcash_password.get_secret_value(),
            "JAZZCASH_SALT": settings.jazzcash_salt.get_secret_value(),
        },
        "onebill": {
            "ONEBILL_PREFIX": settings.onebill_prefix,
            "ONEBILL_USERNAME": settings.onebill_username,
            "ONEBILL_PASSWORD": settings.onebill_password.get_secret_value(),
        },
        "raast": {"RAAST_IDENTIFIER": settings.raast_identifier, "RAAST_ACCOUNT": settings.raast_account},
    }
    return every.get(provider, {})
