"""How a payment is called in the books."""


def posted_as(*, provider: str, provider_id: str) -> str:
    """The reference of a payment in the books: never like one of our own corrections, which begin with a tilde."""
    return f"{provider}:{provider_id.replace('%', '%25').replace('~', '%7E')}"
