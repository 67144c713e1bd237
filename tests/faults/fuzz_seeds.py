"""Where fuzzing begins: one good request of each kind, and the words that webhooks are made of.

As in fuzz_webhooks.py: one byte for the webhook, one for how it is signed and what the body is, and the rest.
"""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

from bot.payments.ports import PayRequest
from bot.payments.sandbox import Sandbox

PATHS = ("twilio/message", "twilio/status", "twilio/voice", "twilio/fallback", "payments/sandbox", "kannel/message",
         "kannel/text", "kannel/report", "payments/jazzcash", "payments/raast", "payments/onebill/BillInquiry",
         "payments/onebill/BillPayment")  # fmt: skip
SIGNED = 0x80
CHARSETS = ("utf-8", "utf-16", "latin-1", "utf-7", "idna", "unknown", "hex", "")
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)

TOLD: tuple[tuple[int, dict[str, str]], ...] = (
    (9, {"event": "paid", "transaction": "R1", "reference": "2000000001", "amount": "1000.00", "currency": "PKR",
         "at": "2026-11-23T15:00:00+05:00"}),
    (9, {"event": "reversed", "transaction": "R1", "reference": "2000000001", "amount": "1000.00", "currency": "PKR",
         "at": "2026-11-23T15:00:00+05:00"}),
    (10, {"consumer_number": "100112345678", "bank_mnemonic": "TEST", "reserved": ""}),
    (11, {"consumer_number": "100112345678", "tran_auth_id": "123456", "transaction_amount": "+0000000100000",
          "tran_date": "20261123", "tran_time": "150000", "bank_mnemonic": "TEST", "reserved": ""}),
)  # fmt: skip


def seeds(wallet: Sandbox) -> list[bytes]:
    """One good request of each kind, and what is next to it."""
    forms: tuple[tuple[int, dict[str, str]], ...] = (
        (0, {"MessageSid": "SM1", "From": "+923000000101", "To": "+92800", "Body": "salam", "NumMedia": "0"}),
        (0, {"MessageSid": "SM2", "From": "whatsapp:+923000000101", "Body": "ہاں", "ProfileName": "Ayesha",
             "MessageType": "button", "ButtonText": "Yes", "ButtonPayload": "yes", "WaId": "923000000101"}),
        (0, {"SmsSid": "SM3", "From": "whatsapp:", "ExternalUserId": "PK.1", "NumMedia": "2", "MediaUrl0": "https://x/1",
             "MediaContentType0": "image/jpeg", "MediaUrl1": "https://x/2", "MediaContentType1": "audio/ogg; c=opus"}),
        (0, {"MessageSid": "SM4", "From": "whatsapp:+923000000101", "Latitude": "24.8", "Longitude": "67.0"}),
        (0, {"MessageSid": "SM5", "From": "+923000000101", "Body": "STOP", "OptOutType": "STOP", "ListId": "a"}),
        (1, {"MessageSid": "SM6", "MessageStatus": "undelivered", "ErrorCode": "63016", "SmsStatus": "sent"}),
        (2, {"CallSid": "CA1", "From": "+923000000101", "CallStatus": "ringing"}),
        (3, {"MessageSid": "SM7", "From": "+923000000101", "Body": "x"}),
        (3, {"CallSid": "CA2", "From": "whatsapp:+923000000101"}),
        (4, dict(wallet.callback(request=PayRequest(reference="2000000001", paisa=1000), at=AT, ok=True).form)),
        (8, {"pp_Amount": "100000", "pp_BillReference": "2000000001", "pp_MerchantID": "MC1", "pp_ResponseCode": "000",
             "pp_TxnCurrency": "PKR", "pp_TxnDateTime": "20261123150000", "pp_TxnRefNo": "T" + "1" * 19}),
        (5, {"id": "K2", "from": "03000000101", "text": "salam", "coding": "0", "charset": "UTF-8"}),
        (7, {"state": "2", "says": "NACK/0x00000045/Submit err:034"}),
    )  # fmt: skip
    made = [bytes([path, SIGNED]) + urlencode(form).encode() for path, form in forms]
    made += [bytes([path, 0]) + urlencode(form).encode() for path, form in forms]
    for path, told in TOLD:
        made += [bytes([path, signed | 2]) + json.dumps(told).encode() for signed in (SIGNED, 0)]
    part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    made.append(
        bytes([0, SIGNED | 1])
        + part % (b"MessageSid", b"SM8")
        + part % (b"From", b"+923000000101")
        + b"--x--"
    )
    made.append(bytes([0, 1]) + b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--")
    made += [bytes([6, SIGNED | which]) + "سلام salam".encode("utf-16") for which in range(len(CHARSETS))]
    made.append(
        bytes([0, SIGNED | 0x40]) + b"a=%D9%82&b=%3A%2F\nMessageSid=SM9&From=%2B923000000101&Body=%00"
    )
    return made


WORDS = (
    b"MessageSid=", b"SmsMessageSid=", b"SmsSid=", b"From=", b"Body=", b"NumMedia=", b"MediaUrl0=", b"ExternalUserId=",
    b"MediaContentType0=", b"MessageType=", b"ButtonPayload=", b"ListId=", b"ListTitle=", b"OptOutType=", b"Latitude=",
    b"Longitude=", b"MessageStatus=", b"SmsStatus=", b"ErrorCode=", b"CallSid=", b"transaction=", b"reference=",
    b"amount=", b"at=", b"result=", b"key=", b"id=", b"from=", b"text=", b"coding=1", b"state=", b"says=", b"token=",
    b"pp_Amount=", b"pp_TxnRefNo=", b"pp_TxnDateTime=", b'"amount":', b'"at":', b'"event":', b'"tran_date":"00010101"',
    b"00010101000000", b'"tran_time":"000000"', b"null", b'"', b"{", b"}", b"[", b"\\ud800", b"whatsapp:",
    b"%2B92", b"%00", b"%ED%A0%80", b"%F0%9F%91%A8", b"%D9%82", b"%E2%80%AE", b"&", b"=", b"\xff\xfe",
    b"\n", b"9" * 400, b"0001-01-01T00:00:00%2B23:59", b"9999-12-31T23:59:59-23:59", "٣٤".encode(), b"--x\r\n",
)  # fmt: skip
