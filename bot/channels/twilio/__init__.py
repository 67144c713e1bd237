from bot.channels.twilio.carrier import TwilioCarrier, connect
from bot.channels.twilio.inbound import BadInbound, parse_inbound
from bot.channels.twilio.signature import TwilioSignature, refuse
from bot.channels.twilio.status import BadStatus, parse_status
from bot.channels.twilio.templates import TwilioApprovals, connect_approvals

__all__ = [
    "BadInbound",
    "BadStatus",
    "TwilioApprovals",
    "TwilioCarrier",
    "TwilioSignature",
    "connect",
    "connect_approvals",
    "parse_inbound",
    "parse_status",
    "refuse",
]
