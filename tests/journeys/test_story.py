"""The whole story across five people, from a free day to the notice.

One part is walked in Japanese by a quick hand, the other in English by a slow one; `--whole` walks
both in both.
"""

import re
from datetime import date
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, expect

from hub.i18n import values
from hub.kernel.calendar import japan_date
from hub.platform import clock
from tests.support import measure, pdf
from tests.support.cast import WAIT, Cast, Seat, cast
from tests.support.journeys import QUICK, SLOW, press, settled
from tests.support.server import Server

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.slow]
EXPERT: Final = "小澤 德次郎"
LEADER: Final = "桒原 勝"
CLERK: Final = "濵田 直子"
APPROVER: Final = "廣瀨 誠"
NEED: Final = (
    "旋盤の段取りに時間がかかる。若手だけだと仕上がりの肌が荒い。バイトの研ぎ方を教えてほしい。"
)
VISITED: Final = "溝入れの刃がすぐに欠けます。"
GAPS: Final = ("領収書の番号を書いてください。", "訪問した会社の名前を足してください。")
FIRM: Final = "髙﨑 美咲"
OTHER_FIRM: Final = "渡邊 健一"
COURSE: Final = "NC旋盤 段取り短縮の基礎"
HANDS: Final = {"ja": QUICK, "en": SLOW}


def _walked(*usual: str) -> pytest.MarkDecorator:
    """In which languages a part is walked, each by its own hand."""
    chosen = measure.chosen(tuple(HANDS), usual)
    return pytest.mark.parametrize(("lang", "ms"), [(lang, HANDS[lang]) for lang in chosen])


@_walked("ja")
def test_the_whole_story_from_a_free_day_to_the_notice(
    fresh_server: Server, browser: Browser, lang: str, ms: int
) -> None:
    with cast(browser, fresh_server, lang, ms) as story:
        expert = story.seat(EXPERT, 1280)
        day = _paints_a_day(expert)
        leader = story.seat(LEADER, 1280)
        _asks_for(leader, day)
        _accepts_in_two_presses(story)
        _signs(leader)
        _records_a_visit(expert)
        claim = _claims(leader)
        clerk = story.seat(CLERK, 1280)
        _returns_it_with_all_gaps(clerk, claim)
        _answers_all(leader)
        amount = _proposes(clerk, claim)
        _decides(story.seat(APPROVER, 1280), claim, amount)
        _has_the_notice(story, leader, amount)


@_walked("en")
def test_the_last_seats_are_given_once_and_a_withdrawal_moves_the_next_up(
    fresh_server: Server, browser: Browser, lang: str, ms: int
) -> None:
    with cast(browser, fresh_server, lang, ms) as story:
        first = story.seat(FIRM, 1280)
        _takes_the_last_seats(first)
        second = story.seat(OTHER_FIRM, 390)
        _waits(second)
        _withdraws(first)
        _moves_up(second)


def _paints_a_day(expert: Seat) -> date:
    """Turn a day off of the next month into a free one; it is saved without another press."""
    cells = expert.page.locator("[class*=st-key-day-home-]")
    shown = _day_of(cells.first)
    expert.press(expert.button("{month}を見る").last)
    expect(expert.page.locator(f"[class*=st-key-day-home-{shown}]")).to_have_count(0, timeout=WAIT)
    off = cells.filter(has_text=expert.words("休み"))
    expect(off.first).to_be_visible(timeout=WAIT)
    settled(expert.page)
    day = _day_of(off.last)
    expert.press(off.last.get_by_role("button"))
    cell = expert.page.locator(f"[class*=st-key-day-home-{day}]")
    expect(cell).to_contain_text(expert.words("空き"), timeout=WAIT)
    expert.sees(expert.part("{day}は「{part}」です。保存しました。"))
    return day


def _day_of(cell: Locator) -> date:
    key = re.search(r"st-key-day-home-(\d{4}-\d\d-\d\d)", cell.get_attribute("class") or "")
    assert key
    return date.fromisoformat(key[1])


def _asks_for(leader: Seat, day: date) -> None:
    """Write the need, take the expert for the reasons shown and the painted half-day, send."""
    leader.go("/need")
    leader.fill("相談したいこと", NEED)
    leader.press(leader.button("合う専門家を探す"))
    leader.heading(leader.part("相談に合う専門家 {count}名"))
    card = leader.page.locator("[class*=st-key-card-]").filter(
        has=leader.page.get_by_role("heading", name=EXPERT)
    )
    reason = card.locator("[class*=st-key-reason]").filter(has_text=leader.words("経歴"))
    expect(reason.first).to_be_visible(timeout=WAIT)
    quoted = re.search("[「“](.+?)[…」”]", reason.first.inner_text())
    assert quoted
    assert quoted[1] in NEED, "the reason quotes the group's own words"
    leader.press(card.get_by_role("link", name=leader.part("空き日を見て頼む")))
    leader.heading(leader.words("{name}さんに頼む", name=EXPERT))
    month = leader.value(values.short_month, day)
    leader.press(leader.page.get_by_role("radio", name=re.compile(rf"^{month}")))
    number = re.compile(rf"(?<!\d){day.day}(?!\d)")
    halves = leader.page.get_by_role("button", name=leader.part("{day}午後"))
    leader.press(halves.filter(has_text=number))
    leader.press(leader.button("この内容で頼む"))
    leader.heading(leader.words("相談"))


