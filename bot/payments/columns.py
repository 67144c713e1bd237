"""Which heading of a provider's settlement file means what: data, read from a file."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class BadColumns(ValueError):
    """A mapping of columns that cannot be used, in a sentence."""


class Columns(BaseModel):
    """Headings by meaning; an empty one is not in the file. docs/operators/reconciliation.md says what each is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provider_id: str = Field(min_length=1)
    amount: str = Field(min_length=1)
    paid_at: str = Field(min_length=1)
    formats: tuple[str, ...] = Field(min_length=1)
    unit: Literal["rupees", "paisa"]
    reference: str = ""
    status: str = ""
    paid: tuple[str, ...] = ()
    fee: str = ""
    settled: str = ""
    delimiter: str = Field(default=",", min_length=1, max_length=1)

    @property
    def needed(self) -> tuple[str, ...]:
        """Headings that must be there: what is mapped is not left to chance."""
        told = (self.provider_id, self.amount, self.paid_at, self.reference, self.status)
        return tuple(one for one in told if one)


def columns_of(provider: str, *, text: str = "") -> Columns:
    """The mapping of a provider, from `text` (TOML, one table a provider) or from ours. Raises BadColumns."""
    told = _tables(text or (files("bot.payments") / "settlement_files.toml").read_text("utf-8"))
    if provider not in told:
        raise BadColumns(f"no columns are known for {provider}; there are {', '.join(sorted(told))}")
    try:
        return Columns.model_validate(told[provider])
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise BadColumns(f"{provider}.{'.'.join(map(str, first['loc']))}: {first['msg'].lower()}") from None


def _tables(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadColumns(f"the columns are no TOML: {error}") from None
