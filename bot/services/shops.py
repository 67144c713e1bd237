"""Shops as operators enrol and change them. What reroutes a shop's money needs two people; its telephone must say yes.

Whoever changes a telephone or an account is in the record, and the shop is told where it was reached before.
"""

import base64
import binascii
from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

import phonenumbers
from cryptography.exceptions import InvalidTag
from stdnum import iban
from stdnum.exceptions import ValidationError

from bot.channels.mobile import PAKISTAN, mobile_number
from bot.conversation.turn import Say
from bot.lending.caps import RuleBroken
from bot.services import begin, lay, shop_word
from bot.services.begin import ENROLLED
from bot.services.context import Context
from bot.store import approvals, conversations, messages, people, shops
from bot.store.database import Transaction
from bot.store.shops import ShopRow
from bot.store.vault import SHOP_ACCOUNT

Done = Literal[
    "done", "asked", "asked_already", "unknown", "nothing", "taken", "incomplete", "bad_code", "bad_discount",
    "bad_phone", "phone_taken", "bad_account", "no_phone", "no_reason", "opted_out",
]  # fmt: skip
KIND = "shop_account"
LONGEST_NAME, LONGEST_CODE = 60, 12
MOST_DISCOUNT_BP = 2_000
ASKED_ANEW = timedelta(hours=1)  # a telephone that did not answer is asked again no sooner


class BadAccount(ValueError):
    """Neither an IBAN of Pakistan nor the number of a mobile wallet."""


def every(context: Context) -> list[ShopRow]:
    """Those that may sell first."""
    with context.database.snapshot() as connection:
        return shops.every(connection)


def add(
    context: Context,
    *,
    code: str,
    name: str,
    city: str,
    phone: str,
    discount_bp: int,
    account: str = "",
    by: int | None,
) -> Done:
    """Enrol a shop, and ask its telephone whether it is the shop's."""
    code, name, number = "".join(code.split()).upper(), " ".join(name.split()), telephone(phone)
    if problem := _problem(code, name, phone, number, discount_bp, account):
        return problem
    with context.database.transaction() as connection:
        if number and shops.has_phone(connection, number):
            return "phone_taken"
        now = context.clock()
        try:
            shop_id = shops.add(
                connection,
                code=code,
                name=name,
                city=" ".join(city.split()),
                phone=number,
                discount_bp=discount_bp,
                at=now,
            )
        except shops.CodeTaken:
            return "taken"
        _note(context, connection, by, "add_shop", f"{code} {name}")
        if account.strip():
            _keep(context, connection, shop_id, code, read_account(account), by)
        _ask(context, connection, code)
    context.outgoing.set()
    return "done"


def _problem(
    code: str, name: str, phone: str, number: str, discount_bp: int, account: str
) -> Done | Literal[""]:
    if not (0 < len(code) <= LONGEST_CODE and code.isascii() and code.isalnum()):
        return "bad_code"
    if not 0 < len(name) <= LONGEST_NAME:
        return "incomplete"
    if not 0 <= discount_bp <= MOST_DISCOUNT_BP:
        return "bad_discount"
    if phone.strip() and not number:
        return "bad_phone"
    try:
        read_account(account) if account.strip() else ""
    except BadAccount:
        return "bad_account"
    return ""


def change_phone(context: Context, *, code: str, phone: str, by: int | None) -> Done:
    """The new telephone is asked before it is the shop's; the one before is told that it is not any more."""
    number = telephone(phone)
    if not number:
        return "bad_phone"
    with context.database.transaction() as connection:
        now = context.clock()
        conversations.line_of(connection, channel="sms", address=number, at=now)  # people before shops
        found = shops.by_code(connection, code, lock=True)
        if found is None:
            return "unknown"
        if found.phone == number:
            return "nothing"
        if shops.has_phone(connection, number, besides=code):
            return "phone_taken"
        shop_word.tell(context, connection, shop=found, say=Say("shop.phone_changed"), at=now)
        shops.change(connection, shop_id=found.id, phone=number, proven_at=None, denied_at=None)
        _note(context, connection, by, "shop_phone", f"{code} {number}")
        _ask(context, connection, code)
    context.outgoing.set()
    return "done"


def change_discount(context: Context, *, code: str, discount_bp: int, by: int | None) -> Done:
    """For plans from now on; what was agreed stays."""
    if not 0 <= discount_bp <= MOST_DISCOUNT_BP:
        return "bad_discount"
    with context.database.transaction() as connection:
        found = shops.by_code(connection, code, lock=True)
        if found is None:
            return "unknown"
        if found.discount_bp == discount_bp:
            return "nothing"
        shops.change(connection, shop_id=found.id, discount_bp=discount_bp)
        _note(context, connection, by, "change_shop", f"{code} {found.discount_bp} -> {discount_bp} bp")
    return "done"


def switch(context: Context, *, code: str, active: bool, by: int | None) -> Done:
    """Whether the shop may sell. Its plans go on, and what is due to it stays due."""
    with context.database.transaction() as connection:
        found = shops.by_code(connection, code, lock=True)
        if found is None:
            return "unknown"
        if found.active == active:
            return "nothing"
        if active and found.phone and shops.has_phone(connection, found.phone, besides=code):
            return "phone_taken"
        shops.change(connection, shop_id=found.id, active=active)
        _note(context, connection, by, "shop_on" if active else "shop_off", code)
    return "done"


