"""Somebody pulls the plug while people write: what was acknowledged is there, nothing is half done.

A process runs the real command without pause, about a hundred times a second, and is killed with
signal 9 at a random moment; the next one goes on in the same database.
"""

from pathlib import Path
from typing import Final

from hub.platform.db import Store
from tests.support.killing import kill_often

CYCLES: Final = {"sqlite": 20, "postgresql": 5}


def test_no_acknowledged_act_is_lost_and_the_chain_holds(
    store: Store, engine_kind: str, tmp_path: Path
) -> None:
    outcome = kill_often(store, tmp_path, CYCLES[engine_kind])
    assert outcome.kills == CYCLES[engine_kind]
    assert len(outcome.acknowledged) >= outcome.kills
    assert outcome.lost == []
    assert outcome.faults == []
