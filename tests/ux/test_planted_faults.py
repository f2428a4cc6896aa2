"""Each gate finds the fault that is planted for it, and nothing on a page that is right."""

from typing import Final

import pytest
from playwright.sync_api import Page

from tests.support import gates

pytestmark = pytest.mark.browser
GOOD: Final = (
    '<!DOCTYPE html><html lang="ja"><head><title>ホーム</title></head>'
    '<body style="margin:16px;font-size:18px"><main data-testid="stMain" style="overflow:auto">'
    "<h1>ホーム</h1>{planted}</main></body></html>"
)
FAULTS: Final = (
    ("<h1>二つ目</h1>", "structure: 2 h1"),
    ('<p style="font-size:14px">小さい文字</p>', "text: 14 px"),
    ('<button style="height:20px;width:90px;font-size:16px">押す</button>', "target: 90 x 20"),
    ('<a href="/x" style="display:block">別の行のリンク</a>', "target:"),
    ('<p style="width:3000px">横に長い</p>', "sideways:"),
    ('<div style="width:3000px;height:50px">はみ出す</div>', "beyond the edge"),
)
HARMLESS: Final = (
    "<p>文の中の <a href='/x'>リンク</a> は、文字の高さのままでよい。</p>",
    "<button style='height:48px;width:120px;font-size:16px'>押す</button>",
    (
        "<label style='display:inline-block;padding:12px;min-width:60px'>"
        "<input type='checkbox'> 選ぶ</label>"
    ),
    "<div style='overflow-x:auto;width:200px'><p style='width:900px'>表</p></div>",
    "<p style='display:none;font-size:8px'>見えない</p>",
)


def _screen(page: Page, planted: str) -> list[str]:
    page.set_content(GOOD.replace("{planted}", planted))
    return gates.screen(page)


@pytest.mark.parametrize(("planted", "says"), FAULTS)
def test_a_planted_fault_is_found(page: Page, planted: str, says: str) -> None:
    assert any(says in fault for fault in _screen(page, planted))


@pytest.mark.parametrize("planted", HARMLESS)
def test_a_page_that_is_right_has_no_fault(page: Page, planted: str) -> None:
    assert _screen(page, planted) == []


def test_a_page_in_the_wrong_language_is_found(page: Page) -> None:
    page.set_content(GOOD.replace("{planted}", ""))
    assert gates.screen(page, "en") == ["structure: lang is ja"]


def test_a_field_without_a_name_is_found(page: Page) -> None:
    page.set_content(GOOD.replace("{planted}", "<input style='height:48px'>"))
    assert any("axe label (critical)" in fault for fault in gates.accessibility(page))


def test_japanese_beside_data_and_brackets_is_found(page: Page) -> None:
    planted = (
        "<p>Asked by 髙﨑精密</p><p>subsidy decision（交付決定）</p>"
        "<p>決裁待ち</p><p lang='ja'>日本語</p>"
    )
    english = GOOD.replace("ホーム", "Home").replace('lang="ja"', 'lang="en"', 1)
    page.set_content(english.replace("{planted}", planted))
    assert gates.japanese_left(page, ["髙﨑精密"]) == ["Japanese on an English page: 決裁待ち"]


def test_a_stop_of_the_keyboard_that_cannot_be_seen_is_found(page: Page) -> None:
    ring = "<style>:focus-visible { outline: 4px solid black }</style>"
    skip = "<a href='#m'>本文へ移動</a>"
    buttons = "<button>一つ目</button><button style='outline:none'>二つ目</button>"
    page.set_content(GOOD.replace("<main", f"{ring}{skip}<main").replace("{planted}", buttons))
    assert gates.keyboard(page) == ["keyboard: no ring at <button> 「二つ目」"]


def test_a_page_without_a_skip_link_is_found(page: Page) -> None:
    ring = "<style>:focus-visible { outline: 4px solid black }</style>"
    page.set_content(GOOD.replace("{planted}", f"{ring}<button>一つ目</button>"))
    assert gates.keyboard(page) == ["keyboard: first stop is <button> 「一つ目」"]


def test_latin_beside_data_and_usual_words_is_found(page: Page) -> None:
    planted = "<p>Tokyo Gear のPDF</p><p>Submit する</p><p lang='en'>English words</p>"
    page.set_content(GOOD.replace("{planted}", planted))
    found = gates.latin_left(page, ["Tokyo Gear"])
    assert found == ["Latin on a Japanese page: Submit in Submit する"]


def test_screens_that_differ_in_words_alone_are_of_one_build(page: Page) -> None:
    page.set_content(GOOD.replace("{planted}", "<button>一つ目</button>"))
    first = gates.build(page)
    page.set_content(GOOD.replace("{planted}", "<button>もう一つ</button>"))
    assert gates.build(page) == first


@pytest.mark.parametrize(
    "planted",
    [
        "<button></button>",
        "<button style='display:none'>一つ目</button>",
        "<button aria-hidden='true'>一つ目</button>",
        "<button class='other'>一つ目</button>",
        "<a href='/x'>一つ目</a>",
        "<button>一つ目</button><button>二つ目</button>",
    ],
)
def test_screens_that_axe_may_judge_otherwise_are_of_another_build(
    page: Page, planted: str
) -> None:
    page.set_content(GOOD.replace("{planted}", "<button>一つ目</button>"))
    first = gates.build(page)
    page.set_content(GOOD.replace("{planted}", planted))
    assert gates.build(page) != first


def test_the_keys_begin_at_the_top_wherever_the_focus_was(page: Page) -> None:
    ring = "<style>:focus-visible { outline: 4px solid black }</style>"
    skip = "<a href='#m'>本文へ移動</a>"
    buttons = "<button>一つ目</button><button>二つ目</button>"
    page.set_content(GOOD.replace("<main", f"{ring}{skip}<main").replace("{planted}", buttons))
    page.get_by_role("button", name="二つ目").focus()
    assert gates.keyboard(page) == []


def test_what_paper_would_lose_is_found(page: Page) -> None:
    planted = (
        "<textarea aria-label='したこと' style='height:20px'>一行目\n二行目\n三行目</textarea>"
        "<div data-testid='stButton'><button>送る</button></div>"
        "<div class='roll' style='height:30px;overflow-y:auto'><p>一</p><p>二</p><p>三</p></div>"
    )
    page.set_content(GOOD.replace("{planted}", planted))
    assert gates.printed(page) == [
        "print: 1 x buttons", "print: cut off: したこと", "print: cut off: roll",
    ]  # fmt: skip


def test_a_page_that_prints_whole_has_no_fault(page: Page) -> None:
    page.set_content(GOOD.replace("{planted}", "<p>受付番号 A-001</p>"))
    assert gates.printed(page) == []
