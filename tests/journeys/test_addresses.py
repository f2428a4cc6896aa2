"""The address says what is on the screen, so that a press, a reload and a way back find it."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.cast import WAIT, cast
from tests.support.journeys import QUICK
from tests.support.server import Server

pytestmark = [pytest.mark.server, pytest.mark.browser]


def test_a_link_to_the_open_page_is_kept_by_the_next_press_and_by_the_way_back(
    server: Server, browser: Browser
) -> None:
    with cast(browser, server, "ja", QUICK) as people:
        firm = people.seat("髙﨑 美咲", 1280)
        firm.go("/trainings?tab=mine")
        firm.press(firm.link("申込みの控えを見る"))
        firm.page.wait_for_url(re.compile(r"/training-receipt\?sign-up=\d+$"), timeout=WAIT)
        receipt = firm.page.url
        firm.press(firm.link("申込みを取り消す"))
        firm.heading("申込みを取り消しますか")
        expect(firm.page).to_have_url(f"{receipt}&step=withdraw", timeout=WAIT)
        firm.press(firm.page.locator("[class*=st-key-hub-language-wide] button"))
        english = firm.page.get_by_role("heading", level=1)
        expect(english).not_to_have_text("申込みを取り消しますか", timeout=WAIT)
        expect(firm.page).to_have_url(f"{receipt}&step=withdraw")
        firm.page.go_back()
        expect(firm.page).to_have_url(receipt, timeout=WAIT)
        firm.page.go_back()
        expect(firm.page).to_have_url(re.compile(r"/trainings\?tab=mine$"), timeout=WAIT)


def test_the_way_back_leads_page_by_page(server: Server, browser: Browser) -> None:
    with cast(browser, server, "ja", QUICK) as people:
        clerk = people.seat("濵田 直子", 1280)
        clerk.go("/inbox")
        clerk.press(clerk.page.locator("[class*=st-key-row-inbox-]").first.get_by_role("link"))
        clerk.page.wait_for_url("**/claim-review?claim=*", timeout=WAIT)
        claim = clerk.page.url
        clerk.press(clerk.page.get_by_role("link", name="予算", exact=True))
        clerk.page.wait_for_url("**/budget", timeout=WAIT)
        clerk.page.go_back()
        expect(clerk.page).to_have_url(claim, timeout=WAIT)
        expect(clerk.page.get_by_role("heading", level=1)).not_to_have_text("見つかりません")
        clerk.page.go_back()
        clerk.heading("申請の受付箱")


def test_on_a_phone_the_menu_gives_way_to_the_page_that_was_chosen(
    server: Server, browser: Browser
) -> None:
    with cast(browser, server, "ja", QUICK) as people:
        student = people.seat("橋本 凜", 390)
        student.press(student.page.get_by_test_id("stExpandSidebarButton"))
        menu = student.page.get_by_test_id("stSidebar")
        expect(menu).to_have_attribute("data-collapsed", "false", timeout=WAIT)
        student.press(menu.get_by_role("link", name="希望を出す"))
        student.page.wait_for_url("**/wishes", timeout=WAIT)
        expect(menu).to_have_attribute("data-collapsed", "true", timeout=WAIT)
        expect(student.page.get_by_role("heading", level=1)).to_be_in_viewport()
