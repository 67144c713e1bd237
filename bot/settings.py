"""What the environment decides, read once. Bad settings stop the start and say what to do about it."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.account_messages import REQUIRED, Kind, kinds
from bot.demo_secrets import demo_secrets
from bot.pay_settings import PaySettings, named
from bot.pay_settings import problems as pay_problems

__all__ = ["BadSettings", "Settings", "demo_secrets", "load"]

PREFIX = "QIST_"
DEMO_URL = "http://127.0.0.1:8000"
SHORTEST_SECRET = 32
SHORTEST_KEY = 24


class BadSettings(Exception):
    """The environment cannot be run with. `problems` holds one plain sentence for each thing to mend."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Settings(PaySettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: str = "sqlite:///qist.db"
    public_url: str = ""
    secret_key: SecretStr = SecretStr("")
    data_key: SecretStr = SecretStr("")
    data_keys_other: SecretStr = SecretStr("")  # with commas: open and find too (docs/operators/keys.md)
    proxies: int = Field(
        default=0, ge=0, le=5
    )  # of ours in front of the web process: docs/operators/proxies.md
    demo: bool = False
    log: Literal["auto", "json", "text"] = "auto"  # auto: JSON lines unless a terminal reads them
    metrics_key: SecretStr = SecretStr("")  # without one /metrics answers this machine alone
    database_connections: int = Field(default=10, ge=1, le=200)  # of each process, at most
    spool: Path = Path("var/spool")  # requests that came while the store was down wait here, sealed
    city: Literal["Karachi", "Lahore", "Islamabad", "Peshawar", "Quetta"] = "Karachi"  # as bot.lending.hours
    always_tell: str = ",".join(sorted(REQUIRED))  # docs/operators/account-messages.md
    shop_discount: Literal["billed", "netted"] = "billed"  # how a shop pays its share: docs/decisions/0019
    ramadan: str = ""  # as announced, first to last fast: 2027-02-09..2027-03-09, several with commas
    holidays: str = ""  # as announced, with commas: 2027-03-11 is one, -2027-03-13 is none
    late_on_whatsapp: bool = False  # Meta bars debt collection there; True when that changes

    api_per_minute: int = Field(default=600, ge=1)  # requests of one key, and of one address
    webhooks_anywhere: bool = False  # http, and addresses inside one's own network: docs/api.md

    desk_opens: time = time(9)  # Pakistan time
    desk_closes: time = time(19)
    desk_days: str = "1234567"  # as ISO counts them, Monday 1 to Sunday 7
    desk_first_response_minutes: int = Field(default=15, ge=1, le=24 * 60)
    desk_next_response_minutes: int = Field(default=10, ge=1, le=24 * 60)
    desk_forgotten_minutes: int = Field(default=30, ge=1, le=24 * 60)
    desk_gives_back_minutes: int = Field(default=10, ge=1, le=24 * 60)
    desk_two_eyes_above: int = Field(default=5_000, ge=0)  # rupees

    twilio_account_sid: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    twilio_api_url: str = ""
    twilio_whatsapp_from: str = ""
    twilio_sms_from: str = ""
    twilio_messaging_service_sid: str = ""
    roman_urdu_templates_as: Literal["ur", "en"] = "ur"  # docs/decisions/0010
    twilio_timeout: float = Field(default=10.0, gt=0, le=10)  # three calls in half a courier's lease

    sms_carrier: Literal["twilio", "kannel"] = "twilio"
    kannel_url: str = ""
    kannel_username: str = ""
    kannel_password: SecretStr = SecretStr("")
    kannel_from: str = ""  # the short code
    kannel_webhook_key: SecretStr = SecretStr("")
    kannel_timeout: float = Field(default=10.0, gt=0, le=20)  # less than a courier's lease

    @field_validator("public_url", "twilio_api_url", "kannel_url")
    @classmethod
    def _is_a_base_url(cls, value: str) -> str:
        if value and not _is_base_url(value):
            raise ValueError("must be an address like https://qist.example.pk")
        return value.rstrip("/")

    @field_validator("desk_days")
    @classmethod
    def _are_days(cls, value: str) -> str:
        if not value or set(value) - set("1234567"):
            raise ValueError("must be digits of weekdays, Monday 1 to Sunday 7, like 123456")
        return value

    @field_validator("ramadan")
    @classmethod
    def _are_spans(cls, value: str) -> str:
        if any(first > last for first, last in spans(value)):
            raise ValueError("a span begins after it ends")
        return value

    @field_validator("holidays")
    @classmethod
    def _are_dates(cls, value: str) -> str:
        corrections(value)
        return value

    @field_validator("always_tell")
    @classmethod
    def _are_kinds(cls, value: str) -> str:
        kinds(value)
        return value

    @field_validator("twilio_whatsapp_from")
    @classmethod
    def _without_channel(cls, value: str) -> str:
        return value.removeprefix("whatsapp:")

    @property
    def uses_twilio(self) -> bool:
        return bool(self.twilio_account_sid)

    @property
    def pay_providers(self) -> tuple[str, ...]:
        """How customers pay. The sandbox moves no money, so it is never there by itself outside a demo."""
        return named(self.pay_with) or (("sandbox",) if self.demo else ())

    @property
    def account_messages(self) -> frozenset[Kind]:
        """What goes out even to somebody who has written STOP."""
        return kinds(self.always_tell)

    @property
    def base_url(self) -> str:
        """The address the world reaches us at. Only a demo may do without being told."""
        return self.public_url or DEMO_URL

    @property
    def ramadan_dates(self) -> tuple[tuple[date, date], ...]:
        """(first, last fast) of each Ramadan that was announced."""
        return spans(self.ramadan)

    @property
    def holiday_dates(self) -> tuple[frozenset[date], frozenset[date]]:
        """Days that were announced as holidays, and days that are none although the calendar says so."""
        return corrections(self.holidays)

    @property
    def other_data_keys(self) -> tuple[str, ...]:
        """The key that was before, or the one to come."""
        return tuple(_parts(self.data_keys_other.get_secret_value()))

    @property
    def secrets(self) -> frozenset[str]:
        """What must never be written anywhere."""
        named = (getattr(self, name) for name in type(self).model_fields)
        told = {one.get_secret_value() for one in named if isinstance(one, SecretStr)}
        return frozenset(told - {self.data_keys_other.get_secret_value()}) | {*self.other_data_keys}

    def data_key_bytes(self) -> bytes:
        return base64.urlsafe_b64decode(self.data_key.get_secret_value())


