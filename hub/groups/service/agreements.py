"""Drafting a version of the agreement and signing it.

Source: groups-and-training, part B (agreement as data, signatures).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Final

from pydantic import BaseModel, Field, StringConstraints

from hub.directory import reads as directory
from hub.groups import access, notices, queries, states, words
from hub.groups.advance import advance
from hub.groups.rules import clauses, sharing
from hub.groups.rules.eligibility import LEAST_TO_FOUND
from hub.groups.service.founding import Purpose
from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.groups import AgreementSignature, AgreementVersion, FirmGroup, GroupMember, ShareRow
from models.vocab.groups import (
    AgreementAction,
    AgreementState,
    CostKind,
    GroupAction,
    GroupState,
    MemberRole,
    ShareMethod,
    SignMethod,
)

Duty = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
DRAFTABLE: Final = (GroupState.PREPARATORY, *states.UNREGISTERED, *states.OPEN)
SIGNABLE: Final = (GroupState.PREPARATORY, *states.OPEN)
OPEN_VERSION: Final = (AgreementState.DRAFT, AgreementState.SIGNING)


class Share(BaseModel):
    """How one kind of cost is shared: parts by firm, percent in hundredths; fixed yen by firm."""

    cost_kind: CostKind
    method: ShareMethod
    parts: Annotated[dict[int, int], Field(default_factory=dict, max_length=60)]
    fixed_yen: Annotated[dict[int, int], Field(default_factory=dict, max_length=60)]


class DraftAgreement(BaseModel):
    """What the representative writes; everything else comes from the template."""

    group_id: int
    purpose: Purpose
    duties: Annotated[dict[int, Duty], Field(max_length=60)]
    booking_ceiling_yen: Annotated[int, Field(ge=0, le=10_000_000)]
    payment_days: Annotated[int, Field(ge=1, le=clauses.PAYMENT_DAYS)] = 30
    effective_from: date
    shares: Annotated[tuple[Share, ...], Field(max_length=len(CostKind))]


class SignAgreement(BaseModel):
    """The version and the digest of what was on the screen."""

    group_id: int
    number: int
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True)
class Drafted:
    """The version that now waits for signatures."""

    group_id: int
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Signed:
    """The signature, and how many are still missing."""

    signature_id: int
    missing: int
    state: GroupState


@command(name="groups:agreement:draft", input=DraftAgreement, audit="agreement_version")
def draft_agreement(  # noqa: PLR0913  the facts of one agreement
    ctx: Ctx,
    *,
    group_id: int,
    purpose: str,
    duties: dict[int, str],
    booking_ceiling_yen: int,
    payment_days: int,
    effective_from: date,
    shares: tuple[Share, ...],
) -> Drafted:
    """Write the version to be signed next; signatures under an unfinished one are withdrawn."""
    group = queries.locked_group(ctx, group_id)
    require(ctx, access.may_lead(ctx.actor, group.leader_firm_id))
    if group.state not in DRAFTABLE:
        raise Refused(words.NO_DRAFT_NOW)
    members = queries.members(ctx, group_id)
    terms = clauses.Terms(purpose, payment_days, booking_ceiling_yen, effective_from)
    bearers = [each.firm_id for each in members if each.role is not MemberRole.OBSERVER]
    sharings = _sharings(shares)
    problems = _problems(ctx, group, terms, duties, bearers)
    if len({each.cost_kind for each in shares}) < len(shares):
        problems.append(FieldProblem("shares", words.KIND_TWICE))
    problems += [p for each in sharings for p in sharing.share_problems(each, bearers)]
    if problems:
        raise Invalid(*problems)
    portions = [row for each in sharings for row in sharing.portions(each, bearers)]
    written = clauses.written(terms, _parties(ctx, members, duties), portions)
    row = _next_version(ctx, group, terms, written)
    queries.clear_shares(ctx, row.id or 0)
    ctx.session.add_all(ShareRow(version_id=row.id or 0, **asdict(each)) for each in portions)
    if group.state in states.UNREGISTERED:
        advance(ctx, group, GroupAction.REOPEN)
    audit.record(ctx, "agreement_version", row.id or 0, version=row.version, payload=row.digest)
    return Drafted(group_id, row.number, row.digest)


@command(
    name="groups:agreement:sign", input=SignAgreement, audit="agreement_version", in_person=True
)
def sign_agreement(ctx: Ctx, *, group_id: int, number: int, digest: str) -> Signed:
    """Sign the newest version for the actor's firm; with the last signature the group agrees."""
    group = queries.locked_group(ctx, group_id)
    members = queries.members(ctx, group_id)
    bearers = [each.firm_id for each in members if each.role is not MemberRole.OBSERVER]
    require(ctx, access.may_sign(ctx.actor, bearers))
    row = queries.version_numbered(ctx, group_id, number)
    signed = {each.firm_id for each in queries.signatures(ctx, row.id or 0)}
    _refuse_signing(ctx, group, row, digest, signed)
    signature = AgreementSignature(
        version_id=row.id or 0,
        firm_id=ctx.actor.seat.firm_id or 0,
        person_id=ctx.actor.person_id or 0,
        method=SignMethod.HUB,
        digest=digest,
        signed_at=ctx.now,
    )
    ctx.session.add(signature)
    advance(ctx, row, AgreementAction.SIGN)
    missing = len(set(bearers) - signed - {signature.firm_id})
    if not missing:
        _complete(ctx, group, row, bearers)
    return Signed(signature.id or 0, missing, group.state)


