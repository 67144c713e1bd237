"""What Kannel's answer to a message means.

202  0: Accepted for delivery, 3: Queued for later delivery   it has it
400  a number, a sender or a text that it will never take     rejected
403  Not routable. Do not try again.                          rejected
403  anything else: our name, password or address             retry, once somebody has mended it
404, 3xx  no Kannel at this address                           retry, likewise
503  Temporal failure, try again later.                       retry: its queue is full, it has kept nothing
anything else                                                 it may have it
"""

from bot.channels.ports import Outcome, SendFailed

ACCEPTED = 202
NOT_ROUTABLE = "Not routable"
TRY_AGAIN = "Temporal failure"  # the same 503 by a proxy between us would not say this, and tell us nothing
LONGEST_REASON = 100


def understood(*, status: int, text: str) -> str:
    """The state of a message that was taken. Raises SendFailed."""
    if status == ACCEPTED:
        return "queued"
    reason = f"Kannel answered {status}: {text[:LONGEST_REASON]}"
    raise SendFailed(_outcome(status, text), reason, code=status)


def _outcome(status: int, text: str) -> Outcome:
    if status == 400 or (status == 403 and text.startswith(NOT_ROUTABLE)):
        return "rejected"
    unheard = status in (401, 403, 404, 405) or 300 <= status < 400
    return "retry" if unheard or (status == 503 and text.startswith(TRY_AGAIN)) else "ambiguous"