def _accepts_in_two_presses(story: Cast) -> None:
    """On a phone: the own name, then yes."""
    phone = story.seat(EXPERT, 390)
    card = phone.page.locator("[class*=st-key-lead-offer], [class*=st-key-card-offer-]").filter(
        has_text=NEED
    )
    phone.press(card.get_by_role("button", name=phone.words("引き受ける")))
    phone.sees(phone.part("{when}の約束ができました。頼んだ人に知らせました。"))
    assert phone.presses == 2


def _signs(leader: Seat) -> None:
    """See the eight terms, sign them, and have a visit."""
    leader.page.reload()
    leader.heading(leader.words("取引条件"))
    leader.press(leader.button("この内容で契約する"))
    expect(leader.button("この内容で契約する")).to_have_count(0, timeout=WAIT)
    leader.sees(leader.words("契約済み"))


def _records_a_visit(expert: Seat) -> None:
    """Three short lines after a visit that is over."""
    expert.go("/")
    card = expert.page.locator("[class*=st-key-card-record-]").filter(has_text=VISITED[:12])
    expert.press(card.get_by_role("link", name=expert.words("実施記録を書く")))
    expert.heading(expert.words("実施記録を書く"))
    expert.fill("したこと", "溝入れの刃を替え、回転数を下げて送りを決めました。")
    expert.fill("結果", "続けて20個を、刃を替えずに削れました。")
    expert.fill("参加した人数", "３")
    expert.press(expert.button("実施記録を出す"))
    expert.sees(expert.words("実施記録を出し、頼んだグループに知らせました。"))


def _claims(leader: Seat) -> int:
    """Inspect, record the payment, start the claim and send it; answers the claim's number."""
    leader.go("/bookings")
    leader.press(leader.page.get_by_role("link", name=re.compile(re.escape(VISITED[:12]))))
    leader.press(leader.button("検収する"))
    leader.fill("払った日", japan_date(clock.now()).isoformat())
    leader.press(leader.button("支払いを記録する"))
    leader.press(leader.link("補助金を申し込む"))
    leader.press(leader.page.get_by_text("わざ区共同研修").first)
    leader.press(leader.button("申請を書きはじめる"))
    leader.page.wait_for_url("**/claim?claim=*", timeout=WAIT)
    leader.heading(leader.words("確かめてください"))
    boxes = leader.page.get_by_role("checkbox")
    expect(boxes).to_have_count(3, timeout=WAIT)
    for box in boxes.all():
        leader.press(box.locator("xpath=ancestor::label"))
        expect(box).to_be_checked(timeout=WAIT)
    leader.press(leader.button("この内容で提出する"))
    leader.sees(leader.part("{moment} に区へ送りました。"))
    return int(leader.page.url.rsplit("=", 1)[1])


def _returns_it_with_all_gaps(clerk: Seat, claim: int) -> None:
    """Open it from the inbox, receive it, write down two gaps, send both at once."""
    clerk.go("/inbox")
    clerk.press(clerk.page.get_by_role("radio", name=clerk.part("新着 {count}")))
    clerk.press(clerk.page.locator(f"[class*=st-key-row-inbox-{claim}]").get_by_role("link"))
    clerk.press(clerk.button("この申請を受け付ける"))
    for gap in GAPS:
        expect(clerk.page.get_by_text(gap)).to_have_count(0)
        clerk.press(clerk.page.get_by_text(clerk.words("指摘を足す"), exact=True))
        clerk.fill("指摘", gap)
        clerk.press(clerk.button("この指摘を足す"))
        clerk.sees(gap)
    clerk.press(clerk.link("補正を求める"))
    clerk.heading(clerk.part("{group}に補正を求める"))
    clerk.press(clerk.button("{count}件の補正を求める"))
    expect(clerk.button("{count}件の補正を求める")).to_have_count(0, timeout=WAIT)


def _answers_all(leader: Seat) -> None:
    """See only what was named, answer each."""
    leader.page.reload()
    settled(leader.page)
    leader.sees(leader.counted("直してほしいところは{count}つです。", len(GAPS)))
    for number, gap in enumerate(GAPS, start=1):
        leader.sees(re.compile(re.escape(gap)))
        label = leader.words("{number}への回答", number=number)
        leader.page.get_by_label(label).fill(f"{number}番を直しました。")
    leader.press(leader.button("回答を送る"))
    expect(leader.button("回答を送る")).to_have_count(0, timeout=WAIT)


