"""The directory of firms: entered once, found in any shape, changed by those who may."""

from datetime import timedelta

import pytest

from hub.directory import reads, service
from hub.directory.reads import FirmList, FirmPage
from hub.kernel.errors import Invalid, Stale
from hub.platform import commands
from hub.platform.context import Actor
from hub.platform.db import Store
from models.directory import Firm, Machine
from models.vocab import Role
from models.vocab.directory import FirmKind
from tests.support.arrangements.directory import a_machine, an_entry
from tests.support.internship import NOW, a_firm, a_person, a_ward, count, do, rows, see


@pytest.fixture
def ward(store: Store) -> int:
    return a_ward(store)


@pytest.fixture
def clerk(store: Store, ward: int) -> Actor:
    return a_person(store, Role.WARD_CLERK, ward_id=ward)


def registered(store: Store, clerk: Actor, **other: object) -> int:
    ward_id, entry = clerk.seat.ward_id, an_entry(**other)
    return int(do(store, service.register_firm, clerk, ward_id=ward_id, entry=entry).firm_id)


def page(store: Store, firm_id: int, actor: Actor) -> FirmPage:
    seen: FirmPage = see(store, reads.firm_page, actor, firm_id=firm_id)
    return seen


def listed(store: Store, actor: Actor, text: str = "", first: int = 0) -> FirmList:
    found: FirmList = see(
        store, reads.firm_list, actor, ward_id=actor.seat.ward_id, text=text, first=first
    )
    return found


def refusals(problem: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(each.field, each.reason.code) for each in problem.value.problems]


def test_a_firm_is_kept_as_typed_and_its_numbers_in_one_form(store: Store, clerk: Actor) -> None:
    seen = page(store, registered(store, clerk, number="Ｔ７０００－０１２０５－０００２"), clerk)
    assert seen.name == "髙﨑精密株式会社"
    assert seen.number == "7000012050002"
    assert (seen.postal, seen.phone) == ("144-0052", "03-3744-1234")
    assert seen.kind is FirmKind.CORPORATION


