"""The tables of the desk: episodes with people, waits, notes, canned responses, who looks at what, two pairs of eyes.

Storage only, as in `tables`; moments are UTC, money is integer paisa.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Text, text
from sqlmodel import Field, SQLModel

from bot.store.tables import moment, paisa, plain


class Handoff(SQLModel, table=True):
    """One episode in which people had a conversation, from the queue until the bot (or nobody) has it again.

    `closed_how`: handed_back, left (the customer went back to the bot). `score` is the customer's, 1 to 5.
    """

    id: int | None = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    reason: str
    opened_at: datetime = moment(nullable=False, index=True)
    taken_at: datetime | None = moment()
    agent_id: int | None = Field(default=None, foreign_key="agent.id")  # who held it last
    closed_at: datetime | None = moment(index=True)
    closed_how: str = ""
    score_asked_at: datetime | None = moment()
    scored_at: datetime | None = moment()
    score: int | None = None


class Wait(SQLModel, table=True):
    """A customer waits for a person's words. `kind`: first (of an episode), next. Times of the bot never count."""

    __table_args__ = (
        Index("wait_open", "conversation_id", unique=True, sqlite_where=text("ended_at IS NULL"),
              postgresql_where=text("ended_at IS NULL")),
        Index("wait_since", "since"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    handoff_id: int = Field(foreign_key="handoff.id")
    conversation_id: int = Field(foreign_key="conversation.id")
    kind: str
    since: datetime = moment(nullable=False)
    due_at: datetime = moment(nullable=False)
    ended_at: datetime | None = moment()
    agent_id: int | None = Field(default=None, foreign_key="agent.id")  # who answered; None: nobody had to


class Note(SQLModel, table=True):
    """What people write for each other; no customer ever sees it."""

    id: int | None = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    agent_id: int = Field(foreign_key="agent.id")
    at: datetime = moment(nullable=False)
    text: str = Field(sa_column=Column(Text, nullable=False))


class Canned(SQLModel, table=True):
    """A response that is written once, in three written forms, with {placeholders}."""

    id: int | None = Field(default=None, primary_key=True)
    shortcut: str = Field(unique=True)
    title: str
    en: str = Field(sa_column=Column(Text, nullable=False))
    ur: str = Field(sa_column=Column(Text, nullable=False))
    roman: str = Field(sa_column=Column(Text, nullable=False))
    agent_id: int | None = Field(default=None, foreign_key="agent.id")
    updated_at: datetime = moment(nullable=False)


class Presence(SQLModel, table=True):
    """Who has which conversation open, how far they have read it, whether they are typing."""

    conversation_id: int = Field(foreign_key="conversation.id", primary_key=True)
    agent_id: int = Field(foreign_key="agent.id", primary_key=True)
    seen_message_id: int = 0
    looked_at: datetime = moment(nullable=False)
    typing_at: datetime | None = moment()


class Approval(SQLModel, table=True):
    """Something an agent wants done that a second person must agree to. `params` is what would be done.

    `answer`: the words of whoever decided. `outcome`: what became of it, "done" or the rule that forbade it.
    """

    __table_args__ = (
        Index("approval_open", "id", sqlite_where=text("decided_at IS NULL"),
              postgresql_where=text("decided_at IS NULL")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    loan: str = Field(default="", index=True)
    conversation_id: int | None = Field(default=None, foreign_key="conversation.id")
    amount: int = paisa(default=0)
    params: dict[str, Any] = plain(nullable=False)
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    asked_by: int | None = Field(default=None, foreign_key="agent.id")  # None: the command line
    asked_at: datetime = moment(nullable=False)
    decided_by: int | None = Field(default=None, foreign_key="agent.id")
    decided_at: datetime | None = moment()
    agreed: bool | None = None
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    outcome: str = ""


class Once(SQLModel, table=True):
    """One-time keys of forms that did something: the same form does nothing twice."""

    key: str = Field(primary_key=True)
    agent_id: int = Field(foreign_key="agent.id")
    at: datetime = moment(nullable=False)
