import base64
import stat
from pathlib import Path

import pytest

from bot.account_messages import KINDS, REQUIRED
from bot.lending.hours import CITIES
from bot.pay_settings import PaySettings
from bot.settings import BadSettings, Settings, demo_secrets, load
from bot.store.messages import LEASE

SECRETS = {
    "QIST_SECRET_KEY": "s" * 40,
    "QIST_DATA_KEY": base64.urlsafe_b64encode(bytes(range(224, 256))).decode(),
}
TWILIO = {
    "QIST_TWILIO_ACCOUNT_SID": "AC1",
    "QIST_TWILIO_AUTH_TOKEN": "token",
    "QIST_TWILIO_WHATSAPP_FROM": "whatsapp:+14155238886",
    "QIST_PUBLIC_URL": "https://qist.example.pk/",
}
KANNEL = {
    "QIST_SMS_CARRIER": "kannel",
    "QIST_KANNEL_URL": "http://10.0.0.5:13013/",
    "QIST_KANNEL_USERNAME": "qist",
    "QIST_KANNEL_PASSWORD": "kannel password",
    "QIST_KANNEL_FROM": "8123",
    "QIST_KANNEL_WEBHOOK_KEY": "a-key-of-twenty-four-letters",
    "QIST_PUBLIC_URL": "https://qist.example.pk/",
}


def problems(env):
    with pytest.raises(BadSettings) as caught:
        load(env)
    return caught.value.problems


def test_little_is_needed_to_begin():
    settings = load(SECRETS)

    assert settings.database_url == "sqlite:///qist.db"
    assert not settings.uses_twilio
    assert not settings.demo
    assert settings.city == "Karachi"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.data_key_bytes() == bytes(range(224, 256))


def test_there_is_no_default_secret_not_even_in_a_demo():
    for env in ({}, {"QIST_DEMO": "1"}):
        secret, data = problems(env)
        assert secret.startswith("QIST_SECRET_KEY must be")
        assert data.startswith("QIST_DATA_KEY must be")


@pytest.mark.parametrize("key", ["short", "not base64 at all !!", base64.b64encode(bytes(31)).decode()])
def test_a_data_key_is_32_bytes(key):
    (problem,) = problems({**SECRETS, "QIST_DATA_KEY": key})

    assert problem.startswith("QIST_DATA_KEY")
    assert key not in problem


def test_twilio_is_configured_whole_or_not_at_all():
    assert load({**SECRETS, **TWILIO}).uses_twilio
    for missing in ("QIST_TWILIO_ACCOUNT_SID", "QIST_TWILIO_AUTH_TOKEN", "QIST_PUBLIC_URL"):
        env = {name: value for name, value in {**SECRETS, **TWILIO}.items() if name != missing}
        (problem,) = problems(env)
        assert problem.startswith(missing)


def test_twilio_needs_a_sender():
    (problem,) = problems({**SECRETS, **TWILIO, "QIST_TWILIO_WHATSAPP_FROM": ""})

    assert "sender" in problem


def test_addresses_are_tidied():
    settings = load({**SECRETS, **TWILIO})

    assert settings.public_url == "https://qist.example.pk"
    assert settings.twilio_whatsapp_from == "+14155238886"


@pytest.mark.parametrize("url", ["qist.example.pk", "ftp://x", "http://", "https://x:port", "https://x/?a=1"])
def test_a_base_url_is_an_address(url):
    (problem,) = problems({**SECRETS, "QIST_PUBLIC_URL": url})

    assert problem == "QIST_PUBLIC_URL: must be an address like https://qist.example.pk."


def test_every_unreadable_setting_is_named():
    found = problems({**SECRETS, "QIST_DEMO": "perhaps", "QIST_SMS_CARRIER": "pigeon"})

    assert [problem.split(":")[0] for problem in found] == ["QIST_DEMO", "QIST_SMS_CARRIER"]


def test_kannel_is_configured_whole():
    settings = load({**SECRETS, **KANNEL})

    assert (settings.sms_carrier, settings.kannel_url) == ("kannel", "http://10.0.0.5:13013")
    assert "kannel password" not in repr(settings)
    for missing in KANNEL.keys() - {"QIST_SMS_CARRIER"}:
        env = {name: value for name, value in {**SECRETS, **KANNEL}.items() if name != missing}
        (problem,) = problems(env)
        assert problem.startswith(missing)


