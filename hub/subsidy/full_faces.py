"""Builds what pages show of the full profile from rows; no decisions, no rows out."""

from hub.accounts import reads as people
from hub.platform.context import Ctx
from hub.subsidy import queries
from hub.subsidy.faces import InspectionRow
from models.subsidy import Claim


def inspections(ctx: Ctx, claim: Claim) -> tuple[InspectionRow, ...]:
    """Inspections of a claim, the oldest first."""
    rows = queries.inspections(ctx, claim.id or 0)
    names = people.names_of(ctx, person_ids=tuple(row.person_id for row in rows))
    return tuple(
        InspectionRow(
            number=row.number,
            inspected_on=row.inspected_on,
            inspector=names.get(row.person_id, ""),
            by_officer=row.by_officer,
            method=row.method,
            note=row.note,
            amount_yen=row.amount_yen,
        )
        for row in rows
    )
