"""Conversations as plays: `>` is the customer, `<` the bot, `@` a stage direction. `--rewrite` writes them anew.

Stage directions: `@phone sms +92...`, `@pay` (the newest request), `@later days=3`, `@at 2026-12-01T10:00+05:00`,
`@tick`, `@take`, `@agent words`, `@unlock` (the PIN), `@hand back`, `@hand answer words`, `@hand flow name`,
`@transfer plan` (the shop has its money),
`@sees flow.state`, `@held queue reason`, `@keeps name=value` (a slot of the open flow), `@clean` (the books and every
promise agree).
`> [title]` taps a button, `> (image)` sends one, `> (empty)` sends nothing at all, `> (missed call)` lets it ring.
"""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from world import Phone, World

from bot.cli import cli
from bot.lending.booking import merchant_paid
from bot.services.payments import amount_asked
from bot.services.plan_books import hold

ONE_CHANNEL: dict[str, str] = {}  # plays that make sense on their own channel only, with the reason
PLAYS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_play(path: Path, world: World, pytestconfig: pytest.Config) -> None:
    written = path.read_text("utf-8")
    stage = Stage(world)
    if not pytestconfig.getoption("--rewrite"):
        assert stage.perform(written) == written
        return
    try:
        path.write_text(stage.perform(written), "utf-8")
    except Exception:
        print("\n".join(stage.out))
        raise


@pytest.mark.parametrize(
    "path", [path for path in PLAYS if path.stem not in ONE_CHANNEL], ids=lambda path: path.stem
)
def test_play_on_the_other_channel(path: Path, world: World) -> None:
    """The same people with the other kind of phone come through the same states to the same end."""
    OtherStage(world).perform(path.read_text("utf-8"))


@pytest.mark.parametrize("channel", ["sms", "whatsapp"])
def test_a_recorded_talk_is_a_play(channel: str, world: World, tmp_path: Path) -> None:
    lines, play = tmp_path / "lines.txt", tmp_path / "play.txt"
    first = "/1" if channel == "whatsapp" else "1"
    told = ["salam", first, "3520212345671", "Namoona Khan", "15081990", "9", "kya halal hai?"]
    lines.write_text("\n".join(told), "utf-8")
    call = ["chat", "--channel", channel, "--script", str(lines), "--save", str(play)]
    result = CliRunner().invoke(cli, call)
    assert result.exit_code == 0, result.output
    recorded = play.read_text("utf-8")
    assert recorded.count("\n> ") == len(told)
    assert Stage(world).perform(recorded) == recorded


def test_a_rewritten_play_is_the_play(world: World) -> None:
    """What `--rewrite` writes is what is said now: stale lines of the bot go, the customer's stay."""
    stale = "@phone sms +923000000303\n> salam\n< Something we said last year.\n"
    fresh = Stage(world).perform(stale)
    assert "last year" not in fresh and fresh.startswith("@phone sms +923000000303\n> salam\n< ")


