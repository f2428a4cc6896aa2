"""The programme with inspection, from the application to the closed file, by six sign-ins.

The leader, the clerk, the approver, the inspector, the orderer and accounting take their steps at
the browser, in English, each on a phone. Source: subsidy design, part 17.
"""

from contextlib import ExitStack
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import col, select

from hub.i18n import translated, use_language
from hub.kernel.calendar import japan_date
from hub.platform import clock
from models.subsidy import BudgetLine, Claim, ClaimDuty
from models.vocab.subsidy import ClaimState, Duty
from seed.programmes import FULL
from tests.support.browser import window
from tests.support.journeys import press, settled, signed_in_page
from tests.support.server import Server, database

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.slow]
WAIT: Final = 60_000
LEADER, CLERK, APPROVER = "桒原 勝", "濵田 直子", "廣瀨 誠"
INSPECTOR, ORDERER, ACCOUNTING = "冨田 聡", "早坂 文", "嶋村 恵"
PEOPLE: Final = (LEADER, CLERK, APPROVER, INSPECTOR, ORDERER, ACCOUNTING)


class Case:
    """The newest claim, seen by whoever is signed in; each in a window of their own."""

    def __init__(self, server: Server, pages: dict[str, Page]) -> None:
        self.server, self.pages = server, pages
        self.today = japan_date(clock.now()).isoformat()
        self.claim_id = 0

    def at(self, who: str, path: str) -> Page:
        """Open a page of the claim as one of them."""
        page = self.pages[who]
        page.goto(f"{self.server.url}/{path}?claim={self.claim_id}")
        settled(page)
        return page

    def claim(self) -> Claim:
        """The newest claim as it is stored."""
        with database(self.server.data_dir) as store, store.reading() as session:
            found = session.exec(select(Claim).order_by(col(Claim.id).desc())).first()
            assert found is not None
            return found


def said(msgid: str, **values: object) -> str:
    """A sentence of the product in English."""
    use_language("en")
    try:
        return translated(msgid).format(**values)
    finally:
        use_language("ja")


def filled(page: Page, **typed: str) -> None:
    """Type into the fields of these labels."""
    for label, text in typed.items():
        page.get_by_label(said(label), exact=True).fill(text)


def pressed(page: Page, label: str, **values: object) -> None:
    """Press the button and wait until the step is taken: then it is no longer offered."""
    button = page.get_by_role("button", name=said(label, **values), exact=True)
    press(button)
    expect(button).to_be_hidden(timeout=WAIT)
    settled(page)


def proposed(case: Case, amount: str, number: str) -> None:
    """The clerk proposes, the approver decides."""
    clerk = case.at(CLERK, "claim-review")
    press(clerk.get_by_role("link", name=said("{amount}で起案する", amount=amount)))
    filled(clerk, 文書番号=number)
    pressed(clerk, "{amount}で起案する", amount=amount)
    approver = case.at(APPROVER, "claim-decide")
    press(approver.get_by_role("link", name=said("{amount}で決裁する", amount=amount)))
    pressed(approver, "{amount}で決裁する", amount=amount)


def test_from_the_application_to_the_closed_file_by_six_people(
    fresh_server: Server, browser: Browser
) -> None:
    with ExitStack() as stack:
        pages = {}
        for name in PEOPLE:
            page = stack.enter_context(window(browser, width=390, height=844, locale="en-GB"))
            page.context.add_cookies(
                [{"name": "hub_prefs", "value": "en.18", "url": fresh_server.url}]
            )
            pages[name] = signed_in_page(page, fresh_server, name)
        case = Case(fresh_server, pages)
        amount = applied(case)
        proposed(case, amount, "8大産振第911号")
        reported_and_inspected(case)
        proposed(case, amount, "8大産振第912号")
        paid(case, amount)
        pressed(case.at(CLERK, "claim-review"), "完了にする")
        closed(case)


def applied(case: Case) -> str:
    """Start from a finished engagement, choose the programme, send; the clerk receives it."""
    leader = case.pages[LEADER]
    leader.goto(f"{case.server.url}/claims")
    settled(leader)
    press(leader.locator("[class*=st-key-row-offer-]").get_by_role("link").first)
    expect(leader.get_by_role("heading", name=said("申し込む補助金"), exact=True)).to_be_visible(
        timeout=WAIT
    )
    settled(leader)
    button = leader.get_by_role("button", name=said("申請を書きはじめる"), exact=True)
    press(button)
    expect(leader.get_by_text(said("申し込む補助金を1つ選んでください。")).first).to_be_visible(
        timeout=WAIT
    )
    settled(leader)
    press(leader.get_by_text(FULL[1]).first)
    settled(leader)
    pressed(leader, "申請を書きはじめる")
    boxes = leader.get_by_role("checkbox")
    expect(boxes).to_have_count(3, timeout=WAIT)
    for box in boxes.all():
        press(box.locator("xpath=ancestor::label"))
        expect(box).to_be_checked(timeout=WAIT)
    pressed(leader, "この内容で提出する")
    claim = case.claim()
    case.claim_id = claim.id or 0
    pressed(case.at(CLERK, "claim-review"), "この申請を受け付ける")
    return f"{claim.entitled_yen:,} yen"


def reported_and_inspected(case: Case) -> None:
    """The report is sent as it was filled; the inspector finds it right."""
    pressed(case.at(LEADER, "claim"), "実績報告をはじめる")
    pressed(case.pages[LEADER], "この内容で報告する")
    clerk = case.at(CLERK, "claim-review")
    expect(clerk.get_by_text(said("検査担当の検査を待っています。"))).to_be_visible()
    assert clerk.get_by_role("link", name="Propose").count() == 0
    inspector = case.at(INSPECTOR, "claim-review")
    press(inspector.get_by_role("link", name=said("検査の結果を書く")))
    filled(
        inspector, 検査した日=case.today, 検査の方法="領収書と記録を照らし合わせた",
        検査の結果="適正だった",
    )  # fmt: skip
    pressed(inspector, "検査を済ませる")


def paid(case: Case, amount: str) -> None:
    """Asked for, ordered, examined, paid."""
    leader = case.at(LEADER, "claim")
    press(leader.get_by_text(said("区に届けた口座の番号と名義を確かめました")))
    settled(leader)
    pressed(leader, "{amount}を請求する", amount=amount)
    pressed(case.at(ORDERER, "claim-payment"), "{amount}の支払いを命じる", amount=amount)
    accounting = case.at(ACCOUNTING, "claim-payment")
    pressed(accounting, "審査を済ませる")
    filled(accounting, 伝票番号="支-911", 支払日=case.today)
    pressed(accounting, "支払いを記録する")


def closed(case: Case) -> None:
    """All is paid, six people stand on six sides."""
    claim = case.claim()
    assert claim.state is ClaimState.COMPLETED
    assert claim.paid_yen == claim.fixed_yen == claim.granted_yen
    with database(case.server.data_dir) as store, store.reading() as session:
        duties = session.exec(select(ClaimDuty).where(ClaimDuty.claim_id == claim.id)).all()
        assert {row.duty for row in duties} == set(Duty)
        line = session.get_one(BudgetLine, claim.budget_line_id)
        assert line.paid == claim.paid_yen
