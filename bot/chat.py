"""`qist chat`: a phone in the terminal. A line that begins with "/" taps a button, /1 the first."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TextIO
from uuid import uuid4

import click

from bot.channels.ports import ChannelName, Inbound
from bot.recording import Recording
from bot.services import deliver, phone_read
from bot.services.context import Context
from bot.services.phone_views import PhoneMessage
from bot.services.receive import receive

READING = timedelta(seconds=5)  # scripts and recordings go as somebody writes who reads each answer


def talk(
    context: Context, *, channel: str, number: str, lines: Iterable[str] | None, save: TextIO | None = None
) -> None:
    """Until the lines or the keyboard end. What was said goes into `save` as a play."""
    name: ChannelName = "sms" if channel == "sms" else "whatsapp"
    play, live = Recording(channel=name, number=number), lines is None and save is None
    seen = max((one.id for one in _thread(context, name, number, 0)), default=0)
    buttons: list[tuple[str, str]] = []
    for count, line in enumerate(lines if lines is not None else _typed()):
        text = line.rstrip("\n")
        if text.startswith("#!") or (lines is not None and not text):
            continue
        if lines is not None:
            click.echo(f"> {text}")
        at = context.clock() + (timedelta() if live else count * READING)
        inbound = _inbound(name, number, text, buttons, at)
        receive(context, inbound=inbound)
        deliver.drain(context)
        play.said(inbound.text, tapped=bool(inbound.button))
        news = [one for one in _thread(context, name, number, seen) if one.direction == "out"]
        play.heard(news)
        for message in news:
            seen = message.id
            buttons = [(button.payload, button.title) for button in message.buttons]
            click.echo(_shown(message))
    if save is not None:
        save.write(play.text())


def _typed() -> Iterator[str]:
    while True:
        try:
            yield input("> ")
        except (EOFError, KeyboardInterrupt):
            return


def _inbound(
    channel: ChannelName, number: str, text: str, buttons: list[tuple[str, str]], at: datetime
) -> Inbound:
    tapped = text[1:].strip() if text.startswith("/") else ""
    payload, title = "", text
    if tapped.isdecimal() and 0 < int(tapped) <= len(buttons):
        payload, title = buttons[int(tapped) - 1]
    return Inbound(
        provider_id=f"chat-{uuid4().hex}",
        channel=channel,
        address=number,
        text=title,
        at=at,
        button=payload,
    )


def _thread(context: Context, channel: str, number: str, after: int) -> list[PhoneMessage]:
    return phone_read.messages(context, channel=channel, number=number, after=after)


def _shown(message: PhoneMessage) -> str:
    lines = message.text.split("\n")
    lines += [f"[/{n}] {button.title}" for n, button in enumerate(message.buttons, 1)]
    cost = f"   ({message.segments} SMS)" if message.segments else ""
    return "\n".join(f"< {line}" for line in lines) + cost