class Stage:
    """Performs what customers, agents and the clock do; what the bot says is taken down."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.phones: dict[str, Phone] = {}
        self.phone = self.phone_of("whatsapp +923000000303")
        self.out: list[str] = []

    def perform(self, written: str) -> str:
        for line in written.splitlines():
            if line.startswith("<"):
                continue
            self.out.append(line)
            if line.startswith("> "):
                self.hear(self.customer(line[2:]))
            elif line.startswith("@"):
                word, _, rest = line[1:].partition(" ")
                getattr(self, f"do_{word}")(rest)
        return "\n".join(self.out) + "\n"

    def customer(self, text: str) -> list[str]:
        if match := re.fullmatch(r"\[(.+)\]", text):
            return self.phone.taps(match[1])
        if text == "(missed call)":
            return self.phone.rings()
        if text == "(empty)":
            return self.phone.says("")
        if match := re.fullmatch(r"\((image|sticker|location|audio)\)", text):
            return self.phone.says("", kind=match[1])
        return self.phone.says(text)

    def hear(self, messages: list[str]) -> None:
        for message in messages:
            first, *rest = message.split("\n")
            self.out += [f"< {first}", *(f"<   {line}".rstrip() for line in rest)]

    def phone_of(self, named: str) -> Phone:
        channel, number = named.split()
        made = Phone(self.world, "sms" if channel == "sms" else "whatsapp", number)
        return self.phones.setdefault(named, made)

    def do_phone(self, rest: str) -> None:
        """Go to a phone; what came in there meanwhile is heard now."""
        self.phone = self.phone_of(rest)
        self.hear(self.phone.hears())

    def do_pay(self, _rest: str) -> None:
        said = "\n".join(message.text for message in self.phone.messages() if "/pay/" in message.text)
        reference = re.findall(r"/pay/(\d+)", said)[-1]
        asked = amount_asked(self.world.context, reference)
        assert asked is not None
        assert self.world.pay(reference, asked) == "posted"
        self.hear(self.phone.hears())

    def do_transfer(self, rest: str) -> None:
        with self.world.context.database.transaction() as connection:
            held = hold(connection, rest)
            assert held is not None
            amount = held.plan.offer.principal
            paid = merchant_paid(
                loan=rest, provider="bank", amount=amount, reference=f"transfer:{rest}", at=self.world.now
            )
            held.write([paid], at=self.world.now)

    def do_later(self, rest: str) -> None:
        name, _, number = rest.partition("=")
        self.world.later(**{name: float(number)})

    def do_at(self, rest: str) -> None:
        from datetime import datetime

        self.world.now = datetime.fromisoformat(rest)

    def do_tick(self, _rest: str) -> None:
        self.world.tick()
        self.hear(self.phone.hears())

    def do_take(self, _rest: str) -> None:
        row = self.world.desk.rows()[0]
        assert self.world.desk.take(row.id, self.world.agent()).outcome == "taken"

    def do_agent(self, rest: str) -> None:
        self.world.desk.reply(self._mine(), self.world.agent(), rest)
        self._send()

    def do_unlock(self, _rest: str) -> None:
        done = self.world.desk.act("unlock_pin", self._mine(), self.world.agent())
        assert done.outcome == "done"
        self._send()

    def do_hand(self, rest: str) -> None:
        how, _, value = rest.partition(" ")
        told = {how: value} if how in ("answer", "flow") else {}
        assert self.world.desk.hand_back(self._mine(), self.world.agent(), **told).outcome == "handed_back"
        self._send()

    def do_sees(self, rest: str) -> None:
        assert self.phone.state == rest

    def do_held(self, rest: str) -> None:
        by, _, reason = rest.partition(" ")
        assert self.phone.show()["conversation"]["held_by"] == by
        waiting = self.world.desk.rows() if reason else []
        assert [row.reason for row in waiting] == ([reason] if reason else [])

    def do_keeps(self, rest: str) -> None:
        name, _, value = rest.partition("=")
        kept = self.phone.position().top.slots
        assert str(kept.get(name, "")) == value, f"{name} is {kept.get(name)!r}"

    def do_clean(self, _rest: str) -> None:
        assert self.world.problems() == []

    def _mine(self) -> int:
        agent_id = self.world.agent()
        return self.world.desk.rows("mine", agent_id=agent_id)[0].id

    def _send(self) -> None:
        from bot.services import deliver

        deliver.drain(self.world.context)
        self.hear(self.phone.hears())


class OtherStage(Stage):
    """WhatsApp for SMS and SMS for WhatsApp; a button that a keypad phone does not have is pressed by its number."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.titles: list[str] = []

    def perform(self, written: str) -> str:
        for line in written.splitlines():
            if match := re.fullmatch(r"<   \[(.+)\]", line):
                self.titles.append(match[1])
            elif line.startswith("<"):
                self.titles = []
            else:
                super().perform(line)
        return ""

    def customer(self, text: str) -> list[str]:
        match = re.fullmatch(r"\[(.+)\]", text)
        return super().customer(str(self.titles.index(match[1]) + 1) if match else text)

    def phone_of(self, named: str) -> Phone:
        channel, number = named.split()
        return super().phone_of(f"{'whatsapp' if channel == 'sms' else 'sms'} {number}")
