"""Founding a group, its agreement and its signatures, on both engines."""

from datetime import timedelta
from typing import Any

import pytest

from hub.groups import reads, service
from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused
from hub.platform import outbox
from hub.platform.db import Store
from models.groups import AgreementSignature, AgreementVersion, FirmGroup, GroupMember, GroupStep
from models.vocab.groups import (
    AgreementState,
    CostKind,
    GroupAction,
    GroupState,
    MemberRole,
    ShareMethod,
)
from tests.support.groups import (
    TODAY,
    a_registered_group,
    a_town,
    an_agreed_group,
    apply,
    check,
    draft,
    draft_input,
    fee_shares,
    found,
    page,
    sign,
)
from tests.support.internship import NOW, count, do, rows, see

LATER = NOW + timedelta(days=3)


def wrong(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(each.field, each.reason.code) for each in refusal.value.problems]


def told(store: Store, person: Any) -> list[str]:  # noqa: ANN401  an actor of the builders
    return [each.msgid for each in see(store, outbox.notices, person)]


def test_a_representative_founds_a_preparatory_association(store: Store) -> None:
    town = a_town(store)
    group_id = found(town)
    seen = page(town, group_id)
    assert seen.card.state is GroupState.PREPARATORY
    assert [(row.name, row.role) for row in seen.members] == [
        ("髙﨑精密", MemberRole.REPRESENTATIVE),
        ("渡邊製作所", MemberRole.MEMBER),
        ("荒木製作所", MemberRole.MEMBER),
    ]
    assert seen.founded_on == TODAY
    steps = [(row.action, row.person_id) for row in rows(store, GroupStep)]
    assert steps == [(GroupAction.FOUND, town.owners[0].person_id)]


def test_a_coordinator_opens_talks_and_the_leader_says_yes(store: Store) -> None:
    town = a_town(store)
    group_id = found(town, town.coordinator)
    assert page(town, group_id).card.state is GroupState.INTEREST
    assert len(told(store, town.owners[0])) == 1
    with pytest.raises(Forbidden):
        do(store, service.accept_lead, town.owners[1], group_id=group_id)
    do(store, service.accept_lead, town.owners[0], now=LATER, group_id=group_id)
    seen = page(town, group_id)
    assert seen.card.state is GroupState.PREPARATORY
    assert seen.founded_on == TODAY + timedelta(days=3)


@pytest.mark.parametrize("who", ["tutor", "clerk", "other firm", "next ward"])
def test_nobody_founds_a_group_for_another_firm(store: Store, who: str) -> None:
    town = a_town(store)
    actor = {
        "tutor": town.tutor,
        "clerk": town.clerk,
        "other firm": town.owners[1],
        "next ward": town.outside_owner,
    }[who]
    with pytest.raises(Forbidden):
        found(town, actor)
    assert count(store, FirmGroup) == 0


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"firm_ids": ()}, ("firm_ids", "groups.too_few_firms")),
        ({"firm_ids": (9_999,)}, ("firm_ids", "groups.unknown_firm")),
        ({"name": "  "}, ("name", "input.required")),
        ({"purpose": "あ" * 401}, ("purpose", "input.too_long")),
    ],
    ids=["alone", "unknown-firm", "no-name", "long-purpose"],
)
def test_what_is_wrong_is_told_at_its_field(
    store: Store, change: dict[str, Any], problem: tuple[str, str]
) -> None:
    town = a_town(store)
    with pytest.raises(Invalid) as refusal:
        found(town, **change)
    assert wrong(refusal) == [problem]
    assert count(store, FirmGroup) == 0


def test_a_firm_is_named_once_and_a_group_name_is_used_once(store: Store) -> None:
    town = a_town(store)
    with pytest.raises(Invalid) as twice:
        found(town, firm_ids=(town.firms[1], town.firms[1]))
    assert wrong(twice) == [("firm_ids", "groups.firm_twice")]
    found(town)
    with pytest.raises(Invalid) as taken:
        found(town)
    assert wrong(taken) == [("name", "groups.name_taken")]