def _proposes(clerk: Seat, claim: int) -> str:
    """Accept the answers with a reason, propose the amount; answers the amount as shown."""
    clerk.go(f"/claim-review?claim={claim}")
    clerk.press(clerk.link("{amount}で起案する"))
    clerk.fill("文書番号", "8大産振第777号")
    send = clerk.button("{amount}で起案する")
    amount = re.search(r"[\d,]+", send.inner_text())
    assert amount
    clerk.press(send)
    clerk.sees(re.compile("8大産振第777号"))
    return amount[0]


def _decides(approver: Seat, claim: int, amount: str) -> None:
    """Another person decides, on a page that says what becomes final."""
    approver.go("/decisions")
    row = approver.page.locator(f"[class*=st-key-row-decision-{claim}]")
    expect(row).to_contain_text(amount, timeout=WAIT)
    approver.press(row.get_by_role("link"))
    approver.press(approver.link("{amount}で決裁する"))
    approver.heading(approver.words("この内容で決裁しますか"))
    approver.press(approver.button("{amount}で決裁する"))
    approver.heading(approver.words("決裁しました"))


def _has_the_notice(story: Cast, leader: Seat, amount: str) -> None:
    """The firm's PDF says the same amount; nobody else gets it."""
    link = leader.link("通知書を受け取る（PDF、{size}KB）")
    for _try in range(30):
        leader.page.reload()
        settled(leader.page)
        if link.first.is_visible():
            break
        leader.page.wait_for_timeout(1000)
    with leader.page.expect_download(timeout=WAIT) as got:
        press(link.first, leader.ms)
    said = pdf.joined(got.value.path().read_bytes())
    assert got.value.suggested_filename.endswith(".pdf")
    assert f"{amount}円" in said
    assert "8大産振第777号" in said
    assert "糀谷旋盤技能継承グループ" in said
    address = link.first.get_attribute("href") or ""
    for person, status in (("", 404), (EXPERT, 404), (LEADER, 200)):
        other = story.seat(person, 390)
        answer = other.page.request.get(f"{other.server.url}{address}")
        assert answer.status == status, person
        assert answer.body().startswith(b"%PDF") is (status == 200)


def _row_of_course(firm: Seat) -> Locator:
    """The open course in the list of trainings."""
    firm.go("/trainings")
    row = firm.page.locator("[class*=st-key-]").filter(
        has=firm.page.get_by_role("heading", name=COURSE, exact=True)
    )
    return row.filter(has=firm.page.get_by_role("link")).last


def _takes_the_last_seats(firm: Seat) -> None:
    """Two people known from before and one new: three seats, the last ones."""
    row = _row_of_course(firm)
    expect(row).to_contain_text(firm.words("のこり{count}席", count=3), timeout=WAIT)
    firm.press(row.get_by_role("link", name=firm.words("申し込む")))
    firm.press(firm.page.get_by_role("button", name="髙﨑 直人"))
    firm.press(firm.page.get_by_role("button", name="高木 美穂"))
    firm.press(firm.button("名簿にない人を加える"))
    firm.fill("氏名", "邉見 一")
    firm.fill("フリガナ", "ヘンミ ハジメ")
    firm.fill("生年月日", "平成10年4月2日")
    firm.press(firm.page.get_by_text(firm.words("6〜20人")))
    firm.press(firm.button("申し込む"))
    firm.heading(firm.words("参加が決まりました"))


def _waits(firm: Seat) -> None:
    """The next firm is told its place in the line before and after it signs up."""
    row = _row_of_course(firm)
    expect(row).to_contain_text(firm.words("満席・補欠{place}番目から", place=1), timeout=WAIT)
    firm.press(row.get_by_role("link", name=firm.words("補欠に申し込む")))
    firm.press(firm.page.get_by_role("button", name="渡邊 大樹"))
    firm.press(firm.button("補欠に申し込む"))
    firm.heading(firm.words("補欠{place}番目で受け付けました", place=1))


def _withdraws(firm: Seat) -> None:
    firm.press(firm.link("申込みを取り消す"))
    firm.heading(firm.words("申込みを取り消しますか"))
    firm.press(firm.button("この申込みを取り消す"))
    firm.sees(firm.words("申込みを取り消しました。費用はかかりません。"))


def _moves_up(firm: Seat) -> None:
    """Without any act of the staff the seat is offered to the firm that waits."""
    firm.page.reload()
    firm.heading(firm.words("空きが出ました"))
    firm.press(firm.button("参加する"))
    firm.heading(firm.words("参加が決まりました"))
