"""A smaller plan, an advance, money that the bank gives back, a part cancelled and repaid.

The leader, the clerk, the approver, the orderer and accounting take their steps at the browser,
each with a sign-in of their own. The costs are 22,000 and 800 yen, two thirds are paid, cut to
1,000. Source: subsidy design, part 17.
"""

from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import col, select

from hub.kernel.calendar import japan_date
from hub.platform import clock
from models.subsidy import BudgetLine, Claim
from models.vocab.subsidy import ClaimState
from tests.support.browser import window
from tests.support.journeys import press, settled, signed_in_page
from tests.support.server import Server, database

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.slow]
WAIT: Final = 60_000
LEADER, CLERK, APPROVER = "桒原 勝", "濵田 直子", "廣瀨 誠"
ORDERER, ACCOUNTING = "早坂 文", "嶋村 恵"
ACCOUNTS: Final = ("available", "committed", "advanced", "payable", "paid", "recoverable")


class Case:
    """The story group's granted claim, seen by whoever is signed in."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self.server, self.browser = server, browser
        self.today = japan_date(clock.now()).isoformat()
        with database(server.data_dir) as store, store.reading() as session:
            claim = session.exec(
                select(Claim).where(Claim.state == ClaimState.GRANTED).order_by(col(Claim.id))
            ).first()
            assert claim is not None
            assert claim.granted_yen == 15_000
            self.claim_id, self.line_id = claim.id, claim.budget_line_id
        self.before = self.money()

    def money(self) -> dict[str, int]:
        """The accounts of the budget line."""
        with database(self.server.data_dir) as store, store.reading() as session:
            line = session.get_one(BudgetLine, self.line_id)
            return {name: getattr(line, name) for name in ACCOUNTS}

    def moved(self) -> dict[str, int]:
        """What has changed in the accounts since the journey began."""
        now = self.money()
        return {name: now[name] - yen for name, yen in self.before.items() if now[name] != yen}

    def at(self, page: Page, path: str, step: str = "") -> Page:
        """Open a page of the claim."""
        page.goto(f"{self.server.url}/{path}?claim={self.claim_id}{step}")
        settled(page)
        return page


def filled(page: Page, **typed: str) -> None:
    """Type into the fields of these labels and leave each, as a person does before a button."""
    for label, text in typed.items():
        field = page.get_by_label(label, exact=True)
        field.fill(text)
        field.press("Tab")
        settled(page)


def pressed(page: Page, label: str) -> None:
    """Press the button and wait until the step is taken: then it is no longer offered."""
    settled(page)
    button = page.get_by_role("button", name=label, exact=True)
    press(button)
    expect(button).to_be_hidden(timeout=WAIT)
    settled(page)


def decided(case: Case, page: Page, label: str) -> None:
    """Read the decision, go on to the last look, decide."""
    press(case.at(page, "claim-decide").get_by_role("link", name=label))
    pressed(page, label)


def test_plan_advance_and_a_cancelled_part_by_five_people(
    fresh_server: Server, browser: Browser
) -> None:
    case = Case(fresh_server, browser)
    with (
        window(browser, width=390, height=844) as leader,
        window(browser) as clerk,
        window(browser) as approver,
        window(browser) as orderer,
        window(browser) as accounting,
    ):
        for page, name in (
            (leader, LEADER), (clerk, CLERK), (approver, APPROVER), (orderer, ORDERER),
            (accounting, ACCOUNTING),
        ):  # fmt: skip
            signed_in_page(page, fresh_server, name)
        a_smaller_plan(case, leader, clerk, approver)
        an_advance(case, leader, orderer, accounting)
        the_rest_is_paid_twice(case, leader, clerk, approver)
        a_part_comes_back(case, clerk, approver, accounting)


def a_smaller_plan(case: Case, leader: Page, clerk: Page, approver: Page) -> None:
    """19,000 + 800 yen: two thirds are 13,200, cut to 13,000."""
    case.at(leader, "claim", "&step=change")
    leader.get_by_label("1　").first.fill("19,000")
    filled(leader, 変更の理由="訪問を1時間短くします。")
    pressed(leader, "この変更を申し出る")
    case.at(clerk, "claim-change")
    press(clerk.get_by_text("認める案を決裁に出す"))
    filled(clerk, 文書番号="8大産振第901号")
    pressed(clerk, "この内容で進める")
    decided(case, approver, "13,000円で決裁する")
    assert case.moved() == {"available": 2_000, "committed": -2_000}


def an_advance(case: Case, leader: Page, orderer: Page, accounting: Page) -> None:
    """6,000 of at most 6,500 yen before the report; the bank gives them back once."""
    case.at(leader, "claim", "&step=advance")
    expect(leader.get_by_text("いま請求できるのは6,500円までです。")).to_be_visible()
    filled(leader, 請求する額="6千円", 先に必要な理由="交通費を先に払います。")
    pressed(leader, "この額を請求する")
    pressed(case.at(orderer, "claim-payment"), "6,000円の支払いを命じる")
    pressed(case.at(accounting, "claim-payment"), "審査を済ませる")
    press(accounting.get_by_text("ほかの進め方"))
    filled(accounting, 理由="口座の名義が違います。")
    pressed(accounting, "振り込めなかったと記録する")
    case.at(leader, "claim")
    filled(leader, 直したこと="窓口で名義を直しました。")
    pressed(leader, "口座を直したと伝える")
    pressed(case.at(accounting, "claim-payment"), "審査を済ませる")
    filled(accounting, 伝票番号="概-1", 支払日=case.today)
    pressed(accounting, "支払いを記録する")
    assert case.moved() == {"available": 2_000, "committed": -8_000, "advanced": 6_000}


def the_rest_is_paid_twice(case: Case, leader: Page, clerk: Page, approver: Page) -> None:
    """13,000 are fixed, 7,000 are left to pay; the bank gives them back, they are paid anew."""
    pressed(case.at(leader, "claim"), "実績報告をはじめる")
    pressed(leader, "この内容で報告する")
    press(case.at(clerk, "claim-review").get_by_text("理由を書いて認める"))
    expect(clerk.get_by_label("認める理由", exact=True)).to_be_visible(timeout=WAIT)
    filled(clerk, 認める理由="変更を承認した額と同じです。")
    pressed(clerk, "この指摘を認める")
    press(clerk.get_by_role("link", name="13,000円で起案する"))
    filled(clerk, 文書番号="8大産振第902号")
    pressed(clerk, "13,000円で起案する")
    decided(case, approver, "13,000円で決裁する")
    assert case.moved() == {
        "available": 2_000,
        "committed": -15_000,
        "payable": 7_000,
        "paid": 6_000,
    }
    for slip in ("支-1", "支-2"):
        case.at(clerk, "claim-pay")
        filled(clerk, 伝票番号=slip, 支払日=case.today)
        pressed(clerk, "7,000円の支払いを記録する")
        if slip == "支-1":
            case.at(clerk, "claim-came-back")
            filled(clerk, 銀行から戻った日=case.today, 戻った理由="口座の名義が違う")
            pressed(clerk, "振込みの戻りを記録する")
    assert case.moved() == {"available": 2_000, "committed": -15_000, "paid": 13_000}


def a_part_comes_back(case: Case, clerk: Page, approver: Page, accounting: Page) -> None:
    """8,000 are cancelled: 7,000 of the payment and 1,000 of the advance come back in two parts."""
    case.at(clerk, "claim-cancel")
    unready = clerk.get_by_role("button", name="取消しを起案する", exact=True)
    press(unready)
    expect(clerk.get_by_role("heading", name="2 か所を直してください")).to_be_visible(timeout=WAIT)
    settled(clerk)
    press(clerk.get_by_text("一部だけ"))
    # The field of the amount comes between the two questions and moves the second one down.
    expect(clerk.get_by_label("取り消す額")).to_be_visible(timeout=WAIT)
    settled(clerk)
    press(clerk.get_by_text("条件や区の命令に従わなかった"))
    expect(clerk.get_by_role("radio", name="条件や区の命令に従わなかった")).to_be_checked()
    settled(clerk)
    filled(
        clerk, 取り消す額="8,000円", 理由="2回目の訪問がありませんでした。",
        申請者から聞いたこと="代表から聞きました。", 文書番号="8大産振第903号",
    )  # fmt: skip
    pressed(clerk, "取消しを起案する")
    decided(case, approver, "8,000円の取消しを決裁する")
    assert case.moved() == {
        "available": 2_000, "committed": -15_000, "paid": 5_000, "recoverable": 8_000,
    }  # fmt: skip
    case.at(approver, "claim-return-order")
    filled(approver, 文書番号="8大産振第904号")
    pressed(approver, "8,000円の返還を命じる")
    for number, amount in (("領-1", "3,000円"), ("領-2", "5,000円")):
        case.at(accounting, "claim-repaid")
        filled(accounting, 領収番号=number, 入金の日=case.today, 入金の額=amount)
        press(accounting.get_by_role("button", name="入金を記録する", exact=True))
        expect(accounting.get_by_text("できました")).to_be_visible(timeout=WAIT)
    assert case.moved() == {"available": 10_000, "committed": -15_000, "paid": 5_000}
    pressed(case.at(clerk, "claim-review"), "完了にする")
