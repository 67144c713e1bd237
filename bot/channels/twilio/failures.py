"""What became of a message when the call that should send it failed."""

from collections.abc import Iterator
from contextlib import contextmanager

from requests.exceptions import RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException

from bot.channels.connecting import never_connected
from bot.channels.ports import Outcome, SendFailed

TOO_MANY = 20429
# Our fault or a passing one, not the message's, and decided before Twilio looked at it.
UNPROCESSED = (401, 429)


@contextmanager
def explained() -> Iterator[None]:
    """Turns whatever the SDK raises into SendFailed. What cannot be told for certain is ambiguous."""
    try:
        yield
    except (TwilioRestException, TwilioServiceException) as error:
        raise _refused(error) from error
    except RequestException as error:
        outcome: Outcome = "retry" if never_connected(error) else "ambiguous"
        raise SendFailed(outcome, f"Twilio could not be reached: {type(error).__name__}") from error
    except (TwilioException, ValueError, KeyError, TypeError, AttributeError) as error:
        # A 2xx whose body is not what the SDK expects: the message has most likely left.
        raise SendFailed("ambiguous", f"Twilio's answer was unreadable: {type(error).__name__}") from error


def _refused(error: TwilioRestException | TwilioServiceException) -> SendFailed:
    # Where Twilio (or a proxy before it) gave no code of its own, the SDK repeats the HTTP status.
    code = error.code if isinstance(error.code, int) and error.code != error.status else None
    # Not str(error): on a terminal the SDK paints it.
    words = error.msg if isinstance(error, TwilioRestException) else error.title
    reason = f"Twilio answered {error.status}: {words}"
    return SendFailed(_outcome(status=error.status, code=code), reason, code=code)


def _outcome(*, status: int, code: int | None) -> Outcome:
    if status in UNPROCESSED or code == TOO_MANY:
        return "retry"
    return "rejected" if 400 <= status < 500 else "ambiguous"
