"""The demo's claims on any day: one at every point of its way, none of them a dead end."""

from collections import Counter

import pytest

from hub.platform import commands
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from hub.subsidy import reads
from models.subsidy import Claim, IssuedFile
from models.vocab import Role
from models.vocab.subsidy import ClaimState
from tests.demo.conftest import Town
from tests.support.internship import count, rows


@pytest.mark.slow
def test_every_list_of_the_ward_has_a_claim_and_every_claim_a_next_step(town: Town) -> None:
    store, now = town.store, town.now
    states = Counter(claim.state for claim in rows(store, Claim))
    assert states == {
        ClaimState.SUBMITTED: 1, ClaimState.REVIEW: 1, ClaimState.RETURNED: 1,
        ClaimState.DECIDING: 1, ClaimState.GRANTED: 2, ClaimState.REPORT_REVIEW: 1,
        ClaimState.FIXING: 1, ClaimState.DETERMINED: 1, ClaimState.COMPLETED: 1,
        ClaimState.CHANGE_REVIEW: 1,
    }  # fmt: skip
    assert count(store, IssuedFile) == 9
    clerk = Actor(_person(store, "濵田 直子"), "濵田 直子", Seat(1, Role.WARD_CLERK, 1))
    approver = Actor(_person(store, "廣瀨 誠"), "廣瀨 誠", Seat(1, Role.WARD_APPROVER, 1))
    inbox: reads.Inbox = commands.look(store, reads.inbox, actor=clerk, now=now, ward_id=1)
    assert len(inbox.rows) == 10
    assert all(inbox.counts[tab] for tab in (reads.Tab.NEW, reads.Tab.DECIDING, reads.Tab.PAYMENT))
    for row in inbox.rows:
        actor = approver if reads.Tab.DECIDING in row.tabs else clerk
        if reads.Tab.WAITING in row.tabs:
            continue
        seen = commands.look(
            store, reads.staff_claim, actor=actor, now=now, claim_id=row.head.claim_id
        )
        assert seen.actions, row.head.title
    page: reads.BudgetPage = commands.look(
        store, reads.budget_page, actor=clerk, now=now, ward_id=1
    )
    assert page.faults == ()


def _person(store: Store, name: str) -> int:
    from models.accounts import Person  # noqa: PLC0415  a look behind the door

    return next(int(each.id) for each in rows(store, Person) if each.name == name)
