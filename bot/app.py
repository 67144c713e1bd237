"""The composition root: settings → store, channels, flows → one Flask app."""

import gc
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from flask import Blueprint, Flask

import locales
from bot import masking
from bot import settings as settings_module
from bot.bureaus.ports import patient
from bot.bureaus.sandbox import SOURCE, sandbox
from bot.channels.kannel import KannelCarrier
from bot.channels.merchant.post import Postman
from bot.channels.ports import Approvals, Carrier
from bot.channels.simulator.carrier import SimulatorCarrier
from bot.channels.twilio import carrier as twilio
from bot.channels.twilio.signature import TwilioSignature, refuse
from bot.channels.twilio.templates import connect_approvals
from bot.conversation.catalog import Catalog
from bot.conversation.engine import Engine
from bot.conversation.hearing import Ears
from bot.documents import voice
from bot.lending.facts import Ways
from bot.lending.hours import CITIES
from bot.lending.rules import DEFAULT, Rules
from bot.payments.connect import connect
from bot.payments.onebill import OneBill
from bot.payments.sandbox import Sandbox
from bot.payments.sandbox_transfers import SandboxSender
from bot.services import bills, deferred, demo, documents, gauges, payments, phone_read, room, web_orders
from bot.services.context import Clock, Context
from bot.services.deferred import take
from bot.services.deliver import record_status
from bot.services.desk.rules import DeskRules
from bot.services.oddities import Forgeries
from bot.services.record_payment import record_payment
from bot.services.reverse_payment import take_back
from bot.settings import Settings
from bot.store.database import HURRIED, LONG, Database, Patience
from bot.store.spool import Spool
from bot.store.upgrade import is_current
from bot.store.vault import Vault
from bot.understanding import Understanding
from bot.web import security, watch
from bot.web.api import api
from bot.web.checkout import Reach, checkout
from bot.web.console import console
from bot.web.health import health
from bot.web.home import home
from bot.web.kannel import kannel_webhooks
from bot.web.measured import measured
from bot.web.onebill import Biller, add_onebill
from bot.web.papers import papers
from bot.web.pay import pay
from bot.web.phone import phone
from bot.web.webhooks import Verify, webhooks
from flows import SCRIPT

REFERENCE_DIGITS = 10


def fresh() -> str:
    """Ten digits that nobody can guess and anybody can type; the first is not 0."""
    lowest = 10 ** (REFERENCE_DIGITS - 1)
    return str(lowest + secrets.randbelow(9 * lowest))


def create_context(settings: Settings, *, clock: Clock | None = None, patience: Patience = LONG) -> Context:
    """Everything the services stand on. From here on the logs of this process are masked.

    `patience`: how long somebody may be kept waiting for the store. `clock`: instead of the store's.
    """
    masking.install(secrets=settings.secrets)
    understanding = Understanding(locales.heard())
    catalog = Catalog(locales.spoken())
    # What was just built stays for good: left to the collector, each full sweep of it would hold a message up by 20 ms.
    gc.collect()
    gc.freeze()
    database = Database(settings.database_url, patience=patience, connections=settings.database_connections)
    return Context(
        database=database,
        engine=Engine(SCRIPT, Ears(understanding, catalog)),
        catalog=catalog,
        understanding=understanding,
        vault=Vault(settings.data_key.get_secret_value(), others=settings.other_data_keys),
        clock=clock or database.clock,
        fresh=fresh,
        carriers=_carriers(settings),
        paper_url=f"{settings.base_url}/papers/",
        ways=ways_of(settings),
        providers=connect(settings),
        sender=SandboxSender() if settings.demo else None,
        voice=voice.speak if voice.can_speak() else None,
        bureau=patient(sandbox, source=SOURCE) if settings.demo else None,
        rules=_rules(settings),
        city=CITIES[settings.city],
        late_on_whatsapp=settings.late_on_whatsapp,
        desk=_desk_rules(settings),
        approvals=_approvals(settings),
        roman_as=settings.roman_urdu_templates_as,
        always_tell=settings.account_messages,
        spool=Spool(settings.spool),
        postman=Postman(anywhere=settings.demo or settings.webhooks_anywhere),
    )


def ways_of(settings: Settings) -> Ways:
    """As a flow tells them. Everything but 1Bill needs our page: a wallet's button, or a code to scan."""
    named = settings.pay_providers
    return Ways(
        link=f"{settings.base_url}/pay/" if set(named) - {"onebill"} else "",
        bill_prefix=settings.onebill_prefix if "onebill" in named else "",
        raast="raast" in named,
        days=settings.pay_request_days,
    )


def _rules(settings: Settings) -> Rules:
    """The figures of lending, with the calendar as it was announced."""
    added, removed = settings.holiday_dates
    ramadan = settings.ramadan_dates
    return replace(
        DEFAULT,
        ramadan_dates=ramadan,
        holidays_added=added,
        holidays_removed=removed,
        discount_is_netted=settings.shop_discount == "netted",
    )


def _desk_rules(settings: Settings) -> DeskRules:
    return DeskRules(
        opens=settings.desk_opens,
        closes=settings.desk_closes,
        days=frozenset(map(int, settings.desk_days)),
        first_response=timedelta(minutes=settings.desk_first_response_minutes),
        next_response=timedelta(minutes=settings.desk_next_response_minutes),
        forgotten=timedelta(minutes=settings.desk_forgotten_minutes),
        gives_back=timedelta(minutes=settings.desk_gives_back_minutes),
        two_eyes_above=settings.desk_two_eyes_above * 100,
    )


