from bot.channels.simulator.carrier import SimulatorCarrier

__all__ = ["SimulatorCarrier"]
