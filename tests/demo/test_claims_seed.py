"""The demo's claims on any day: one at every point of its way, none of them a dead end."""

from collections import Counter

import pytest

from hub.platform import commands
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from hub.subsidy import queries, reads
from models.subsidy import Claim, IssuedFile, PaymentOrder
from models.vocab import Role
from models.vocab.subsidy import ClaimState, OrderKind
from seed.programmes import FULL
from tests.demo.conftest import Town
from tests.support.internship import count, rows


@pytest.mark.slow
def test_every_list_of_the_ward_has_a_claim_and_every_claim_a_next_step(town: Town) -> None:
    store, now = town.store, town.now
    states = Counter(claim.state for claim in rows(store, Claim))
    assert states == {
        ClaimState.SUBMITTED: 1, ClaimState.REVIEW: 1, ClaimState.RETURNED: 1,
        ClaimState.DECIDING: 1, ClaimState.GRANTED: 2, ClaimState.REPORT_REVIEW: 2,
        ClaimState.FIXING: 1, ClaimState.DETERMINED: 4, ClaimState.COMPLETED: 1,
        ClaimState.CHANGE_REVIEW: 1, ClaimState.INSPECTED: 1,
    }  # fmt: skip
    assert count(store, IssuedFile) == 22
    clerk = Actor(_person(store, "濵田 直子"), "濵田 直子", Seat(1, Role.WARD_CLERK, 1))
    approver = Actor(_person(store, "廣瀨 誠"), "廣瀨 誠", Seat(1, Role.WARD_APPROVER, 1))
    inbox: reads.Inbox = commands.look(store, reads.inbox, actor=clerk, now=now, ward_id=1)
    assert len(inbox.rows) == 15
    assert all(inbox.counts[tab] for tab in (reads.Tab.NEW, reads.Tab.DECIDING, reads.Tab.PAYMENT))
    for row in inbox.rows:
        actor = approver if reads.Tab.DECIDING in row.tabs else clerk
        if reads.Tab.WAITING in row.tabs:
            continue
        seen = commands.look(
            store, reads.staff_claim, actor=actor, now=now, claim_id=row.head.claim_id
        )
        ordered = any(order.state in queries.UNDER_WAY for order in seen.orders)
        assert seen.actions or ordered, row.head.title
    page: reads.BudgetPage = commands.look(
        store, reads.budget_page, actor=clerk, now=now, ward_id=1
    )
    assert page.faults == ()


@pytest.mark.slow
def test_each_desk_of_the_long_way_has_a_claim(town: Town) -> None:
    store, now = town.store, town.now
    inspector = Actor(_person(store, "冨田 聡"), "冨田 聡", Seat(1, Role.INSPECTOR, 1))
    orderer = Actor(_person(store, "早坂 文"), "早坂 文", Seat(1, Role.WARD_APPROVER, 1))
    accounting = Actor(_person(store, "嶋村 恵"), "嶋村 恵", Seat(1, Role.ACCOUNTING, 1))
    waiting = commands.look(store, reads.inspections, actor=inspector, now=now, ward_id=1)
    assert [(each.hindrance, each.head.programme) for each in waiting] == [("", FULL[1])]
    for actor in (orderer, accounting):
        found = commands.look(store, reads.orders_under_way, actor=actor, now=now, ward_id=1)
        mine = [each for each in found if each.is_mine and each.row.kind is OrderKind.FINAL]
        assert len(mine) == 1, actor.name
        page = commands.look(
            store, reads.order_page, actor=actor, now=now, claim_id=mine[0].head.claim_id
        )
        assert page.actions, actor.name
    asked = {order.claim_id for order in rows(store, PaymentOrder)}
    fixed = [claim for claim in rows(store, Claim) if claim.state is ClaimState.DETERMINED]
    assert len([claim for claim in fixed if claim.id not in asked]) == 2, "one light, one full"


def _person(store: Store, name: str) -> int:
    from models.accounts import Person  # noqa: PLC0415  a look behind the door

    return next(int(each.id) for each in rows(store, Person) if each.name == name)
