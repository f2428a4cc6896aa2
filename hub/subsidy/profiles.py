"""Which rows of the state table a programme has: those of the light, or those of the full profile.

Rows that stand in neither list here are common to both. Source: subsidy design, part 7 (light
profile) and ADR 38.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from hub.kernel.errors import Refused
from hub.kernel.states import NOT_ALLOWED
from hub.platform.context import Ctx
from hub.subsidy import queries
from models.subsidy import Claim, Programme
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import ClaimState as In
from models.vocab.subsidy import Profile

ONLY: Final[Mapping[tuple[In, Do], Profile]] = MappingProxyType(
    {
        (In.REPORT_REVIEW, Do.PROPOSE_AMOUNT): Profile.LIGHT,
        (In.REPORT_REVIEW, Do.INSPECT): Profile.FULL,
        (In.INSPECTED, Do.REINSPECT): Profile.FULL,
        (In.INSPECTED, Do.PROPOSE_AMOUNT): Profile.FULL,
        (In.DETERMINED, Do.PAY): Profile.LIGHT,
        (In.PAID, Do.COME_BACK): Profile.LIGHT,
        (In.DETERMINED, Do.TRANSFER): Profile.FULL,
        (In.PAID, Do.BOUNCE): Profile.FULL,
    }
)


def programme_of(ctx: Ctx, claim: Claim) -> Programme:
    """The programme of a claim, with its profile."""
    version = queries.version_of(ctx, claim.programme_version_id)
    return queries.programme_of(ctx, version.programme_id)


def is_full(ctx: Ctx, claim: Claim) -> bool:
    """Say whether the claim goes the long way."""
    return programme_of(ctx, claim).profile is Profile.FULL


def reviewed(ctx: Ctx, claim: Claim) -> In:
    """Where a claim stands when the clerk may propose its final amount."""
    return In.INSPECTED if is_full(ctx, claim) else In.REPORT_REVIEW


def has(ctx: Ctx, claim: Claim, action: Do) -> bool:
    """Say whether the claim's programme has this step from where the claim stands."""
    only = ONLY.get((claim.state, action))
    return only is None or only is programme_of(ctx, claim).profile


def refuse_other(ctx: Ctx, claim: Claim, action: Do) -> None:
    """Refuse a step of the other profile as one that is not listed."""
    if not has(ctx, claim, action):
        raise Refused(NOT_ALLOWED)


def offered(ctx: Ctx, claim: Claim, actions: Iterable[Do]) -> tuple[Do, ...]:
    """Those steps that the claim's programme has."""
    return tuple(action for action in actions if has(ctx, claim, action))
