"""The six turns on Rasa 3.6: keywords, rules and a form, its tracker in SQLite after every turn.

Run by a Python 3.10 that has `rasa`: FILE PEOPLE SCRIPT, prints turns a second.
"""

import asyncio
import json
import logging
import sys
import tempfile
import time
from pathlib import Path

import rasa
from rasa.core.agent import Agent
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.utils.log_utils import configure_structlog
from sqlalchemy import event

CONFIG = """
recipe: default.v1
language: en
assistant_id: six-turns
pipeline:
- name: KeywordIntentClassifier
policies:
- name: RulePolicy
"""
ASKED = {
    "card": "Your identity card, 13 digits?",
    "name": "Your name?",
    "born": "When were you born?",
    "work": "What is your work? 1 job 2 business 3 daily work 4 other",
    "income": "What do you earn in a month?",
}
DOMAIN = {
    "version": "3.1",
    "intents": ["greet", "affirm"],
    "slots": {
        slot: {
            "type": "text",
            "influence_conversation": False,
            "mappings": [
                {"type": "from_text", "conditions": [{"active_loop": "join", "requested_slot": slot}]}
            ],
        }
        for slot in ASKED
    },
    "forms": {"join": {"required_slots": list(ASKED)}},
    "responses": {
        "utter_terms": [{"text": "Do you agree to the terms?"}],
        **{f"utter_ask_{slot}": [{"text": words}] for slot, words in ASKED.items()},
    },
    "session_config": {"session_expiration_time": 0, "carry_over_slots_to_new_session": True},
}
TRAINING = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
    - salam
- intent: affirm
  examples: |
    - yes
    - haan
rules:
- rule: terms
  steps:
  - intent: greet
  - action: utter_terms
- rule: join
  steps:
  - intent: affirm
  - action: join
  - active_loop: join
"""


def durable(raw, _record) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        raw.execute(f"PRAGMA {pragma}")


def trained(folder: Path) -> str:
    for name, text in (("config.yml", CONFIG), ("domain.yml", json.dumps(DOMAIN)), ("data.yml", TRAINING)):
        (folder / name).write_text(text)
    made = rasa.train(
        domain=str(folder / "domain.yml"),
        config=str(folder / "config.yml"),
        training_files=str(folder / "data.yml"),
        output=str(folder),
    )
    return str(made.model)


async def talk(agent: Agent, people: range, script: list[str]) -> None:
    for person in people:
        answers = []
        for words in script:
            answers = await agent.handle_text(words, sender_id=f"person-{person}")
        assert [one["text"] for one in answers] == [ASKED["income"]], answers


async def main(path: str, people: int, script: list[str]) -> float:
    logging.disable(logging.INFO)  # as in production; its debug log costs as much as the turn
    configure_structlog(logging.ERROR)
    with tempfile.TemporaryDirectory() as name:
        model = trained(Path(name))
        store = SQLTrackerStore(domain=Domain.from_dict(DOMAIN), dialect="sqlite", db=path)
        event.listen(store.engine, "connect", durable)
        store.engine.dispose()
        agent = Agent.load(model_path=model, domain=Domain.from_dict(DOMAIN), tracker_store=store)
        await talk(agent, range(2), script)
        begun = time.perf_counter()
        await talk(agent, range(2, people + 2), script)
        return people * len(script) / (time.perf_counter() - begun)


if __name__ == "__main__":
    print(asyncio.run(main(sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3]))))
