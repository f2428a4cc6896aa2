"""Found a group: its name, what for, and the firms that take part."""

from typing import Any

import streamlit as st

from hub.directory import reads as directory
from hub.directory.reads import FirmFacts
from hub.groups import service
from hub.i18n import _
from hub.kernel.text import N_
from models.vocab import Role
from pages.groups.parts import FOUNDERS
from pages.kit import act, widgets
from pages.kit.act import Kept
from pages.kit.page import page

FLOW = "groups.new"


@page(path="group-new", title=N_("新しいグループ"), roles=FOUNDERS, in_menu=False)
def render() -> None:
    """One form; every firm that is chosen is kept at once."""
    kept = act.draft(FLOW, "new")
    errors = dict(act.problems())
    widgets.title(
        _("新しいグループを作る"),
        _("2社以上で準備組合を作り、全社で協約書に署名します。"),
        (_("グループの一覧へ戻る"), "group"),
    )
    widgets.error_summary(act.problems())
    answers: dict[str, Any] = {"name": "", "purpose": "", "firms": _own(), **kept.answers}
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        hint = _("例：糀谷旋盤技能継承グループ")
        with widgets.field("name", hint, errors.get("name")):
            answers["name"] = _typed("name", _("グループの名前"), answers["name"])
        hint = _("どの技を、誰に、どう伝えるかを書いてください。")
        with widgets.field("purpose", hint, errors.get("purpose")):
            answers["purpose"] = _typed("purpose", _("目的"), answers["purpose"])
        with widgets.field("firm_ids", None, errors.get("firm_ids")):
            _search(kept, answers)
    kept = act.keep(FLOW, "new", kept, answers)
    with right, widgets.side("new"):
        _chosen(kept, answers)


def _own() -> list[int]:
    """A firm's people found for their own firm, which leads; a coordinator chooses all."""
    seat = act.actor().seat
    return [] if seat.role is Role.COORDINATOR or seat.firm_id is None else [seat.firm_id]


def _typed(name: str, label: str, value: str) -> str:
    widgets.seed(f"groups.new.{name}", value)
    if name == "purpose":
        return str(st.text_area(label, key=f"groups.new.{name}", max_chars=400))
    return str(st.text_input(label, key=f"groups.new.{name}", max_chars=80))


def _search(kept: Kept, answers: dict[str, Any]) -> None:
    """Firms of the ward by a part of their name; each is added by its own button."""
    text = st.text_input(_("会社を名前で探す"), key="groups.new.search", max_chars=40)
    ward_id = act.actor().seat.ward_id
    found: tuple[FirmFacts, ...] = act.read(directory.firms_named, ward_id=ward_id, text=text)
    if text.strip() and not found:
        widgets.say(
            _("「{text}」の会社は見つかりません。短くして探してください。").format(text=text)
        )
    with widgets.rows("found"):
        for firm in found:
            if firm.firm_id in answers["firms"]:
                continue
            with widgets.entry(f"found-{firm.firm_id}"):
                widgets.two_lines(firm.name, firm.town)
                label = _("{firm}を加える").format(firm=firm.name)
                if widgets.secondary(label, f"groups.new.add.{firm.firm_id}"):
                    answers["firms"] = [*answers["firms"], firm.firm_id]
                    act.keep(FLOW, "new", kept, answers)
                    st.rerun()


def _chosen(kept: Kept, answers: dict[str, Any]) -> None:
    """The firms in order, the first one leads; then the act."""
    ids: list[int] = answers["firms"]
    firms: dict[int, FirmFacts] = act.read(directory.firms_of, firm_ids=tuple(ids))
    widgets.heading(_("選んだ会社 {count}社").format(count=len(ids)))
    with widgets.rows("chosen"):
        for place, firm_id in enumerate(ids):
            with widgets.entry(f"chosen-{firm_id}"):
                firm = firms[firm_id]
                widgets.two_lines(firm.name, _("代表") if place == 0 else firm.town)
                own = firm_id in _own()
                label = _("{firm}を外す").format(firm=firm.name)
                if not own and widgets.link_act(label, f"groups.new.drop.{firm_id}"):
                    answers["firms"] = [each for each in ids if each != firm_id]
                    act.keep(FLOW, "new", kept, answers)
                    st.rerun()
    widgets.say(_("作ると、協約書の案を書けます。区への登録はその後です。"))
    with widgets.bar("new", sticky=True):
        widgets.saved_line()
        if widgets.primary(_("準備組合を作る"), "groups.new.send"):
            _send(kept, answers)


def _send(kept: Kept, answers: dict[str, Any]) -> None:
    ids = answers["firms"]
    if not ids:
        act.tell([("firm_ids", _("会社を2社以上選んでください。"))])
        st.rerun()
    values = {
        "ward_id": act.actor().seat.ward_id,
        "name": answers["name"],
        "purpose": answers["purpose"],
        "leader_firm_id": ids[0],
        "firm_ids": ids[1:],
    }
    done = act.act(service.found_group, values, once=kept.once)
    if done is None:
        st.rerun()
    act.forget(FLOW, "new")
    for name in ("name", "purpose", "search"):
        st.session_state.pop(f"groups.new.{name}", None)
    st.switch_page(widgets.page_of("one-group"), query_params={"group": str(done.group_id)})
