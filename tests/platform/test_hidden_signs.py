"""No name of a person, firm, group or file turns around or hides a part of itself."""

from typing import Any

import pytest

from hub.accounts import service as accounts
from hub.directory import service as directory
from hub.groups import service as groups
from hub.kernel.errors import Invalid
from hub.platform import commands
from hub.platform.db import Store
from hub.platform.uploads import receiving
from models.accounts import Person
from models.vocab import FileKind, Role
from tests.support.internship import a_person, a_ward, count, do, rows

RIGHT_TO_LEFT = "髙橋\u202e一"
ALLOWED = "葛\U000e0100城 辻\ufe00"


def _person(store: Store, name: str, kana: str = "タカハシ") -> None:
    do(store, accounts.add_person, name=name, kana=kana, role=Role.EXPERT, ward_id=a_ward(store))


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u200b", "\u2066", "\u061c", "\u3164", "\ufeff", "\x9b"]
)
@pytest.mark.parametrize("field", ["name", "kana"])
def test_a_name_with_a_sign_that_nobody_sees_is_refused_at_its_field(
    store: Store, field: str, sign: str
) -> None:
    given = {"name": "髙橋 一", "kana": "タカハシ"} | {field: f"タカ{sign}ハシ"}
    with pytest.raises(Invalid) as wrong:
        _person(store, **given)
    assert [(each.field, each.reason, each.params) for each in wrong.value.problems] == [
        (field, commands.HIDDEN_SIGN, {"at": 3})
    ]
    assert count(store, Person) == 0


def test_a_shape_of_a_kanji_that_is_chosen_by_a_sign_stays(store: Store) -> None:
    _person(store, ALLOWED)
    assert [row.name for row in rows(store, Person)] == [ALLOWED]


def test_a_firm_and_a_group_are_refused_alike(store: Store) -> None:
    ward = a_ward(store)
    staff = a_person(store, Role.COORDINATOR, ward_id=ward)
    firm: dict[str, Any] = {"ward_id": ward, "name": RIGHT_TO_LEFT, "kana": "タカ", "town": "蒲田"}
    with pytest.raises(Invalid) as wrong:
        do(store, directory.add_firm, staff, **firm)
    assert ("name", commands.HIDDEN_SIGN) in [(p.field, p.reason) for p in wrong.value.problems]
    group: dict[str, Any] = {
        "ward_id": ward, "name": RIGHT_TO_LEFT, "purpose": "旋盤の技を継ぐ", "leader_firm_id": 1,
        "firm_ids": (1,),
    }  # fmt: skip
    with pytest.raises(Invalid) as wrong:
        do(store, groups.found_group, staff, **group)
    assert ("name", commands.HIDDEN_SIGN) in [(p.field, p.reason) for p in wrong.value.problems]


def test_a_file_whose_name_turns_around_is_not_taken() -> None:
    body = "会社名\n髙﨑精密\n".encode()
    with pytest.raises(Invalid) as wrong:
        receiving.check("会社\u202evsc.csv", body, frozenset({FileKind.CSV}))
    (problem,) = wrong.value.problems
    assert problem.reason.code == "files.hidden_sign"
    taken = receiving.check("葛\U000e0100城.csv", body, frozenset({FileKind.CSV}))
    assert taken.name == "葛\U000e0100城.csv"