@pytest.mark.parametrize("key", ["short", "with/slash+and=more+than+24+letters", "ق" * 30])
def test_the_key_of_kannels_webhook_can_stand_in_an_address(key):
    (problem,) = problems({**SECRETS, **KANNEL, "QIST_KANNEL_WEBHOOK_KEY": key})

    assert problem.startswith("QIST_KANNEL_WEBHOOK_KEY")
    assert key not in problem


def test_kannels_settings_may_stay_while_twilio_carries():
    assert load({**SECRETS, **KANNEL, "QIST_SMS_CARRIER": "twilio"}).kannel_username == "qist"


def test_twilio_and_kannel_together():
    settings = load({**SECRETS, **TWILIO, **KANNEL})

    assert (settings.uses_twilio, settings.sms_carrier) == (True, "kannel")


def test_a_city_must_be_one_whose_sunset_we_know():
    (problem,) = problems({**SECRETS, "QIST_CITY": "Atlantis"})

    assert problem.startswith("QIST_CITY: ")
    assert all(city in problem for city in CITIES)
    assert [load({**SECRETS, "QIST_CITY": city}).city for city in CITIES] == list(CITIES)


def test_what_is_told_after_stop_is_a_list_of_known_kinds():
    assert load(SECRETS).account_messages == REQUIRED
    named = load({**SECRETS, "QIST_ALWAYS_TELL": "receipt, shop_sold"})
    assert named.account_messages == {"receipt", "shop_sold"}
    assert load({**SECRETS, "QIST_ALWAYS_TELL": "none"}).account_messages == frozenset()

    (problem,) = problems({**SECRETS, "QIST_ALWAYS_TELL": "receipt,reminder"})
    assert problem.startswith("QIST_ALWAYS_TELL: knows no message called reminder; there are receipt, ")


def test_every_kind_and_the_default_are_explained_to_operators():
    page = Path("docs/operators/account-messages.md").read_text("utf-8")
    for kind in KINDS:
        (row,) = (line for line in page.splitlines() if line.startswith(f"| `{kind}` |"))
        assert row.endswith("| yes |") is (kind in REQUIRED)


def test_settings_are_frozen_and_keep_their_secrets_out_of_prints():
    settings = load({**SECRETS, **TWILIO})

    with pytest.raises(ValueError, match="frozen"):
        settings.city = "Lahore"
    assert "s" * 40 not in repr(settings)
    assert "token" not in repr(settings).replace("auth_token", "")


def test_the_machine_wins_over_files_and_a_later_file_over_an_earlier(tmp_path, monkeypatch):
    monkeypatch.setenv("QIST_CITY", "Quetta")
    (tmp_path / "first.env").write_text("QIST_CITY=Multan\nQIST_DATABASE_URL=sqlite:///first.db\n")
    (tmp_path / "second.env").write_text("QIST_DATABASE_URL=sqlite:///second.db\n")
    demo_secrets(tmp_path)

    files = [tmp_path / "demo.env", tmp_path / "first.env", tmp_path / "second.env"]
    settings = load(files=files, demo=True)

    assert (settings.city, settings.database_url) == ("Quetta", "sqlite:///second.db")
    assert settings.demo


def test_demo_secrets_are_private_and_survive_a_restart(tmp_path):
    first = demo_secrets(tmp_path / "var")

    assert load(first).secret_key.get_secret_value() == first["QIST_SECRET_KEY"]
    assert demo_secrets(tmp_path / "var") == first
    assert demo_secrets(tmp_path / "other") != first
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["demo.env"]
    assert stat.S_IMODE((tmp_path / "var" / "demo.env").stat().st_mode) == 0o600


def test_a_courier_that_waits_for_twilio_keeps_its_lease() -> None:
    """A message is up to three calls (its buttons, the message, the message without them) in half a lease."""
    longest = next(one.le for one in Settings.model_fields["twilio_timeout"].metadata if hasattr(one, "le"))
    assert 3 * longest <= LEASE.total_seconds() / 2


OTHER = base64.urlsafe_b64encode(bytes(32)).decode()


def test_other_data_keys_open_what_lies_under_them():
    settings = load({**SECRETS, "QIST_DATA_KEYS_OTHER": f"{OTHER}, "})

    assert settings.other_data_keys == (OTHER,)
    assert load(SECRETS).other_data_keys == ()


@pytest.mark.parametrize("others", ["short", f"{OTHER},short", f"{OTHER},{OTHER}", SECRETS["QIST_DATA_KEY"]])
def test_other_data_keys_are_keys_and_other(others):
    (problem,) = problems({**SECRETS, "QIST_DATA_KEYS_OTHER": others})

    assert problem.startswith("QIST_DATA_KEYS_OTHER")
    assert OTHER not in problem and SECRETS["QIST_DATA_KEY"] not in problem


