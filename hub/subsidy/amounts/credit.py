"""Input tax that the recipient credited and owes back (F8)."""

from fractions import Fraction

from hub.kernel.money import Rate
from hub.subsidy.amounts.case import CreditMethod, TaxCredit
from hub.subsidy.amounts.working import Notes, cut_text


def credit_of(credit: TaxCredit, notes: Notes) -> int:
    """Tax inside the taxed costs, times credited share, times subsidy rate; one cut."""
    tax = sum(
        (Fraction(item.gross * item.tax_rate, 100 + item.tax_rate) for item in credit.items),
        Fraction(0),
    )
    share = credited(credit)
    rate = credit.rate
    exact = tax * Fraction(share.num, share.den) * Fraction(rate.num, rate.den)
    result = exact.numerator // exact.denominator
    inside = "+".join(
        f"{item.gross}×{item.tax_rate}/{100 + item.tax_rate}" for item in credit.items
    )
    text = f"({inside or '0'})×{share.num}/{share.den}×{rate.num}/{rate.den}"
    inputs: dict[str, int | str] = {
        "gross": sum(item.gross for item in credit.items),
        "share_num": share.num,
        "share_den": share.den,
        "rate_num": rate.num,
        "rate_den": rate.den,
    }
    rule = f"tax_credit.method={credit.method.value}"
    notes.step("credit", cut_text(text, 1), inputs, exact, result, rule)
    return result


def credited(credit: TaxCredit) -> Rate:
    """All of it, the ratio of the lump method, or nothing."""
    if credit.method is CreditMethod.FULL:
        return Rate(1, 1)
    if credit.method is CreditMethod.RATIO and credit.ratio is not None:
        return credit.ratio
    return Rate(0, 1)
