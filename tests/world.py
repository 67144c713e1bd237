"""A whole Qist Saathi in one process for the tests: real store, real engine, simulated carriers, a clock to turn."""

import atexit
import base64
import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from threading import Event
from uuid import uuid4

from sqlalchemy import text

from bot.app import create_context
from bot.channels.ports import ChannelName, Inbound, Media
from bot.conversation.position import Position
from bot.in_memory import MORNING, numbers
from bot.payments.ports import Paid
from bot.services import deliver, demo, phone_read, templates, tick
from bot.services.check_books import check_books
from bot.services.context import Context
from bot.services.desk import acts, hand_back, hold, inbox, talk, write
from bot.services.desk.acts import Acted
from bot.services.desk.inbox import Filters
from bot.services.desk.views import ClaimResult, ConversationView, HandBackResult, QueueRow, ReplyResult
from bot.services.missed_call import missed_call
from bot.services.phone_views import PhoneMessage
from bot.services.receive import receive
from bot.services.record_payment import record_payment
from bot.services.show import show
from bot.settings import Settings, load
from bot.store import conversations
from bot.store import templates as approvals
from bot.store.database import Database
from bot.store.spool import Spool
from bot.store.upgrade import upgrade

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
START = MORNING


def settings_for(database_url: str, **more: str) -> Settings:
    """Settings of a demo that touches nothing of this machine."""
    env = {
        "QIST_DATABASE_URL": database_url,
        "QIST_SECRET_KEY": "a secret that only the tests know, 32+",
        "QIST_DATA_KEY": KEY,
        "QIST_PUBLIC_URL": "http://127.0.0.1:8000",
        "QIST_DEMO": "1",
        "QIST_SPOOL": _spool(),
        **more,
    }
    return load(env)


