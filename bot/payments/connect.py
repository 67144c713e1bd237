"""The providers that the settings name, ready to use."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.payments.jazzcash import Account as JazzCashAccount
from bot.payments.jazzcash import JazzCash
from bot.payments.onebill import OneBill
from bot.payments.ports import PaymentProvider
from bot.payments.raast import Account as RaastAccount
from bot.payments.raast import Raast
from bot.payments.raast_bank import RaastWithBank
from bot.payments.sandbox import Sandbox
from bot.settings import Settings


def connect(settings: Settings) -> Mapping[str, PaymentProvider]:
    """By name, in the order in which customers are told of them. Who is not named takes no callbacks either."""
    return {name: MADE[name](settings) for name in settings.pay_providers}


def _sandbox(settings: Settings) -> PaymentProvider:
    return Sandbox(secret_key=settings.secret_key.get_secret_value(), public_url=settings.base_url)


def _jazzcash(settings: Settings) -> PaymentProvider:
    return JazzCash(
        JazzCashAccount(
            merchant_id=settings.jazzcash_merchant_id,
            password=settings.jazzcash_password.get_secret_value(),
            salt=settings.jazzcash_salt.get_secret_value(),
            checkout_url=settings.jazzcash_url + settings.jazzcash_checkout_path,
            inquiry_url=settings.jazzcash_url + settings.jazzcash_inquiry_path,
            public_url=settings.base_url,
            version=settings.jazzcash_version,
            txn_type=settings.jazzcash_txn_type,
            empty_counts=settings.jazzcash_empty_counts,
            inquiry_signed=settings.jazzcash_inquiry_signed,
            more_fields=settings.jazzcash_more,
            expiry=timedelta(minutes=settings.jazzcash_expiry_minutes),
            timeout=settings.jazzcash_timeout,
        )
    )


def _onebill(settings: Settings) -> PaymentProvider:
    return OneBill(
        prefix=settings.onebill_prefix,
        username=settings.onebill_username,
        password=settings.onebill_password.get_secret_value(),
    )


def _raast(settings: Settings) -> PaymentProvider:
    account = RaastAccount(
        tag=settings.raast_account_tag,
        identifier=settings.raast_identifier,
        number=settings.raast_account,
        category=settings.raast_mcc,
        name=settings.raast_name,
        city=settings.city,
    )
    secret = settings.raast_secret.get_secret_value()
    if not secret:
        return Raast(account)
    return RaastWithBank(account, secret=secret, header=settings.raast_signature_header)


MADE: Mapping[str, Callable[[Settings], PaymentProvider]] = {
    "sandbox": _sandbox,
    "jazzcash": _jazzcash,
    "onebill": _onebill,
    "raast": _raast,
}
