"""Applying for registration, the clerk's check, the approver's decision, and ending early.

Source: groups-and-training, part B (states, eligibility); clerk and approver are two persons.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, Field, StringConstraints

from hub.groups import access, notices, queries, words
from hub.groups.advance import advance
from hub.groups.judging import doers_of, judge, keep_verdicts
from hub.groups.rules import eligibility
from hub.groups.service.founding import GroupMoved
from hub.kernel.calendar import add_working_days, fiscal_year, japan_date
from hub.kernel.errors import STALE, Refused, Stale
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.groups import FirmGroup, GroupRule
from models.vocab import Role
from models.vocab.groups import EligibilityRule, GroupAction

Note = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]
ANSWER_DAYS: Final = 10


class Apply(BaseModel):
    """The group that asks to be registered."""

    group_id: int
    version: int


class CheckRegistration(BaseModel):
    """What the clerk saw on paper for every member."""

    group_id: int
    version: int
    tax: bool
    pledge: bool
    small_firm: bool
    note: Note = ""


class DecideRegistration(BaseModel):
    """The approver's answer; an exception from a failed rule needs its reason."""

    group_id: int
    version: int
    action: Literal[GroupAction.REGISTER, GroupAction.REFUSE]
    note: Note = ""


class StepGroup(BaseModel):
    """A step outside the usual path, with its reason."""

    group_id: int
    version: int
    action: Literal[GroupAction.WITHDRAW, GroupAction.DISSOLVE, GroupAction.SUSPEND]
    note: Note = ""


class SetFigure(BaseModel):
    """A figure of a rule from a day on: a part (num/den) or a least count (den 1)."""

    ward_id: int
    rule: Literal[EligibilityRule.HEAD_OFFICE, EligibilityRule.SIZE]
    valid_from: date
    num: Annotated[int, Field(ge=0, le=1000)]
    den: Annotated[int, Field(ge=1, le=1000)]
    source: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


@dataclass(frozen=True, slots=True)
class FigureSet:
    """Id of the dated figure."""

    rule_id: int


@command(name="groups:registration:apply", input=Apply, audit="firm_group")
def apply_for_registration(ctx: Ctx, *, group_id: int, version: int) -> GroupMoved:
    """Ask the ward to register the group; the rules are judged before it is sent."""
    group = _seen(ctx, group_id, version)
    require(ctx, access.may_lead(ctx.actor, group.leader_firm_id))
    verdicts = judge(ctx, group)
    failed = [each for each in verdicts if not each.passed]
    if any(each.rule is EligibilityRule.AGREEMENT for each in failed):
        raise Refused(words.NO_AGREEMENT)
    if failed:
        raise Refused(words.NOT_ELIGIBLE)
    group.applications += 1
    advance(ctx, group, GroupAction.APPLY)
    keep_verdicts(ctx, group, verdicts)
    params = {"day": add_working_days(japan_date(ctx.now), ANSWER_DAYS)}
    to = notices.ward_people(ctx, group, Role.WARD_CLERK)
    notices.tell(ctx, group, to, words.APPLIED, params, about="applied")
    return GroupMoved(group_id, group.state, group.version)


@command(name="groups:registration:check", input=CheckRegistration, audit="firm_group")
def check_registration(  # noqa: PLR0913  the facts of one check
    ctx: Ctx, *, group_id: int, version: int, tax: bool, pledge: bool, small_firm: bool, note: str
) -> GroupMoved:
    """Say what the members' papers show; the approver decides on it."""
    group = _seen(ctx, group_id, version)
    firms = queries.member_firms(ctx, group_id)
    require(ctx, access.may_check(ctx.actor, group.ward_id, doers_of(ctx, group), firms))
    advance(ctx, group, GroupAction.CHECK, note=note)
    seen = {
        EligibilityRule.TAX: tax,
        EligibilityRule.PLEDGE: pledge,
        EligibilityRule.SMALL_FIRM: small_firm,
    }
    keep_verdicts(ctx, group, [eligibility.by_paper(rule, ok=ok) for rule, ok in seen.items()])
    to = notices.ward_people(ctx, group, Role.WARD_APPROVER)
    notices.tell(ctx, group, to, words.CHECKED, about="checked")
    return GroupMoved(group_id, group.state, group.version)


