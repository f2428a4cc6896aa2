"""A group from its last signature to its registration by four people, and a new one on a phone."""

from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser import window
from tests.support.journeys import SLOW, press, settled, signed_in_page
from tests.support.server import Server

pytestmark = [pytest.mark.server, pytest.mark.browser]
NAME: Final = "蒲田機械見える化準備組合"
WAIT: Final = 40_000


def main(page: Page) -> Locator:
    """What stands below the header."""
    return page.locator('[data-testid="stMain"]')


def button(page: Page, name: str) -> Locator:
    return main(page).get_by_role("button", name=name)


def link(page: Page, name: str) -> Locator:
    return main(page).get_by_role("link", name=name)


def opened(page: Page, server: Server, person: str) -> None:
    """Sign in and open the group from the menu's list."""
    signed_in_page(page, server, person)
    page.goto(f"{server.url}/group")
    settled(page)
    press(link(page, NAME))
    expect(main(page).get_by_role("heading", name=NAME)).to_be_visible(timeout=WAIT)


def says(page: Page, words: str) -> None:
    expect(main(page).get_by_text(words).first).to_be_visible(timeout=WAIT)


def test_the_last_signature_leads_to_the_registration_by_four_people(
    fresh_server: Server, browser: Browser
) -> None:
    with window(browser, width=390, height=844) as owner:
        opened(owner, fresh_server, "髙﨑 美咲")
        press(link(owner, "協約書を読んで署名する"))
        press(button(owner, "会社として署名する"), SLOW)
        says(owner, "全員が署名済み")
        expect(button(owner, "会社として署名する")).to_have_count(0, timeout=WAIT)
    with window(browser) as leader:
        opened(leader, fresh_server, "桒原 勝")
        press(button(leader, "登録を申請する"))
        says(leader, "登録の審査中")
    with window(browser) as clerk:
        opened(clerk, fresh_server, "濵田 直子")
        for paper in ("納税証明書", "誓約書", "どの会社も"):
            press(clerk.locator("label", has_text=paper).first)
            settled(clerk)
        press(button(clerk, "点検の結果を決裁者へ送る"))
        says(clerk, "区の決裁者が登録を決めます。")
        assert button(clerk, "登録を決める").count() == 0
    with window(browser) as approver:
        opened(approver, fresh_server, "廣瀨 誠")
        press(button(approver, "登録しない"))
        says(approver, "理由を入れてください。")
        settled(approver)
        press(button(approver, "登録を決める"))
        says(approver, "登録済み")
        says(approver, "専門家を予約できます。")


def test_a_leader_founds_a_group_and_asks_for_signatures_on_a_phone(
    fresh_server: Server, browser: Browser
) -> None:
    with window(browser, width=390, height=844) as phone:
        signed_in_page(phone, fresh_server, "桒原 勝", path="/group-new")
        phone.goto(f"{fresh_server.url}/group-new")
        settled(phone)
        typed = {"グループの名前": "溶接技能継承の会", "目的": "溶接の技を若手へ伝えます。"}
        for label, text in typed.items():
            phone.get_by_label(label).fill(text)
            phone.get_by_label(label).press("Tab")
            settled(phone)
        phone.get_by_label("会社を名前で探す").fill("オオハシ")
        phone.get_by_label("会社を名前で探す").press("Enter")
        press(button(phone, "大槗製作所を加える"))
        press(button(phone, "準備組合を作る"))
        press(link(phone, "協約書の案を作る"))
        press(button(phone, "全社に署名をお願いする"))
        says(phone, "「大槗製作所」の役割を書いてください。")
        for firm in ("髙﨑精密", "大槗製作所"):
            phone.get_by_label(firm, exact=True).fill("溶接機を出す")
            phone.get_by_label(firm, exact=True).press("Tab")
            settled(phone)
        press(button(phone, "全社に署名をお願いする"), SLOW)
        says(phone, "協約書 第1版に署名してください")
        says(phone, "2社で等分")
