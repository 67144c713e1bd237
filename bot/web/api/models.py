"""What goes in and out of the API. The OpenAPI document is made from these."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from bot.lending.rules import DEFAULT
from bot.services.order_events import EVENTS, Event
from bot.store.web_orders import State

LARGEST_PAGE = 100
PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
MOBILE = r"^\+923[0-9]{9}$"
ADDRESS = r"^https?://[A-Za-z0-9.-]+(:(6[0-4][0-9]{3}|[1-5]?[0-9]{1,4}))?(/[!-~]*)?$"


def _whole(value: Any) -> Any:
    """JSON knows no integers: 100.0 is one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


# The bounds stand before the reading, or the document would not have them.
WHOLE = BeforeValidator(_whole)
Paisa = Annotated[int, Field(ge=1, le=10**12), WHOLE]
Price = Annotated[int, Field(ge=DEFAULT.min_loan, le=DEFAULT.max_loan), WHOLE]
Reference = Annotated[str, Field(min_length=1, max_length=64, pattern=PRINTABLE)]
Number = Annotated[
    str, Field(pattern="^[1-9][0-9]{7}$", description="What a customer types to take the order.")
]
Cursor = Annotated[
    str | None, Field(default=None, max_length=100, description="`next_cursor` of the page before.")
]
Limit = Annotated[int, Field(default=20, ge=1, le=LARGEST_PAGE)]


class Taken(BaseModel):
    """What is taken in: nothing unknown, nothing guessed."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Asked(BaseModel):
    """Parameters of an address: they are all text, so numbers are read from it."""

    model_config = ConfigDict(extra="forbid")


class Nothing(Taken):
    """An empty object."""


class NewOrder(Taken):
    price: Price = Field(description="What the goods cost, in paisa; Rs 1 is 100.")
    reference: Reference = Field(description="Your own number of the order.")
    description: str = Field(
        default="", max_length=140, pattern=PRINTABLE, description="What it is, as the customer reads it."
    )
    customer_phone: str | None = Field(
        default=None, pattern=MOBILE, description="If given, only this telephone can take the order."
    )
    return_url: str | None = Field(
        default=None, max_length=1000, pattern=ADDRESS, description="Where the customer goes back to."
    )
    expires_at: AwareDatetime | None = Field(
        default=None, description="Between five minutes and seven days from now; a day from now if left out."
    )


class OrderView(BaseModel):
    number: Number
    state: State
    price: int = Field(description="Paisa.")
    refunded: int = Field(description="Paisa of the price that came back so far.")
    currency: Literal["PKR"] = "PKR"
    reference: str
    description: str
    customer_phone: str | None
    checkout_url: str | None = Field(
        description="Send the customer there. None for orders made at the counter."
    )
    return_url: str | None
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    handed_over_at: datetime | None


class OrderQuery(Asked):
    cursor: Cursor
    limit: Limit
    state: State | None = None
    reference: str | None = Field(default=None, max_length=64, pattern=PRINTABLE)


class OrderPage(BaseModel):
    data: list[OrderView]
    next_cursor: str | None


class NewRefund(Taken):
    amount: Paisa = Field(description="Paisa; Rs 1 is 100.")
    reference: Reference = Field(description="Your own number of the return; each counts once.")


class RefundView(BaseModel):
    order: Number
    amount: int
    reference: str
    refunded: int = Field(description="Paisa of this order that came back so far, all returns together.")


class PayoutView(BaseModel):
    reference: str
    amount: int = Field(description="Paisa.")
    paid_at: datetime
    order: str | None = Field(description="The number of the order; None for a sale that was no order.")
    order_reference: str | None


class PageQuery(Asked):
    cursor: Cursor
    limit: Limit


class PayoutPage(BaseModel):
    data: list[PayoutView]
    next_cursor: str | None
    due: int = Field(
        description="Paisa for goods handed over that did not leave yet, less what you owe us for goods taken back."
    )


class NewEndpoint(Taken):
    url: str = Field(max_length=1000, pattern=ADDRESS, description="https, on the public internet.")
    events: list[Event] = Field(
        default_factory=list, max_length=len(EVENTS), description="Which events; none is all."
    )


class EndpointView(BaseModel):
    id: str
    url: str
    events: list[Event]
    state: Literal["on", "off"] = Field(description="Off: nothing had arrived for five days.")
    failing_since: datetime | None
    created_at: datetime


class EndpointMade(EndpointView):
    secret: str = Field(description="`whsec_...`, shown this once. It verifies the signatures.")


class EndpointList(BaseModel):
    data: list[EndpointView]


class SecretView(BaseModel):
    secret: str = Field(description="`whsec_...`, shown this once.")
    old_secret_until: datetime = Field(description="Until then messages are signed with the old one too.")


class AttemptView(BaseModel):
    at: datetime
    status: int | None
    milliseconds: int
    error: str = Field(description='"" when there was an answer.')
    answer: str = Field(description="How the answer begins.")


class DeliveryView(BaseModel):
    id: str
    event_id: str = Field(description="The header `webhook-id`.")
    type: Event
    state: Literal["waiting", "delivered", "failed"]
    created_at: datetime
    next_attempt_at: datetime | None
    attempts: list[AttemptView]


class DeliveryPage(BaseModel):
    data: list[DeliveryView]
    next_cursor: str | None


class EventData(BaseModel):
    """Of which order: `number`, `reference`, `price`. Of a return and of a payout also `amount`.

    More may be added.
    """

    model_config = ConfigDict(extra="allow")

    number: str
    reference: str
    price: int
    amount: int | None = None


class EventMessage(BaseModel):
    """What a webhook endpoint is sent. `timestamp` is when it happened."""

    type: Event
    timestamp: datetime
    data: EventData


class FieldProblem(BaseModel):
    pointer: str | None = Field(default=None, description="A JSON pointer into the body, `#/price`.")
    parameter: str | None = Field(default=None, description="A parameter of the address.")
    detail: str


class ProblemView(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[FieldProblem] | None = None
