"""One trial of changed rules: what changes for whom, and where the money ends."""

from functools import partial
from typing import Final

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import day, moment, yen
from hub.kernel.text import N_
from hub.subsidy import reads, words
from hub.subsidy.reads import TrialClaim, TrialPage
from models.vocab import Role
from models.vocab.subsidy import AmountLimit, Outcome
from pages.kit import act, address, exports, tables, widgets
from pages.kit.page import page, part
from pages.kit.tables import Column
from pages.subsidy.parts import trial_sheet, trial_words

STAFF: Final = (Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
MAKERS: Final = (Role.WARD_CLERK, Role.WARD_APPROVER)


@page(path="trial", title=N_("試算の結果"), roles=STAFF, in_menu=False)
def render() -> None:
    """What was changed, the sums of both worlds, whom it concerns most."""
    seen: TrialPage = act.read(reads.trial, simulation_id=address.number("trial"))
    card = seen.card
    widgets.title(
        _("試算{number}の結果").format(number=card.simulation_id),
        trial_words.name_of(card.start),
        back=(_("制度の数字をためすへ戻る"), "trials"),
    )
    widgets.error_summary(act.problems())
    with widgets.strip("trial"):
        widgets.tag(*trial_words.state(card))
        told = _("{person}さんが{at}に始めました。")
        widgets.say(told.format(person=card.person, at=moment(card.at)))
    rows = trial_words.changes(card)
    tables.table(rows, [_("変えたところ"), _("いまの決まり"), _("ためす決まり")], _("変えたところ"))
    if card.outcome is None:
        _waiting(card.simulation_id)
    elif card.outcome is Outcome.FAILED:
        widgets.say(_("計算が途中で終わりました。もう一度、始めてください。"))
    else:
        _result(seen)


@part(seconds=2)
def _waiting(number: int) -> None:
    """Until the worker has ended; closing the page changes nothing."""
    seen: TrialPage = act.read(reads.trial, simulation_id=number)
    if seen.card.outcome is not None:
        st.rerun()
    with widgets.job("trial"):
        widgets.heading(translated(words.COMPUTING))
        widgets.say(_("この画面を閉じても、計算は続きます。"))


def _result(seen: TrialPage) -> None:
    _sums(seen)
    _limits(seen)
    _sizes(seen)
    _changed(seen)
    if act.actor().role in MAKERS:
        number = seen.card.simulation_id
        wanted = exports.Wanted("trial_export", number, _("試算{number}").format(number=number))
        exports.offer(_("全部の申請をExcelにする"), wanted, partial(trial_sheet.sheets_of, seen))


def _sums(seen: TrialPage) -> None:
    widgets.heading(_("全体"))
    old, new = seen.old, seen.new
    told = n_(
        "申請{count}件のうち、増えるのは{more}件、減るのは{less}件です。",
        "申請{count}件のうち、増えるのは{more}件、減るのは{less}件です。",
        seen.card.claims,
    )
    widgets.say(told.format(count=seen.card.claims, more=seen.more, less=seen.less))
    _both(trial_sheet.sums(old, new), _("全体の額"))


def _both(rows: list[tuple[str, str, str]], caption: str) -> None:
    """Both worlds under each other: side by side they fit no phone."""
    both = Column(_("いまの決まり→ためす決まり"), right=True)
    shown = [(name, _then(old, new)) for name, old, new in rows]
    tables.table(shown, [_("見るところ"), both], caption, show_caption=False)


def _then(old: str, new: str) -> widgets.Markup:
    return widgets.lines(old, f"→ {new}")


def _limits(seen: TrialPage) -> None:
    widgets.heading(_("額を決めたもの"))
    rows = []
    for limit in AmountLimit:
        old, new = seen.old.by_limit[limit.value], seen.new.by_limit[limit.value]
        if old or new:
            rows.append((translated(words.LIMIT_LABELS[limit]), _count(old), _count(new)))
    _both(rows, _("額を決めたものの件数"))


def _sizes(seen: TrialPage) -> None:
    widgets.heading(_("会社の大きさごと"))
    widgets.say(_("代表の会社が、研修の申込みで最後に答えた従業員の数です。"))
    rows = [
        (
            widgets.lines(translated(words.SIZE_LABELS[row.size]), _count(row.claims)),
            _then(yen(row.old_yen), yen(row.new_yen)),
        )
        for row in seen.sizes
        if row.claims
    ]
    both = Column(_("いまの決まり→ためす決まり"), right=True)
    tables.table(rows, [_("従業員"), both], _("会社の大きさごとの額"), show_caption=False)


def _changed(seen: TrialPage) -> None:
    widgets.heading(_("額が大きく変わる申請"))
    if not seen.changed:
        widgets.say(_("額が変わる申請はありません。"))
        return
    rows = [
        (
            widgets.lines(each.group, each.reference, day(each.day)),
            widgets.lines(*_then_and_difference(each)),
        )
        for each in seen.changed
    ]
    both = Column(_("いまの決まり→ためす決まり（差）"), right=True)
    tables.table(rows, [_("グループ"), both], _("差の大きい順"), show_caption=False)


def _then_and_difference(claim: TrialClaim) -> tuple[str, str, str]:
    old, new = trial_sheet.yen_or_waits(claim)
    return old, f"→ {new}", f"({trial_sheet.signed(claim.more_yen)})"


def _count(count: int) -> str:
    return n_("{count}件", "{count}件", count).format(count=count)
