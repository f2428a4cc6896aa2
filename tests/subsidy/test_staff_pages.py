"""A clerk and an approver at the browser: receive, return once, propose, decide, see the budget."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hub import wiring
from hub.accounts import service as accounts
from hub.platform import clock
from hub.platform.context import Actor, Seat
from hub.subsidy import service
from models.vocab import Role
from tests.support import claims
from tests.support.browser import window
from tests.support.claims import Office
from tests.support.internship import SYSTEM, do
from tests.support.journeys import SLOW, press, settled, signed_in_page
from tests.support.server import Server, database, running

pytestmark = [pytest.mark.server, pytest.mark.browser]
WAIT = 40_000
CLERK, APPROVER = "濵田 直子", "廣瀨 誠"


@dataclasses.dataclass(frozen=True)
class Desk:
    """A running server, the people behind it and one claim that has just arrived."""

    server: Server
    office: Office
    claim_id: int


def story_person(office: Office, name: str, role: Role, rank: int) -> Actor:
    """Somebody whose place the sign-in page of the demo offers."""
    added = do(
        office.store, accounts.add_person, SYSTEM, name=name, kana="ア", role=role,
        birth_date=date(1980, 1, 1), ward_id=office.ward, demo_rank=rank, demo_role="区の職員",
    )  # fmt: skip
    return Actor(added.person_id, name, Seat(added.membership_id, role, office.ward, None))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """One claim of 26,040 yen in costs that waits to be received."""
    folder = tmp_path / "data"
    with database(folder) as store:
        wiring.bind()
        office = claims.an_office(store)
        clerk = story_person(office, CLERK, Role.WARD_CLERK, 1)
        approver = story_person(office, APPROVER, Role.WARD_APPROVER, 2)
        office = dataclasses.replace(office, clerk=clerk, approver=approver)
        claim_id = claims.submitted(office)
        with running(folder, warm=True) as server:
            yield Desk(server, office, claim_id)


def heading(page: Page) -> str:
    settled(page)
    return page.locator("h1").inner_text()


def received_and_returned(page: Page) -> None:
    press(page.get_by_role("link", name="いちばん急ぐ申請を開く"))
    press(page.get_by_role("button", name="この申請を受け付ける"))
    expect(page.get_by_text("受け付けました", exact=True).first).to_be_visible(timeout=WAIT)
    press(page.get_by_text("指摘を足す", exact=True))
    page.get_by_label("指摘", exact=True).fill("見積書を付けてください。")
    page.keyboard.press("Tab")
    press(page.get_by_role("button", name="この指摘を足す"), SLOW)
    expect(page.get_by_text("見積書を付けてください。")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text(re.compile("重大な指摘が1件残っています"))).to_be_visible()
    press(page.get_by_role("link", name="補正を求める"))
    expect(page.get_by_role("button", name="1件の補正を求める")).to_be_visible(timeout=WAIT)
    page.get_by_label("指摘 1の文").fill("見積書を1枚付けてください。")
    page.keyboard.press("Tab")
    press(page.get_by_role("button", name="1件の補正を求める"))
    expect(page.get_by_text("補正を求めました", exact=True).first).to_be_visible(timeout=WAIT)


def proposed(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.server.url}/claim-review?claim={desk.claim_id}")
    expect(page.get_by_text("回答：見積書を付けました。")).to_be_visible(timeout=WAIT)
    press(page.get_by_role("link", name="16,000円で起案する"))
    expect(page.get_by_label("文書番号")).to_be_visible(timeout=WAIT)
    press(page.get_by_role("button", name="16,000円で起案する"))
    summary = page.locator(".st-key-error-summary")
    expect(summary).to_contain_text("1 か所を直してください", timeout=WAIT)
    settled(page)
    press(summary.get_by_role("link", name="文書番号："))
    expect(page.get_by_label("文書番号")).to_be_focused(timeout=WAIT)
    page.get_by_label("文書番号").fill("8大産振第301号")
    press(page.get_by_role("button", name="16,000円で起案する"))
    expect(page.get_by_text("起案しました", exact=True).first).to_be_visible(timeout=WAIT)


def test_a_claim_goes_from_the_inbox_over_one_return_to_the_decision_and_the_budget(
    desk: Desk, browser: Browser
) -> None:
    with window(browser) as page:
        signed_in_page(page, desk.server, CLERK, path="/inbox")
        page.goto(f"{desk.server.url}/inbox")
        expect(page.get_by_role("radio", name="新着 1")).to_be_visible(timeout=WAIT)
        received_and_returned(page)
        asked = claims.firm(desk.office, desk.claim_id).asked
        claims.press(
            desk.office, service.answer_and_resubmit, desk.office.leader, desk.claim_id,
            now=clock.now(),
            answers={row.finding_id: "見積書を付けました。" for row in asked},
        )  # fmt: skip
        proposed(page, desk)
        page.goto(f"{desk.server.url}/claim-decide?claim={desk.claim_id}")
        assert heading(page) == "この画面は見られません"
    with window(browser, width=390, height=844) as phone:
        signed_in_page(phone, desk.server, APPROVER)
        press(phone.get_by_role("link", name="いちばん急ぐ申請を決裁する"))
        press(phone.get_by_role("link", name="16,000円で決裁する"))
        expect(phone.get_by_text("決裁は取り消せません。")).to_be_visible(timeout=WAIT)
        press(phone.get_by_role("button", name="16,000円で決裁する"), SLOW)
        expect(phone.get_by_text("16,000円の交付を決めました。")).to_be_visible(timeout=WAIT)
        phone.goto(f"{desk.server.url}/budget")
        settled(phone)
        main = phone.locator('[data-testid="stMain"]')
        expect(main).to_contain_text("5,984,000円", timeout=WAIT)
        expect(main).to_contain_text("+16,000円")


def refused_at(page: Page, button: str, count: int) -> None:
    """Press with nothing chosen: every open choice is named, none is taken for the person."""
    expect(page.get_by_role("button", name=button)).to_be_visible(timeout=WAIT)
    assert page.get_by_role("radio", checked=True).count() == 0
    press(page.get_by_role("button", name=button))
    summary = page.locator(".st-key-error-summary")
    expect(summary).to_contain_text(f"{count} か所を直してください", timeout=WAIT)
    settled(page)


def test_nobody_has_chosen_before_the_clerk_does(desk: Desk, browser: Browser) -> None:
    office, number = desk.office, desk.claim_id
    claims.press(office, service.accept_claim, office.clerk, number)
    claims.press(office, service.draft_decision, office.clerk, number, doc_no="1")
    claims.press(office, service.decide_grant, office.approver, number)
    with window(browser) as page:
        signed_in_page(page, desk.server, CLERK)
        page.goto(f"{desk.server.url}/claim-cancel?claim={number}")
        refused_at(page, "取消しを起案する", 2)
        claims.changing(office, lambda _office: number)
        page.goto(f"{desk.server.url}/claim-change?claim={number}")
        refused_at(page, "この内容で進める", 1)
        press(page.get_by_text("認める案を決裁に出す"))
        expect(page.get_by_label("文書番号")).to_be_visible(timeout=WAIT)
        page.get_by_label("文書番号").fill("8大産振第302号")
        press(page.get_by_role("button", name="この内容で進める"))
        expect(page.get_by_text("8大産振第302号")).to_be_visible(timeout=WAIT)
    proposal = claims.staff(office, number).proposal
    assert proposal is not None
    assert proposal.doc_no == "8大産振第302号"
