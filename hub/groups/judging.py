"""Gathers the facts of the registration rules, keeps their verdicts, and tells who did what."""

from collections.abc import Sequence

from hub.directory import reads as directory
from hub.groups import queries
from hub.groups.rules import eligibility
from hub.groups.rules.eligibility import Figure, Verdict
from hub.kernel.calendar import japan_date
from hub.platform.context import Ctx
from models.groups import FirmGroup, GroupVerdict
from models.vocab.groups import AgreementState, GroupAction, GroupState, MemberRole


def judge(ctx: Ctx, group: FirmGroup) -> tuple[Verdict, ...]:
    """What the rules say of the group today, by the figures of its ward."""
    group_id, today = group.id or 0, japan_date(ctx.now)
    bearers = [
        each.firm_id
        for each in queries.members(ctx, group_id)
        if each.role is not MemberRole.OBSERVER
    ]
    firms = directory.firms_of(ctx, firm_ids=tuple(bearers))
    known = [
        eligibility.Firm(firms[firm_id].ward_id == group.ward_id, firm_id) for firm_id in bearers
    ]
    figures = {
        row.rule: Figure(row.num, row.den)
        for row in queries.ward_rules(ctx, group.ward_id)
        if row.valid_from <= today
    }
    return eligibility.judged(known, _signed(ctx, group, bearers), figures)


def keep_verdicts(ctx: Ctx, group: FirmGroup, verdicts: Sequence[Verdict]) -> None:
    """Write what each rule said of the present application; a later word replaces an earlier."""
    kept = {row.rule: row for row in queries.verdicts(ctx, group.id or 0, group.applications)}
    for verdict in verdicts:
        row = kept.get(verdict.rule) or GroupVerdict(
            group_id=group.id or 0,
            application=group.applications,
            rule=verdict.rule,
            passed=verdict.passed,
            inputs={},
            at=ctx.now,
        )
        row.passed = verdict.passed
        row.inputs = {"counted": verdict.counted, "of": verdict.of, "short": verdict.short}
        row.person_id = ctx.actor.person_id
        row.at = ctx.now
        ctx.session.add(row)
    ctx.session.flush()


def doers_of(ctx: Ctx, group: FirmGroup, *, with_checks: bool = False) -> set[int | None]:
    """People who signed or applied for the group, themselves or by typing at the desk.

    With its checks also those who checked it.
    """
    group_id = group.id or 0
    duties = {GroupAction.FOUND, GroupAction.APPLY}
    if with_checks:
        duties.add(GroupAction.CHECK)
    stepped = {row.person_id for row in queries.steps(ctx, group_id) if row.action in duties}
    signed = {
        signature.person_id
        for version in queries.versions(ctx, group_id)
        for signature in queries.signatures(ctx, version.id or 0)
    }
    return {*stepped, *signed, *queries.typists(ctx, group_id)} - {None}


def _signed(ctx: Ctx, group: FirmGroup, bearers: Sequence[int]) -> int:
    """Members who signed the newest version that stands: the one under signature, if any.

    A registered group keeps the version that all have signed while the next one is under way.
    """
    standing = [AgreementState.SIGNED]
    if group.state == GroupState.PREPARATORY:
        standing += [AgreementState.DRAFT, AgreementState.SIGNING]
    for version in queries.versions(ctx, group.id or 0):
        if version.state in standing:
            signers = {each.firm_id for each in queries.signatures(ctx, version.id or 0)}
            return len(signers & set(bearers))
    return 0
