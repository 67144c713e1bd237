"""Money is a whole number of paisa, everywhere. 100 paisa make a rupee; nothing here ever rounds silently."""

from decimal import Decimal

PAISA_PER_RUPEE = 100


def rupees(amount: int | float | Decimal) -> int:
    """Paisa of an amount in rupees. Raises ValueError unless it is finite and a whole number of paisa."""
    exact = Decimal(str(amount))
    if not exact.is_finite():
        raise ValueError(f"{amount} is not an amount of money")
    paisa = exact * PAISA_PER_RUPEE
    if paisa != int(paisa):
        raise ValueError(f"{amount} rupees are not a whole number of paisa")
    return int(paisa)


def whole_rupees(paisa: int) -> int:
    """Round paisa down to a whole rupee; the answer is in paisa."""
    return paisa // PAISA_PER_RUPEE * PAISA_PER_RUPEE


def split(total: int, *, parts: int) -> tuple[int, ...]:
    """Split `total` paisa (0 or more) into equal parts of whole rupees; the last part takes what remains.

    Nothing is lost: the parts add up to the total. Raises ValueError for a negative total or no parts.
    """
    if total < 0 or parts < 1:
        raise ValueError(f"cannot split {total} paisa into {parts} parts")
    each = whole_rupees(total // parts)
    return (each,) * (parts - 1) + (total - each * (parts - 1),)


def share(total: int, *, basis_points: int) -> int:
    """That share of `total` paisa, rounded down to a whole rupee (in favour of who pays); 100 bp = 1 %."""
    return whole_rupees(total * basis_points // 10_000)
