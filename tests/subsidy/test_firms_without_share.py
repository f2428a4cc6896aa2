"""Firms of the group that bear nothing of the cost: they apply with the others all the same."""

from dataclasses import replace

import pytest

from hub.kernel.errors import Refused
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from hub.subsidy import service, words
from models.vocab import Role
from models.vocab.subsidy import ClaimState
from tests.support.claims import ALL_PLEDGES, Office, a_draft, an_office, firm, press, submitted


def also_in(actor: Actor, office: Office, firm_id: int) -> Actor:
    """The same person with a second seat, in a firm."""
    seat = Seat(99_999, Role.FIRM_REPRESENTATIVE, office.ward, firm_id)
    return replace(actor, others=(*actor.others, seat))


def test_a_leader_who_bears_nothing_reads_and_sends_the_claim(store: Store) -> None:
    office = an_office(store, percent=(0, 6000, 4000))
    claim_id = a_draft(office)
    seen = firm(office, claim_id)
    assert seen.is_leader
    assert sum(share.amount_yen for share in seen.shares) == seen.working.amount_yen
    own = {share.firm: share.amount_yen for share in seen.shares}
    assert own["髙﨑精密"] == 0, "who bears nothing gets nothing"
    sent = press(office, service.submit_claim, office.leader, claim_id, pledged=ALL_PLEDGES)
    assert sent.state == ClaimState.SUBMITTED


def test_nobody_of_a_firm_that_bears_nothing_checks_or_decides_the_claim(store: Store) -> None:
    office = an_office(store, percent=(6000, 4000, 0))
    claim_id = submitted(office)
    both = also_in(office.clerk, office, office.scene.firms[2])
    with pytest.raises(Refused) as refusal:
        press(office, service.accept_claim, both, claim_id)
    assert refusal.value.reason is words.OWN_FIRM
