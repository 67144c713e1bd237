"""What an agent does for a customer, whatever plans they have. Each raises RuleBroken."""

from collections.abc import Mapping

from bot.conversation.turn import Say
from bot.lending.caps import RuleBroken
from bot.lending.commands import PauseReminders
from bot.services import complaints
from bot.services.desk.scene import Act, Done, Scene
from bot.store import customers, handovers, shops

PAUSES = ("hardship", "dispute", "return")


def _complaint(scene: Scene) -> Done:
    """Each has a number of its own; reminders rest as when the customer complains to the bot."""
    words, number = scene.required("words"), scene.facts.fresh
    if not scene.facts.paused:
        scene.perform(PauseReminders("dispute"))
    complaints.register(
        scene.context,
        scene.connection,
        number=number,
        customer_id=scene.line.customer_id,
        words=words,
        at=scene.now,
    )
    days = scene.context.rules.complaint_days
    return Done(number, Say("desk.complaint", {"reference": number, "days": days}))


def _unlock_pin(scene: Scene) -> Done:
    """The agent has made sure who is writing: the PIN may be tried again."""
    if not scene.facts.person.pin_locked:
        raise RuleBroken("not_locked", "the PIN is not locked")
    customers.unlock(scene.connection, customer_id=scene.line.customer_id)
    return Done("", Say("desk.unlock_pin"))


def _unlock_shop(scene: Scene) -> Done:
    """The agent has talked with the shop: its codes are taken again."""
    shop = shops.at_phone(scene.connection, [scene.line.address])
    if shop is None or shop.locked_at is None:
        raise RuleBroken("shop_not_locked", "no code of this shop is locked")
    handovers.unlock_codes(scene.connection, shop_id=shop.id)
    return Done(shop.code, Say("desk.unlock_shop"))


def _pause(scene: Scene) -> Done:
    """Until people let them go on again."""
    why = scene.word("why")
    if why not in PAUSES:
        raise RuleBroken("empty", "reminders rest for one of the known reasons")
    customers.pause(scene.connection, customer_id=scene.line.customer_id, reason=why, agent_id=scene.agent_id)
    return Done(why, Say("desk.pause"))


def _resume(scene: Scene) -> Done:
    if not scene.facts.paused:
        raise RuleBroken("not_paused", "reminders do not rest")
    customers.pause(scene.connection, customer_id=scene.line.customer_id, reason=None)
    return Done(scene.facts.paused, Say("desk.resume"))


CUSTOMER_ACTS: Mapping[str, Act] = {
    "complaint": Act(_complaint, "complaint_answer", ("words",)),
    "unlock_pin": Act(_unlock_pin, "account_changed"),
    "unlock_shop": Act(_unlock_shop, "account_changed", reasoned=True),
    "pause": Act(_pause, "account_changed", ("why",), reasoned=True),
    "resume": Act(_resume, "account_changed", reasoned=True),
}
