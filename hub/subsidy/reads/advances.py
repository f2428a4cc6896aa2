"""Advances of the ward: those under way, and one with its steps and what may be done with it."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from hub.accounts import reads as people
from hub.kernel.states import open_actions
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.subsidy import (
    access,
    advances,
    calculation,
    duties,
    queries,
    return_faces,
    showing,
    states,
    words,
)
from hub.subsidy.faces import AdvanceRow, ClaimHead
from models.subsidy import AdvanceOrder, Claim
from models.vocab import DataClass, Role
from models.vocab.subsidy import AdvanceAction, AdvanceState, ClaimState, Duty

# Whose turn it is.
NEXT: Final = MappingProxyType(
    {
        AdvanceState.REQUESTED: Role.WARD_APPROVER,
        AdvanceState.ORDERED: Role.ACCOUNTING,
        AdvanceState.PASSED: Role.ACCOUNTING,
        AdvanceState.RETURNED: Role.GROUP_LEADER,
    }
)
SIDES: Final = MappingProxyType(
    {
        Role.WARD_CLERK: Duty.CLERK,
        Role.WARD_APPROVER: Duty.ORDERER,
        Role.ACCOUNTING: Duty.ACCOUNTING,
    }
)


@dataclass(frozen=True, slots=True)
class WaitingAdvance:
    """An advance under way with its claim; `is_mine` says that it waits for this role."""

    head: ClaimHead
    row: AdvanceRow
    is_mine: bool


@dataclass(frozen=True, slots=True)
class AdvanceStep:
    """One step; `words` is a msgid."""

    words: str
    person: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AdvancePage:
    """One claim's advances: the one that is shown, all of them, what this person may do.

    `hindrance` is a msgid that says why this person takes no step on this claim.
    """

    head: ClaimHead
    shown: AdvanceRow
    rows: tuple[AdvanceRow, ...]
    steps: tuple[AdvanceStep, ...]
    limit_yen: int
    actions: tuple[AdvanceAction, ...]
    hindrance: str


@read(name="subsidy:advances", data_class=DataClass.C1)
def advances_under_way(ctx: Ctx, *, ward_id: int) -> tuple[WaitingAdvance, ...]:
    """Advances of the ward that are neither paid nor given up; one's own turn comes first."""
    require(ctx, access.may_read_returns(ctx.actor, ward_id))
    found = queries.advances_of_ward(ctx, ward_id, queries.UNDER_WAY)
    claims = [queries.claim_of(ctx, row.claim_id) for row in found]
    rows = [
        WaitingAdvance(head, return_faces.row_of(row), NEXT[row.state] is ctx.actor.role)
        for row, head in zip(found, showing.heads(ctx, claims), strict=True)
    ]
    return tuple(sorted(rows, key=lambda each: (not each.is_mine, each.row.order_id)))


@read(name="subsidy:advance_page", data_class=DataClass.C1)
def advance_page(ctx: Ctx, *, claim_id: int) -> AdvancePage | None:
    """The advance under way, else the newest; None where the claim has none."""
    claim = queries.claim_of(ctx, claim_id)
    require(ctx, access.may_read_returns(ctx.actor, claim.ward_id))
    orders = queries.advances(ctx, claim_id)
    if not orders:
        return None
    shown = queries.advance_under_way(ctx, claim_id) or orders[-1]
    hindrance = _hindrance(ctx, claim)
    return AdvancePage(
        head=showing.head(ctx, claim),
        shown=return_faces.row_of(shown),
        rows=tuple(return_faces.row_of(row) for row in orders),
        steps=_steps(ctx, claim),
        limit_yen=advances.limit(claim, calculation.rules_of(ctx, claim)) or 0,
        actions=() if hindrance else _actions(ctx, claim, shown),
        hindrance=hindrance,
    )


def _steps(ctx: Ctx, claim: Claim) -> tuple[AdvanceStep, ...]:
    found = queries.advance_events(ctx, claim.id or 0)
    names = people.names_of(ctx, person_ids=tuple({row.person_id for row in found}))
    return tuple(
        AdvanceStep(
            words.ADVANCE_STEPS[row.action], names.get(row.person_id, ""), row.note or "", row.at
        )
        for row in found
    )


def _actions(ctx: Ctx, claim: Claim, order: AdvanceOrder) -> tuple[AdvanceAction, ...]:
    """Steps this role may take; an advance moves only while its claim is granted."""
    if claim.state is not ClaimState.GRANTED:
        return ()
    return open_actions(states.ADVANCE, order.state, (ctx.actor.role,))


def _hindrance(ctx: Ctx, claim: Claim) -> str:
    """Why this person may not take a step: another side, or the applicants' own."""
    needed = SIDES.get(ctx.actor.role)
    return duties.hindrance(ctx, claim, needed) or "" if needed else ""
