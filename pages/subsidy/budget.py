"""The ward's budget lines: where every yen stands, and the journal of how it came there."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import moment, yen
from hub.kernel.calendar import fiscal_year, japan_date
from hub.kernel.text import N_
from hub.subsidy import reads, words
from hub.subsidy.reads import BudgetPage, BudgetState, JournalRow
from models.vocab import Role
from models.vocab.subsidy import BudgetAccount as At
from pages.kit import act, tables, widgets
from pages.kit.page import page

STAFF: Final = (Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
PAGE_ROWS: Final = 50


@page(path="budget", title=N_("予算"), roles=STAFF)
def render() -> None:
    """Per line: the figures, the accounts, the journal."""
    found: BudgetPage = act.read(reads.budget_page, ward_id=act.actor().seat.ward_id)
    widgets.title(_("予算"), _("決めた額と残りを、1円まで記録しています。"))
    if found.faults:
        with widgets.alert("ledger"):
            widgets.heading(_("記録と残りが合っていません"))
            widgets.say(_("管理者へ、この画面を見せて連絡してください。"))
            for fault in found.faults:
                widgets.say(fault)
    if not found.lines:
        widgets.empty(
            _("予算はまだ登録されていません"),
            _("管理者が年度の予算を登録すると、ここに出ます。"),
        )
        return
    line = _chosen(found.lines)
    _line(line)
    widgets.link(_("制度の数字をためす"), "trials")
    _journal(line, [row for row in found.journal if row.budget_line_id == line.budget_line_id])


def _chosen(lines: Sequence[BudgetState]) -> BudgetState:
    """The line of the present fiscal year, until another one is chosen."""
    if len(lines) == 1:
        return lines[0]
    by_id = {str(line.budget_line_id): line for line in lines}
    year = fiscal_year(japan_date(act.today()))
    now = next((line for line in lines if line.fiscal_year == year), lines[0])
    if st.session_state.get("subsidy.budget.line") not in by_id:
        st.session_state["subsidy.budget.line"] = str(now.budget_line_id)
    names = {line.programme for line in lines}
    words = _("{year}年度") if len(names) == 1 else _("{year}年度 {programme}")
    options = {
        at: words.format(year=line.fiscal_year, programme=line.programme)
        for at, line in by_id.items()
    }
    return by_id[widgets.segmented(_("年度を選ぶ"), options, "subsidy.budget.line")]


def _line(line: BudgetState) -> None:
    widgets.heading(
        _("{programme}（{year}年度）").format(programme=line.programme, year=line.fiscal_year)
    )
    with widgets.budget(f"line-{line.budget_line_id}"):
        with widgets.line(f"left-{line.budget_line_id}"):
            widgets.say(_("予算の残り"))
            widgets.figure(yen(line.available_yen))
        widgets.share_of(line.used_yen, line.allotted_yen)
        words_used = _("配当 {allotted}のうち{used}を決めました。審査中の申請は{review}です。")
        widgets.say(
            widgets.grey(
                words_used.format(
                    allotted=yen(line.allotted_yen),
                    used=yen(line.used_yen),
                    review=yen(line.in_review_yen),
                )
            )
        )
    rows = [(translated(words.ACCOUNT_LABELS[at]), yen(amount)) for at, amount in _accounts(line)]
    rows.append((widgets.bold(_("配当の合計")), widgets.bold(yen(line.allotted_yen))))
    columns: list[tables.Column | str] = [_("勘定"), tables.Column(_("額"), right=True)]
    tables.table(rows, columns, _("勘定ごとの額（{account}）").format(account=line.account_text))


def _accounts(line: BudgetState) -> list[tuple[At, int]]:
    """Every account of the light profile, and rarer ones only when yen stand there."""
    rows = [
        (At.AVAIL, line.available_yen),
        (At.COMMIT, line.committed_yen),
        (At.PAYABLE, line.payable_yen),
        (At.PAID, line.paid_yen),
    ]
    rare = [
        (At.RESERVED, line.reserved_yen),
        (At.ADVANCED, line.advanced_yen),
        (At.RECOVERABLE, line.recoverable_yen),
        (At.RECOVERED, line.recovered_yen),
    ]
    return rows + [(at, amount) for at, amount in rare if amount]


def _journal(line: BudgetState, journal: Sequence[JournalRow]) -> None:
    widgets.heading(_("記録 {count}件").format(count=len(journal)), 3)
    pages = -(-len(journal) // PAGE_ROWS) or 1
    place = st.container()
    number = 1
    if pages > 1:
        number = st.pagination(pages, key=f"subsidy.journal.{line.budget_line_id}")
    first = (number - 1) * PAGE_ROWS
    rows = [
        (
            moment(row.at),
            translated(row.words),
            widgets.lines(row.reference, row.note) if row.note else row.reference,
            widgets.lines(*(translated(account) for account, _yen in row.accounts)),
            widgets.lines(*(_signed(amount) for _account, amount in row.accounts)),
        )
        for row in journal[first : first + PAGE_ROWS]
    ]
    columns: list[tables.Column | str] = [
        _("いつ"),
        _("できごと"),
        _("申請"),
        _("勘定"),
        tables.Column(_("動き"), right=True),
    ]
    with place, st.container(key=f"subsidy_lines_{line.budget_line_id}"):
        caption = _("予算の動き（新しい順）")
        tables.table(rows, columns, caption, show_caption=False)


def _signed(amount: int) -> str:
    """With its sign, also when it comes in."""
    return f"+{yen(amount)}" if amount > 0 else yen(amount)
