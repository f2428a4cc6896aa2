"""An expert paints days and answers a request on a telephone and on a desk, with slow fingers."""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select
from streamlit.proto.BackMsg_pb2 import BackMsg

from models.accounts import Person
from tests.support import people
from tests.support.browser import window
from tests.support.journeys import QUICK, SLOW, press, settled, signed_in_page
from tests.support.server import Server, database
from tests.support.websocket import Shown, Stream, stream

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.slow]
EXPERT: Final = "小澤 德次郎"
WAIT: Final = 20_000
WIDTHS: Final = pytest.mark.parametrize("width", [1280, 390])
FIND_WORDS: Final = """() => Object.fromEntries(
  [...document.querySelectorAll('[class*="st-key-day-"] button')].map((button) => [
    [...button.closest('[class*="st-key-day-"]').classList].find((c) => c.startsWith('st-key-day')),
    button.textContent.trim().slice(-2),
  ]))"""
FIND_PLACES: Final = """() => {
  const down = document.querySelector('[data-testid="stMain"]').scrollTop;
  const acts = [...document.querySelectorAll('[data-testid="stMain"] :is(button, a)')];
  return acts.filter((each) => !each.closest('.st-key-hub-header')).map((each) => {
    const box = each.getBoundingClientRect();
    return [Math.round(box.x), Math.round(box.y + down)];
  });
}"""


# Seconds between two presses: whatever the first press is doing, the second one comes then.
GAPS: Final = (0, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08)
ROUNDS: Final = 4


class _Quick:
    """A person who presses the days of the next month faster than the page is drawn."""

    def __init__(self, server: Server) -> None:
        with database(server.data_dir) as store:
            with store.reading() as session:
                expert = session.exec(select(Person).where(Person.name == EXPERT)).one()
            self._cookies = {"hub_sid": people.signed_in(store, expert.id or 0)}
        self._url = server.url

    def words(self) -> dict[str, str]:
        """Id and last line of each day that can be pressed, as a new window shows them."""
        with self._window() as (_tab, shown):
            days = _buttons(shown, "day-home-")
            return {key: day.label.rsplit("\n", 1)[-1].strip(" *") for key, day in days.items()}

    def press(self, days: Sequence[str], wanted: str) -> list[str]:
        """Press the days one after the other, never waiting for the page; what was not done."""
        with self._window() as (tab, shown):
            for number, key in enumerate(days):
                tab.tell(_pressed(shown, key))
                time.sleep(GAPS[number % len(GAPS)])
            return self._lacking(days, wanted)

    def _lacking(self, days: Sequence[str], wanted: str) -> list[str]:
        """Return the days that do not show this word, once the presses had time to be done."""
        missing = list(days)
        until = time.monotonic() + WAIT / 1000
        while missing and time.monotonic() < until:
            words = self.words()
            missing = [key for key in days if wanted not in words[key]]
        return missing

    @contextmanager
    def _window(self) -> Iterator[tuple[Stream, Shown]]:
        with stream(self._url, self._cookies) as tab:
            turn = next(iter(_buttons(first := tab.rerun(), "home.month.after")))
            yield tab, tab.send(_pressed(first, turn))


def _buttons(shown: Shown, key: str) -> dict[str, Any]:
    """Id and message of the buttons whose key begins so and which can be pressed."""
    found = (element.button for element in shown.elements if element.WhichOneof("type") == "button")
    return {one.id: one for one in found if f"-{key}" in one.id and not one.disabled}


def _pressed(shown: Shown, widget_id: str) -> BackMsg:
    """The message of a browser whose person presses this button."""
    message = BackMsg()
    message.rerun_script.page_script_hash = shown.page_hash
    message.rerun_script.context_info.timezone = "Asia/Tokyo"
    message.rerun_script.widget_states.widgets.add(id=widget_id, trigger_value=True)
    return message


def test_no_press_is_lost_whatever_the_press_before_is_doing(server: Server) -> None:
    quick = _Quick(server)
    words = quick.words()
    days = [key for key, word in words.items() if "空き" in word]
    assert len(days) >= len(GAPS)
    for turn in range(ROUNDS):
        wanted = "空き" if turn % 2 else "休み"
        assert quick.press(days[turn:] + days[:turn], wanted) == []
    assert quick.words() == words


def test_the_other_language_is_one_press_away_and_so_is_the_way_back(server: Server) -> None:
    with _Quick(server)._window() as (tab, first):
        shown = first
        for said in ("'s home", "さんのホーム", "'s home", "さんのホーム"):
            button = next(iter(_buttons(shown, "hub-language")))
            shown = tab.send(_pressed(shown, button))
            # A run that had begun before the press may end first: the press has the next one.
            shown = shown if said in shown.text else tab.read()
            assert said in shown.text


