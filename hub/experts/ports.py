"""Answers this room needs from rooms it may not import; bound in `hub/wiring.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from hub.platform.context import Ctx


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a programme would pay for one cost, as its rules stand on that day; no promise.

    `subsidy_yen` is 0 when the cost is not eligible; `reasons` are msgids or texts that say why.
    """

    programme_title: str
    programme_version: str
    subsidy_yen: int
    reasons: tuple[str, ...] = ()


class SubsidyEstimate(Protocol):
    """Answers what the ward would pay towards the cost of one visit."""

    def estimate(
        self, ctx: Ctx, *, ward_id: int, day: date, gross_yen: int, tax_yen: int
    ) -> Estimate | None:
        """Return the estimate for a day, or None when no programme runs then."""


_BOUND: Final[list[SubsidyEstimate]] = []


def bind_subsidy_estimate(port: SubsidyEstimate | None) -> None:
    """Say who answers; None unbinds. Called by `hub/wiring.py`, and by tests."""
    _BOUND[:] = [] if port is None else [port]


def subsidy_estimate(
    ctx: Ctx, *, ward_id: int, day: date, gross_yen: int, tax_yen: int
) -> Estimate | None:
    """Ask the bound port; None when nobody is bound or no programme runs on the day."""
    if not _BOUND:
        return None
    return _BOUND[0].estimate(ctx, ward_id=ward_id, day=day, gross_yen=gross_yen, tax_yen=tax_yen)


class SentClaims(Protocol):
    """Answers which engagements have become a claim."""

    def sent(self, ctx: Ctx, *, engagement_ids: Sequence[int]) -> Mapping[int, bool]:
        """Engagements with a claim at the ward; True when its money is paid."""


_CLAIMS: Final[list[SentClaims]] = []


def bind_sent_claims(port: SentClaims | None) -> None:
    """Say who answers; None unbinds. Called by `hub/wiring.py`, and by tests."""
    _CLAIMS[:] = [] if port is None else [port]


def sent_claims(ctx: Ctx, *, engagement_ids: Sequence[int]) -> Mapping[int, bool]:
    """Ask the bound port; nothing when nobody is bound."""
    return _CLAIMS[0].sent(ctx, engagement_ids=engagement_ids) if _CLAIMS else {}
