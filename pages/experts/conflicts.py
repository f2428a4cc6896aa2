"""Firms and groups that an expert stays apart from: the expert's own, or one the desk looks up."""

from functools import partial

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import ConflictEntry, ConflictRow, Conflicts
from hub.experts.words import conflicts as words
from hub.i18n import _, n_, translated
from hub.i18n.values import day
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from models.vocab import Role
from models.vocab.experts import REVIEWED_KINDS, ConflictKind
from pages.experts.parts import conflict_confirm, conflict_form
from pages.kit import act, address, widgets
from pages.kit.page import page


@page(
    path="conflicts",
    title=N_("引き受けない会社"),
    roles=(Role.EXPERT, Role.COORDINATOR),
    in_menu=False,
)
def render() -> None:
    """The expert's own at once; the desk chooses an expert first."""
    _settle()
    conflict_confirm.settle()
    is_expert = act.actor().role is Role.EXPERT
    expert_id = act.read(reads.my_expert_id) if is_expert else address.number("expert")
    if expert_id:
        conflict_form.settle(expert_id)
        _one(expert_id, is_expert=is_expert)
    elif is_expert:
        widgets.title(_("引き受けない会社"))
        widgets.empty(
            _("名簿の登録がまだです"), _("区の窓口が登録すると、ここに依頼と予定が出ます。")
        )
    else:
        _look_up()


def _one(expert_id: int, *, is_expert: bool) -> None:
    seen: Conflicts = act.read(reads.conflicts_of, expert_id=expert_id)
    if is_expert:
        widgets.title(
            _("引き受けない会社"),
            _("ここにある会社には、お名前が出ません。依頼も届きません。会社には知らせません。"),
            back=(_("登録内容へ戻る"), "my-entry"),
        )
    else:
        widgets.title(
            _("{name}さんが引き受けない会社").format(name=seen.name),
            _("互いに見えず、頼めません。専門家には会社からの断りを見せません。"),
            back=(_("専門家を選び直す"), "conflicts"),
        )
    problems = act.problems()
    widgets.error_summary(problems)
    conflict_confirm.show(seen, is_expert=is_expert)
    count = len(seen.rows)
    widgets.heading(n_("届いている会社 {count}件", "届いている会社 {count}件", count).format(
        count=count))  # fmt: skip
    _said()
    if seen.rows:
        for row in seen.rows:
            _row(row, is_expert=is_expert)
    else:
        widgets.say(_("まだありません。下から届けられます。"))
    conflict_form.show(expert_id, dict(problems), is_expert=is_expert)


def _said() -> None:
    """What has come of the last press."""
    said = st.session_state.pop("experts.conflict.said", None)
    if said is None:
        return
    with widgets.strip("conflict-said"):  # noqa: B005  the state strip of the kit
        widgets.tag(_("受け付けました"), "good")
        widgets.say(str(said))


def _row(row: ConflictRow, *, is_expert: bool) -> None:
    with widgets.card(f"conflict-{row.conflict_id}"):
        widgets.two_lines(row.name, _detail(row))
        if row.allowed_until is not None and row.allowed_until >= japan_date(act.today()):
            told = _("区が確かめました。補助なしで、{day}まで依頼が届きます。")
            widgets.say(told.format(day=day(row.allowed_until)))
        elif not is_expert and row.kind in REVIEWED_KINDS:
            widgets.say(_("相談員が確かめると、補助なしで頼めるようにできます。"))
        if not is_expert:
            query = {"conflict": str(row.conflict_id)}
            widgets.link(_("{name}の届け出のこれまで").format(name=row.name), "conflict", query)
        with widgets.acts(f"conflict-{row.conflict_id}"):
            if row.kind is ConflictKind.EMPLOYED and row.until_on is None:
                widgets.secondary(
                    _("辞めた"),
                    f"experts.conflict.left.{row.conflict_id}",
                    on_click=partial(_press, row, has_left=True),
                )
            widgets.secondary(
                _("届け出を外す"),
                f"experts.conflict.end.{row.conflict_id}",
                on_click=partial(_press, row, has_left=False),
            )


def _detail(row: ConflictRow) -> str:
    kind = translated(words.KINDS[row.kind])
    parts = [kind]
    if row.until_on is not None:
        left = _("{day}まで。いまは止めていません") if row.counts_no_more else _("{day}まで")
        parts.append(left.format(day=day(row.until_on)))
    if row.note:
        parts.append(row.note)
    return "　".join(parts)


def _press(row: ConflictRow, *, has_left: bool) -> None:
    st.session_state["experts.conflict.pressed"] = (row, has_left)


def _settle() -> None:
    """Take the step before anything is drawn."""
    row, has_left = st.session_state.pop("experts.conflict.pressed", (None, False))
    if row is None:
        return
    values = {
        "conflict_id": row.conflict_id,
        "version": row.version,
        "left_on": japan_date(act.today()) if has_left else None,
    }
    once = act.once(f"experts.conflict.{row.conflict_id}.{row.version}")
    if act.act(service.end_conflict, values, once=once) is None:
        return
    left = _("{name}を辞めたことを控えました。あと2年は依頼が届きません。")
    ended = _("{name}を外しました。これからは依頼が届きます。")
    st.session_state["experts.conflict.said"] = (left if has_left else ended).format(name=row.name)


def _look_up() -> None:
    widgets.title(
        _("専門家が引き受けない会社"),
        _("専門家を選ぶと、届け出を見て、加えたり外したりできます。"),
        back=(_("見つからなかった相談へ戻る"), "unserved"),
    )
    with widgets.field("who", _("例：小澤")):
        text = st.text_input(_("専門家の名前"), key="experts.conflict.who", max_chars=80)
    ward_id = act.actor().seat.ward_id
    found: tuple[ConflictEntry, ...] = act.read(
        reads.conflict_entries, ward_id=ward_id, text=str(text)
    )
    if not found:
        widgets.say(
            _("その名前の専門家は見つかりません。")
            if text
            else _("届け出のある専門家はまだいません。名前でさがしてください。")
        )
        return
    with widgets.rows("conflict-entries"):
        for each in found:
            with widgets.entry(f"conflict-entry-{each.expert_id}"):
                told = n_("届け出 {count}件", "届け出 {count}件", each.count)
                widgets.two_lines(each.name, told.format(count=each.count))
                if each.is_late:
                    widgets.tag(_("1年確かめていません"), "wait")
                widgets.go(_("{name}さんの届け出").format(name=each.name), "conflicts",
                           f"experts.conflict.x{each.expert_id}",
                           query={"expert": str(each.expert_id)})  # fmt: skip
