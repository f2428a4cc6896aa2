"""Sign-in, home and sign-out as a person does them, in Chromium under our policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from models.vocab import Role
from tests.security.conftest import Site
from tests.support import people
from tests.support.browser import window
from tests.support.journeys import QUICK, SLOW, press, settled, signed_in_page

pytestmark = [pytest.mark.server, pytest.mark.browser]


@pytest.fixture
def loud(browser: Browser) -> Iterator[Page]:
    """Open a window that fails the test on any error in the console, such as a refused script."""
    with window(browser) as opened:
        errors: list[str] = []
        opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        opened.on("pageerror", lambda e: errors.append(str(e)))
        yield opened
    assert not errors


@pytest.mark.parametrize("ms", [QUICK, SLOW])
def test_in_home_and_out(site: Site, loud: Page, ms: int) -> None:
    signed_in_page(loud, site.server, people.name_of(Role.EXPERT), path="/home")
    expect(loud.get_by_role("dialog")).to_have_count(0)
    expect(loud.locator("html")).to_have_attribute("lang", "ja")
    loud.reload()
    settled(loud)
    expect(loud.get_by_role("dialog")).to_have_count(0)
    press(loud.locator('a[href="/sign-out"]:visible'), ms)
    press(loud.locator('form[action="/sign-out"] button'), ms)
    loud.wait_for_url("**/sign-in")
    loud.goto(f"{site.server.url}/home")
    expect(loud).to_have_url(f"{site.server.url}/sign-in?next=/")


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_sign_in_fits_the_window(site: Site, browser: Browser, width: int) -> None:
    for size in (18, 24):
        with window(browser, width=width, height=844) as page:
            page.goto(f"{site.server.url}/sign-in?size={size}")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{size} px text"
            small = page.evaluate(
                "[...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]"
                # A box is ticked by its whole label.
                ".map(e => e.type === 'checkbox' ? e.labels[0] : e)"
                ".filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)"
                ".map(e => e.textContent)"
            )
            assert not small


def test_sign_in_works_without_script(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{site.server.url}/internship-offers")
        press(page.get_by_role("link", name="English"))
        expect(page.locator("html")).to_have_attribute("lang", "en")
        press(page.locator("button.edge-tile:visible").first)
        expect(page).to_have_url(f"{site.server.url}/internship-offers")
    finally:
        context.close()
