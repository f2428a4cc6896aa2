"""Advances of a claim (概算払): how much may be asked for.

Source: subsidy design, part 7, row 22.
"""

from collections.abc import Sequence

from hub.platform.context import Ctx
from hub.subsidy import queries
from hub.subsidy.calculation import Rules
from models.subsidy import Claim, PaymentOrder
from models.vocab.subsidy import OrderState


def limit(claim: Claim, rules: Rules) -> int | None:
    """Yen that may be advanced in all; None where the programme has no advances."""
    most = rules.sheet.advance
    return None if most is None else (claim.granted_yen or 0) * most.num // most.den


def taken(rows: Sequence[PaymentOrder]) -> int:
    """Yen of all advances that are under way or paid."""
    return sum(row.amount_yen for row in rows if row.state is not OrderState.WITHDRAWN)


def left(ctx: Ctx, claim: Claim, rules: Rules) -> int | None:
    """Yen that may still be asked for; None where the programme has no advances."""
    most = limit(claim, rules)
    return None if most is None else max(0, most - taken(queries.advances(ctx, claim.id or 0)))
