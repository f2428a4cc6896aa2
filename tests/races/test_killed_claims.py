"""Somebody pulls the plug in the middle of a decision: the claim is as before or as after."""

from pathlib import Path

import pytest

from hub.platform.db import Store
from tests.support.claim_killing import kill_often
from tests.support.claims import an_office

# `hub bench kill` has the full count.
KILLS = 2


@pytest.mark.slow
def test_a_claim_is_never_half_moved_and_what_was_said_is_kept(
    store: Store, tmp_path: Path
) -> None:
    found = kill_often(an_office(store, yen=200_000), tmp_path, KILLS)
    assert found.kills == KILLS
    assert found.told >= KILLS
    assert found.faults == []
