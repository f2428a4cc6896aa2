"""The words of one version of an agreement, from its clauses and signatures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from hub.accounts import reads as people
from hub.groups import access, queries, words
from hub.groups.rules import clauses
from hub.groups.rules.clauses import Portion
from hub.groups.rules.sharing import divided
from hub.platform.context import Ctx
from models.groups import AgreementVersion, FirmGroup
from models.vocab.groups import AgreementState, CostKind, MemberRole, ShareMethod

EXAMPLE_YEN: Final = 100_000


@dataclass(frozen=True, slots=True)
class ShareCell:
    """What one firm bears of one kind of cost; `of` is the sum of all weights."""

    firm_id: int
    weight: int
    of: int
    fixed_yen: int
    example_yen: int


@dataclass(frozen=True, slots=True)
class CostShares:
    """One kind of cost with the shares of all firms in member order; labels are msgids."""

    cost_kind: CostKind
    label: str
    method: ShareMethod
    method_words: str
    cells: tuple[ShareCell, ...]


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """A firm of the agreement and its signature, if it is there."""

    firm_id: int
    firm: str
    duties: str
    role_words: str
    is_leader: bool
    person: str | None
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class AgreementText:
    """One version as people read it; `changed` names clauses (msgids) since the one before."""

    group_id: int
    group: str
    number: int
    state: AgreementState
    state_words: str
    digest: str
    purpose: str
    payment_days: int
    ceiling_yen: int
    effective_from: date
    signed_on: date | None
    created_at: datetime
    secrecy_years: int
    notice_days: int
    firms: tuple[SignatureRow, ...]
    costs: tuple[CostShares, ...]
    changed: tuple[str, ...]
    before: int | None
    may_sign: bool

    @property
    def missing(self) -> tuple[SignatureRow, ...]:
        """Firms whose signature is not there yet."""
        return tuple(row for row in self.firms if row.signed_at is None)


def text_of(ctx: Ctx, group: FirmGroup, row: AgreementVersion) -> AgreementText:
    """The words of one version; what it says comes from its clauses, never from today's rows."""
    said: Mapping[str, Any] = row.clauses
    versions = queries.versions(ctx, group.id or 0)
    before = next((each for each in versions if each.number == row.number - 1), None)
    changed = clauses.differing(before.clauses, row.clauses) if before else ()
    return AgreementText(
        group_id=group.id or 0,
        group=group.name,
        number=row.number,
        state=row.state,
        state_words=words.AGREEMENT_LABELS[row.state],
        digest=row.digest,
        purpose=str(said["purpose"]["text"]),
        payment_days=int(said["payment"]["due_days"]),
        ceiling_yen=row.booking_ceiling_yen,
        effective_from=row.effective_from,
        signed_on=row.signed_on,
        created_at=row.created_at,
        secrecy_years=int(said["secrecy"]["years"]),
        notice_days=int(said["leaving"]["notice_days"]),
        firms=_firms(ctx, row, said),
        costs=_costs(ctx, row),
        changed=tuple(words.CLAUSE_LABELS[name] for name in changed),
        before=before.number if before else None,
        may_sign=_may_sign(ctx, versions[0], row),
    )


def _firms(ctx: Ctx, row: AgreementVersion, said: Mapping[str, Any]) -> tuple[SignatureRow, ...]:
    signed = {each.firm_id: each for each in queries.signatures(ctx, row.id or 0)}
    names = people.names_of(ctx, person_ids=tuple(each.person_id for each in signed.values()))
    duties = {int(firm_id): str(text) for firm_id, text in said["duties"]}
    return tuple(
        SignatureRow(
            firm_id=firm_id,
            firm=name,
            duties=duties.get(firm_id, ""),
            role_words=words.MEMBER_LABELS[MemberRole(role)],
            is_leader=MemberRole(role) is MemberRole.REPRESENTATIVE,
            person=names.get(signed[firm_id].person_id) if firm_id in signed else None,
            signed_at=signed[firm_id].signed_at if firm_id in signed else None,
        )
        for firm_id, name, role in said["members"]
        if MemberRole(role) is not MemberRole.OBSERVER
    )


def _costs(ctx: Ctx, row: AgreementVersion) -> tuple[CostShares, ...]:
    found: dict[CostKind, list[Portion]] = {}
    for each in queries.shares(ctx, row.id or 0):
        portion = Portion(each.cost_kind, each.method, each.firm_id, each.place, each.weight,
                          each.fixed_yen)  # fmt: skip
        found.setdefault(each.cost_kind, []).append(portion)
    return tuple(
        CostShares(
            cost_kind=kind,
            label=words.COST_LABELS[kind],
            method=found[kind][0].method,
            method_words=words.METHOD_LABELS[found[kind][0].method],
            cells=_cells(found[kind]),
        )
        for kind in CostKind
        if kind in found
    )


def _cells(portions: list[Portion]) -> tuple[ShareCell, ...]:
    """Shares with an example; fixed parts above the example raise the example, never break it."""
    fixed = sum(each.fixed_yen for each in portions)
    example = dict(divided(max(EXAMPLE_YEN, fixed), portions))
    whole = sum(each.weight for each in portions)
    return tuple(
        ShareCell(each.firm_id, each.weight, whole, each.fixed_yen, example[each.firm_id])
        for each in portions
    )


def _may_sign(ctx: Ctx, newest: AgreementVersion, row: AgreementVersion) -> bool:
    open_now = row.state in {AgreementState.DRAFT, AgreementState.SIGNING}
    if not open_now or newest.number != row.number:
        return False
    said: Mapping[str, Any] = row.clauses
    bearers = {
        int(firm_id)
        for firm_id, _name, role in said["members"]
        if MemberRole(role) is not MemberRole.OBSERVER
    }
    signed = {each.firm_id for each in queries.signatures(ctx, row.id or 0)}
    return access.may_sign(ctx.actor, bearers - signed) is None
