"""A person says how to be told: what leads nowhere is refused, what people write is accepted."""

from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from hub.accounts import reads, service
from hub.accounts.wishes import KeepWishes
from hub.kernel.errors import Invalid, Refused
from hub.platform import crypto
from hub.platform.db import Store
from models.accounts import Contact
from models.platform import AuditRow
from models.vocab import Channel, Role
from tests.support.internship import a_person, a_ward, do, rows, see


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        pytest.param("mail", " Rin＠Example.JP ", "Rin@example.jp", id="wide mail"),
        pytest.param("postal", "〒１４４－００５１", "144-0051", id="wide postal code"),
        pytest.param("postal", "1440051", "144-0051", id="postal code without hyphen"),
        pytest.param("phone", "０３ー１２３４ー５６７８", "03-1234-5678", id="wide telephone"),
        pytest.param("address", "大田区　西蒲田7-1 ", "大田区 西蒲田7-1", id="address"),
    ],
)
def test_what_people_write_is_accepted(field: str, typed: str, kept: str) -> None:
    given: dict[str, Any] = {"told_by": Channel.IN_APP, field: typed}
    assert getattr(KeepWishes(**given), field) == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("mail", "rin"), ("mail", "a b@example.jp"), ("mail", "a@b.example\r\nBcc: c@d.example"),
        ("postal", "144-005"), ("phone", "1234"), ("phone", "03-1234-567x"), ("told_by", "feed"),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_refused_at_its_field(field: str, typed: str) -> None:
    with pytest.raises(ValidationError) as found:
        KeepWishes.model_validate({"told_by": Channel.IN_APP, field: typed})
    assert [error["loc"][0] for error in found.value.errors()] == [field]


@pytest.mark.parametrize(
    ("way", "missing"),
    [
        (Channel.MAIL, ["mail"]), (Channel.LETTER, ["postal", "address"]),
        (Channel.PHONE, ["phone"]), (Channel.SMS, ["phone"]),
    ],
)  # fmt: skip
def test_a_way_needs_its_address(store: Store, way: Channel, missing: list[str]) -> None:
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    with pytest.raises(Invalid) as refused:
        do(store, service.keep_wishes, student, told_by=way)
    assert [problem.field for problem in refused.value.problems] == missing
    assert rows(store, Contact) == []


def test_wishes_are_kept_and_seen_by_their_person_alone(store: Store) -> None:
    ward = a_ward(store)
    student, other = (a_person(store, Role.STUDENT, ward_id=ward) for _number in range(2))
    first = see(store, reads.my_wishes, student)
    assert (first.told_by, first.mail, first.lang) == (Channel.MAIL, "", "ja")
    given: dict[str, Any] = {"told_by": Channel.MAIL, "mail": "rin@example.jp", "lang": "en"}
    do(store, service.keep_wishes, student, is_digest=True, **given)
    found = see(store, reads.my_wishes, student)
    assert (found.told_by, found.mail, found.is_digest, found.lang) == (
        Channel.MAIL, "rin@example.jp", True, "en",
    )  # fmt: skip
    assert see(store, reads.my_wishes, other).mail == ""
    assert rows(store, AuditRow)[-1].record == "contact"


def test_a_new_address_is_tried_again_after_refusals(store: Store) -> None:
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    do(store, service.keep_wishes, student, told_by=Channel.MAIL, mail="rin@example.jp")
    with store.writing() as session:
        row = session.get_one(Contact, 1)
        row.bounces = 2
    assert see(store, reads.my_wishes, student).is_refused
    do(store, service.keep_wishes, student, told_by=Channel.MAIL, mail="rin@example.jp")
    assert see(store, reads.my_wishes, student).is_refused, "the same address stays refused"
    do(store, service.keep_wishes, student, told_by=Channel.MAIL, mail="rin@example.com")
    assert not see(store, reads.my_wishes, student).is_refused


def test_who_reads_the_database_reads_no_address(store: Store) -> None:
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    told: dict[str, Any] = {"mail": "rin@example.jp", "phone": "03-1234-5678", "postal": "144-0000"}
    do(store, service.keep_wishes, student, told_by=Channel.MAIL, address="大田区糀谷0-0-0", **told)
    with store.engine.connect() as connection:
        held = str(connection.execute(sa.text("SELECT * FROM contact")).all())
    assert not [each for each in (*told.values(), "rin", "糀谷") if each in held]
    assert see(store, reads.my_wishes, student).address == "大田区糀谷0-0-0"


def test_an_address_moved_to_another_person_does_not_open(store: Store) -> None:
    ward = a_ward(store)
    student, other = (a_person(store, Role.STUDENT, ward_id=ward) for _number in range(2))
    do(store, service.keep_wishes, student, told_by=Channel.MAIL, mail="rin@example.jp")
    with store.writing() as session:
        session.get_one(Contact, 1).person_id = other.person_id or 0
    with pytest.raises(Refused) as refused:
        see(store, reads.my_wishes, other)
    assert refused.value.reason is crypto.NOT_SEALED
