from bot.channels.twilio.carrier import TwilioCarrier, connect
from bot.channels.twilio.inbound import BadInbound, parse_inbound
from bot.channels.twilio.signature import TwilioSignature, refuse
from bot.channels.twilio.status import BadStatus, parse_status

__all__ = [
    "BadInbound",
    "BadStatus",
    "TwilioCarrier",
    "TwilioSignature",
    "connect",
    "parse_inbound",
    "parse_status",
    "refuse",
]
