"""Answers the room accounts: claims somebody of the ward is at work on, and who may take them."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlmodel import col, select

from hub.accounts import reads as people
from hub.accounts.reads import Work
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from hub.platform.context import Ctx
from hub.subsidy import queries
from models.subsidy import Claim, ClaimDuty
from models.vocab.people import WorkKind
from models.vocab.subsidy import Duty

CLAIM: Final = N_("補助金の申請")


class ClaimsInHand:
    """Implements `hub.accounts.ports.OpenWork`; the history and the sides of a claim stay."""

    def of(self, ctx: Ctx, *, person_id: int, ward_id: int) -> Sequence[Work]:
        """Open claims that the person has checked or decided, or has taken over from somebody."""
        taken = select(ClaimDuty).where(
            col(ClaimDuty.person_id) == person_id, col(ClaimDuty.duty) != Duty.APPLICANT
        )
        sides = {row.claim_id: str(row.duty) for row in ctx.session.exec(taken).all()}
        handed = people.kept_by(ctx, WorkKind.CLAIM, person_id)
        claims = [
            claim
            for claim in queries.claims_of_ward(ctx, ward_id)
            if claim.id in sides or claim.id in handed
        ]
        keepers = people.keepers(ctx, WorkKind.CLAIM, [claim.id or 0 for claim in claims])
        return [
            _work(claim, sides.get(claim.id or 0) or (keeper.side if keeper else ""))
            for claim in claims
            if (keeper := keepers.get(claim.id or 0)) is None or keeper.person_id == person_id
        ]

    def barred(self, ctx: Ctx, *, work: Sequence[Work], person_id: int) -> Collection[int]:
        """Claims on another side of which the person stands, or of the own firm."""
        return {one.record_id for one in work if _is_barred(ctx, one, person_id)}

    def give(self, ctx: Ctx, *, work: Sequence[Work], person_id: int) -> None:
        """A claim bears no name of its own: the handing over itself says who is in charge."""


def _work(claim: Claim, side: str) -> Work:
    number = claim.reference or claim.receipt_no or ""
    return Work(WorkKind.CLAIM, claim.id or 0, CLAIM, f"{number} {claim.title}".strip(), side)


def _is_barred(ctx: Ctx, one: Work, person_id: int) -> bool:
    stands = queries.duty_of(ctx, one.record_id, person_id)
    if stands is not None:
        return str(stands) != one.side
    claim = queries.claim_of(ctx, one.record_id)
    since = japan_date(claim.submitted_at or ctx.now)
    firms = people.firms_since(ctx, person_id=person_id, since=since)
    return bool(set(firms) & set(queries.firm_ids(ctx, one.record_id)))