def test_a_firm_joins_before_the_agreement_and_a_running_signature_is_void(store: Store) -> None:
    town = a_town(store)
    group_id = found(town)
    sign(town, draft(town, group_id), town.owners[0])
    typed: dict[str, Any] = {
        "group_id": group_id,
        "firm_id": town.firms[3],
        "role": MemberRole.OBSERVER,
    }
    do(store, service.add_member, town.owners[0], **typed)
    assert [row.place for row in rows(store, GroupMember)] == [1, 2, 3, 4]
    assert rows(store, AgreementVersion)[0].state is AgreementState.WITHDRAWN
    with pytest.raises(Invalid) as refusal:
        do(store, service.add_member, town.owners[0], **typed)
    assert wrong(refusal) == [("firm_id", "groups.firm_twice")]


def test_nobody_joins_a_group_whose_agreement_is_signed(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    with pytest.raises(Refused) as refusal:
        do(store, service.add_member, town.owners[0], group_id=group_id, firm_id=town.firms[3])
    assert refusal.value.reason.code == "groups.members_fixed"


def test_the_draft_holds_what_was_written_and_training_is_shared_equally(store: Store) -> None:
    town = a_town(store)
    group_id = found(town)
    drafted = draft(town, group_id)
    text = see(store, reads.agreement_text, town.owners[1], group_id=group_id)
    assert (text.number, text.digest, text.ceiling_yen) == (1, drafted.digest, 120_000)
    shares = [(costs.cost_kind, [cell.weight for cell in costs.cells]) for costs in text.costs]
    assert shares == [
        (CostKind.EXPERT_FEE, [5000, 3000, 2000]),
        (CostKind.TRAINING, [1, 1, 1]),
    ]
    assert [cell.example_yen for cell in text.costs[1].cells] == [33_334, 33_333, 33_333]


def test_three_times_33_33_is_refused_at_its_kind_of_cost(store: Store) -> None:
    town = a_town(store)
    group_id = found(town)
    with pytest.raises(Invalid) as refusal:
        draft(town, group_id, shares=fee_shares(town, 3333, 3333, 3333))
    assert wrong(refusal) == [("share-expert_fee", "groups.not_a_whole")]
    assert refusal.value.problems[0].params["offer"] == "33.34 / 33.33 / 33.33"
    assert count(store, AgreementVersion) == 0


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"booking_ceiling_yen": -1}, "booking_ceiling_yen", "input.wrong_form"),
        ({"booking_ceiling_yen": 10_000_001}, "booking_ceiling_yen", "input.wrong_form"),
        ({"payment_days": 61}, "payment_days", "input.wrong_form"),
        ({"effective_from": "2026-11-23"}, "effective_from", "groups.starts_too_early"),
        ({"duties": {}}, "duties", "groups.duties_missing"),
    ],
    ids=["below-zero", "too-high", "61-days", "yesterday", "no-duties"],
)
def test_a_draft_keeps_its_limits(
    store: Store, change: dict[str, Any], field: str, code: str
) -> None:
    town = a_town(store)
    group_id = found(town)
    with pytest.raises(Invalid) as refusal:
        draft(town, group_id, **change)
    assert wrong(refusal) == [(field, code)]


def test_one_kind_of_cost_is_asked_once(store: Store) -> None:
    town = a_town(store)
    group_id = found(town)
    equal = {"cost_kind": CostKind.VENUE, "method": ShareMethod.EQUAL}
    with pytest.raises(Invalid) as refusal:
        draft(town, group_id, shares=[equal, equal])
    assert wrong(refusal) == [("shares", "groups.kind_twice")]


@pytest.mark.parametrize("who", ["another owner", "tutor", "coordinator"])
def test_only_the_leading_firm_drafts(store: Store, who: str) -> None:
    town = a_town(store)
    group_id = found(town)
    people = {
        "another owner": town.owners[1],
        "tutor": town.tutor,
        "coordinator": town.coordinator,
    }
    with pytest.raises(Forbidden):
        do(store, service.draft_agreement, people[who], **draft_input(town, group_id))


