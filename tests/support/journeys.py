"""A person at the browser: presses as long as a hand does, signs in by the demo's buttons."""

from typing import Final

from playwright.sync_api import Locator, Page

from tests.support.server import Server

QUICK: Final = 150
SLOW: Final = 600


def press(locator: Locator, ms: int = QUICK) -> None:
    """Press and hold for `ms` milliseconds, with the mouse, once the element stands still."""
    locator.scroll_into_view_if_needed()
    locator.click(delay=ms)


def signed_in_page(page: Page, server: Server, person: str, *, path: str = "/") -> Page:
    """Sign in as a story person by name; return the page once its heading is there."""
    page.goto(f"{server.url}{path}")
    tile = page.get_by_role("button", name=person)
    if not tile.first.is_visible():
        press(page.locator("summary").last)
    press(tile.first)
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait for the heading and for the end of the present run."""
    page.locator('[data-testid="stMain"] h1').first.wait_for()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
