"""The one thing this person should do for a group now, and the rare acts at the end."""

from collections.abc import Callable, Mapping

import streamlit as st

from hub.groups import service
from hub.groups.reads import GroupPage
from hub.i18n import _
from models.vocab.groups import AgreementState, GroupAction, GroupState
from pages.kit import act, widgets

OPEN = (AgreementState.DRAFT, AgreementState.SIGNING)


def show(seen: GroupPage) -> None:
    """The lead card, when something waits for this person."""
    text = seen.agreement
    if text is not None and text.may_sign:
        _sign(seen)
    elif GroupAction.FOUND in seen.actions:
        _accept(seen)
    elif GroupAction.APPLY in seen.actions:
        _apply(seen)
    elif GroupAction.REGISTER in seen.actions:
        _decide(seen)
    elif GroupAction.CHECK in seen.actions and not _is_checked(seen):
        with widgets.lead("next"):
            widgets.tag(_("次にすること"), "act")
            widgets.heading(_("全社の書類を点検してください"))
            _check(seen, widgets.primary)
    elif seen.may_lead and seen.card.state == GroupState.PREPARATORY and not _is_open(seen):
        _draft(seen)


def rare(seen: GroupPage) -> None:
    """Acts outside the usual path; they need a reason and stand last."""
    labels = {
        GroupAction.WITHDRAW: _("申請を取り下げる"),
        GroupAction.DISSOLVE: _("グループを解散する"),
        GroupAction.SUSPEND: _("新しい予約を止める"),
    }
    steps = [action for action in labels if action in seen.actions]
    if GroupAction.CHECK in seen.actions and _is_checked(seen):
        widgets.heading(_("点検をやり直す"))
        _check(seen, widgets.secondary)
    may_draft = seen.may_lead and seen.card.state in service.DRAFTABLE
    if not steps and not may_draft:
        return
    widgets.heading(_("ほかの操作"))
    if may_draft and seen.agreement is not None:
        label = _("協約書を作り直す")
        widgets.link(label, "agreement-draft", {"group": str(seen.card.group_id)})
    if not steps:
        return
    note = st.text_input(_("理由"), key="groups.rare.note", max_chars=400)
    with widgets.acts("rare"):
        for action in steps:
            if widgets.danger(labels[action], f"groups.rare.{action}"):
                _run(service.step_group, seen, {"action": action, "note": note})


def _is_open(seen: GroupPage) -> bool:
    return seen.agreement is not None and seen.agreement.state in OPEN


def _sign(seen: GroupPage) -> None:
    text = seen.agreement
    if text is None:
        return
    with widgets.lead("next"):
        widgets.tag(_("次にすること"), "act")
        widgets.heading(_("協約書 第{number}版に署名してください").format(number=text.number))
        widgets.say(_("目的、費用の割合、予約の上限を読んでから署名します。"))
        query = {"group": str(text.group_id), "number": str(text.number)}
        label = _("協約書を読んで署名する")
        widgets.go(label, "agreement", "groups.sign", query=query, main=True)


def _accept(seen: GroupPage) -> None:
    with widgets.lead("next"):
        widgets.tag(_("次にすること"), "act")
        widgets.heading(_("グループの代表を引き受けますか"))
        widgets.say(_("引き受けると、準備組合ができ、協約書の案を作れます。"))
        if widgets.primary(_("代表を引き受ける"), "groups.accept"):
            _run(service.accept_lead, seen, {}, with_version=False)


def _draft(seen: GroupPage) -> None:
    with widgets.lead("next"):
        widgets.tag(_("次にすること"), "act")
        widgets.heading(_("協約書の案を作ってください"))
        widgets.say(_("役割、費用の割合、予約の上限を決めます。全社の署名で合意になります。"))
        query = {"group": str(seen.card.group_id)}
        label = _("協約書の案を作る")
        widgets.go(label, "agreement-draft", "groups.draft", query=query, main=True)


def _apply(seen: GroupPage) -> None:
    short = [row for row in seen.rules if row.passed is False]
    with widgets.lead("next"):
        widgets.tag(_("次にすること"), "act")
        if short:
            widgets.heading(_("登録には、足りない条件があります"))
            widgets.say(_("下の「登録の条件」を見て直すか、区の窓口へ相談してください。"))
            return
        widgets.heading(_("区に登録を申請できます"))
        widgets.say(_("申請すると、区が書類を確かめ、10営業日までに答えます。"))
        if widgets.primary(_("登録を申請する"), "groups.apply"):
            _run(service.apply_for_registration, seen, {})


def _is_checked(seen: GroupPage) -> bool:
    return all(row.passed is not None for row in seen.rules)


def _check(seen: GroupPage, button: Callable[[str, str], bool]) -> None:
    """One tick per kind of paper, and a word to the approver."""
    widgets.say(_("確かめた書類に印を付けます。結果は決裁者が読みます。"))
    papers = {
        "tax": _("納税証明書（3か月以内）が全社そろっている"),
        "pledge": _("誓約書（今年度）が全社そろっている"),
        "small_firm": _("どの会社も中小企業である"),
    }
    seals = {name: st.checkbox(label, key=f"groups.check.{name}") for name, label in papers.items()}
    note = st.text_area(_("決裁者への説明"), key="groups.check.note", max_chars=400)
    if button(_("点検の結果を決裁者へ送る"), "groups.check"):
        _run(service.check_registration, seen, {**seals, "note": note})


def _decide(seen: GroupPage) -> None:
    short = [row for row in seen.rules if not row.passed]
    with widgets.lead("next"):
        widgets.tag(_("次にすること"), "act")
        widgets.heading(_("このグループの登録を決めてください"))
        if short:
            widgets.say(
                _("合わない条件が{count}つあります。例外とするなら、理由を書きます。").format(
                    count=len(short)
                )
            )
        else:
            widgets.say(_("条件はすべて合っています。登録すると、専門家の予約が始まります。"))
        note = st.text_area(
            _("理由（登録しないとき、例外とするとき）"), key="groups.decide.note", max_chars=400
        )
        with widgets.acts("decide"):
            if widgets.primary(_("登録を決める"), "groups.register"):
                values = {"action": GroupAction.REGISTER, "note": note}
                _run(service.decide_registration, seen, values)
            if widgets.danger(_("登録しない"), "groups.refuse"):
                values = {"action": GroupAction.REFUSE, "note": note}
                _run(service.decide_registration, seen, values)


def _run(
    function: Callable[..., object],
    seen: GroupPage,
    values: Mapping[str, object],
    *,
    with_version: bool = True,
) -> None:
    """Act once on the group as it stands on the screen, then draw it anew."""
    name = f"groups.{function.__name__}.{seen.card.group_id}.{seen.version}"
    sent: dict[str, object] = {"group_id": seen.card.group_id, **values}
    if with_version:
        sent["version"] = seen.version
    if act.act(function, sent, once=act.once(name)) is not None:
        act.done(name)
    st.rerun()
