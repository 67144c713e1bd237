"""A question of ours laid on top of whatever was open: the next answer is for it, and then the rest stands again."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.conversation.position import Position
from bot.conversation.turn import Say, Shown
from bot.services import speak
from bot.services.context import Context
from bot.store import conversations
from bot.store.conversations import Line
from bot.store.database import Transaction


def lay(
    context: Context, connection: Transaction, *, line: Line, flow: str, slots: dict[str, Any]
) -> Position:
    """Where the conversation stands from now on. What is said with it is the caller's."""
    laid = context.engine.lay(position=Position.from_dict(line.position), flow=flow, slots=slots)
    conversations.save_position(connection, conversation_id=line.conversation_id, position=laid.to_dict())
    return laid


def answers(flow: str, options: Iterable[str]) -> tuple[Shown, ...]:
    """The choices of the state "answer" of a flow."""
    return tuple(Shown(f"{flow}.answer.{option}", f"{flow}.answer.{option}") for option in options)


def ask(
    context: Context,
    connection: Transaction,
    *,
    line: Line,
    flow: str,
    slots: dict[str, Any],
    options: Iterable[str],
    figures: Mapping[str, Any],
    tag: str,
) -> None:
    """Lay a flow that begins with its state "answer", and ask that."""
    lay(context, connection, line=line, flow=flow, slots=slots)
    say = Say(f"{flow}.answer", figures, choices=answers(flow, options), tag="question")
    spoken = speak.spoken(context, says=[say], line=line, language=speak.language_on(line))
    speak.put_out(connection, line=line, spoken=spoken, at=context.clock(), tag=tag)
