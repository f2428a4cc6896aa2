"""What a request and a contract say, from their facts alone: title, deadline, costs, refusals.

Source: experts, parts D1 and D2; groups-and-training, part B (shares by the largest remainder).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from hub.experts.words import engagements as words
from hub.kernel.calendar import add_working_days, at_japan, japan_date
from hub.kernel.errors import FieldProblem
from hub.kernel.intervals import Span
from hub.kernel.money import split, tax_part
from hub.kernel.text import one_line
from models.vocab.engagements import EngagementState

NEED_LEAST: Final = 4
NEED_MOST: Final = 2000
MOST_SPANS: Final = 3
OFFER_DAYS: Final = 5
OFFER_HOUR: Final = 17
INSPECT_DAYS: Final = 10
TITLE_MOST: Final = 40
WORD_MOST: Final = 16
TAX_PERCENT: Final = 10
# noqa: i18n ends of a sentence as people type them
SENTENCE_ENDS: Final = ("。", "！", "？", "!", "?", "\n", ". ")


def title_of(need: str) -> str:
    """Name of a request: its first sentence, at most forty characters, not cut within a word."""
    ends = [at for end in SENTENCE_ENDS if (at := need.strip().find(end)) > 0]
    first = one_line(need.strip()[: min(ends)] if ends else need)
    if len(first) <= TITLE_MOST:
        return first
    kept = first[: TITLE_MOST - 1]
    if first[TITLE_MOST - 1].isascii() and " " in kept[-WORD_MOST:]:
        kept = kept.rpartition(" ")[0]
    return f"{kept}…"


def letters_in(need: str) -> int:
    """How many letters and digits of any script a text has; signs and pictures do not count."""
    return sum(sign.isalnum() for sign in need)


def need_problem(need: str) -> FieldProblem | None:
    """Say what is wrong with a need in own words, at its field."""
    if letters_in(need) < NEED_LEAST:
        return FieldProblem("need", words.NEED_TOO_SHORT)
    if len(need.strip()) > NEED_MOST:
        params = {"limit": NEED_MOST, "count": len(need.strip())}
        return FieldProblem("need", words.NEED_TOO_LONG, params)
    return None


def offer_deadline(now: datetime, spans: Sequence[Span]) -> datetime:
    """Until when the expert may answer: five working days, but before the day of the first visit.

    The end is 17:00 of a working day; where that has passed already, the visit's own start.
    """
    last = add_working_days(japan_date(now), OFFER_DAYS)
    first = min(span.start for span in spans)
    if last >= japan_date(first):
        last = add_working_days(japan_date(first), -1)
    until = at_japan(last, OFFER_HOUR)
    return until if until > now else first


def inspect_by(visit_day: date) -> date:
    """Day on which the inspection is complete: ten working days after the visit."""
    return add_working_days(visit_day, INSPECT_DAYS)


def is_over(span: Span, now: datetime) -> bool:
    """Say whether a visit has ended."""
    return now >= span.end


def seen_state(
    state: EngagementState, offer_until: datetime | None, now: datetime
) -> EngagementState:
    """State as it holds now: an offer past its deadline has expired, swept or not."""
    ran_out = state is EngagementState.OFFERED and offer_until is not None and offer_until <= now
    return EngagementState.EXPIRED if ran_out else state


def tax_percent_of(*, is_invoice_registered: bool) -> int:
    """Consumption tax inside the fee: only a registered issuer of invoices names it."""
    return TAX_PERCENT if is_invoice_registered else 0


@dataclass(frozen=True, slots=True)
class FirmCost:
    """What one firm of the group carries of a visit, before and after the subsidy."""

    firm_id: int
    gross_yen: int
    own_yen: int


@dataclass(frozen=True, slots=True)
class CostSheet:
    """Fee and travel of a visit, the expected subsidy, and each firm's part."""

    fee_yen: int
    travel_yen: int
    tax_yen: int
    subsidy_yen: int | None
    firms: tuple[FirmCost, ...]

    @property
    def gross_yen(self) -> int:
        """What the visit costs."""
        return self.fee_yen + self.travel_yen

    @property
    def own_yen(self) -> int:
        """What the group carries in the end, as far as can be said."""
        return self.gross_yen - (self.subsidy_yen or 0)

    def own_of(self, firm_id: int | None) -> int:
        """What one firm carries in the end; 0 for a firm without a share."""
        return next((each.own_yen for each in self.firms if each.firm_id == firm_id), 0)


def cost_sheet(
    fee_yen: int,
    travel_yen: int,
    tax_percent: int,
    subsidy_yen: int | None,
    shares: Sequence[tuple[int, int]],
) -> CostSheet:
    """Split a visit's cost by (firm, weight) in the order of the agreement; sums are exact."""
    gross = fee_yen + travel_yen
    weights = [weight for _firm, weight in shares]
    before = split(gross, weights)
    after = split(gross - (subsidy_yen or 0), weights)
    return CostSheet(
        fee_yen,
        travel_yen,
        tax_part(gross, tax_percent),
        subsidy_yen,
        tuple(
            FirmCost(firm_id, whole, own)
            for (firm_id, _weight), whole, own in zip(shares, before, after, strict=True)
        ),
    )


def percent_of(weight: int, whole: int) -> str:
    """A share in percent with at most two places, cut down: 50%, 33.34%."""
    hundredths = weight * 10_000 // whole if whole else 0
    places = f"{hundredths % 100:02d}".rstrip("0")
    return f"{hundredths // 100}.{places}%" if places else f"{hundredths // 100}%"


def window(today: date, horizon_days: int) -> tuple[date, date]:
    """First and last date over which free days are looked up."""
    return today, today + timedelta(days=horizon_days)
