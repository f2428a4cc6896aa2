"""A trial of changed rules as a workbook: every claim, the sums, what was changed."""

from typing import Final

from hub.i18n import _, n_, translated
from hub.i18n.values import day, yen
from hub.kernel.text import N_
from hub.platform.data_sets import Column, DataSet, Holds, sheets
from hub.platform.workbook import Sheet, Value
from hub.subsidy import reads, words
from hub.subsidy.reads import Total, TrialClaim, TrialPage
from models.vocab.subsidy import AmountLimit
from pages.kit import act
from pages.subsidy.parts import trial_words

SINCE: Final = "2026-11-28"
YEN: Final = N_("円")
NOT_YET: Final = N_("まだ決まっていない")


def sheets_of(seen: TrialPage) -> list[Sheet]:
    """Every claim with the description of its columns, then the sums and the changes."""
    number = seen.card.simulation_id
    claims: tuple[TrialClaim, ...] = act.read(reads.trial_claims, simulation_id=number)
    return [*sheets(_claims(claims)), *_summary(seen)]


def sums(old: Total, new: Total) -> list[tuple[str, str, str]]:
    """The sums of both worlds, line by line."""

    def both(name: str, *values: str) -> tuple[str, str, str]:
        return (name, values[0], values[1])

    return [
        both(_("補助金の合計"), yen(old.yen), yen(new.yen)),
        both(_("年度の予算"), yen(old.budget), yen(new.budget)),
        both(_("予算の残り"), yen(old.left), yen(new.left)),
        both(_("補助金を受ける申請"), *(_count(each.granted) for each in (old, new))),
        both(_("0円になる申請"), *(_count(each.nothing) for each in (old, new))),
        both(_("予算の空きを待つ申請"), *(_count(each.waiting) for each in (old, new))),
        both(_("予算が足りなくなる日"), *(_out_on(each) for each in (old, new))),
    ]


def yen_or_waits(claim: TrialClaim) -> tuple[str, str]:
    """The amount in both worlds; who gets nothing because money is short waits."""
    old, new = (_("予算待ち") if each.waits else yen(each.yen) for each in (claim.old, claim.new))
    return old, new


def signed(amount: int) -> str:
    """A difference with its sign."""
    return f"+{yen(amount)}" if amount > 0 else yen(amount)


def _out_on(world: Total) -> str:
    return _("足りる") if world.out_on is None else day(world.out_on)


def _count(count: int) -> str:
    return n_("{count}件", "{count}件", count).format(count=count)


def _claims(claims: tuple[TrialClaim, ...]) -> DataSet:
    sizes = tuple(translated(told) for told in words.SIZE_LABELS.values())
    limits = tuple(translated(told) for told in words.LIMIT_LABELS.values())
    answers = (_("待つ"), _("待たない"))
    columns = (
        Column(_("申請番号"), N_("申請の番号"), Holds.KEY),
        Column(_("グループ"), N_("申請したグループ"), Holds.NAME, is_required=True),
        Column(_("受け付けた日"), N_("申請が届いた日"), Holds.DAY, is_required=True),
        Column(_("会社の大きさ"), N_("代表の会社の従業員の数"), Holds.CODE, words=sizes,
               is_required=True),
        Column(_("いまの額（円）"), N_("いまの決まりで出る額"), Holds.NUMBER, YEN,
               is_required=True),
        Column(_("ためした額（円）"), N_("ためす決まりで出る額"), Holds.NUMBER, YEN,
               is_required=True),
        Column(_("差（円）"), N_("ためした額からいまの額を引いた額"), Holds.NUMBER, YEN,
               is_required=True),
        Column(_("いまの額を決めたもの"), N_("いまの決まりで額を決めたもの"), Holds.CODE,
               words=limits, is_required=True),
        Column(_("ためした額を決めたもの"), N_("ためす決まりで額を決めたもの"), Holds.CODE,
               words=limits, is_required=True),
        Column(_("いまの予算待ち"), N_("いまの決まりで、予算の空きを待つか"), Holds.CODE,
               words=answers, is_required=True),
        Column(_("ためした予算待ち"), N_("ためす決まりで、予算の空きを待つか"), Holds.CODE,
               words=answers, is_required=True),
        Column(_("決定額（円）"), N_("じっさいの交付決定の額"), Holds.NUMBER, YEN, empty=NOT_YET),
    )  # fmt: skip
    return DataSet(N_("試算した申請"), columns, [_row(each, answers) for each in claims], SINCE)


def _row(claim: TrialClaim, answers: tuple[str, str]) -> tuple[Value, ...]:
    old, new = claim.old, claim.new
    waits, not_waits = answers
    return (
        claim.reference, claim.group, claim.day, translated(words.SIZE_LABELS[claim.size]),
        old.yen, new.yen, claim.more_yen, _limit(old.limited_by), _limit(new.limited_by),
        waits if old.waits else not_waits, waits if new.waits else not_waits, claim.granted_yen,
    )  # fmt: skip


def _limit(limited_by: str) -> str:
    return translated(words.LIMIT_LABELS[AmountLimit(limited_by)])


def _summary(seen: TrialPage) -> list[Sheet]:
    old, new = seen.old, seen.new
    both = [_("見るところ"), _("いまの決まり"), _("ためす決まり")]
    limits = [
        (translated(words.LIMIT_LABELS[limit]), old.by_limit[limit.value],
         new.by_limit[limit.value])
        for limit in AmountLimit
    ]  # fmt: skip
    sizes = [
        (translated(words.SIZE_LABELS[row.size]), row.claims, row.old_yen, row.new_yen)
        for row in seen.sizes
    ]
    return [
        Sheet(_("変えたところ"), both, trial_words.changes(seen.card)),
        Sheet(_("全体"), both, _sum_rows(old, new)),
        Sheet(_("額を決めたもの"), both, limits),
        Sheet(
            _("会社の大きさごと"),
            [_("従業員"), _("申請（件）"), _("いまの額（円）"), _("ためした額（円）")],
            sizes,
        ),
    ]


def _sum_rows(old: Total, new: Total) -> list[tuple[Value, ...]]:
    """The sums as numbers and days, units in the first column."""
    return [
        (_("補助金の合計（円）"), old.yen, new.yen),
        (_("年度の予算（円）"), old.budget, new.budget),
        (_("予算の残り（円）"), old.left, new.left),
        (_("補助金を受ける申請（件）"), old.granted, new.granted),
        (_("0円になる申請（件）"), old.nothing, new.nothing),
        (_("予算の空きを待つ申請（件）"), old.waiting, new.waiting),
        (_("予算が足りなくなる日"), old.out_on, new.out_on),
    ]
