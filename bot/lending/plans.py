"""Plans a customer can choose among: terms, offers, and their instalments.

A plan is a Murabaha: one price for the goods and one fixed mark-up, agreed once and never growing.
"""

from collections.abc import Sequence
from datetime import date

from bot.lending.caps import RuleBroken, require_size, yearly_rate
from bot.lending.money import share, split
from bot.lending.offer import Offer
from bot.lending.rules import DEFAULT, Rules
from bot.lending.schedule import Payday, due_dates
from bot.lending.terms import PAY2, PAY3, PAY4, TERMS, Installment, Terms

__all__ = ["PAY2", "PAY3", "PAY4", "TERMS"]
__all__ += ["Installment", "Offer", "Payday", "RuleBroken", "Terms", "draw_up", "offers", "price_problem"]


def offers(
    *,
    price: int,
    today: date,
    payday: Payday,
    shop_discount_bp: int,
    rules: Rules = DEFAULT,
    terms: Sequence[Terms] = TERMS,
) -> tuple[Offer, ...]:
    """Every plan that may be shown for a price in paisa; none when no plan fits (see `price_problem`)."""
    shown = [one for one in terms if one.markup_bp or shop_discount_bp >= rules.free_plan_discount_bp]
    drawn = (_lawful(price, today, payday, rules, one) for one in shown)
    return tuple(offer for offer in drawn if offer)


def price_problem(*, price: int, rules: Rules = DEFAULT) -> RuleBroken | None:
    """Why no plan can be had for a price: loan_too_small or loan_too_large; None when size is no obstacle."""
    try:
        require_size(price, rules)
    except RuleBroken as broken:
        return broken
    return None


def draw_up(*, price: int, today: date, payday: Payday, terms: Terms, rules: Rules = DEFAULT) -> Offer:
    """The offer of one set of terms. Raises RuleBroken when it would break a rule."""
    require_size(price, rules)
    markup = share(price, basis_points=terms.markup_bp)
    dates = _dates(today, payday, terms, rules)
    installments = _installments(price, markup, dates, terms)
    return Offer(
        terms=terms,
        principal=price,
        markup=markup,
        total=price + markup,
        installments=installments,
        annual_rate=yearly_rate(principal=price, installments=installments, agreed_on=today),
        agreed_on=today,
        rules=rules,
    )


def _lawful(price: int, today: date, payday: Payday, rules: Rules, terms: Terms) -> Offer | None:
    try:
        return draw_up(price=price, today=today, payday=payday, terms=terms, rules=rules)
    except RuleBroken:
        return None


def _dates(today: date, payday: Payday, terms: Terms, rules: Rules) -> tuple[date, ...]:
    later = terms.count - 1 if terms.advance else terms.count
    dates = due_dates(start=today, count=later, every=terms.every, payday=payday, rules=rules)
    return (today, *dates) if terms.advance else dates


def _installments(price: int, markup: int, dates: tuple[date, ...], terms: Terms) -> tuple[Installment, ...]:
    amounts = _amounts(price + markup, terms)
    markups = _markups(markup, terms)
    return tuple(
        Installment(number, due, amount, amount - part, part)
        for number, (due, amount, part) in enumerate(zip(dates, amounts, markups, strict=True), start=1)
    )


def _markups(markup: int, terms: Terms) -> tuple[int, ...]:
    """What is paid on the day itself was never lent, so no mark-up is in it."""
    if terms.advance and terms.count > 1:
        return (0, *split(markup, parts=terms.count - 1))
    return split(markup, parts=terms.count)


def _amounts(total: int, terms: Terms) -> tuple[int, ...]:
    if terms.down_bp is None or not terms.advance:
        return split(total, parts=terms.count)
    down = share(total, basis_points=terms.down_bp)
    return (down, *split(total - down, parts=terms.count - 1)) if terms.count > 1 else (total,)