def test_a_sole_proprietor_needs_no_number(store: Store, clerk: Actor) -> None:
    firm_id = registered(store, clerk, kind="sole", number="", owner="髙﨑 美咲", name="髙﨑研磨")
    seen = page(store, firm_id, clerk)
    assert (seen.kind, seen.number, seen.owner) == (FirmKind.SOLE, "", "髙﨑 美咲")


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        ({"number": "700001205000"}, "entry.number", "directory.number_digits"),
        ({"number": "1000020131131"}, "entry.number", "directory.number_check"),
        ({"number": ""}, "entry", "directory.number_missing"),
        ({"kind": "sole"}, "entry", "directory.number_not_sole"),
        ({"name": " "}, "entry.name", "input.required"),
        ({"kana": "髙﨑"}, "entry.kana", "directory.no_kana"),
        ({"phone": "なし"}, "entry.phone", "directory.no_phone"),
        ({"postal": "144"}, "entry.postal", "directory.no_postal"),
        ({"technology": "あ" * 601}, "entry.technology", "input.too_long"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    store: Store, clerk: Actor, typed: dict[str, str], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as problem:
        registered(store, clerk, **typed)
    assert (field, code) in refusals(problem)
    assert count(store, Firm) == 0


def test_a_number_is_entered_once_and_the_firm_that_has_it_is_named(
    store: Store, clerk: Actor
) -> None:
    registered(store, clerk)
    with pytest.raises(Invalid) as problem:
        registered(store, clerk, name="別の名前")
    assert refusals(problem) == [("entry.number", "directory.number_taken")]
    assert problem.value.problems[0].params == {"firm": "髙﨑精密株式会社"}
    with pytest.raises(Invalid) as problem:
        registered(store, clerk, number="1000020131113")
    assert refusals(problem) == [("entry.name", "directory.name_taken")]


@pytest.mark.parametrize(
    "text",
    ["高崎", "髙﨑精密", "タカサキ", "たかさき", "ﾀｶｻｷ", "7000012", "７０００－０１２", "㈱高崎"],
)
def test_a_firm_is_found_by_shape_reading_and_number(store: Store, clerk: Actor, text: str) -> None:
    registered(store, clerk)
    registered(store, clerk, number="1000020131113", name="橋口製作所", kana="ハシグチ")
    assert [row.name for row in listed(store, clerk, text).rows] == ["髙﨑精密株式会社"]


def test_the_list_has_twenty_firms_a_page_in_kana_order(store: Store, clerk: Actor) -> None:
    for at in range(23):
        registered(
            store, clerk, kind="sole", number="", name=f"工場{at:02}", kana=f"コウジョウ{at:02}"
        )
    first, second = listed(store, clerk), listed(store, clerk, first=20)
    assert (first.total, len(first.rows), len(second.rows)) == (23, 20, 3)
    assert [row.name for row in (*first.rows, *second.rows)] == [f"工場{at:02}" for at in range(23)]


def test_a_percent_sign_is_looked_for_as_a_sign(store: Store, clerk: Actor) -> None:
    registered(store, clerk)
    assert listed(store, clerk, "%").total == 0
    assert listed(store, clerk, "_").total == 0


def test_the_representative_changes_the_own_firm_and_an_older_sight_is_refused(
    store: Store, ward: int, clerk: Actor
) -> None:
    firm_id = registered(store, clerk)
    own = a_person(store, Role.FIRM_REPRESENTATIVE, ward_id=ward, firm_id=firm_id)
    entry = an_entry(technology="研削")
    do(store, service.change_firm, own, firm_id=firm_id, version=0, entry=entry)
    assert page(store, firm_id, own).technology == "研削"
    with pytest.raises(Stale):
        do(store, service.change_firm, clerk, firm_id=firm_id, version=0, entry=entry)


def test_people_phone_and_private_machines_are_for_the_firm_and_its_ward(
    store: Store, ward: int, clerk: Actor
) -> None:
    firm_id = registered(store, clerk, owner="髙﨑 美咲")
    own = a_person(store, Role.FIRM_TUTOR, ward_id=ward, firm_id=firm_id, name="渡邊 健一")
    other = a_person(store, Role.FIRM_TUTOR, ward_id=ward, firm_id=a_firm(store, ward))
    for name, visibility in (("NC旋盤", "public"), ("試作機", "private")):
        entry = a_machine(name=name, visibility=visibility)
        do(store, service.put_machine, clerk, firm_id=firm_id, entry=entry)
    inside, outside = page(store, firm_id, own), page(store, firm_id, other)
    assert inside.people == (("渡邊 健一", Role.FIRM_TUTOR),)
    assert (inside.phone, inside.owner) == ("03-3744-1234", "髙﨑 美咲")
    assert {one.name for one in inside.machines} == {"NC旋盤", "試作機"}
    assert (outside.people, outside.phone, outside.owner) == ((), "", "")
    assert [one.name for one in outside.machines] == ["NC旋盤"]
    assert [row.machines for row in listed(store, other, "7000012050002").rows] == [("NC旋盤",)]


def test_a_dangerous_machine_says_from_which_age(store: Store, clerk: Actor) -> None:
    firm_id = registered(store, clerk)
    entry = a_machine(name="プレス", hazards=["press_setting"])
    do(store, service.put_machine, clerk, firm_id=firm_id, entry=entry)
    do(store, service.put_machine, clerk, firm_id=firm_id, entry=a_machine())
    found = {one.name: one.least_age for one in page(store, firm_id, clerk).machines}
    assert found == {"プレス": 18, "NC旋盤": 0}


def test_the_same_machine_is_entered_once(store: Store, clerk: Actor) -> None:
    firm_id = registered(store, clerk)
    do(store, service.put_machine, clerk, firm_id=firm_id, entry=a_machine())
    with pytest.raises(Invalid) as problem:
        do(store, service.put_machine, clerk, firm_id=firm_id, entry=a_machine())
    assert refusals(problem) == [("entry.name", "directory.machine_taken")]
    assert count(store, Machine) == 1


def test_an_entry_that_nobody_confirmed_for_a_year_is_old(store: Store, clerk: Actor) -> None:
    firm_id = registered(store, clerk)
    found = [
        commands.look(
            store, reads.firm_page, actor=clerk, now=NOW + timedelta(days=days), firm_id=firm_id
        )
        for days in (365, 366)
    ]
    assert [page.is_old for page in found] == [False, True]


def test_a_firm_of_an_import_waits_for_its_kind_and_can_be_found(store: Store, ward: int) -> None:
    a_firm(store, ward, "廣瀨製作所")
    assert [row.kind for row in rows(store, Firm)] == [FirmKind.UNSTATED]
    reader = a_person(store, Role.AUDITOR, ward_id=ward)
    assert [row.name for row in listed(store, reader, "広瀬").rows] == ["廣瀨製作所"]


def test_places_of_a_postal_code_come_from_the_table(store: Store, clerk: Actor) -> None:
    assert see(store, reads.places_of, clerk, code="1440052") == ("東京都大田区蒲田",)
    assert len(see(store, reads.places_of, clerk, code="4980000")) == 2
    assert see(store, reads.places_of, clerk, code="9999999") == ()
