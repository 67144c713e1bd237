"""How far a message has got. Reports come out of order and repeated, so a state only advances by rank."""

RANK = {
    "queued": 1,
    "sending": 2,
    "sent": 3,
    "failed": 4,
    "undelivered": 4,
    "canceled": 4,
    "delivered": 5,  # above failure: a handset that has the text has it, whatever an earlier attempt said
    "read": 6,
}


def rank(state: str) -> int:
    """0 for a state we have never heard of: stored, but it moves nothing."""
    return RANK.get(state, 0)


def advances(*, current: str, new: str) -> bool:
    return rank(new) > rank(current)
