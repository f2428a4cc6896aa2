"""A person at the browser: presses as long as a hand does, signs in by the demo's buttons."""

from typing import Final
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page

from tests.support.server import Server

QUICK: Final = 150
SLOW: Final = 600
# As "back" of the browser does it: no new document, a run of the page that the address names.
# A quick run begins and ends in one step of the screen: then the page's title is what has changed.
TURN: Final = """address => new Promise(done => {
  const app = document.querySelector('[data-testid="stApp"]'), before = document.title;
  const state = "data-test-script-state", ends = [];
  let ran = false;
  const end = found => { watch.disconnect(); ends.forEach(clearTimeout); done(found); };
  const look = () => {
    const rests = app.getAttribute(state) === "notRunning";
    ran ||= !rests || document.title !== before;
    if (ran && rests) end(true);
  };
  const watch = new MutationObserver(look);
  watch.observe(app, { attributes: true, attributeFilter: [state] });
  watch.observe(document.head, { childList: true, characterData: true, subtree: true });
  ends.push(setTimeout(() => { if (!ran) end(false); }, 5000), setTimeout(() => end(false), 60000));
  history.pushState({}, "", address);
  window.dispatchEvent(new PopStateEvent("popstate"));
})"""


def press(locator: Locator, ms: int = QUICK) -> None:
    """Press and hold for `ms` milliseconds, with the mouse, once page and element stand still.

    What a run draws anew under a held finger takes the press with it: a person presses when the
    page has come to rest, and so does a test.
    """
    locator.scroll_into_view_if_needed()
    running = locator.page.locator('[data-testid="stApp"][data-test-script-state="running"]')
    running.wait_for(state="detached")
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
    """Wait for the heading, for the end of the present run and for parts that are still loaded."""
    page.locator('[data-testid="stMain"] h1').first.wait_for()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.locator('[data-testid="stSkeleton"]').first.wait_for(state="detached")


def turned(page: Page, address: str) -> None:
    """Go to another page of the open window; load it where no run of it was seen to begin."""
    if not page.evaluate(TURN, address):
        page.goto(urljoin(page.url, address))
    settled(page)
