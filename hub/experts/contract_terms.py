"""Puts the terms of an engagement together: the eight items, the costs and each firm's part.

Computed anew until the contract, read from what was frozen afterwards. For the services and reads
of this room. Source: experts, part D2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter

from hub.accounts import reads as people
from hub.directory import reads as directory
from hub.experts import paydays, terms
from hub.experts.queries import engagements as queries
from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.platform.context import Ctx
from models.experts.engagements import Engagement, Visit


@dataclass(frozen=True, slots=True)
class FirmPart:
    """A firm of the group with its part, before and after the expected subsidy."""

    firm_id: int
    name: str
    weight: int
    percent: str
    gross_yen: int
    own_yen: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What both sides agree on (取引条件), and how the group shares the cost."""

    client: str
    client_firm: str
    expert: str
    ordered_on: date
    service: str
    starts_at: datetime
    ends_at: datetime
    place: str
    place_town: str
    inspect_by: date
    fee_yen: int
    travel_yen: int
    tax_percent: int
    tax_yen: int
    pay_on: date
    pay_by: date
    agreement_number: int
    subsidy_yen: int | None
    programme_title: str | None
    programme_version: str | None
    firms: tuple[FirmPart, ...]

    @property
    def gross_yen(self) -> int:
        """Fee and travel together."""
        return self.fee_yen + self.travel_yen


def parts_of(
    sheet: terms.CostSheet, shares: Mapping[int, int], names: Mapping[int, str]
) -> tuple[FirmPart, ...]:
    """Each firm of a cost sheet with its name and its share."""
    whole = sum(shares.values())
    return tuple(
        FirmPart(
            each.firm_id,
            names.get(each.firm_id, ""),
            shares[each.firm_id],
            terms.percent_of(shares[each.firm_id], whole),
            each.gross_yen,
            each.own_yen,
        )
        for each in sheet.firms
    )


ADAPTER: TypeAdapter[Terms] = TypeAdapter(Terms)


def present(ctx: Ctx, row: Engagement, visit: Visit) -> Terms:
    """Terms as they would be agreed now."""
    visit_day = japan_date(visit.starts_at)
    sheet = terms.cost_sheet(
        row.fee_yen,
        row.travel_yen,
        row.tax_percent,
        row.subsidy_yen,
        [(firm_id, weight) for firm_id, weight in row.shares],
    )
    leader_id = groups.group_facts(ctx, group_id=row.group_id).leader_firm_id
    ids = {row.place_firm_id, leader_id, *(each.firm_id for each in sheet.firms)}
    firms = directory.firms_of(ctx, firm_ids=tuple(ids))
    person_id = queries.person_of(ctx, row.expert_id) or 0
    place = firms[row.place_firm_id]
    weights = {each[0]: each[1] for each in row.shares}
    names = {firm_id: firm.name for firm_id, firm in firms.items()}
    return Terms(
        client=row.group_name,
        client_firm=names[leader_id],
        expert=people.names_of(ctx, person_ids=(person_id,)).get(person_id, ""),
        ordered_on=japan_date(row.signed_at or ctx.now),
        service=row.need,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        place=place.name,
        place_town=place.town,
        inspect_by=terms.inspect_by(visit_day),
        fee_yen=row.fee_yen,
        travel_yen=row.travel_yen,
        tax_percent=row.tax_percent,
        tax_yen=sheet.tax_yen,
        pay_on=row.pay_on or paydays.usual_pay_day(visit_day),
        pay_by=paydays.latest_pay_day(visit_day),
        agreement_number=row.agreement_number,
        subsidy_yen=row.subsidy_yen,
        programme_title=row.programme_title,
        programme_version=row.programme_version,
        firms=parts_of(sheet, weights, names),
    )


def frozen(ctx: Ctx, row: Engagement, visit: Visit) -> dict[str, object]:
    """Terms as they are kept for good."""
    kept: dict[str, object] = ADAPTER.dump_python(present(ctx, row, visit), mode="json")
    return kept


def agreed(ctx: Ctx, row: Engagement, visit: Visit) -> Terms:
    """Terms of the contract, or those that would be agreed now."""
    return ADAPTER.validate_python(row.terms) if row.terms else present(ctx, row, visit)
