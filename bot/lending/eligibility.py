"""Facts about a person → a limit with reasons, or a refusal with what would change it. See docs/scorecard.md.

The scorecard is ours; what SECP asks is in rules.py. Same inputs, same version: same decision, years later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.lending.applicant import Applicant, BureauReport, Decision, Reason, Work
from bot.lending.identity import age, is_adult
from bot.lending.rules import DEFAULT, Rules
from bot.lending.scorecard import SCORECARD, SCORECARDS, WHOLE, Scorecard

__all__ = ["Applicant", "BureauReport", "Decision", "Reason", "Work", "decide", "replay"]

RULES_USED = ("version", "min_loan", "max_loan", "max_total_exposure", "adult_age")


def decide(
    applicant: Applicant,
    *,
    today: date,
    rules: Rules = DEFAULT,
    bureau: BureauReport | None = None,
    scorecard: Scorecard = SCORECARD,
) -> Decision:
    """A person's limit in paisa and whole steps, what they already owe us counted in, with every reason.

    `bureau` None: none was asked. One that did not answer lowers the limit instead of refusing.
    """
    refusals = tuple(_refusals(applicant, today, rules, bureau, scorecard))
    bounds = _bounds(applicant, rules, bureau, scorecard)
    tightest = min(bounds, key=lambda code: bounds[code])
    limit = max(0, bounds[tightest] // scorecard.step * scorecard.step)
    if not refusals and limit < rules.min_loan:
        refusals = (_too_little(applicant, rules, scorecard),)
    return Decision(
        approved=not refusals,
        limit=0 if refusals else limit,
        reasons=refusals or tuple(_weighed(applicant, tightest, limit, scorecard)),
        scorecard=scorecard.version,
        inputs=_inputs(applicant, today, rules, bureau),
    )


def replay(decision: Mapping[str, Any]) -> Decision:
    """Decide again on the inputs of a stored decision (`Decision.to_dict`), with its scorecard and rules.

    Raises KeyError when the scorecard's version is not known any more.
    """
    inputs = decision["inputs"]
    return decide(
        Applicant.from_dict(inputs["applicant"]),
        today=date.fromisoformat(inputs["today"]),
        rules=Rules(**inputs["rules"]),
        bureau=BureauReport(**inputs["bureau"]) if inputs["bureau"] else None,
        scorecard=SCORECARDS[decision["scorecard"]],
    )


def _refusals(
    applicant: Applicant, today: date, rules: Rules, bureau: BureauReport | None, scorecard: Scorecard
) -> Iterator[Reason]:
    if not is_adult(applicant.born, today=today, rules=rules):
        yield Reason("under_age", {"age": age(applicant.born, today=today), "needed": rules.adult_age})
    if applicant.overdue:
        yield Reason("overdue_now")
    if bureau is not None and bureau.answered:
        yield from _bureau_refusals(bureau, scorecard)
    if applicant.income < scorecard.min_income:
        yield Reason("income_low", {"income": applicant.income, "needed": scorecard.min_income})
    most = applicant.income * scorecard.max_obligations_bp // WHOLE
    if applicant.obligations > most:
        yield Reason("obligations_high", {"obligations": applicant.obligations, "needed": most})
    owed = _elsewhere(applicant, bureau)
    if owed > rules.max_total_exposure - rules.min_loan:
        needed = rules.max_total_exposure - rules.min_loan
        yield Reason("debt_total", {"owed": owed, "needed": needed, "most": rules.max_total_exposure})


def _bureau_refusals(bureau: BureauReport, scorecard: Scorecard) -> Iterator[Reason]:
    if bureau.identity_matches is False:
        yield Reason("identity_mismatch")
    if bureau.defaults or bureau.worst_days_late > scorecard.bureau_max_days_late:
        yield Reason("bureau_default", {"defaults": bureau.defaults, "days_late": bureau.worst_days_late})


def _elsewhere(applicant: Applicant, bureau: BureauReport | None) -> int:
    """Owed to other lenders: what the bureau reports and what was declared, together (rules.md)."""
    return applicant.declared_debt + (bureau.debt if bureau is not None and bureau.answered else 0)


def _bounds(
    applicant: Applicant, rules: Rules, bureau: BureauReport | None, scorecard: Scorecard
) -> dict[str, int]:
    """Everything that bounds the limit, in paisa, by the code of the reason it gives when it is tightest."""
    bounds = {
        "affordable": _affordable(applicant, scorecard),
        "ladder": scorecard.first_limit + scorecard.growth * applicant.good_plans,
        "one_loan": rules.max_loan,
        "all_lenders": rules.max_total_exposure - _elsewhere(applicant, bureau),
    }
    if bureau is not None and not bureau.answered:
        bounds["bureau_silent"] = scorecard.bureau_silent_limit
    return bounds


def _affordable(applicant: Applicant, scorecard: Scorecard) -> int:
    """What instalments of an affordable size come to over the months of a plan."""
    living = applicant.income * scorecard.living_share_bp // WHOLE
    free = max(0, applicant.income - living - applicant.obligations)
    return free * scorecard.share_of(applicant.work) // WHOLE * scorecard.months


def _too_little(applicant: Applicant, rules: Rules, scorecard: Scorecard) -> Reason:
    """Why what is affordable is less than the smallest loan, and what would change it."""
    monthly = -(-rules.min_loan * WHOLE // scorecard.per_free_bp(applicant.work))
    living = applicant.income * scorecard.living_share_bp // WHOLE
    if monthly + living <= applicant.income and applicant.obligations:
        needed = applicant.income - living - monthly
        return Reason("obligations_high", {"obligations": applicant.obligations, "needed": needed})
    income = -(-(monthly + applicant.obligations) * WHOLE // (WHOLE - scorecard.living_share_bp))
    rounded = -(-income // scorecard.step) * scorecard.step
    return Reason("income_low", {"income": applicant.income, "needed": rounded})


def _weighed(applicant: Applicant, tightest: str, limit: int, scorecard: Scorecard) -> Iterator[Reason]:
    """What the limit rests on, the tightest bound first."""
    yield Reason(_praise(tightest, applicant), {"limit": limit})
    yield Reason("income_enough", {"income": applicant.income, "obligations": applicant.obligations})
    if applicant.good_plans:
        grown = scorecard.growth * applicant.good_plans
        yield Reason("good_plans", {"count": applicant.good_plans, "grown": grown})


def _praise(tightest: str, applicant: Applicant) -> str:
    if tightest == "ladder":
        return "limit_by_history" if applicant.good_plans else "first_time"
    return f"limit_by_{tightest}"


def _inputs(applicant: Applicant, today: date, rules: Rules, bureau: BureauReport | None) -> dict[str, Any]:
    return {
        "applicant": applicant.to_dict(),
        "today": today.isoformat(),
        "bureau": asdict(bureau) if bureau else None,
        "rules": {name: getattr(rules, name) for name in RULES_USED},
    }
