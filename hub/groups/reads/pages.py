"""Groups as lists and as one page: what stands, what comes next, what this person may do."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from hub.accounts import reads as people
from hub.directory import reads as directory
from hub.groups import access, judging, queries, states, words
from hub.groups.rules import eligibility
from hub.groups.texts import AgreementText, text_of
from hub.kernel.calendar import add_working_days, japan_date
from hub.kernel.states import open_actions
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.groups import FirmGroup
from models.vocab import DataClass
from models.vocab.groups import (
    AgreementState,
    EligibilityRule,
    GroupAction,
    GroupState,
    MemberRole,
)

SIGNING_DAYS: Final = 30
ANSWER_DAYS: Final = 10
OPEN_VERSION: Final = (AgreementState.DRAFT, AgreementState.SIGNING)


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group in a list; `next_words` (a msgid) says whose turn it is."""

    group_id: int
    name: str
    state: GroupState
    state_words: str
    next_words: str
    leader: str
    members: int
    missing: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A firm of the group; `role_words` is a msgid."""

    firm_id: int
    name: str
    town: str
    role: MemberRole
    role_words: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What a rule of registration says; `passed` is empty until somebody has looked."""

    rule: EligibilityRule
    label: str
    passed: bool | None
    counted: int
    of: int
    short: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the group's history; `words` is a msgid."""

    words: str
    at: datetime
    person: str | None
    note: str


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One group for its firms and for the ward; `actions` are what this person may do now."""

    card: GroupCard
    version: int
    purpose: str
    founded_on: date
    registration: str | None
    valid_until: date | None
    members: tuple[MemberRow, ...]
    agreement: AgreementText | None
    in_force: AgreementText | None
    sign_by: date | None
    answer_by: date | None
    rules: tuple[RuleRow, ...]
    steps: tuple[StepRow, ...]
    actions: tuple[GroupAction, ...]
    may_lead: bool


@read(name="groups:ward_groups", data_class=DataClass.C1)
def ward_groups(ctx: Ctx, *, ward_id: int) -> tuple[GroupCard, ...]:
    """Groups of a ward for its staff: what waits for this person first, then the newest."""
    require(ctx, access.may_see_groups(ctx.actor, ward_id))
    return _cards(ctx, queries.groups_of_ward(ctx, ward_id))


@read(name="groups:firm_groups", data_class=DataClass.C1)
def firm_groups(ctx: Ctx, *, firm_id: int) -> tuple[GroupCard, ...]:
    """Groups of a firm for its own people: what waits for this person first."""
    require(ctx, access.may_know_firms_groups(ctx.actor, firm_id))
    return _cards(ctx, queries.groups_of_firm(ctx, firm_id))


@read(name="groups:group", data_class=DataClass.C2)
def group_page(ctx: Ctx, *, group_id: int) -> GroupPage:
    """Return one group with its agreement, its rules and its history."""
    row = queries.group_of(ctx, group_id)
    held = queries.members(ctx, group_id)
    require(ctx, access.may_see_group(ctx.actor, row.ward_id, [each.firm_id for each in held]))
    versions = queries.versions(ctx, group_id)
    newest = text_of(ctx, row, versions[0]) if versions else None
    valid = queries.version_in_force(ctx, group_id, japan_date(ctx.now))
    firms = directory.firms_of(ctx, firm_ids=tuple(each.firm_id for each in held))
    signing = newest is not None and newest.state in OPEN_VERSION
    return GroupPage(
        card=_card(ctx, row),
        version=row.version,
        purpose=row.purpose,
        founded_on=row.founded_on,
        registration=row.registration,
        valid_until=row.valid_until,
        members=tuple(
            MemberRow(each.firm_id, firms[each.firm_id].name, firms[each.firm_id].town,
                      each.role, words.MEMBER_LABELS[each.role])
            for each in held
        ),
        agreement=newest,
        in_force=text_of(ctx, row, valid) if valid else None,
        sign_by=japan_date(newest.created_at) + timedelta(days=SIGNING_DAYS)
        if newest and signing else None,
        answer_by=_answer_by(ctx, row),
        rules=_rules(ctx, row),
        steps=_steps(ctx, group_id),
        actions=_actions_for(ctx, row),
        may_lead=access.may_lead(ctx.actor, row.leader_firm_id) is None,
    )  # fmt: skip


def _actions_for(ctx: Ctx, row: FirmGroup) -> tuple[GroupAction, ...]:
    """Steps this person may take on this group now; the same questions as the use cases ask."""
    ward_id = row.ward_id
    lead = access.may_lead(ctx.actor, row.leader_firm_id) is None
    firms = queries.member_firms(ctx, row.id or 0)
    check = access.may_check(ctx.actor, ward_id, judging.doers_of(ctx, row), firms) is None
    doers = judging.doers_of(ctx, row, with_checks=True)
    decide = access.may_decide(ctx.actor, ward_id, doers, firms) is None and _is_checked(ctx, row)
    may = {
        GroupAction.FOUND: lead,
        GroupAction.APPLY: lead,
        GroupAction.WITHDRAW: lead,
        GroupAction.DISSOLVE: lead,
        GroupAction.CHECK: check,
        GroupAction.REGISTER: decide,
        GroupAction.REFUSE: decide,
        GroupAction.SUSPEND: access.may_decide(ctx.actor, ward_id, (), firms) is None,
    }
    listed = open_actions(states.GROUP, row.state, (ctx.actor.role,))
    return tuple(action for action in listed if may.get(action, False))


def _cards(ctx: Ctx, rows: list[FirmGroup]) -> tuple[GroupCard, ...]:
    queries.foresee(ctx, rows, history=True)
    directory.firms_of(ctx, firm_ids=tuple(row.leader_firm_id for row in rows))
    cards = [_card(ctx, row) for row in rows]
    return tuple(sorted(cards, key=lambda card: not card.is_mine))


def _card(ctx: Ctx, row: FirmGroup) -> GroupCard:
    group_id = row.id or 0
    held = queries.members(ctx, group_id)
    bearers = {each.firm_id for each in held if each.role is not MemberRole.OBSERVER}
    versions = queries.versions(ctx, group_id)
    newest = versions[0] if versions else None
    signed: set[int] = set()
    open_now = newest is not None and newest.state in OPEN_VERSION
    if newest is not None and open_now:
        signed = {each.firm_id for each in queries.signatures(ctx, newest.id or 0)}
    sign = open_now and access.may_sign(ctx.actor, bearers - signed) is None
    steps = set(_actions_for(ctx, row)) & URGENT
    if _is_checked(ctx, row):
        steps.discard(GroupAction.CHECK)
    leader = directory.firms_of(ctx, firm_ids=(row.leader_firm_id,))[row.leader_firm_id]
    return GroupCard(
        group_id=group_id,
        name=row.name,
        state=row.state,
        state_words=words.STATE_LABELS[row.state],
        next_words=_next_words(ctx, row, open_now=open_now, sign=sign),
        leader=leader.name,
        members=len(held),
        missing=len(bearers - signed) if open_now else 0,
        is_mine=sign or bool(steps),
    )


URGENT: Final = frozenset(
    {GroupAction.FOUND, GroupAction.APPLY, GroupAction.CHECK, GroupAction.REGISTER}
)


def _next_words(ctx: Ctx, row: FirmGroup, *, open_now: bool, sign: bool) -> str:
    """Whose turn it is, from the state and the signatures."""
    if open_now:
        return words.SIGN_NOW if sign else words.SIGNATURES_MISSING
    if row.state == GroupState.PREPARATORY:
        return words.DRAFT_NEXT
    if row.state == GroupState.UNDER_REVIEW:
        return words.DECIDE_NEXT if _is_checked(ctx, row) else words.CHECK_NEXT
    return words.NEXT_STEPS[row.state]


def _is_checked(ctx: Ctx, row: FirmGroup) -> bool:
    """The clerk's three answers of the present application are there."""
    found = {each.rule for each in queries.verdicts(ctx, row.id or 0, row.applications)}
    return row.state == GroupState.UNDER_REVIEW and set(eligibility.BY_CLERK) <= found


