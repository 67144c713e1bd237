"""A call as Twilio announces it, made into ours."""

from collections.abc import Mapping
from datetime import datetime

from bot.channels.mobile import mobile_number
from bot.channels.ports import ChannelName, Inbound
from bot.channels.texts import named
from bot.channels.twilio.inbound import WHATSAPP

# "busy" is what people know from a call that was not picked up; "rejected" would say that the number is out of service.
# As the first verb it keeps Twilio from picking up, so that nobody pays.
REJECT_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response><Reject reason="busy"/></Response>'


def parse_call(*, form: Mapping[str, str], at: datetime) -> Inbound | None:
    """None for a call that may not be answered by a text: no mobile number of Pakistan, or no id to know it by."""
    caller, call_sid = form.get("From", ""), named(form.get("CallSid", ""))
    address = mobile_number(caller.removeprefix(WHATSAPP))
    if not call_sid or not address:
        return None
    channel: ChannelName = "whatsapp" if caller.startswith(WHATSAPP) else "sms"
    return Inbound(provider_id=call_sid, channel=channel, address=address, text="", at=at, kind="call")
