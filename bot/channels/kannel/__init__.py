from bot.channels.kannel.carrier import KannelCarrier
from bot.channels.kannel.inbound import BadInbound, parse_inbound
from bot.channels.kannel.report import BadReport, ForgedReport, parse_report

__all__ = [
    "BadInbound",
    "BadReport",
    "ForgedReport",
    "KannelCarrier",
    "parse_inbound",
    "parse_report",
]
