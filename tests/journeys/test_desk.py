"""Somebody without mail: invited by a letter, heard at the desk, told by a letter; all by staff."""

import re
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.support import pdf
from tests.support.cast import WAIT, Seat, cast
from tests.support.journeys import QUICK
from tests.support.server import Server

pytestmark = [pytest.mark.server, pytest.mark.browser]
STAFF: Final = "栗原 眞理子"
NAME: Final = "髙野 志乃"
KANA: Final = "タカノ シノ"
FIRM: Final = "髙野鍍金工業所"


def _invited(desk: Seat) -> str:
    """Invite a small firm's owner with a letter; the number in the letter."""
    desk.go("/invite-person")
    desk.fill("氏名", NAME)
    desk.fill("フリガナ", KANA)
    desk.press(desk.page.get_by_role("radio", name="会社の代表"))
    desk.fill("会社の名前", FIRM)
    desk.fill("会社のフリガナ", "タカノメッキコウギョウショ")
    desk.fill("町の名前", "大森南")
    desk.press(desk.page.get_by_role("radio", name="手紙を渡す"))
    desk.press(desk.button("この人を招く"))
    desk.heading(f"{NAME}さんへの手紙")
    file = desk.link("手紙のPDFを受け取る（1回だけ）").first.get_attribute("href") or ""
    answer = desk.page.request.get(f"{desk.server.url}{file}")
    paper = pdf.text_of(answer.body())
    assert NAME in paper
    number = re.search(r"W\d{6}", paper)
    assert number is not None
    return number.group()


def _sat_down(desk: Seat) -> None:
    """Hear on the telephone who it is, and begin to type for that person."""
    desk.go("/desk")
    desk.fill("氏名かフリガナで探す", "タカノ")
    desk.press(desk.button("探す"))
    desk.press(desk.button(f"{NAME}さんを確かめる"))
    desk.press(desk.page.get_by_role("radio", name="電話"))
    desk.press(desk.page.get_by_text("生年月日や住所を聞いて、本人だと確かめました"))
    desk.press(desk.button(f"{NAME}さんの代わりに入力する"))
    desk.sees(f"{NAME}さんの代わりに入力中")


def _asked(desk: Seat) -> None:
    """Type where letters go, and sign somebody up for a course."""
    desk.go("/told")
    desk.press(desk.page.get_by_text("手紙", exact=True))
    desk.fill("郵便番号", "144-0000")
    desk.fill("住所", "東京都大田区大森南0-0-0")
    desk.press(desk.button("この受け取り方にする"))
    desk.sees("受け取り方を保存しました。")
    desk.go("/trainings")
    desk.press(desk.page.locator("a[href*='training-sign-up']").first)
    desk.fill("氏名", "髙野 一郎")
    desk.fill("フリガナ", "タカノ イチロウ")
    desk.fill("生年月日", "平成12年5月5日")
    desk.press(desk.page.get_by_role("button", name=re.compile("^(補欠に)?申し込む$")))
    desk.page.wait_for_url("**/training-receipt?*", timeout=WAIT)


def test_by_the_desk_alone_somebody_is_invited_asks_and_gets_a_letter(
    fresh_server: Server, browser: Browser
) -> None:
    with cast(browser, fresh_server, "ja", QUICK) as people:
        desk = people.seat(STAFF, 1280)
        assert _invited(desk)
        _sat_down(desk)
        _asked(desk)
        desk.press(desk.page.get_by_text("読み返すこと 2件"))
        desk.sees("研修に申し込んだ")
        desk.press(desk.button("本人に読み返して、終える"))
        expect(desk.page.get_by_text("代わりに入力中")).to_have_count(0, timeout=WAIT)
        desk.go("/post")
        desk.press(desk.button("手紙のPDFを作る"))
        link = desk.page.get_by_role("link", name="手紙のPDFを受け取る").first
        file = link.get_attribute("href") or ""
        letter = pdf.text_of(desk.page.request.get(f"{desk.server.url}{file}").body())
        assert NAME in letter
        assert "大森南0-0-0" in letter
        desk.press(desk.button("全部をポストに入れた"))
        desk.sees("投函済")
        desk.go("/desk")
        desk.sees("読み返しずみ")
