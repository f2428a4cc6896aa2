"""What was typed is there again: after a reload, a killed server, a signing-out, in two windows."""

import os
import re
import signal
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser import window
from tests.support.filled import copied
from tests.support.journeys import press, settled, signed_in_page
from tests.support.server import Server, running

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.slow]
EXPERT: Final = "小澤 德次郎"
WAIT: Final = 20_000
FIND_PLACES: Final = """() => [...document.querySelectorAll(
  '[data-testid="stMain"] :is(button, textarea, input)')]
  .filter((each) => !each.closest('.st-key-alert-unsaved')).map((each) => {
    const box = each.getBoundingClientRect();
    return [each.tagName, Math.round(box.x), Math.round(box.y), Math.round(box.height)];
  })"""


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """Copy the filled data folder for one journey."""
    return copied(filled, tmp_path / "data")


def _what(page: Page) -> Locator:
    return page.get_by_label("したこと")


def _open_record(page: Page, server: Server) -> str:
    """Go to the form of a visit from the expert's home; its address."""
    press(page.get_by_role("link", name="実施記録を書く").first)
    expect(page.get_by_role("heading", name="実施記録を書く", level=1)).to_be_visible(timeout=WAIT)
    settled(page)
    return page.url.removeprefix(server.url)


def _type(page: Page, text: str) -> None:
    """Type into the field and leave it; wait until the page says that it is saved."""
    _what(page).fill(text)
    _what(page).blur()
    saved = page.locator(".st-key-saved-line")
    expect(saved).to_have_text(re.compile("^保存しました"), timeout=WAIT)
    settled(page)


def test_typed_text_survives_a_reload_a_killed_server_and_the_signing_out(
    folder: Path, browser: Browser
) -> None:
    text = "若手2人と荒削りの段取りを見直しました。"
    with window(browser) as page:
        with running(folder, warm=True) as server:
            signed_in_page(page, server, EXPERT)
            address = _open_record(page, server)
            _type(page, text)
            page.reload()
            settled(page)
            expect(_what(page)).to_have_value(text, timeout=WAIT)
            os.kill(server.pid, signal.SIGKILL)
        with running(folder, warm=True) as server:
            page.goto(f"{server.url}{address}")
            settled(page)
            expect(_what(page)).to_have_value(text, timeout=WAIT)
            page.goto(f"{server.url}/sign-out")
            press(page.get_by_role("button", name="ログアウト"))
            signed_in_page(page, server, EXPERT, path=address)
            expect(_what(page)).to_have_value(text, timeout=WAIT)


def test_the_older_of_two_windows_shows_both_texts_and_overwrites_nothing(
    folder: Path, browser: Browser
) -> None:
    with running(folder, warm=True) as server, window(browser) as old:
        signed_in_page(old, server, EXPERT)
        address = _open_record(old, server)
        _type(old, "はじめに書いた文")
        new = old.context.new_page()
        new.goto(f"{server.url}{address}")
        settled(new)
        _type(new, "あとの画面で書いた文")
        before = old.evaluate(FIND_PLACES)
        _what(old).fill("古い画面で書いた文")
        _what(old).blur()
        alert = old.locator(".st-key-alert-unsaved")
        expect(alert).to_contain_text("別の画面で更新されました", timeout=WAIT)
        settled(old)
        for text in ("あとの画面で書いた文", "古い画面で書いた文"):
            expect(alert.get_by_text(text)).to_be_visible()
        expect(old.get_by_role("button", name="実施記録を出す")).to_be_disabled()
        assert old.evaluate(FIND_PLACES) == before
        new.reload()
        settled(new)
        expect(_what(new)).to_have_value("あとの画面で書いた文", timeout=WAIT)
        press(old.get_by_role("button", name="この画面の内容を残す"))
        expect(alert).to_be_hidden(timeout=WAIT)
        expect(old.get_by_role("button", name="実施記録を出す")).to_be_enabled()
        old.reload()
        settled(old)
        expect(_what(old)).to_have_value("古い画面で書いた文", timeout=WAIT)
        _what(new).fill("三つ目の文")
        _what(new).blur()
        press(new.get_by_role("link", name="保存されている内容で開き直す"))
        settled(new)
        expect(_what(new)).to_have_value("古い画面で書いた文", timeout=WAIT)


def test_what_is_begun_stands_on_the_home_page_until_it_is_deleted(
    folder: Path, browser: Browser
) -> None:
    with running(folder, warm=True) as server, window(browser, width=390, height=844) as page:
        signed_in_page(page, server, EXPERT)
        expect(page.get_by_text("書きかけ")).to_have_count(0)
        _open_record(page, server)
        _type(page, "荒削りを見直しました。")
        page.goto(server.url)
        settled(page)
        expect(page.get_by_role("heading", name="書きかけ 1件")).to_be_visible(timeout=WAIT)
        press(page.get_by_role("link", name="続きを書く"))
        expect(_what(page)).to_have_value("荒削りを見直しました。", timeout=WAIT)
        page.goto(server.url)
        settled(page)
        press(page.get_by_role("button", name="消す", exact=True))
        press(page.get_by_role("button", name="書きかけを消す"))
        expect(page.get_by_role("heading", name="書きかけ 1件")).to_be_hidden(timeout=WAIT)
