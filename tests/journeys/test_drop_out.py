"""A firm drops out after publication: who is touched is seen first, then everybody sees the new."""

import re
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import window
from tests.support.journeys import press, settled, signed_in_page
from tests.support.server import Server

pytestmark = [pytest.mark.server, pytest.mark.browser]
WAIT: Final = 60_000
STAFF: Final = "栗原 眞理子"
STUDENT: Final = "𠮷田 蒼"
ROUND: Final = "まもなく始まる実習"


def _first_firm_of(page: Page, server: Server) -> str:
    """The firm of the student's first period, as the student sees it."""
    page.goto(f"{server.url}/weeks")
    settled(page)
    return page.locator("[class*=st-key-stay] h3").first.inner_text().strip()


def _chosen(page: Page, label: str, text: str) -> None:
    """Choose in a list of a form."""
    press(page.get_by_role("combobox", name=label))
    press(page.get_by_role("option", name=text).first)
    settled(page)


def test_a_firm_that_leaves_is_repaired_and_the_student_sees_before_and_after(
    fresh_server: Server, browser: Browser
) -> None:
    with window(browser, width=390) as phone, window(browser) as desk:
        signed_in_page(phone, fresh_server, STUDENT)
        firm = _first_firm_of(phone, fresh_server)
        signed_in_page(desk, fresh_server, STAFF)
        desk.goto(f"{fresh_server.url}/rounds")
        settled(desk)
        press(desk.get_by_role("link", name=ROUND).first)
        settled(desk)
        press(desk.get_by_role("link", name=re.compile("^案1")).first)
        settled(desk)
        press(desk.get_by_role("link", name="抜けた人や会社を入れる"))
        settled(desk)
        press(desk.get_by_text("会社が受け入れをやめる"))
        settled(desk)
        _chosen(desk, "会社", firm)
        desk.get_by_label("理由").fill("工場の移転")
        press(desk.get_by_role("button", name="この変更で計算する"))
        accept = desk.get_by_role("button", name=re.compile("人の予定を変えて公表する"))
        expect(accept).to_be_visible(timeout=WAIT)
        settled(desk)
        touched = desk.locator("[class*=st-key-row-moved-]", has_text=STUDENT)
        expect(touched).to_contain_text(firm)
        phone.reload()
        settled(phone)
        expect(phone.get_by_text("予定が変わりました")).to_have_count(0)
        press(accept)
        expect(desk.get_by_text("公表済み").first).to_be_visible(timeout=WAIT)
        phone.reload()
        settled(phone)
        changed = phone.locator("[class*=st-key-alert-changed]")
        expect(changed).to_contain_text("会社の都合で、受け入れができなくなりました。")
        expect(changed).to_contain_text(firm)
        assert firm not in phone.locator("[class*=st-key-timeline]").inner_text()
