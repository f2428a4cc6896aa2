"""One group as its firms and the ward see it: state, firms and shares, agreement, history."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from hub.groups import reads
from hub.groups.reads import AgreementText, CostShares, GroupPage, SignatureRow
from hub.i18n import _, translated
from hub.i18n.values import day, moment, short_day, yen
from hub.kernel.calendar import japan_date
from models.vocab.groups import GroupState
from pages.groups.parts import example, listed, next_step, rule_tag, rule_words, share_words, tone
from pages.kit import act, tables, widgets

COSTS_A_TABLE: Final = 3
SHOWN_RULES: Final = (
    GroupState.PREPARATORY,
    GroupState.AGREED,
    GroupState.UNDER_REVIEW,
    GroupState.REFUSED,
    GroupState.WITHDRAWN,
)


def show(group_id: int, *, back: bool) -> None:
    """The whole page of one group."""
    seen: GroupPage = act.read(reads.group_page, group_id=group_id)
    widgets.title(
        seen.card.name, seen.purpose, (_("グループの一覧へ戻る"), "group") if back else None
    )
    _state(seen)
    widgets.error_summary(act.problems())
    next_step.show(seen)
    text = seen.in_force or seen.agreement
    left, right = st.columns([5, 3], gap="medium")
    with left:
        _firms(seen, text)
    with right, widgets.card("facts"):
        _facts(seen, text)
    _agreement(seen)
    if seen.card.state in SHOWN_RULES and seen.rules:
        _rules(seen)
    _history(seen)
    next_step.rare(seen)


def _state(seen: GroupPage) -> None:
    """Where the group stands, whose turn it is, and until when."""
    with widgets.strip("state"):  # noqa: B005  the state strip of the kit
        widgets.tag(translated(seen.card.state_words), tone(seen.card.state))
        widgets.say(translated(seen.card.next_words))
        if seen.sign_by:
            widgets.say(_("署名の期限は{day}です。").format(day=short_day(seen.sign_by)))
        if seen.answer_by:
            widgets.say(_("区は{day}までに答えます。").format(day=short_day(seen.answer_by)))


def _firms(seen: GroupPage, text: AgreementText | None) -> None:
    """Firms with their shares; before an agreement the firms alone."""
    if text is None:
        widgets.heading(_("会社"))
        rows = [(row.name, translated(row.role_words), row.town) for row in seen.members]
        caption = _("グループの会社 {count}社").format(count=len(rows))
        tables.table(rows, [_("会社"), _("役割"), _("町")], caption)
        return
    widgets.heading(_("会社と費用の割合"))
    for first in range(0, len(text.costs), COSTS_A_TABLE):
        costs = text.costs[first : first + COSTS_A_TABLE]
        lines = [_line(row, costs) for row in text.firms]
        heads = [_("会社"), *(translated(cost.label) for cost in costs)]
        caption = _("協約書 第{number}版の費用の割合").format(number=text.number)
        tables.table(lines, heads, caption, show_caption=False)
    widgets.say(example(text, text.costs[0]))


def _line(row: SignatureRow, costs: Sequence[CostShares]) -> tuple[str, ...]:
    """One firm's line of the table."""
    cells = [
        share_words(cost, cell)
        for cost in costs
        for cell in cost.cells
        if cell.firm_id == row.firm_id
    ]
    role = _("{firm}（{role}）").format(firm=row.firm, role=translated(row.role_words))
    return (role if row.is_leader else row.firm, *cells)


def _facts(seen: GroupPage, text: AgreementText | None) -> None:
    if text is not None:
        note = _("1回の額です。こえる予約には、全社の同意が要ります。")
        widgets.fact(_("予約の上限"), yen(text.ceiling_yen), note)
    if seen.registration and seen.valid_until:
        until = _("{day}まで").format(day=day(seen.valid_until))
        widgets.fact(_("登録番号"), seen.registration, until)
    widgets.fact(_("できた日"), day(seen.founded_on))


def _agreement(seen: GroupPage) -> None:
    """The newest version with its signatures; the one in force when it is another."""
    text = seen.agreement
    if text is None:
        return
    with widgets.line("agreement"):
        widgets.heading(_("協約書 第{number}版").format(number=text.number))
        query = {"group": str(text.group_id), "number": str(text.number)}
        widgets.link(_("協約書を読む"), "agreement", query)
    if text.changed:
        widgets.say(changed_words(text))
    with widgets.rows("signatures"):
        for row in text.firms:
            with widgets.entry(f"signature-{row.firm_id}"):
                if row.signed_at is not None:
                    who = _("{person}さん　{day}").format(
                        person=row.person, day=day(japan_date(row.signed_at))
                    )
                    widgets.two_lines(row.firm, who)
                    widgets.tag(_("署名済み"), "good")
                else:
                    widgets.two_lines(row.firm, _("署名はまだです。"))
                    widgets.tag(_("署名待ち"), "wait")
    if seen.in_force is not None and seen.in_force.number != text.number:
        query = {"group": str(text.group_id), "number": str(seen.in_force.number)}
        label = _("今の協約書（第{number}版）を読む").format(number=seen.in_force.number)
        widgets.link(label, "agreement", query)


def changed_words(text: AgreementText) -> str:
    """Which clauses are new since the version before."""
    names = listed([translated(name) for name in text.changed])
    return _("第{before}版から変わったところ：{names}").format(before=text.before, names=names)


def _rules(seen: GroupPage) -> None:
    widgets.heading(_("登録の条件"))
    with widgets.rows("rules"):
        for row in seen.rules:
            with widgets.entry(f"rule-{row.rule}"):
                widgets.two_lines(translated(row.label), rule_words(row))
                word, colour = rule_tag(row)
                widgets.tag(word, colour)


def _history(seen: GroupPage) -> None:
    widgets.heading(_("これまでの歩み"))
    with widgets.rows("history"):
        for number, step in enumerate(seen.steps):
            with widgets.entry(f"step-{number}"):
                who = _("{person}さん").format(person=step.person) if step.person else ""
                # noqa: i18n the wide space between a moment and a name
                facts = [f"{moment(step.at)}　{who}", step.note]
                widgets.two_lines(
                    translated(step.words), widgets.lines(*(each for each in facts if each))
                )