def create_app(settings: Settings | None = None, *, context: Context | None = None) -> Flask:
    """The web application. Without arguments the environment decides. Raises BadSettings."""
    settings = settings or settings_module.load()
    context = context or create_context(settings, patience=HURRIED)
    app = watch.Application("bot.web", root_path=_web_folder())
    app.secret_key = settings.secret_key.get_secret_value()
    app.extensions["qist"] = context
    forgeries = Forgeries(context)
    knocks = webhooks(
        verify=_verify(settings),
        receive=partial(take, context),
        record_status=partial(record_status, context),
        record_payment=partial(record_payment, context),
        providers=context.providers,
        clock=context.clock,
        defer=partial(deferred.keep, context),
        take_back=partial(take_back, context),
        forged=forgeries.count,
    )
    _add_onebill(knocks, context, forgeries)
    short_code = kannel_webhooks(
        key=settings.kannel_webhook_key.get_secret_value(),
        secret=settings.secret_key.get_secret_value(),
        receive=partial(take, context),
        record_status=partial(record_status, context),
        clock=context.clock,
    )
    limits = security.new_limiter(unlimited=(knocks, short_code))
    shops = api(context, limits=limits, base_url=settings.base_url, per_minute=settings.api_per_minute)
    security.protect(
        app,
        https=settings.base_url.startswith("https:"),
        exempt=(knocks, short_code, shops),
        proxies=settings.proxies,
    )
    limits.init_app(app)
    app.register_blueprint(knocks)
    app.register_blueprint(short_code)
    app.register_blueprint(shops)
    orders = partial(web_orders.by_token, context)
    app.register_blueprint(checkout(order=orders, ways=_reach(settings), limits=limits))
    watch.watch(app)
    app.register_blueprint(
        measured(gauges=partial(gauges.read, context), token=settings.metrics_key.get_secret_value())
    )
    app.register_blueprint(
        health(ready=lambda: is_current(context.database), room=partial(room.is_left, context))
    )
    app.register_blueprint(console(context, limits=limits))
    app.register_blueprint(papers(opened=partial(documents.opened, context)))
    app.register_blueprint(home(demo=settings.demo))
    app.register_blueprint(_pay(context))
    if settings.demo:
        _add_demo(app, context)
    return app


def _add_onebill(knocks: Blueprint, context: Context, forgeries: Forgeries) -> None:
    onebill = context.providers.get("onebill")
    if isinstance(onebill, OneBill):
        biller = Biller(
            onebill,
            partial(bills.bill, context),
            partial(bills.pay_bill, context),
            partial(bills.refuse, context),
        )
        add_onebill(knocks, biller=biller, forged=forgeries.count)


def _pay(context: Context) -> Blueprint:
    sandbox = context.providers.get("sandbox")
    return pay(
        asked=partial(payments.asked, context),
        begin=partial(payments.begin, context),
        clock=context.clock,
        sandbox=sandbox if isinstance(sandbox, Sandbox) else None,
    )


def _add_demo(app: Flask, context: Context) -> None:
    app.register_blueprint(
        phone(
            receive=partial(take, context),
            messages=partial(phone_read.messages, context),
            clock=context.clock,
            demo_logins=demo.LOGINS,
            demo_shops=phone_read.shops(context),
            sms_paisa=phone_read.SMS_PAISA,
        )
    )


def _reach(settings: Settings) -> Reach:
    """How a customer comes from a web shop's page to us."""
    if settings.demo and not settings.uses_twilio:
        return Reach(phones="/phone")
    number = settings.kannel_from if settings.sms_carrier == "kannel" else settings.twilio_sms_from
    return Reach(whatsapp=settings.twilio_whatsapp_from, sms=number)


def _carriers(settings: Settings) -> Mapping[str, Carrier]:
    others = _twilio(settings) if settings.uses_twilio else SimulatorCarrier()
    return {"whatsapp": others, "sms": _kannel(settings) if settings.sms_carrier == "kannel" else others}


def _twilio(settings: Settings) -> Carrier:
    return twilio.connect(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token.get_secret_value(),
        public_url=settings.base_url,
        api_url=settings.twilio_api_url,
        timeout=settings.twilio_timeout,
        whatsapp_from=settings.twilio_whatsapp_from,
        sms_from=settings.twilio_sms_from,
        messaging_service_sid=settings.twilio_messaging_service_sid,
    )


def _kannel(settings: Settings) -> Carrier:
    return KannelCarrier(
        url=settings.kannel_url,
        username=settings.kannel_username,
        password=settings.kannel_password.get_secret_value(),
        sender=settings.kannel_from,
        public_url=settings.base_url,
        secret=settings.secret_key.get_secret_value(),
        timeout=settings.kannel_timeout,
    )


def _approvals(settings: Settings) -> Approvals | None:
    if not settings.uses_twilio:
        return None
    return connect_approvals(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token.get_secret_value(),
        api_url=settings.twilio_api_url,
        timeout=settings.twilio_timeout,
    )


def _verify(settings: Settings) -> Verify:
    if not settings.uses_twilio:
        return refuse
    return TwilioSignature(
        auth_token=settings.twilio_auth_token.get_secret_value(), public_url=settings.base_url
    )


def _web_folder() -> str:
    from importlib.resources import files

    return str(files("bot.web"))
