"""Keeps the sides of one claim apart: one person stands on one side for its whole life.

Source: subsidy design, part 8. The UNIQUE of the table refuses what two clicks at once try.
"""

from typing import Final

from hub.accounts import reads as people
from hub.kernel.calendar import japan_date
from hub.kernel.errors import Refused
from hub.platform.context import Ctx
from hub.subsidy import queries, words
from models.subsidy import Claim, ClaimDuty
from models.vocab import FIRM_ROLES, Role
from models.vocab.subsidy import Duty, SourceKind, Stage

NEEDED: Final = {
    Role.WARD_CLERK: Duty.CLERK,
    Role.WARD_APPROVER: Duty.APPROVER,
    Role.INSPECTOR: Duty.INSPECTOR,
    Role.ACCOUNTING: Duty.ACCOUNTING,
}


def take(ctx: Ctx, claim: Claim, duty: Duty) -> None:
    """Write down on which side the actor stands; `Refused` when it is another side already.

    A deputy and the colleague who lent the seat must both stand on no other. Ward staff who hold a
    seat in a firm of the group, in whatever role, count as applicants; so do those who have held
    one since the application was sent, and who has typed at the desk what the claim rests on.
    """
    claim_id, person_id = claim.id or 0, ctx.actor.person_id
    if person_id is None:
        raise Refused(words.NOT_YOURS)
    if duty is not Duty.APPLICANT and has_typed(ctx, claim):
        raise Refused(words.SIDES_TAKEN[Duty.APPLICANT])
    typist = (ctx.actor.staff_id,) if ctx.actor.staff_id else ()
    for at in (*ctx.actor.people, *typist):
        other = queries.duty_of(ctx, claim_id, at)
        if other is not None and other is not duty:
            raise Refused(words.SIDES_TAKEN[other])
    stands = queries.duty_of(ctx, claim_id, person_id)
    if duty is not Duty.APPLICANT and is_of_applicant(ctx, claim):
        raise Refused(words.OWN_FIRM)
    if stands is None:
        ctx.session.add(ClaimDuty(claim_id=claim_id, person_id=person_id, duty=duty, at=ctx.now))
        ctx.session.flush()


def has_typed(ctx: Ctx, claim: Claim) -> bool:
    """Whether the actor, or who lent the seat, has typed at the desk what the claim rests on."""
    records = [("claim", claim.id or 0)]
    if claim.source_id is not None:
        records.append((str(claim.source_kind), claim.source_id))
    records += [
        ("visit", line.source_id)
        for stage in Stage
        for line in queries.lines(ctx, claim.id or 0, stage)
        if line.source_kind is SourceKind.EXPERT_FEE and line.source_id
    ]
    typed = people.typists(ctx, records=tuple(dict.fromkeys(records)))
    return not frozenset().union(*typed.values()).isdisjoint(ctx.actor.people)


def conflict(ctx: Ctx, claim: Claim) -> str | None:
    """Why this person may not act on this claim, as a msgid."""
    needed = NEEDED.get(ctx.actor.role)
    return hindrance(ctx, claim, needed) if needed is not None else None


def hindrance(ctx: Ctx, claim: Claim, needed: Duty) -> str | None:
    """Why this person may not stand on this side of the claim, as a msgid."""
    if ctx.actor.person_id is None:
        return None
    for at in ctx.actor.people:
        stands = queries.duty_of(ctx, claim.id or 0, at)
        if stands is not None and stands is not needed:
            return words.SIDES_TAKEN[stands].text
    if has_typed(ctx, claim):
        return words.SIDES_TAKEN[Duty.APPLICANT].text
    return words.OWN_FIRM.text if is_of_applicant(ctx, claim) else None


def is_of_applicant(ctx: Ctx, claim: Claim) -> bool:
    """Whether the actor, or who lent the seat, belongs to the group, or has since it applied."""
    held = set(queries.seats_firms(ctx.actor))
    since = japan_date(claim.submitted_at or ctx.now)
    for person_id in ctx.actor.people:
        held |= set(people.firms_since(ctx, person_id=person_id, since=since))
    return bool(held & set(queries.firm_ids(ctx, claim.id or 0)))


def name_applicants(ctx: Ctx, claim: Claim) -> None:
    """Write down everybody of every firm of the group, so that none of them can check or decide."""
    claim_id = claim.id or 0
    known = {duty.person_id for duty in queries.duties(ctx, claim_id)}
    found = {
        person_id
        for firm_id in queries.firm_ids(ctx, claim_id)
        for role in FIRM_ROLES
        for person_id in people.holders_of(ctx, role=role, firm_id=firm_id)
    }
    ctx.session.add_all(
        ClaimDuty(claim_id=claim_id, person_id=person_id, duty=Duty.APPLICANT, at=ctx.now)
        for person_id in sorted(found - known)
    )
    ctx.session.flush()