def _sharings(typed: tuple[Share, ...]) -> list[sharing.Sharing]:
    """Shares as typed; a mandatory kind that nobody typed is shared equally."""
    found = {
        each.cost_kind: sharing.Sharing(each.cost_kind, each.method, each.parts, each.fixed_yen)
        for each in typed
    }
    for kind in sharing.MANDATORY:
        found.setdefault(kind, sharing.Sharing(kind, ShareMethod.EQUAL, {}, {}))
    return [found[kind] for kind in CostKind if kind in found]


def _problems(
    ctx: Ctx, group: FirmGroup, terms: clauses.Terms, duties: Mapping[int, str], bearers: list[int]
) -> list[FieldProblem]:
    found = []
    if set(duties) != set(bearers):
        found.append(FieldProblem("duties", words.DUTIES_MISSING))
    if len(bearers) < LEAST_TO_FOUND:
        found.append(FieldProblem("members", words.TOO_FEW_FIRMS, {"least": LEAST_TO_FOUND}))
    today = japan_date(ctx.now)
    held = queries.version_in_force(ctx, group.id or 0, today)
    first = max(today, held.effective_from) if held else today
    if terms.effective_from < first:
        found.append(FieldProblem("effective_from", words.STARTS_TOO_EARLY, {"day": first}))
    return found


def _parties(
    ctx: Ctx, members: list[GroupMember], duties: Mapping[int, str]
) -> list[clauses.Party]:
    firms = directory.firms_of(ctx, firm_ids=tuple(each.firm_id for each in members))
    return [
        clauses.Party(
            each.firm_id, firms[each.firm_id].name, each.role, duties.get(each.firm_id, "")
        )
        for each in members
    ]


def _next_version(
    ctx: Ctx, group: FirmGroup, terms: clauses.Terms, written: dict[str, object]
) -> AgreementVersion:
    """Rewrite a draft that nobody has signed; else withdraw what is under way and number on."""
    older = queries.versions(ctx, group.id or 0)
    newest = older[0] if older else None
    signers: set[int] = set()
    if newest is not None and newest.state == AgreementState.SIGNING:
        signers = {each.firm_id for each in queries.signatures(ctx, newest.id or 0)}
        advance(ctx, newest, AgreementAction.WITHDRAW)
    if newest is not None and newest.state == AgreementState.DRAFT:
        row = newest
        row.version += 1
    else:
        row = AgreementVersion(
            group_id=group.id or 0,
            number=newest.number + 1 if newest else 1,
            state=AgreementState.DRAFT,
            clauses={},
            digest="",
            booking_ceiling_yen=0,
            effective_from=terms.effective_from,
            created_at=ctx.now,
        )
    row.clauses = written
    row.digest = clauses.digest(written)
    row.booking_ceiling_yen = terms.booking_ceiling_yen
    row.effective_from = terms.effective_from
    ctx.session.add(row)
    ctx.session.flush()
    _ask_to_sign(ctx, group, row, signers)
    return row


def _ask_to_sign(ctx: Ctx, group: FirmGroup, row: AgreementVersion, signers: set[int]) -> None:
    """Who had signed learns that it is void; the others are asked to read and sign."""
    firm_ids = {each.firm_id for each in queries.members(ctx, group.id or 0)}
    params, turn = {"number": row.number}, row.number * 1000 + row.version
    void = notices.firm_people(ctx, sorted(signers))
    notices.tell(ctx, group, void, words.SIGNATURE_GONE, params, about="void", turn=turn)
    asked = notices.firm_people(ctx, sorted(firm_ids - signers))
    notices.tell(ctx, group, asked, words.SIGN_PLEASE, params, about="sign", turn=turn)


def _refuse_signing(
    ctx: Ctx, group: FirmGroup, row: AgreementVersion, digest: str, signed: set[int]
) -> None:
    newest = queries.versions(ctx, group.id or 0)[0]
    if newest.number != row.number or row.state == AgreementState.WITHDRAWN:
        raise Refused(words.NEWER_VERSION, number=newest.number)
    if ctx.actor.seat.firm_id in signed:
        raise Refused(words.ALREADY_SIGNED)
    if row.digest != digest:
        raise Refused(words.OTHER_TEXT)
    if group.state not in SIGNABLE:
        raise Refused(words.NO_DRAFT_NOW)


def _complete(ctx: Ctx, group: FirmGroup, row: AgreementVersion, bearers: list[int]) -> None:
    """Everybody has signed: the version holds, the one before it ends, the group moves."""
    today = japan_date(ctx.now)
    for older in queries.versions(ctx, group.id or 0):
        if older.state == AgreementState.SIGNED:
            advance(ctx, older, AgreementAction.END, day=max(row.effective_from, today))
    advance(ctx, row, AgreementAction.COMPLETE, day=today)
    first = group.state == GroupState.PREPARATORY
    advance(ctx, group, GroupAction.AGREE if first else GroupAction.CHANGE)
    sentence = words.ALL_SIGNED if first else words.CHANGE_SIGNED
    to = notices.firm_people(ctx, bearers)
    notices.tell(ctx, group, to, sentence, {"number": row.number}, about="signed")
