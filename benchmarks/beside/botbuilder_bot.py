"""The six turns on botbuilder-python: a waterfall of prompts, its state in SQLite after every turn.

Run by a Python that has `botbuilder-core`, `botbuilder-dialogs` and `aiohttp`: FILE PEOPLE SCRIPT, prints turns a
second. `--messages` at the end: what was said both ways is kept too, by its own middleware, as ours always keeps it.
"""

import asyncio
import json
import sqlite3
import sys
import time

from botbuilder.core import (
    ConversationState,
    MessageFactory,
    Storage,
    TranscriptLogger,
    TranscriptLoggerMiddleware,
    TurnContext,
)
from botbuilder.core.adapters import TestAdapter
from botbuilder.dialogs import DialogSet, DialogTurnStatus, WaterfallDialog
from botbuilder.dialogs.choices import Choice
from botbuilder.dialogs.prompts import ChoicePrompt, ConfirmPrompt, NumberPrompt, PromptOptions, TextPrompt
from botbuilder.schema import Activity, ActivityTypes, ChannelAccount, ConversationAccount
from jsonpickle import Pickler, Unpickler


class SqliteStorage(Storage):
    """One row a conversation, as botbuilder's own blob and Cosmos storages keep it: pickled to JSON, one commit."""

    def __init__(self, path: str) -> None:
        self.raw = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self.raw.execute(f"PRAGMA {pragma}")
        self.raw.execute("CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, data TEXT NOT NULL)")

    async def read(self, keys):
        found = {}
        for key in keys:
            row = self.raw.execute("SELECT data FROM state WHERE key = ?", (key,)).fetchone()
            if row:
                found[key] = Unpickler().restore(json.loads(row[0]))
        return found

    async def write(self, changes):
        self.raw.execute("BEGIN IMMEDIATE")
        for key, change in changes.items():
            data = json.dumps(Pickler(keys=True).flatten(change))
            self.raw.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, data))
        self.raw.execute("COMMIT")

    async def delete(self, keys):
        for key in keys:
            self.raw.execute("DELETE FROM state WHERE key = ?", (key,))


class SqliteTranscript(TranscriptLogger):
    def __init__(self, storage: SqliteStorage) -> None:
        self.raw = storage.raw
        self.raw.execute("CREATE TABLE IF NOT EXISTS said (talk TEXT, id TEXT, data TEXT NOT NULL)")

    async def log_activity(self, activity: Activity) -> None:
        row = (activity.conversation.id, activity.id, json.dumps(activity.serialize()))
        self.raw.execute("INSERT INTO said VALUES (?, ?, ?)", row)


async def terms(step):
    asks = PromptOptions(prompt=MessageFactory.text("Do you agree to the terms?"))
    return await step.prompt("confirm", asks)


async def card(step):
    return await step.prompt(
        "text", PromptOptions(prompt=MessageFactory.text("Your identity card, 13 digits?"))
    )


async def name(step):
    step.values["card"] = step.result
    return await step.prompt("text", PromptOptions(prompt=MessageFactory.text("Your name?")))


async def born(step):
    step.values["name"] = step.result
    return await step.prompt("text", PromptOptions(prompt=MessageFactory.text("When were you born?")))


async def work(step):
    step.values["born"] = step.result
    choices = [Choice(value=one) for one in ("job", "business", "daily work", "other")]
    asks = PromptOptions(prompt=MessageFactory.text("What is your work?"), choices=choices)
    return await step.prompt("choice", asks)


async def income(step):
    step.values["work"] = step.result.value
    return await step.prompt(
        "number", PromptOptions(prompt=MessageFactory.text("What do you earn in a month?"))
    )


def bot(storage: Storage):
    state = ConversationState(storage)
    dialogs = DialogSet(state.create_property("dialogs"))
    for prompt in (
        TextPrompt("text"),
        NumberPrompt("number"),
        ConfirmPrompt("confirm"),
        ChoicePrompt("choice"),
    ):
        dialogs.add(prompt)
    dialogs.add(WaterfallDialog("join", [terms, card, name, born, work, income]))

    async def logic(turn: TurnContext) -> None:
        context = await dialogs.create_context(turn)
        result = await context.continue_dialog()
        if result.status == DialogTurnStatus.Empty:
            await context.begin_dialog("join")
        await state.save_changes(turn)

    return logic


def activity(person: int, place: int, words: str) -> Activity:
    return Activity(
        id=f"{person}-{place}",
        type=ActivityTypes.message,
        channel_id="sms",
        service_url="http://127.0.0.1",
        recipient=ChannelAccount(id="bot"),
        from_property=ChannelAccount(id=f"person-{person}"),
        conversation=ConversationAccount(id=f"talk-{person}"),
        text=words,
        locale="en-us",
    )


async def main(path: str, people: int, script: list[str], *, messages: bool) -> float:
    storage = SqliteStorage(path)
    adapter, logic = TestAdapter(), bot(storage)
    if messages:
        adapter.use(TranscriptLoggerMiddleware(SqliteTranscript(storage)))
    await talk(adapter, logic, people=range(2), script=script)
    begun = time.perf_counter()
    await talk(adapter, logic, people=range(2, people + 2), script=script)
    return people * len(script) / (time.perf_counter() - begun)


async def talk(adapter, logic, *, people, script) -> None:
    for person in people:
        said = len(adapter.activity_buffer)
        for place, words in enumerate(script):
            await adapter.run_pipeline(TurnContext(adapter, activity(person, place, words)), logic)
        asked = adapter.activity_buffer[said:]
        assert len(asked) == len(script), [one.text for one in asked]
        assert "earn" in asked[-1].text, asked[-1].text
        adapter.activity_buffer.clear()


if __name__ == "__main__":
    path, people, script, *more = sys.argv[1:]
    print(asyncio.run(main(path, int(people), json.loads(script), messages="--messages" in more)))
