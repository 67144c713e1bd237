"""What the number of an error means for what can still be done. Twilio's numbers: no other carrier has such."""

from typing import Literal

Refusal = Literal["window_shut", "unreachable", "not_approved", "opted_out"]

WINDOW_SHUT = (63016,)
# No such user, an address that is none on this channel, blocked by the customer: nothing on WhatsApp will help.
UNREACHABLE = (63003, 63014, 63024)
# The content was deleted or does not fit its variables; WhatsApp does not know, has paused or has disabled it.
NOT_APPROVED = (21654, 21655, 21656, 21658, 63027, 63028, 63040, 63041, 63042)
# They have written STOP to the carrier, which may have kept it from us.
OPTED_OUT = (21610,)


def refusal(code: int | None) -> Refusal | None:
    """None for everything that another form of the message would not mend."""
    if code in WINDOW_SHUT:
        return "window_shut"
    if code in UNREACHABLE:
        return "unreachable"
    if code in OPTED_OUT:
        return "opted_out"
    return "not_approved" if code in NOT_APPROVED else None