def _answer_by(ctx: Ctx, row: FirmGroup) -> date | None:
    if row.state != GroupState.UNDER_REVIEW:
        return None
    asked = [step for step in queries.steps(ctx, row.id or 0) if step.action == GroupAction.APPLY]
    return add_working_days(japan_date(asked[-1].at), ANSWER_DAYS)


def _rules(ctx: Ctx, row: FirmGroup) -> tuple[RuleRow, ...]:
    """Before an application what the rules would say today, after it what they said."""
    kept = queries.verdicts(ctx, row.id or 0, row.applications)
    if row.state in {GroupState.INTEREST, GroupState.DISSOLVED}:
        return ()
    if kept and row.state not in {GroupState.PREPARATORY, *states.UNREGISTERED}:
        found = {
            each.rule: RuleRow(each.rule, words.RULE_LABELS[each.rule], each.passed,
                               *(_whole(each.inputs.get(name)) for name in FIGURES))
            for each in kept
        }  # fmt: skip
    else:
        found = {
            each.rule: RuleRow(each.rule, words.RULE_LABELS[each.rule], each.passed,
                               each.counted, each.of, each.short)
            for each in judging.judge(ctx, row)
        }  # fmt: skip
    return tuple(
        found.get(rule) or RuleRow(rule, words.RULE_LABELS[rule], None, 0, 0, 0)
        for rule in EligibilityRule
    )


FIGURES: Final = ("counted", "of", "short")


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _steps(ctx: Ctx, group_id: int) -> tuple[StepRow, ...]:
    rows = queries.steps(ctx, group_id)
    ids = tuple({row.person_id for row in rows if row.person_id is not None})
    names = people.names_of(ctx, person_ids=ids)
    return tuple(
        StepRow(words.ACTION_LABELS[row.action], row.at, names.get(row.person_id or 0), row.note)
        for row in reversed(rows)
    )
