from datetime import UTC, datetime

from bot.channels.ports import Carrier, Outgoing
from bot.channels.simulator import SimulatorCarrier


def test_everything_arrives_at_once_under_an_id_of_its_own():
    carrier: Carrier = SimulatorCarrier()
    message = Outgoing(id=1, channel="sms", address="+923001234567", text="Salam")

    first, second = carrier.send(message), carrier.send(message)

    assert first.state == second.state == "delivered"
    assert first.provider_id.startswith("SIM")
    assert first.provider_id != second.provider_id
    assert carrier.find(message, since=datetime.now(UTC)) is None
