"""What a visit of an expert costs the firms of a group, and the half-days it could be on.

For the reads of this room; the estimate comes through the port. Source: experts, part D2.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hub.experts import ports, slots, terms
from hub.experts.contract_terms import FirmPart, parts_of
from hub.groups.reads import GroupFacts
from hub.kernel.calendar import japan_date
from hub.kernel.intervals import Span
from hub.kernel.money import tax_part
from hub.platform.context import Ctx
from models.experts.roster import Expert
from models.vocab.experts import DayPart


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A half-day that may be asked for, and until when the answer would come."""

    span: Span
    is_morning: bool
    answer_until: datetime


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A date with a free morning, afternoon or both."""

    day: date
    part: DayPart


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost of one visit: what the group pays, the expected aid, each firm's part in the end.

    `subsidy_yen` is None without a programme; an estimate is no promise. `is_without_aid`: a
    coordinator let the group ask, but no subsidy is claimed for it.
    """

    fee_yen: int
    travel_yen: int
    gross_yen: int
    subsidy_yen: int | None
    own_yen: int
    programme_title: str | None
    aid_reasons: tuple[str, ...]
    firms: tuple[FirmPart, ...]
    is_without_aid: bool = False

    def own_of(self, firm_id: int | None) -> int:
        """Part of one firm; 0 without a share."""
        return next((each.own_yen for each in self.firms if each.firm_id == firm_id), 0)


def cost_of(
    ctx: Ctx, group: GroupFacts, expert: Expert, span: Span | None, unaided: Collection[int]
) -> Cost:
    """Cost of one visit for the firms of a group, by the shares of its agreement.

    `unaided` are those for whom this group may claim nothing.
    """
    is_without_aid = expert.id in unaided
    gross = expert.fee_yen + expert.travel_yen
    percent = terms.tax_percent_of(is_invoice_registered=expert.is_invoice_registered)
    aid = (
        None
        if is_without_aid
        else ports.subsidy_estimate(
            ctx,
            ward_id=group.ward_id,
            day=japan_date(span.start if span else ctx.now),
            gross_yen=gross,
            tax_yen=tax_part(gross, percent),
        )
    )
    payers = [member for member in group.members if member.weight]
    shares = [(member.firm_id, member.weight) for member in payers] or [(group.leader_firm_id, 1)]
    subsidy = aid.subsidy_yen if aid else None
    sheet = terms.cost_sheet(expert.fee_yen, expert.travel_yen, percent, subsidy, shares)
    names = {member.firm_id: member.name for member in group.members}
    return Cost(
        fee_yen=sheet.fee_yen,
        travel_yen=sheet.travel_yen,
        gross_yen=sheet.gross_yen,
        subsidy_yen=subsidy,
        own_yen=sheet.own_yen,
        programme_title=aid.programme_title if aid else None,
        aid_reasons=aid.reasons if aid else (),
        firms=parts_of(sheet, dict(shares), names),
        is_without_aid=is_without_aid,
    )


def free_days(spans: Sequence[Span], count: int) -> tuple[FreeDay, ...]:
    """The first free dates with the part of each that is free."""
    found: dict[date, list[DayPart]] = {}
    for span in spans:
        found.setdefault(japan_date(span.start), []).append(slots.part_of(span))
    return tuple(FreeDay(day, slots.joined(parts)) for day, parts in list(found.items())[:count])


def free_time(ctx: Ctx, span: Span) -> FreeTime:
    """A half-day as it is shown for choosing."""
    morning = slots.half_day(japan_date(span.start), DayPart.AM)
    return FreeTime(span, span == morning, terms.offer_deadline(ctx.now, (span,)))
