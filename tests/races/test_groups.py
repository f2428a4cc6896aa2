"""Firms sign, book and are numbered at the same moment, 20 times over, on both engines.

Measured: in each round the three owners of a group sign one version at a barrier; whoever is last
completes it, so exactly one answer says that nothing is missing. Of forty first bookings at once
exactly one makes the group active. Forty clients who take registration numbers get each once and
without a gap.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import pytest

from hub.groups import queries, service
from hub.platform.context import Ctx
from hub.platform.db import Store, retry
from models.groups import GroupStep
from models.vocab.groups import GroupAction, GroupState
from tests.support.groups import (
    a_registered_group,
    a_town,
    an_agreed_group,
    draft,
    page,
    sign,
)
from tests.support.internship import NOW, SYSTEM, rows
from tests.support.measure import rounds

Answer = TypeVar("Answer")
CLIENTS: Final = 40
ROUNDS: Final = rounds(whole=20, part=5)


def together(count: int, work: Callable[[int], Answer]) -> list[Answer]:
    """Answers of so many clients, who start at a barrier."""
    gate = threading.Barrier(count)

    def client(number: int) -> Answer:
        gate.wait(timeout=60)
        return work(number)

    with ThreadPoolExecutor(count) as clients:
        return list(clients.map(client, range(count)))


@pytest.mark.slow
def test_of_three_last_signatures_at_once_exactly_one_completes_the_agreement(
    store: Store,
) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    for turn in range(ROUNDS):
        drafted = draft(town, group_id, booking_ceiling_yen=1_000 * (turn + 1))
        signed = together(3, lambda at, drafted=drafted: sign(town, drafted, town.owners[at]))  # type: ignore[misc]  # a default binds the version
        assert sorted(each.missing for each in signed) == [0, 1, 2]
        seen = page(town, group_id)
        assert seen.card.state is GroupState.AGREED
        assert seen.agreement is not None
        assert seen.agreement.missing == ()
        assert seen.agreement.ceiling_yen == 1_000 * (turn + 1)


@pytest.mark.slow
def test_of_forty_first_bookings_at_once_exactly_one_makes_the_group_active(
    store: Store,
) -> None:
    town = a_town(store)
    group_id = a_registered_group(town)

    def book(_number: int) -> str:
        def transaction() -> None:
            with store.writing() as session:
                service.mark_active(Ctx(session, SYSTEM, NOW), group_id=group_id)

        retry(transaction)
        return "done"

    assert together(CLIENTS, book) == ["done"] * CLIENTS
    assert page(town, group_id).card.state is GroupState.ACTIVE
    assert [step.action for step in rows(store, GroupStep)].count(GroupAction.BOOK) == 1


@pytest.mark.slow
def test_each_registration_number_is_given_once_and_without_a_gap(store: Store) -> None:
    def take(_number: int) -> list[int]:
        taken = []
        for _turn in range(ROUNDS):

            def transaction() -> int:
                with store.writing() as session:
                    return queries.next_number(Ctx(session, SYSTEM, NOW), "1-2026")

            taken.append(retry(transaction))
        return taken

    given = [number for taken in together(CLIENTS, take) for number in taken]
    assert sorted(given) == list(range(1, CLIENTS * ROUNDS + 1))