@command(name="groups:registration:decide", input=DecideRegistration, audit="firm_group")
def decide_registration(
    ctx: Ctx, *, group_id: int, version: int, action: GroupAction, note: str
) -> GroupMoved:
    """Register the group or refuse it; the approver is another person than clerk and signers."""
    group = _seen(ctx, group_id, version)
    doers = doers_of(ctx, group, with_checks=True)
    firms = queries.member_firms(ctx, group_id)
    require(ctx, access.may_decide(ctx.actor, group.ward_id, doers, firms))
    if action is GroupAction.REGISTER:
        _refuse_registering(ctx, group, note)
        today = japan_date(ctx.now)
        year = fiscal_year(today)
        number = queries.next_number(ctx, f"{group.ward_id}-{year}")
        group.registration = f"G-{year}-{number:03d}"
        group.valid_until = eligibility.registration_end(today)
    advance(ctx, group, action, note=note)
    to = notices.firm_people(ctx, [m.firm_id for m in queries.members(ctx, group_id)])
    registered = action is GroupAction.REGISTER
    sentence = words.REGISTERED if registered else words.REFUSED
    params = {"number": group.registration} if registered else {}
    notices.tell(ctx, group, to, sentence, params, about="decided")
    return GroupMoved(group_id, group.state, group.version)


@command(name="groups:group:step", input=StepGroup, audit="firm_group")
def step_group(
    ctx: Ctx, *, group_id: int, version: int, action: GroupAction, note: str
) -> GroupMoved:
    """Take an application back, dissolve a group that never was registered, or suspend one."""
    group = _seen(ctx, group_id, version)
    if action is GroupAction.SUSPEND:
        firms = queries.member_firms(ctx, group_id)
        require(ctx, access.may_decide(ctx.actor, group.ward_id, (), firms))
    else:
        require(ctx, access.may_lead(ctx.actor, group.leader_firm_id))
    advance(ctx, group, action, note=note)
    return GroupMoved(group_id, group.state, group.version)


@command(name="groups:figure:set", input=SetFigure, audit="group_rule")
def set_figure(  # noqa: PLR0913  the facts of one figure
    ctx: Ctx,
    *,
    ward_id: int,
    rule: EligibilityRule,
    valid_from: date,
    num: int,
    den: int,
    source: str,
) -> FigureSet:
    """Set a ward's figure of a rule from a day on; a second word for the same day replaces it."""
    require(ctx, access.may_set_figures(ctx.actor, ward_id))
    found = [
        row
        for row in queries.ward_rules(ctx, ward_id)
        if (row.rule, row.valid_from) == (rule, valid_from)
    ]
    row = found[0] if found else GroupRule(ward_id=ward_id, rule=rule, valid_from=valid_from,
                                           num=num, den=den, source=source)  # fmt: skip
    row.num, row.den, row.source = num, den, source
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "group_rule", row.id or 0, payload={"num": num, "den": den})
    return FigureSet(row.id or 0)


def _seen(ctx: Ctx, group_id: int, version: int) -> FirmGroup:
    """The locked group, when it still stands as the person saw it."""
    group = queries.locked_group(ctx, group_id)
    if group.version != version:
        raise Stale(STALE)
    return group


def _refuse_registering(ctx: Ctx, group: FirmGroup, note: str) -> None:
    """Papers must be checked; what fails today needs a reason to be an exception."""
    keep_verdicts(ctx, group, judge(ctx, group))
    kept = queries.verdicts(ctx, group.id or 0, group.applications)
    if not set(eligibility.BY_CLERK) <= {row.rule for row in kept}:
        raise Refused(words.NOT_CHECKED)
    failed = sum(not row.passed for row in kept)
    if failed and not note:
        raise Refused(words.RULES_FAILED, count=failed)