class _Given(Settings):
    """Settings from a mapping alone, so that a test never sees the machine it runs on."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def load(
    env: Mapping[str, str] | None = None, *, files: Sequence[Path] = (Path(".env"),), demo: bool = False
) -> Settings:
    """Read the environment over `files` (a later file wins), or `env` alone. Raises BadSettings."""
    try:
        settings = _from_machine(files) if env is None else _Given.model_validate(_by_field(env))
    except ValidationError as error:
        raise BadSettings(_sentences(error)) from None
    settings = settings.model_copy(update={"demo": True}) if demo else settings
    if problems := tuple(_problems(settings)):
        raise BadSettings(problems)
    return settings


def _from_machine(files: Sequence[Path]) -> Settings:
    options: dict[str, Any] = {"_env_file": tuple(files), "_env_file_encoding": "utf-8"}
    return Settings(**options)


def _by_field(env: Mapping[str, str]) -> dict[str, str]:
    given = {name: value for name, value in env.items() if name.startswith(PREFIX) and value}
    return {name.removeprefix(PREFIX).lower(): value for name, value in given.items()}


def _sentences(error: ValidationError) -> list[str]:
    return [
        f"{PREFIX}{str(problem['loc'][0]).upper()}: {problem['msg'].removeprefix('Value error, ')}."
        for problem in error.errors(include_input=False)
    ]


def _problems(settings: Settings) -> Iterator[str]:
    yield from _secret_problems(settings)
    yield from _twilio_problems(settings)
    yield from _kannel_problems(settings)
    yield from pay_problems(settings, providers=settings.pay_providers, public_url=settings.public_url)
    if 0 < len(settings.metrics_key.get_secret_value()) < SHORTEST_KEY:
        yield f"QIST_METRICS_KEY must be at least {SHORTEST_KEY} random characters."
    if settings.desk_opens >= settings.desk_closes:
        yield "QIST_DESK_OPENS must be before QIST_DESK_CLOSES."


def _secret_problems(settings: Settings) -> Iterator[str]:
    if len(settings.secret_key.get_secret_value()) < SHORTEST_SECRET:
        yield (
            f"QIST_SECRET_KEY must be at least {SHORTEST_SECRET} random characters; make one with: "
            'python -c "import secrets; print(secrets.token_urlsafe(48))".'
        )
    if not _is_data_key(settings.data_key.get_secret_value()):
        yield (
            "QIST_DATA_KEY must be 32 random bytes in urlsafe base64; make one with: "
            'python -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())".'
        )
    keys = (settings.data_key.get_secret_value(), *settings.other_data_keys)
    if not all(map(_is_data_key, settings.other_data_keys)):
        yield "QIST_DATA_KEYS_OTHER must be data keys like QIST_DATA_KEY, with commas between them."
    elif len(set(keys)) < len(keys):
        yield "QIST_DATA_KEYS_OTHER names a key twice, or the one in QIST_DATA_KEY."


def _twilio_problems(settings: Settings) -> Iterator[str]:
    senders = (
        settings.twilio_whatsapp_from,
        settings.twilio_sms_from,
        settings.twilio_messaging_service_sid,
    )
    token = settings.twilio_auth_token.get_secret_value()
    if not any((settings.twilio_account_sid, token, *senders)):
        return
    if not settings.twilio_account_sid:
        yield "QIST_TWILIO_ACCOUNT_SID is missing although other Twilio settings are given."
    if not token:
        yield "QIST_TWILIO_AUTH_TOKEN is missing although other Twilio settings are given."
    if not any(senders):
        yield "Twilio has no sender: set QIST_TWILIO_WHATSAPP_FROM, QIST_TWILIO_SMS_FROM or both."
    if not settings.public_url:
        yield "QIST_PUBLIC_URL is missing: Twilio signs its webhooks over the address it calls."


def _kannel_problems(settings: Settings) -> Iterator[str]:
    key = settings.kannel_webhook_key.get_secret_value()
    if key and not re.fullmatch(r"[A-Za-z0-9_-]{24,}", key):
        yield (
            "QIST_KANNEL_WEBHOOK_KEY must be at least 24 letters and digits, as it stands in an address; make one "
            'with: python -c "import secrets; print(secrets.token_urlsafe(32))".'
        )
    if settings.sms_carrier != "kannel":
        return
    needed = {
        "KANNEL_URL": settings.kannel_url,
        "KANNEL_USERNAME": settings.kannel_username,
        "KANNEL_PASSWORD": settings.kannel_password.get_secret_value(),
        "KANNEL_FROM": settings.kannel_from,
        "KANNEL_WEBHOOK_KEY": key,
    }
    for name in (name for name, value in needed.items() if not value):
        yield f"{PREFIX}{name} is missing although QIST_SMS_CARRIER is kannel."
    if not settings.public_url:
        yield "QIST_PUBLIC_URL is missing: Kannel is told with each message where to report."


def spans(text: str) -> tuple[tuple[date, date], ...]:
    """ "2027-02-09..2027-03-09, ..." as (first, last). Raises ValueError."""
    return tuple(
        (_date(first), _date(last)) for first, _, last in (one.partition("..") for one in _parts(text))
    )


def corrections(text: str) -> tuple[frozenset[date], frozenset[date]]:
    """ "2027-03-11, -2027-03-13, ..." as days added and days taken away. Raises ValueError."""
    parts = list(_parts(text))
    added = frozenset(_date(one) for one in parts if not one.startswith("-"))
    return added, frozenset(_date(one[1:]) for one in parts if one.startswith("-"))


def _parts(text: str) -> Iterator[str]:
    return (one.strip() for one in text.split(",") if one.strip())


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text.strip()!r} is not a date like 2027-03-11") from None


def _is_base_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises when it is not a number
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    )


def _is_data_key(value: str) -> bool:
    try:
        return len(base64.b64decode(value, altchars=b"-_", validate=True)) == 32
    except (binascii.Error, ValueError):
        return False
