"""Somebody pulls the plug while people fill in a form: every field that was saved is there.

Measured: a process saves field after field and is killed with signal 9 at a random moment; the
next one goes on with the draft as the database has it.
"""

from pathlib import Path
from typing import Final

from hub.platform.db import Store
from hub.platform.drafts import Place
from models.vocab import Role
from tests.support.draft_killing import FLOW, kill_often
from tests.support.internship import a_person, a_ward

CYCLES: Final = {"sqlite": 20, "postgresql": 5}


def test_no_saved_field_of_a_draft_is_lost(store: Store, engine_kind: str, tmp_path: Path) -> None:
    person = a_person(store, Role.GROUP_LEADER, ward_id=a_ward(store))
    place = Place(person.person_id or 0, FLOW, "1")
    told, lost = kill_often(store, tmp_path, place, CYCLES[engine_kind])
    assert told >= CYCLES[engine_kind]
    assert lost == []
