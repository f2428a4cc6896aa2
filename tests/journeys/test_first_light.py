"""One rotation round, from a file to the student's own weeks."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import window
from tests.support.journeys import QUICK, SLOW, press, settled, signed_in_page
from tests.support.server import Server

pytestmark = [pytest.mark.server, pytest.mark.browser]
FILE: Final = Path(__file__).with_name("spring.json")
WAIT: Final = 40_000


def _imported(page: Page, server: Server, name: str, file: Path | str) -> None:
    page.goto(f"{server.url}/round-import")
    settled(page)
    page.get_by_label("募集回の名前").fill(name)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("region", name="ファイル")).to_contain_text(".json")
    press(page.get_by_role("button", name="この内容で取り込む"))


def _published(page: Page) -> None:
    press(page.get_by_role("button", name="案を計算する"))
    expect(page.get_by_role("link", name="案を見て決める")).to_be_visible(timeout=WAIT)
    press(page.get_by_role("link", name="案を見て決める"))
    press(page.get_by_role("button", name="この案で内示する"))
    press(page.get_by_role("button", name="6席を公表する"))
    expect(page.get_by_text("公表しました。学生と企業が予定を見られます。")).to_be_visible(
        timeout=WAIT
    )


def test_an_imported_round_is_planned_published_and_seen_by_its_student(
    server: Server, browser: Browser
) -> None:
    with window(browser) as staff:
        signed_in_page(staff, server, "栗原 眞理子")
        _imported(staff, server, "春の見本", FILE)
        expect(staff.get_by_role("heading", name="取り込みました")).to_be_visible(timeout=WAIT)
        press(staff.get_by_role("link", name="この募集回を開く"))
        expect(staff.get_by_role("heading", name="春の見本")).to_be_visible(timeout=WAIT)
        _published(staff)
        staff.go_back()
        press(staff.get_by_role("link", name="学生の一覧とログインの手紙"))
        press(staff.get_by_role("button", name="aoiさんの手紙を作る"))
        letter = staff.locator("[class*=st-key-card-code-letter]")
        expect(letter).to_be_visible(timeout=WAIT)
        lines = [line.strip() for line in letter.inner_text().splitlines() if line.strip()]
        login = lines[lines.index("利用者番号") + 1]
        code = lines[lines.index("手紙のコード") + 1]
    with window(browser, width=390, height=844) as phone:
        phone.goto(f"{server.url}/sign-in?next=/weeks")
        phone.get_by_label("利用者番号").fill(login)
        phone.get_by_label("パスワード（コードでも入れます）").fill(code.lower())
        press(phone.get_by_role("button", name="ログインする"))
        press(phone.get_by_role("link", name="あとで決める（手紙のコードでも入れます）"))
        expect(phone.get_by_role("heading", name="Kita Seiki")).to_be_visible(timeout=WAIT)
        expect(phone.get_by_role("heading", name="Higashi Optics")).to_be_visible()


def test_the_command_line_gives_the_same_plan_and_the_checker_accepts_it(tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    made = _hub("schedule", str(FILE), "--out", str(out))
    checked = _hub("schedule-check", str(FILE), str(out))
    plan = json.loads(out.read_text(encoding="utf-8"))
    assert made.returncode == 0, made.stderr
    assert checked.returncode == 0, checked.stdout
    assert plan["objective"]["placed"] == 6
    assert {p["programme"] for p in plan["placements"] if p["student"] == "aoi"} == {
        "kita-lathe",
        "higashi-optics",
    }


def test_a_broken_file_is_told_by_place_and_nothing_is_imported(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    broken = json.loads(FILE.read_text(encoding="utf-8"))
    broken["students"][1]["wishes"].append("no-such-programme")
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(broken), encoding="utf-8")
    with window(browser) as staff:
        signed_in_page(staff, server, "栗原 眞理子")
        _imported(staff, server, "だめな見本", file)
        expect(staff.get_by_text("students[1].wishes[2]").first).to_be_visible(timeout=WAIT)
        expect(staff.get_by_label("募集回の名前")).to_have_value("だめな見本")
        staff.goto(f"{server.url}/rounds")
        settled(staff)
        expect(staff.get_by_text("だめな見本")).to_have_count(0)


@pytest.mark.parametrize(("ms", "name"), [(QUICK, "橋本 凜"), (SLOW, "𠮷田 蒼")])
def test_a_press_straight_from_a_changed_box_is_never_lost(
    server: Server, browser: Browser, ms: int, name: str
) -> None:
    with window(browser, width=390, height=844) as phone:
        signed_in_page(phone, server, name, path="/wishes")
        phone.goto(f"{server.url}/wishes")
        settled(phone)
        boxes = phone.get_by_label("希望順")
        boxes.nth(1).fill("41")
        boxes.nth(2).fill("42")
        press(phone.get_by_role("button", name="確認へ進む"), ms)
        send = phone.get_by_role("button", name="この内容で希望を出す")
        expect(send).to_be_visible(timeout=WAIT)
        press(send, ms)
        expect(phone.get_by_role("heading", name="希望を受け付けました")).to_be_visible(
            timeout=WAIT
        )
        reference = phone.locator("[class*=st-key-lead-confirmation] code").inner_text()
        phone.reload()
        settled(phone)
        expect(phone.locator("[class*=st-key-lead-confirmation] code")).to_have_text(reference)


@pytest.mark.parametrize("ms", [QUICK, SLOW])
def test_a_corrected_form_is_sent_by_the_first_press(
    server: Server, browser: Browser, ms: int
) -> None:
    title = f"検査の見本 {ms} <b>x</b> [x](javascript:alert(1))"
    with window(browser) as firm:
        signed_in_page(firm, server, "髙﨑 美咲")
        firm.goto(f"{server.url}/offers")
        settled(firm)
        firm.get_by_label("すること").fill(title)
        firm.get_by_label("職種").fill("検査")
        firm.get_by_label("仕事の内容").fill("部品を測ります。")
        firm.get_by_label("何歳から").fill("あ")
        press(firm.get_by_role("button", name="このプログラムを申し出る"), ms)
        expect(firm.get_by_role("heading", name="1 か所を直してください")).to_be_visible(
            timeout=WAIT
        )
        settled(firm)
        expect(firm.get_by_label("すること")).to_have_value(title)
        firm.locator("[class*=st-key-internship-offer-place] input").first.fill("２")
        firm.get_by_label("何歳から").fill("１６")
        press(firm.get_by_role("button", name="このプログラムを申し出る"), ms)
        expect(firm.get_by_text("受け付けました", exact=True)).to_be_visible(timeout=WAIT)
        expect(firm.get_by_text(title).first).to_be_visible()
        expect(firm.locator("a[href^=javascript]")).to_have_count(0)


def test_a_round_that_is_not_there_is_said_in_a_heading(server: Server, browser: Browser) -> None:
    with window(browser) as staff:
        signed_in_page(staff, server, "栗原 眞理子")
        for address in ("round?round=999", "plan?plan=x", "round-students?round=999"):
            staff.goto(f"{server.url}/{address}")
            expect(staff.get_by_role("heading", level=1)).to_have_text("見つかりません")


def _hub(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hub", *words], capture_output=True, text=True, check=False
    )
