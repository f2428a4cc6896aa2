"""The one calculation: a case in, every amount and every step out; reads and writes nothing."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from hub.subsidy.amounts.award import award_of, fixed_of
from hub.subsidy.amounts.base import Base
from hub.subsidy.amounts.case import Case
from hub.subsidy.amounts.credit import credit_of
from hub.subsidy.amounts.dates import deadline_of
from hub.subsidy.amounts.result import Award, FirmShare, Result, ReturnAmounts, Settlement
from hub.subsidy.amounts.returns import return_of
from hub.subsidy.amounts.shares import firm_shares, split_of
from hub.subsidy.amounts.working import Notes, Working

NO_DECISION: Final = Reason(
    "subsidy.amounts.no_decision",
    N_("交付決定額がないため、決定額との比較はしていません。"),
)


def calculate(case: Case) -> Result:
    """Amounts of every section the case has, in the fixed order, with their steps.

    Source: design part subsidy, sections 2, 3 and 16. The same case gives the same answer.
    """
    working = Working()
    plan, plan_base = _plan(case, working)
    actual, actual_base, decided = _actual(case, plan, working)
    settle = None
    if actual is not None and actual.fixed is not None:
        settle = _settle(case, actual.fixed, decided, working.section("settle"))
    return Result(
        programme_id=case.programme.id,
        programme_version=case.programme.version,
        plan=plan,
        actual=actual,
        settle=settle,
        shares=_shares(case, (plan, plan_base), (actual, actual_base), working),
        split=split_of(case.split, working.section("split")) if case.split else None,
        tax_credit=(
            credit_of(case.tax_credit, working.section("tax_credit")) if case.tax_credit else None
        ),
        returns=_returns(case, working),
        deadlines=(
            tuple(deadline_of(row, working.section("deadlines")) for row in case.deadlines)
            if case.deadlines is not None
            else None
        ),
        steps=tuple(working.steps),
        warnings=tuple(working.warnings),
    )


def _plan(case: Case, working: Working) -> tuple[Award | None, Base | None]:
    if case.plan is None:
        return None, None
    award, base, _terms = award_of(case, case.plan, working.section("plan"))
    return award, base


def _actual(
    case: Case, plan: Award | None, working: Working
) -> tuple[Award | None, Base | None, int | None]:
    """The actual costs with the fixed amount, and the decision it was held against."""
    decided = case.decision.amount if case.decision else plan.award if plan else None
    if case.actual is None:
        return None, None, decided
    notes = working.section("actual")
    award, base, terms = award_of(case, case.actual, notes)
    if decided is None:
        notes.warn("", NO_DECISION)
    fixed = fixed_of(case, case.actual, base, terms, decided, notes)
    return award.with_fixed(fixed), base, decided


def _settle(case: Case, fixed: int, decided: int | None, notes: Notes) -> Settlement:
    """F5: pay the rest or order the surplus back, and release what was not needed."""
    paid = sum(payment.amount for payment in case.payments)
    release = 0 if decided is None else max(0, decided - max(fixed, paid))
    answer = Settlement(
        paid=paid,
        pay=max(0, fixed - paid),
        to_return=max(0, paid - fixed),
        release=release,
    )
    rule = "settle.pay" if fixed >= paid else "settle.return"
    inputs: dict[str, int | str] = {"fixed": fixed, "paid": paid}
    notes.step("settle", f"{fixed}−{paid}", inputs, fixed - paid, fixed - paid, rule)
    if decided is not None:
        notes.step(
            "settle",
            f"max(0, {decided}−max({fixed}, {paid}))",
            {"decided": decided, "fixed": fixed, "paid": paid},
            release,
            release,
            "settle.release",
        )
    return answer


def _shares(
    case: Case,
    plan: tuple[Award | None, Base | None],
    actual: tuple[Award | None, Base | None],
    working: Working,
) -> tuple[FirmShare, ...] | None:
    """The firms' parts of the fixed amount, or of the award while nothing is fixed."""
    award, base = actual if actual[0] is not None else plan
    if not case.firms or award is None or base is None:
        return None
    amount = award.award if award.fixed is None else award.fixed
    return firm_shares(case, base, amount, working.section("shares"))


def _returns(case: Case, working: Working) -> tuple[ReturnAmounts, ...] | None:
    if case.returns is None:
        return None
    notes = working.section("returns")
    return tuple(
        return_of(case.programme.charge, row, at, notes) for at, row in enumerate(case.returns)
    )
