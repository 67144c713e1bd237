"""Standard Webhooks: which headers prove that a message is ours and new."""

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from standardwebhooks import Webhook

SECRET_BYTES = 32
PREFIX = "whsec_"


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def body_of(*, kind: str, at: datetime, data: Mapping[str, Any]) -> str:
    return json.dumps({"type": kind, "timestamp": at.isoformat(), "data": dict(data)}, ensure_ascii=False)


def signed(*, name: str, body: str, at: datetime, secrets_in_use: Sequence[str]) -> dict[str, str]:
    """One signature for each secret: while one is changed, both the old and the new one are right."""
    signatures = [Webhook(secret).sign(msg_id=name, timestamp=at, data=body) for secret in secrets_in_use]
    return {
        "webhook-id": name,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