def test_with_the_last_signature_the_group_agrees(store: Store) -> None:
    town = a_town(store)
    group_id = found(town)
    drafted = draft(town, group_id)
    missing = [sign(town, drafted, owner).missing for owner in town.owners[:3]]
    assert missing == [2, 1, 0]
    seen = page(town, group_id)
    assert seen.card.state is GroupState.AGREED
    assert seen.agreement is not None
    assert seen.agreement.state is AgreementState.SIGNED
    assert seen.agreement.signed_on == TODAY
    assert [row.person for row in seen.agreement.firms] == [o.name for o in town.owners[:3]]
    facts = see(store, reads.group_facts, town.owners[1], group_id=group_id)
    assert (facts.version_number, facts.booking_ceiling_yen) == (1, 120_000)
    assert [member.weight for member in facts.members] == [5000, 3000, 2000]


def test_before_all_have_signed_no_weights_hold(store: Store) -> None:
    town = a_town(store)
    group_id = found(town)
    sign(town, draft(town, group_id), town.owners[0])
    facts = see(store, reads.group_facts, group_id=group_id)
    assert (facts.version_number, facts.booking_ceiling_yen, facts.can_book) == (0, 0, False)
    assert [member.weight for member in facts.members] == [0, 0, 0]


def test_an_observer_neither_signs_nor_bears_a_share(store: Store) -> None:
    town = a_town(store)
    group_id = found(town)
    do(store, service.add_member, town.owners[0], group_id=group_id, firm_id=town.firms[3],
       role=MemberRole.OBSERVER)  # fmt: skip
    drafted = draft(town, group_id)
    with pytest.raises(Forbidden):
        sign(town, drafted, town.owners[3])
    for owner in town.owners[:3]:
        sign(town, drafted, owner)
    facts = see(store, reads.group_facts, group_id=group_id)
    assert facts.state is GroupState.AGREED
    assert [member.weight for member in facts.members] == [5000, 3000, 2000, 0]


@pytest.mark.parametrize("who", ["tutor", "stranger", "coordinator"])
def test_only_a_member_firms_own_people_sign(store: Store, who: str) -> None:
    town = a_town(store)
    group_id = found(town)
    drafted = draft(town, group_id)
    people = {"tutor": town.tutor, "stranger": town.owners[3], "coordinator": town.coordinator}
    with pytest.raises(NotFound if who == "stranger" else Forbidden):
        sign(town, drafted, people[who])
    assert count(store, AgreementSignature) == 0


def test_a_firm_signs_once_whoever_signs_for_it(store: Store) -> None:
    town = a_town(store)
    group_id = found(town)
    drafted = draft(town, group_id)
    sign(town, drafted, town.leader)
    with pytest.raises(Refused) as refusal:
        sign(town, drafted, town.owners[0])
    assert refusal.value.reason.code == "groups.already_signed"
    assert count(store, AgreementSignature) == 1


def test_a_double_click_signs_once(store: Store) -> None:
    town = a_town(store)
    drafted = draft(town, found(town))
    answers = [sign(town, drafted, town.owners[0], once="click") for _click in range(2)]
    assert answers[0] == answers[1]
    assert count(store, AgreementSignature) == 1


def test_a_text_that_changed_after_reading_is_not_signed(store: Store) -> None:
    town = a_town(store)
    group_id = found(town)
    read_first = draft(town, group_id)
    draft(town, group_id, booking_ceiling_yen=200_000)
    with pytest.raises(Refused) as refusal:
        sign(town, read_first, town.owners[1])
    assert refusal.value.reason.code == "groups.other_text"


def test_a_draft_without_signature_is_rewritten_under_its_number(store: Store) -> None:
    town = a_town(store)
    group_id = found(town)
    first = draft(town, group_id)
    second = draft(town, group_id, booking_ceiling_yen=90_000)
    assert (first.number, second.number) == (1, 1)
    assert first.digest != second.digest
    assert count(store, AgreementVersion) == 1