def _next_month(page: Page) -> dict[str, str]:
    """Turn to the month after the shown one, which has days enough; the word of each day."""
    page.locator("[class*=st-key-day-] button").first.wait_for()
    shown = next(iter(page.evaluate(FIND_WORDS)))
    press(page.get_by_role("button", name=re.compile("月を見る")).last)
    turned = f"Object.keys(({FIND_WORDS})())"
    page.wait_for_function(f"(old) => {turned}.length > 0 && !{turned}.includes(old)", arg=shown)
    settled(page)
    found: dict[str, str] = page.evaluate(FIND_WORDS)
    return found


@WIDTHS
def test_every_press_on_a_day_counts_keeps_the_focus_and_moves_nothing(
    server: Server, browser: Browser, width: int
) -> None:
    with window(browser, width=width, height=844) as page:
        signed_in_page(page, server, EXPERT)
        words = _next_month(page)
        free = [key for key, word in words.items() if word == "空き"][:4]
        page.wait_for_timeout(1500)
        places = page.evaluate(FIND_PLACES)
        for number, key in enumerate(free):
            press(page.locator(f".{key} button"), SLOW if number % 2 else QUICK)
        for key in free:
            expect(page.locator(f".{key} button")).to_contain_text("休み", timeout=WAIT)
        expect(page.locator(f".{free[-1]} button")).to_be_focused()
        settled(page)
        assert page.evaluate(FIND_PLACES) == places
        page.reload()
        settled(page)
        again = _next_month(page)
        assert [again[key] for key in free] == ["休み"] * len(free)
        for key in free:
            press(page.locator(f".{key} button"))
        for key in free:
            expect(page.locator(f".{key} button")).to_contain_text("空き", timeout=WAIT)
        assert page.evaluate(FIND_WORDS) == words


def test_small_screens_and_large_text_get_a_list_of_the_same_days(
    server: Server, browser: Browser
) -> None:
    with window(browser, width=390, height=844) as page:
        signed_in_page(page, server, EXPERT)
        words = _next_month(page)
        key = next(key for key, word in words.items() if word == "空き")
        cell = page.locator(f".{key} button")
        assert (cell.bounding_box() or {"width": 0})["width"] < 60
        page.set_viewport_size({"width": 340, "height": 844})
        box = cell.bounding_box()
        assert box is not None
        assert box["width"] > 280
        assert box["height"] >= 44
        expect(page.get_by_text("月", exact=True).first).to_be_hidden()
        press(cell)
        expect(cell).to_contain_text("休み", timeout=WAIT)
        press(cell)
        expect(cell).to_contain_text("空き", timeout=WAIT)


def test_a_no_asks_nothing_and_a_reason_may_follow(fresh_server: Server, browser: Browser) -> None:
    with window(browser, width=390, height=844) as phone:
        signed_in_page(phone, fresh_server, EXPERT)
        for term in ("どこ", "頼んだ人", "謝金", "支払日", "返事の期限"):
            expect(phone.get_by_text(term, exact=True).first).to_be_visible()
        yes = phone.get_by_role("button", name="引き受ける").bounding_box()
        assert yes is not None
        assert yes["y"] + yes["height"] <= 844
        press(phone.get_by_role("button", name="断る"), SLOW)
        expect(phone.get_by_text("お断りしました。")).to_be_visible(timeout=WAIT)
        expect(phone.get_by_role("heading", name="お返事を待つ依頼はありません")).to_be_visible()
        press(phone.get_by_text("行くのに遠い"))
        expect(phone.get_by_text("理由をお聞きしました。")).to_be_visible(timeout=WAIT)


def test_a_day_with_a_request_is_not_painted_off(server: Server, browser: Browser) -> None:
    with window(browser) as page:
        signed_in_page(page, server, EXPERT)
        held = page.locator('[class*="st-key-day-"] button').filter(has_text="依頼")
        expect(page.locator('[class*="st-key-day-"] button').last).to_be_visible(timeout=WAIT)
        if held.count() == 0:  # asked for on the last days of the month before
            press(page.get_by_role("button", name=re.compile("月を見る")).first)
        expect(held.first).to_be_visible(timeout=WAIT)
        press(held.first)
        told = page.get_by_test_id("stMain").get_by_text(
            "約束か依頼があるため、休みにできません。窓口へお電話ください。"
        )
        expect(told).to_be_visible(timeout=WAIT)
        expect(held.first).to_contain_text("依頼")


@pytest.mark.parametrize(("width", "size"), [(390, 18), (390, 24), (320, 18)])
def test_what_a_press_did_is_in_sight_beside_the_day_that_was_pressed(
    server: Server, browser: Browser, width: int, size: int
) -> None:
    with window(browser, width=width, height=844) as page:
        prefs = {"name": "hub_prefs", "value": f"ja.{size}", "url": server.url}
        page.context.add_cookies([prefs])  # type: ignore[list-item]  # a cookie by its address
        signed_in_page(page, server, EXPERT)
        page.goto(f"{server.url}/free-days")
        settled(page)
        last = page.locator('[class*="st-key-day-experts"] button:not([disabled])').last
        press(last)
        said = page.locator(".st-key-monthsaid-experts")
        expect(said).to_contain_text("保存しました")
        expect(said).to_be_in_viewport()
        expect(last).to_be_in_viewport()