@cache
def _spool() -> str:
    folder = tempfile.mkdtemp(prefix="qist-spool-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _built_once() -> Context:
    """Understanding, copy and flows never change and take a second to build; a world brings its own store."""
    return create_context(settings_for("sqlite://"))


def put_seeded(path: Path) -> None:
    """A store with schema and demo people at that place."""
    shutil.copy(_seeded(), path)


@cache
def _seeded() -> Path:
    """A store with its schema and its demo people, made once; most tests begin with a copy of it."""
    folder = Path(tempfile.mkdtemp(prefix="qist-seeded-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    fill(f"sqlite:///{folder / 'seeded.db'}")
    return folder / "seeded.db"


def fill(database_url: str) -> None:
    """Schema and demo people into an empty store."""
    database = Database(database_url)
    context = replace(
        _built_once(), database=database, clock=lambda: START, fresh=numbers(), outgoing=Event()
    )
    upgrade(database)
    demo.seed(context)
    database.close()


READ = timedelta(seconds=5)  # what somebody takes to read an answer and write the next message


class World:
    """`now` is the clock; `context` is what the services get."""

    def __init__(self, folder: Path, *, database_url: str = "") -> None:
        """`database_url`: a store that `fill` has filled; without it a copy of one."""
        self.now = START
        if not database_url:
            put_seeded(folder / "world.db")
        self.settings = settings_for(database_url or f"sqlite:///{folder / 'world.db'}")
        self.context: Context = replace(
            _built_once(),
            database=Database(self.settings.database_url),
            clock=lambda: self.now,
            fresh=numbers(),
            outgoing=Event(),
            spool=Spool(folder / "spool"),
            sender=None,  # money leaves when a test says so
            voice=None,  # the same plays on machines that can speak and on those that cannot
        )
        self.desk = Desk(self.context)

    def close(self) -> None:
        self.context.database.close()

    def phone(self, channel: ChannelName = "whatsapp", number: str = "+923000000303") -> "Phone":
        return Phone(self, channel, number)

    def reads(self) -> None:
        """Somebody reads the answer."""
        self.now += READ

    def later(self, **much: float) -> None:
        self.now += timedelta(**much)

    def tick(self) -> list[tick.Reminded]:
        return list(tick.tick(self.context, now=self.now))

    def problems(self) -> list[str]:
        return [f"{one.code} {one.where}: {one.text}" for one in check_books(self.context)]

    def pay(self, reference: str, paisa: int, *, provider_id: str = "") -> str:
        paid = Paid("sandbox", provider_id or uuid4().hex, reference, paisa, self.now, ok=True)
        outcome = record_payment(self.context, paid)
        deliver.drain(self.context)
        return outcome

    def approve(self) -> None:
        """WhatsApp has approved every template, in every form."""
        with self.context.database.transaction() as connection:
            for number, one in enumerate(templates.every(self.context)):
                handed_in = {"key": one.template, "language": one.language, "digest": one.digest}
                approvals.keep(connection, **handed_in, sid=f"HX{number}")
                approvals.judge(connection, sid=f"HX{number}", status="approved", reason="", at=self.now)

    def agent(self, username: str = "ayesha") -> int:
        """Their id, without a log-in, which is slow on purpose."""
        with self.context.database.snapshot() as connection:
            named = text("SELECT id FROM agent WHERE username = :name")
            return int(connection.execute(named, {"name": username}).scalar_one())

    def promote(self, username: str, role: str = "supervisor") -> int:
        """Give somebody at the desk a higher role; their id."""
        with self.context.database.transaction() as connection:
            who = {"role": role, "name": username}
            connection.execute(text("UPDATE agent SET role = :role WHERE username = :name"), who)
        return self.agent(username)


class Desk:
    """What people do at the desk, in few words."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def rows(self, view: inbox.View = "waiting", *, agent_id: int = 0, **filters: str) -> list[QueueRow]:
        now = self.context.clock()
        narrowed = Filters(**filters)
        return list(inbox.listed(self.context, view=view, agent_id=agent_id, filters=narrowed, now=now).rows)

    def talk(self, number: int, *, agent_id: int = 0) -> ConversationView:
        shown = talk.again(self.context, conversation_id=number, agent_id=agent_id)
        assert shown is not None
        return shown

    def take(self, number: int, agent_id: int) -> ClaimResult:
        return hold.take(self.context, conversation_id=number, agent_id=agent_id)

    def reply(self, number: int, agent_id: int, text: str, **how: bool) -> ReplyResult:
        return write.reply(self.context, conversation_id=number, agent_id=agent_id, text=text, **how)

    def act(
        self,
        kind: str,
        conversation_id: int,
        agent_id: int,
        /,
        *,
        key: str = "",
        reason: str = "",
        **form: str,
    ) -> Acted:
        return acts.do(
            self.context,
            kind=kind,
            conversation_id=conversation_id,
            agent_id=agent_id,
            key=key or self.context.fresh(),
            params=form,
            reason=reason,
        )

    def hand_back(self, number: int, agent_id: int, **how: str) -> HandBackResult:
        return hand_back.hand_back(self.context, conversation_id=number, agent_id=agent_id, **how)


class Phone:
    """Somebody with a phone. `says` sends a text and returns what comes back."""

    def __init__(self, world: World, channel: ChannelName, number: str) -> None:
        self.world = world
        self.channel: ChannelName = channel
        self.number = number
        self.seen = 0

    def says(self, text: str, *, button: str = "", kind: str = "text", provider_id: str = "") -> list[str]:
        media = (Media("https://example.invalid/x", "image/jpeg"),) if kind == "image" else ()
        receive(
            self.world.context,
            inbound=Inbound(
                provider_id=provider_id or uuid4().hex,
                channel=self.channel,
                address=self.number,
                text=text,
                at=self.world.now,
                button=button,
                kind=kind,
                media=media,
            ),
        )
        deliver.drain(self.world.context)
        self.world.reads()
        return self.hears()

    def rings(self, *, provider_id: str = "") -> list[str]:
        """Let it ring once; what comes back."""
        call = Inbound(provider_id or uuid4().hex, self.channel, self.number, "", self.world.now, kind="call")
        missed_call(self.world.context, inbound=call)
        deliver.drain(self.world.context)
        self.world.reads()
        return self.hears()

    def taps(self, title: str) -> list[str]:
        """Press the newest button with this title."""
        for message in reversed(self.messages()):
            for button in message.buttons:
                if button.title == title:
                    return self.says(title, button=button.payload)
        raise AssertionError(f"no button {title!r}")

    def messages(self) -> list[PhoneMessage]:
        return phone_read.messages(self.world.context, channel=self.channel, number=self.number, after=0)

    def hears(self) -> list[str]:
        """What has come in since the last look."""
        new = [one for one in self.messages() if one.id > self.seen]
        self.seen = max((one.id for one in new), default=self.seen)
        return [_shown(one) for one in new if one.direction == "out"]

    def show(self) -> dict:
        return show(self.world.context, phone=self.number)

    def position(self) -> Position:
        """The engine's own place in this conversation, with every slot."""
        with self.world.context.database.transaction() as connection:
            line = conversations.find_line(connection, channel=self.channel, address=self.number)
        assert line is not None
        return Position.from_dict(line.position)

    @property
    def state(self) -> str:
        conversation = self.show()["conversation"]
        return f"{conversation['flow']}.{conversation['state']}"


def _shown(message: PhoneMessage) -> str:
    return "\n".join([message.text, *(f"[{button.title}]" for button in message.buttons)])