@pytest.mark.parametrize("many", ["-1", "6", "some"])
def test_proxies_are_a_small_number(many):
    (problem,) = problems({**SECRETS, "QIST_PROXIES": many})

    assert problem.startswith("QIST_PROXIES")


def test_settings_show_no_secret():
    settings = load({**SECRETS, **TWILIO, **KANNEL, "QIST_DATA_KEYS_OTHER": OTHER})

    for secret in (*SECRETS.values(), OTHER, "kannel password", KANNEL["QIST_KANNEL_WEBHOOK_KEY"]):
        assert secret not in repr(settings) and secret not in str(settings)


def test_who_may_read_figures_has_a_key_that_is_not_guessed():
    assert load(SECRETS).metrics_key.get_secret_value() == ""
    assert load({**SECRETS, "QIST_METRICS_KEY": "k" * 24}).metrics_key.get_secret_value() == "k" * 24
    (problem,) = problems({**SECRETS, "QIST_METRICS_KEY": "k" * 23})
    assert problem.startswith("QIST_METRICS_KEY must be at least 24")


@pytest.mark.parametrize(
    ("name", "wrong"), [("LOG", "yaml"), ("DATABASE_CONNECTIONS", "0"), ("DATABASE_CONNECTIONS", "many")]
)
def test_what_an_operator_may_get_wrong(name, wrong):
    (problem,) = problems({**SECRETS, f"QIST_{name}": wrong})
    assert problem.startswith(f"QIST_{name}: ")


ONEBILL = {
    "QIST_ONEBILL_PREFIX": "100123",
    "QIST_ONEBILL_USERNAME": "onelink",
    "QIST_ONEBILL_PASSWORD": "password of 1LINK",
}
JAZZCASH = {
    "QIST_JAZZCASH_URL": "https://jazzcash.example.pk/",
    "QIST_JAZZCASH_MERCHANT_ID": "MC12345",
    "QIST_JAZZCASH_PASSWORD": "password of JazzCash",
    "QIST_JAZZCASH_SALT": "0F5DD14AE2",
}
RAAST = {"QIST_RAAST_IDENTIFIER": "pk.misaal", "QIST_RAAST_ACCOUNT": "PK00MISL0000000000000001"}
PAID = {
    "QIST_PAY_WITH": "jazzcash, onebill,raast",
    "QIST_PUBLIC_URL": "https://qist.example.pk",
    **ONEBILL,
    **JAZZCASH,
    **RAAST,
}


def test_customers_pay_as_the_settings_say_and_in_their_order():
    assert load({**SECRETS, **PAID}).pay_providers == ("jazzcash", "onebill", "raast")
    assert load({**SECRETS, "QIST_DEMO": "1"}).pay_providers == ("sandbox",)
    assert load(SECRETS).pay_providers == ()  # the sandbox is never there by itself outside a demo
    assert load({**SECRETS, "QIST_PAY_WITH": "sandbox"}).pay_providers == ("sandbox",)


@pytest.mark.parametrize("missing", [*ONEBILL, *JAZZCASH, *RAAST, "QIST_PUBLIC_URL"])
def test_a_chosen_provider_is_configured_whole(missing):
    env = {name: value for name, value in {**SECRETS, **PAID}.items() if name != missing}
    (problem,) = problems(env)
    assert problem.startswith(missing)
    assert not {"password", "0F5DD14AE2"} & set(problem.split())


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("PAY_WITH", "easypaisa"),
        ("ONEBILL_PREFIX", "12"),
        ("ONEBILL_PREFIX", "۱۲۳۴۵۶"),
        ("JAZZCASH_URL", "jazzcash"),
        ("JAZZCASH_EXPIRY_MINUTES", "1"),
        ("RAAST_ACCOUNT_TAG", "52"),
        ("RAAST_NAME", "قسط ساتھی"),
        ("RAAST_MCC", "60"),
    ],
)
def test_what_may_be_wrong_about_providers(name, wrong):
    (problem,) = problems({**SECRETS, **PAID, f"QIST_{name}": wrong})
    assert problem.startswith(f"QIST_{name}: ")


def test_a_short_secret_of_a_bank_is_none():
    (problem,) = problems({**SECRETS, **PAID, "QIST_RAAST_SECRET": "short"})
    assert problem.startswith("QIST_RAAST_SECRET must be at least 16")


def test_every_setting_of_paying_is_explained_to_operators():
    page = Path("docs/operators/payments.md").read_text("utf-8")
    for name in PaySettings.model_fields:
        assert f"QIST_{name.upper()}" in page, name