def ask_phone(context: Context, *, code: str, by: int | None) -> Done:
    """Ask the shop's telephone (again) whether it is the shop's."""
    with context.database.transaction() as connection:
        outcome = _ask(context, connection, code)
        if outcome == "done":
            _note(context, connection, by, "ask_shop", code)
    context.outgoing.set()
    return outcome


def set_account(context: Context, *, code: str, account: str, reason: str, by: int | None) -> Done:
    """Where the shop's money goes. The first one is kept at once; another needs a second person, and a reason."""
    try:
        told = read_account(account)
    except BadAccount:
        return "bad_account"
    with context.database.transaction() as connection:
        found = shops.by_code(connection, code, lock=True)
        if found is None:
            return "unknown"
        if not found.account:
            _keep(context, connection, found.id, code, told, by)
            outcome: Done = "done"
        elif shops.account(connection, shop_id=found.id, vault=context.vault) == told:
            return "nothing"
        elif not reason.strip() or by is None:
            return "no_reason"
        else:
            outcome = _ask_second(context, connection, found, told, reason.strip(), by)
    context.outgoing.set()
    return outcome


def agreed(context: Context, connection: Transaction, *, params: Mapping[str, str], by: int) -> None:
    """A second person agreed to another account. Raises RuleBroken: shop_unknown, account_unreadable."""
    found = shops.by_code(connection, params["shop"], lock=True)
    if found is None:
        raise RuleBroken("shop_unknown", "there is no such shop")
    try:
        sealed = base64.b64decode(params["sealed"], validate=True)
        account = context.vault.open(sealed, column=SHOP_ACCOUNT, row=found.id)
    except (InvalidTag, binascii.Error) as error:
        raise RuleBroken("account_unreadable", "no key opens what was asked for") from error
    _keep(context, connection, found.id, found.code, account, by)


def telephone(given: str) -> str:
    """A mobile number of Pakistan as +E.164, however it is written; "" for anything else."""
    try:
        number = phonenumbers.parse(given, PAKISTAN)
    except phonenumbers.NumberParseException:
        return ""
    return mobile_number(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def read_account(given: str) -> str:
    """An IBAN of Pakistan without blanks, or the telephone of a wallet. Raises BadAccount."""
    if wallet := telephone(given):
        return wallet
    try:
        number: str = iban.validate(given)
    except ValidationError as error:
        raise BadAccount(str(error)) from error
    if not number.startswith(PAKISTAN):
        raise BadAccount("the account is not in Pakistan")
    return number


def masked(account: str) -> str:
    return f"{account[:4]}****{account[-4:]}"


def _keep(
    context: Context, connection: Transaction, shop_id: int, code: str, account: str, by: int | None
) -> None:
    hidden = masked(account)
    shops.keep_account(connection, shop_id=shop_id, account=account, masked=hidden, vault=context.vault)
    _note(context, connection, by, "shop_account", f"{code} {hidden}")
    found = shops.by_code(connection, code)
    assert found is not None
    say = Say("shop.account_changed", {"account": hidden})
    shop_word.tell(context, connection, shop=found, say=say, at=context.clock())


def _ask_second(
    context: Context, connection: Transaction, shop: ShopRow, account: str, reason: str, by: int
) -> Done:
    """One change of a shop waits at a time, so that what is agreed to is what was asked for."""
    waiting = approvals.undecided(connection)
    if any(one.kind == KIND and one.params["shop"] == shop.code for one in waiting):
        return "asked_already"
    sealed = context.vault.seal(account, column=SHOP_ACCOUNT, row=shop.id)
    params = {"shop": shop.code, "masked": masked(account), "sealed": base64.b64encode(sealed).decode()}
    approvals.ask(
        connection,
        kind=KIND,
        loan="",
        conversation_id=None,
        amount=0,
        params=params,
        reason=reason,
        agent_id=by,
        at=context.clock(),
    )
    detail = f"{KIND} {shop.code} {shop.account} -> {params['masked']} {reason}"
    _note(context, connection, by, "ask_approval", detail)
    return "asked"


def _ask(context: Context, connection: Transaction, code: str) -> Done:
    """One question to the telephone, laid on top of whatever was open there."""
    found = shops.by_code(connection, code)
    if found is None:
        return "unknown"
    if not found.phone or found.proven_at or not found.active:
        return "no_phone" if not found.phone else "nothing"
    now = context.clock()
    line = conversations.line_of(connection, channel="sms", address=found.phone, at=now)
    asked = messages.last_at(connection, conversation_id=line.conversation_id, tag=ENROLLED)
    if asked is not None and now - asked < ASKED_ANEW:
        return "asked_already"
    if not begin.may_begin(context, line, kind="enrolled"):
        return "opted_out"
    lay.ask(
        context,
        connection,
        line=line,
        flow=ENROLLED,
        slots={"shop": code},
        options=("yes", "no"),
        figures={"name": found.name},
        tag=ENROLLED,
    )
    return "done"


def _note(context: Context, connection: Transaction, by: int | None, action: str, detail: str) -> None:
    people.note(connection, at=context.clock(), agent_id=by, action=action, detail=detail)
