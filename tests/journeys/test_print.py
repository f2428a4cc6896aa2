"""What is on the screen is on the paper: whole texts and chosen answers, no menu, no buttons."""

from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import gates
from tests.support.browser import window
from tests.support.journeys import press, settled, signed_in_page
from tests.support.server import Server

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.slow]
WAIT: Final = 20_000
LONG: Final = "\n".join(
    f"{line}行目：若手と荒削りの段取りを見直しました。" for line in range(1, 13)
)


def _on_paper(page: Page) -> dict[str, Any]:
    """What a sheet of A4 shows of this page; the sheet itself can be made."""
    assert page.pdf(format="A4").startswith(b"%PDF-")
    return gates.paper(page)


def test_a_long_text_is_printed_to_its_last_line(server: Server, browser: Browser) -> None:
    with window(browser) as page:
        signed_in_page(page, server, "小澤 德次郎")
        press(page.get_by_role("link", name="実施記録を書く").first)
        expect(page.get_by_label("したこと")).to_be_visible(timeout=WAIT)
        settled(page)
        page.get_by_label("したこと").fill(LONG)
        page.get_by_label("したこと").blur()
        expect(page.locator(".st-key-saved-line")).to_contain_text("保存しました", timeout=WAIT)
        settled(page)
        found = _on_paper(page)
    assert found == {
        "cut": [], "fields": 5, "chosen": [], "menu": 0, "buttons": 0, "scrolls": [],
    }  # fmt: skip


def test_chosen_answers_are_printed_and_the_others_are_not(
    server: Server, browser: Browser
) -> None:
    with window(browser) as page:
        signed_in_page(page, server, "桒原 勝", path="/need")
        expect(page.get_by_label("相談したいこと")).to_be_visible(timeout=WAIT)
        settled(page)
        on_screen = page.locator('[data-testid="stButtonGroup"] button')
        every = [text.strip() for text in on_screen.all_text_contents()]
        on_screen.first.click()
        settled(page)
        page.wait_for_timeout(1000)
        found = _on_paper(page)
    assert found["menu"] == found["buttons"] == 0
    assert found["cut"] == []
    assert [text.strip() for text in found["chosen"]] == every[1:]