def test_a_change_before_all_have_signed_withdraws_the_signatures_and_tells_the_signers(
    store: Store,
) -> None:
    town = a_town(store)
    group_id = found(town)
    first = draft(town, group_id)
    sign(town, first, town.owners[1])
    second = draft(town, group_id, booking_ceiling_yen=90_000)
    assert second.number == 2
    states = [row.state for row in rows(store, AgreementVersion)]
    assert states == [AgreementState.WITHDRAWN, AgreementState.DRAFT]
    text = see(store, reads.agreement_text, town.owners[1], group_id=group_id)
    assert [row.signed_at for row in text.firms] == [None, None, None]
    assert text.changed == ("専門家の予約",)
    assert any("取り消されました" in each for each in told(store, town.owners[1]))
    assert not any("取り消されました" in each for each in told(store, town.owners[2]))
    with pytest.raises(Refused) as refusal:
        sign(town, first, town.owners[2])
    assert refusal.value.reason.code == "groups.newer_version"
    assert refusal.value.params == {"number": 2}


def test_drafting_after_agreement_opens_the_group_again(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    drafted = draft(town, group_id, booking_ceiling_yen=90_000)
    assert drafted.number == 2
    assert page(town, group_id).card.state is GroupState.PREPARATORY
    for owner in town.owners[:3]:
        sign(town, drafted, owner)
    assert page(town, group_id).card.state is GroupState.AGREED
    states = [row.state for row in rows(store, AgreementVersion)]
    assert states == [AgreementState.ENDED, AgreementState.SIGNED]


def test_nothing_is_drafted_while_the_ward_looks_at_the_group(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    apply(town, group_id)
    check(town, group_id)
    with pytest.raises(Refused) as refusal:
        draft(town, group_id)
    assert refusal.value.reason.code == "groups.no_draft_now"


def test_a_registered_group_changes_its_agreement_from_the_agreed_day_on(store: Store) -> None:
    town = a_town(store)
    group_id = a_registered_group(town)
    first_of_december = TODAY + timedelta(days=7)
    drafted = draft(town, group_id, booking_ceiling_yen=90_000, effective_from=first_of_december)
    for owner in town.owners[:3]:
        sign(town, drafted, owner)
    facts = see(store, reads.group_facts, group_id=group_id)
    assert facts.state is GroupState.CHANGED
    assert facts.can_book
    assert (facts.version_number, facts.booking_ceiling_yen) == (1, 120_000)
    old, new = rows(store, AgreementVersion)
    assert (old.state, old.replaced_on) == (AgreementState.ENDED, first_of_december)
    assert (new.state, new.signed_on) == (AgreementState.SIGNED, TODAY)


def test_the_changed_agreement_holds_on_its_day(store: Store) -> None:
    from hub.platform import commands  # noqa: PLC0415  a look on another day

    town = a_town(store)
    group_id = a_registered_group(town)
    day = TODAY + timedelta(days=7)
    drafted = draft(town, group_id, booking_ceiling_yen=90_000, effective_from=day)
    for owner in town.owners[:3]:
        sign(town, drafted, owner)
    ceilings = [
        commands.look(
            store, reads.group_facts, actor=town.owners[0], now=NOW + timedelta(days=days),
            group_id=group_id,
        ).booking_ceiling_yen
        for days in (6, 7)
    ]  # fmt: skip
    assert ceilings == [120_000, 90_000]


def test_a_late_last_signature_moves_the_beginning_to_its_own_day(store: Store) -> None:
    town = a_town(store)
    group_id = a_registered_group(town)
    drafted = draft(town, group_id, booking_ceiling_yen=90_000)
    sign(town, drafted, town.owners[0])
    sign(town, drafted, town.owners[1])
    facts = see(store, reads.group_facts, group_id=group_id)
    assert facts.booking_ceiling_yen == 120_000
    sign(town, drafted, town.owners[2], now=LATER)
    old = rows(store, AgreementVersion)[0]
    assert old.replaced_on == TODAY + timedelta(days=3)


def test_a_member_of_the_next_ward_signs_like_the_others(store: Store) -> None:
    town = a_town(store)
    firms = (*town.firms[1:2], town.outside)
    group_id = found(town, firm_ids=firms)
    drafted = draft(
        town, group_id, shares=[], duties=dict.fromkeys((town.firms[0], *firms), "場所を出す")
    )
    for owner in (town.owners[0], town.owners[1], town.outside_owner):
        sign(town, drafted, owner)
    assert page(town, group_id).card.state is GroupState.AGREED
