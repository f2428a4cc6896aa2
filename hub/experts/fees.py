"""Fee slip of a visit: gross, tax inside, withholding and net, per paying firm; whole yen only.

Pure. Source: experts, part D4; 所得税法 第204条 (withholding on fees of individuals), 10.21 % up to
1,000,000 yen per payment and 20.42 % above.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hub.kernel.money import Rate, part, split, tax_part

LOWER: Final = Rate(1021, 10_000)
UPPER: Final = Rate(2042, 10_000)
STEP_YEN: Final = 1_000_000
BELOW_STEP_YEN: Final = 102_100
"""Withholding of exactly one million yen, which the law names itself."""


@dataclass(frozen=True, slots=True)
class ShareSlip:
    """What one paying firm owes: its part, what it keeps back for the tax office, the transfer."""

    gross_yen: int
    base_yen: int
    withheld_yen: int

    @property
    def net_yen(self) -> int:
        """Amount of the transfer."""
        return self.gross_yen - self.withheld_yen


@dataclass(frozen=True, slots=True)
class FeeSlip:
    """The lines of a fee slip (謝金明細)."""

    fee_yen: int
    travel_yen: int
    gross_yen: int
    tax_yen: int
    shares: tuple[ShareSlip, ...]

    @property
    def withheld_yen(self) -> int:
        """Withholding of all payers together."""
        return sum(share.withheld_yen for share in self.shares)

    @property
    def net_yen(self) -> int:
        """What the expert receives."""
        return self.gross_yen - self.withheld_yen


@dataclass(frozen=True, slots=True)
class Payee:
    """What decides on the withholding: a person or a company, tax named apart on the bill."""

    is_person: bool = True
    is_tax_stated: bool = True


def withholding(base_yen: int) -> int:
    """Income tax to keep back from one payment to a person."""
    if base_yen <= STEP_YEN:
        return part(base_yen, LOWER)
    return part(base_yen - STEP_YEN, UPPER) + BELOW_STEP_YEN


def base_of(gross_yen: int, tax_percent: int, payee: Payee) -> int:
    """Amount on which is withheld: without consumption tax only where the bill names it apart.

    Travel that is handed to the expert is inside.
    """
    return gross_yen - tax_part(gross_yen, tax_percent) if payee.is_tax_stated else gross_yen


def share_slip(gross_yen: int, tax_percent: int, payee: Payee) -> ShareSlip:
    """Slip of one payer."""
    base = base_of(gross_yen, tax_percent, payee)
    return ShareSlip(gross_yen, base, withholding(base) if payee.is_person else 0)


def fee_slip(
    fee_yen: int, travel_yen: int, tax_percent: int, weights: Sequence[int], payee: Payee
) -> FeeSlip:
    """Slip of a visit whose cost several firms pay, each with its own withholding."""
    gross = fee_yen + travel_yen
    return FeeSlip(
        fee_yen,
        travel_yen,
        gross,
        tax_part(gross, tax_percent),
        tuple(share_slip(each, tax_percent, payee) for each in split(gross, weights)),
    )
