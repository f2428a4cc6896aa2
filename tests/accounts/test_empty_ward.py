"""An empty database becomes a working ward with nothing but commands, the way the pages go."""

import json
from datetime import date

import pytest

from hub import wiring
from hub.accounts import reads, service
from hub.accounts import service as accounts
from hub.internship import reads as internship
from hub.internship import service as rounds
from hub.kernel.errors import Refused
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.subsidy import reads as subsidy_reads
from hub.subsidy import service as subsidy
from models.accounts import Membership
from models.vocab import Role
from seed import wards
from seed.programmes import SHEET
from tests.support.internship import NOW, PERIODS, a_ward, count, do, rows, see

pytestmark = pytest.mark.usefixtures("_bound")


@pytest.fixture
def _bound() -> None:
    wiring.bind()


def entered(store: Store, login: str, code: str, cookie: str) -> Actor:
    """Sign in with the number and the code of a letter, as the route does."""
    code_id = service.fit(see(store, reads.credentials_of, login=login), code).code_id
    assert code_id
    digest = service.token_hash(cookie)
    do(store, service.open_code_session, code_id=code_id, token_hash=digest)
    return with_password(store, cookie)


def with_password(store: Store, cookie: str) -> Actor:
    """Set the password that people of an office need before any page opens."""
    found = service.standing(store, cookie, NOW)
    assert found is not None
    do(
        store, service.set_password, found.actor, password_hash="x" * 40,
        session_hash=service.token_hash(cookie), token_hash=service.token_hash(f"next {cookie}"),
    )  # fmt: skip
    actor = service.actor_of(store, f"next {cookie}", NOW)
    assert actor is not None
    return actor


def came_by_link(store: Store, admin: Actor, role: Role) -> Actor:
    """Invited by a link and in."""
    link = f"link-{role}"
    do(
        store, accounts.send_invitation, admin, name="栗原 眞理子", kana="クリハラ マリコ",
        role=role, token_hash=service.token_hash(link),
    )  # fmt: skip
    found = do(
        store, accounts.accept_invitation, token_hash=service.token_hash(link),
        code_hash="x" * 40,
    )  # fmt: skip
    digest = service.token_hash(f"cookie-{role}")
    do(store, service.open_code_session, code_id=found.code_id, token_hash=digest)
    return with_password(store, f"cookie-{role}")


def came_by_letter(store: Store, admin: Actor, role: Role) -> Actor:
    """Invited by a letter and in."""
    added = do(
        store, accounts.add_person, admin, name="濵田 直子", kana="ハマダ ナオコ", role=role,
        ward_id=admin.seat.ward_id,
    )  # fmt: skip
    code, code_hash = service.new_code()
    issued = do(
        store, service.issue_code, admin, person_id=added.person_id, code_hash=code_hash
    )  # fmt: skip
    return entered(store, issued.login, code, f"cookie-{role}")


def test_an_empty_ward_gets_staff_a_programme_a_budget_and_an_open_round(store: Store) -> None:
    opened = wards.open_ward(store, NOW, "13111", "最初の管理者", "サイショ")
    admin = entered(store, *wards.letter(store, NOW, opened.person_id), "cookie")
    assert admin.role is Role.ADMIN
    ward = opened.ward_id
    clerk = came_by_letter(store, admin, Role.WARD_CLERK)
    came_by_letter(store, admin, Role.WARD_APPROVER)
    coordinator = came_by_link(store, admin, Role.COORDINATOR)
    sheet = subsidy.standard_sheet(
        parts=1, of=2, unit_yen=1000, cap_yen=300_000, signed_by="大田区長", desk="産業振興課"
    )
    do(
        store, subsidy.add_version, admin, ward_id=ward, slug="kyodo", title="共同研修補助金",
        fiscal_year=2026, basis="要綱 第5条", opens_on=date(2026, 4, 1),
        closes_on=date(2027, 2, 28), sheet=sheet,
    )  # fmt: skip
    do(
        store, subsidy.allot, admin, ward_id=ward, slug="kyodo", fiscal_year=2026,
        account_text="商工費・商工振興費", yen=12_000_000,
    )  # fmt: skip
    done = do(
        store, rounds.open_round, coordinator, ward_id=ward, name="春の輪番実習", rotations=3,
        min_trades=2, wishes_until=date(2027, 5, 10), periods=PERIODS,
    )  # fmt: skip
    (programme,) = see(store, subsidy_reads.set_up, admin, ward_id=ward)
    assert [row.allotted_yen for row in programme.money] == [12_000_000]
    page = see(store, subsidy_reads.budget_page, clerk, ward_id=ward)
    assert [line.available_yen for line in page.lines] == [12_000_000]
    (card,) = see(store, internship.round_cards, coordinator, ward_id=ward)
    assert card.round_id == done.round_id
    people = see(store, reads.people, admin, page=1)
    assert (people.count, len(people.rows)) == (4, 4)


def test_opening_a_ward_twice_leaves_its_administrator(store: Store) -> None:
    first = wards.open_ward(store, NOW, "13111", "最初の管理者", "サイショ")
    second = wards.open_ward(store, NOW, "13111", "ほかの人", "ホカノヒト")
    assert (second.person_id, second.is_new) == (first.person_id, False)
    assert count(store, Membership) == 1


def test_no_ward_is_opened_beside_the_demo_or_outside_tokyo(store: Store) -> None:
    with pytest.raises(Refused):
        wards.open_ward(store, NOW, "99999", "だれか", "ダレカ")
    do(
        store, accounts.add_person, name="髙﨑 美咲", kana="タカサキ", role=Role.EXPERT,
        ward_id=a_ward(store), demo_rank=1,
    )  # fmt: skip
    with pytest.raises(Refused):
        wards.open_ward(store, NOW, "13111", "だれか", "ダレカ")
    assert [row.role for row in rows(store, Membership)] == [Role.EXPERT]


def test_there_are_twenty_three_wards() -> None:
    found = [row["code"] for row in wards.special_wards()]
    assert found == [str(code) for code in range(13101, 13124)]


def test_the_usual_sheet_with_the_values_of_the_demo_is_the_sheet_of_the_demo() -> None:
    told = json.loads(SHEET.read_text(encoding="utf-8"))["sheet"]
    made = subsidy.standard_sheet(
        parts=2, of=3, unit_yen=1000, cap_yen=500_000, signed_by=told["signed_by"],
        desk=told["desk"],
    )  # fmt: skip
    assert dict(made) == told
