"""What comes back to the ward: the list of accounting, and one claim to write a receipt down."""

from dataclasses import dataclass
from datetime import date

from hub.kernel.errors import NOT_FOUND, NotFound
from hub.kernel.states import open_actions
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.subsidy import access, duties, queries, return_faces, showing, states
from hub.subsidy.faces import ClaimHead, Returning
from models.subsidy import Claim
from models.vocab import DataClass
from models.vocab.subsidy import ClaimAction, ClaimState


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A claim of which money is to come back."""

    head: ClaimHead
    returning: Returning


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """One such claim; `hindrance` is a msgid that says why this person cannot write it down."""

    head: ClaimHead
    returning: Returning
    can_receive: bool
    hindrance: str


@read(name="subsidy:returns", data_class=DataClass.C1)
def returns(ctx: Ctx, *, ward_id: int) -> tuple[ReturnRow, ...]:
    """Claims of the ward of which money is to come back, by the day until which."""
    require(ctx, access.may_read_returns(ctx.actor, ward_id))
    found = queries.claims_of_ward(ctx, ward_id, (ClaimState.RETURNING,))
    rows = [
        ReturnRow(head, shown)
        for claim, head in zip(found, showing.heads(ctx, found), strict=True)
        if (shown := return_faces.returning(ctx, claim)) is not None
    ]
    return tuple(sorted(rows, key=_nearest))


def _nearest(row: ReturnRow) -> tuple[date, int]:
    return row.returning.due_on or date.max, row.head.claim_id


@read(name="subsidy:return_page", data_class=DataClass.C1)
def return_page(ctx: Ctx, *, claim_id: int) -> ReturnPage:
    """What is to come back of one claim, what came in, and whether this person may write more."""
    claim = queries.claim_of(ctx, claim_id)
    require(ctx, access.may_read_returns(ctx.actor, claim.ward_id))
    shown = return_faces.returning(ctx, claim)
    if shown is None:
        raise NotFound(NOT_FOUND)
    hindrance = duties.conflict(ctx, claim) or ""
    return ReturnPage(
        showing.head(ctx, claim), shown, _can(ctx, claim, shown) and not hindrance, hindrance
    )


def _can(ctx: Ctx, claim: Claim, shown: Returning) -> bool:
    steps = open_actions(states.CLAIM, claim.state, (ctx.actor.role,))
    return ClaimAction.RECEIVE in steps and bool(shown.order_no)
