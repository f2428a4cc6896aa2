"""The people of a story, each at an own browser window, in one language."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Browser, Locator, Page, expect

from hub.i18n import n_, translated, use_language
from tests.support.browser import window
from tests.support.journeys import press, settled, signed_in_page
from tests.support.server import Server

WAIT: Final = 60_000
STILL_LOOKS: Final = 5
LOCALES: Final = {"ja": "ja-JP", "en": "en-GB"}


@dataclass
class Seat:
    """One person at one window: finds things by the words a person reads, and presses them."""

    page: Page
    server: Server
    lang: str
    ms: int
    presses: int = field(default=0)

    def words(self, msgid: str, **values: object) -> str:
        """Write a sentence of the product in the language of this window."""
        use_language(self.lang)
        try:
            return translated(msgid).format(**values)
        finally:
            use_language("ja")

    def counted(self, msgid: str, count: int) -> str:
        """Write a sentence with a number, in its plural where the language has one."""
        use_language(self.lang)
        try:
            return n_(msgid, msgid, count).format(count=count)
        finally:
            use_language("ja")

    def value(self, write: Callable[..., str], *values: object) -> str:
        """Write a day or an amount as this window shows it."""
        use_language(self.lang)
        try:
            return write(*values)
        finally:
            use_language("ja")

    def part(self, msgid: str) -> re.Pattern[str]:
        """Any text that has the words of this sentence, whatever its values are."""
        use_language(self.lang)
        plain = translated(msgid)
        use_language("ja")
        pieces = re.split(r"\{[a-z_]+\}", plain)
        return re.compile(".*".join(re.escape(piece) for piece in pieces))

    def go(self, path: str) -> None:
        """Open an address of the product."""
        self.page.goto(f"{self.server.url}{path}")
        settled(self.page)

    def press(self, found: Locator) -> None:
        """Press one thing as long as this person's hand does, and wait for the answer."""
        found.first.wait_for(timeout=WAIT)
        # A person looks before pressing: the page has finished drawing by then.
        settled(self.page)
        self._stands_still(found.first)
        press(found.first, self.ms)
        self.presses += 1
        settled(self.page)

    def _stands_still(self, found: Locator) -> None:
        """Wait until it has been at one place for half a second.

        Streamlit takes the parts of the page before away a moment after it has drawn the new one.
        """
        before, looks = None, 0
        while looks < STILL_LOOKS:
            self.page.wait_for_timeout(100)
            now = found.bounding_box()
            looks = looks + 1 if now == before else 0
            before = now

    def button(self, msgid: str) -> Locator:
        """Find a button by its words."""
        return self.page.get_by_role("button", name=self.part(msgid))

    def link(self, msgid: str) -> Locator:
        """Find a link by its words."""
        return self.page.get_by_role("link", name=self.part(msgid))

    def fill(self, msgid: str, text: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(self.words(msgid), exact=True).first.fill(text)

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until the page shows these words."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=WAIT)

    def heading(self, text: str | re.Pattern[str]) -> None:
        """Wait for a heading with these words."""
        expect(self.page.get_by_role("heading", name=text).first).to_be_visible(timeout=WAIT)


@dataclass(frozen=True)
class Cast:
    """Opens windows; all of them are closed at the end of the story."""

    seat: Callable[[str, int], Seat]


@contextmanager
def cast(browser: Browser, server: Server, lang: str, ms: int) -> Iterator[Cast]:
    """Give each person of a story a window of a width, in one language, with one kind of hand."""
    with ExitStack() as stack:

        def seat(person: str, width: int = 1280) -> Seat:
            page = stack.enter_context(
                window(browser, width=width, height=900, locale=LOCALES[lang])  # type: ignore[arg-type]  # two known locales
            )
            page.set_default_timeout(WAIT)
            page.context.add_cookies(
                [{"name": "hub_prefs", "value": f"{lang}.18", "url": server.url}]
            )
            taken = Seat(page, server, lang, ms)
            if person:
                signed_in_page(page, server, person)
                taken.presses += 1
            return taken

        yield Cast(seat)
