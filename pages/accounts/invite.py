"""Invite somebody: name, role, and whether a link or a letter brings it."""

from typing import Final

import streamlit as st

from hub.accounts import service, words
from hub.directory import reads as directory_reads
from hub.directory import service as directory
from hub.i18n import _, translated
from hub.kernel.text import N_
from models.vocab import FIRM_ROLES, STAFF_ROLES, Role
from pages.accounts.parts import INVITERS, keep_link, keep_mailed, show_once
from pages.kit import act, address, code_letters, widgets
from pages.kit.page import page

FORM: Final = "accounts.invite"
OFFERED: Final = {
    Role.ADMIN: STAFF_ROLES,
    Role.COORDINATOR: (Role.EXPERT, Role.STUDENT, Role.FIRM_REPRESENTATIVE),
    Role.FIRM_REPRESENTATIVE: (Role.FIRM_TUTOR, Role.GROUP_LEADER, Role.FIRM_REPRESENTATIVE),
}
FIRM: Final = ("firm", "firm_kana", "town")


@page(path="invite-person", title=N_("新しい人を招く"), roles=INVITERS, in_menu=False)
def render() -> None:
    """Two names, a role, a way; what follows is said above the button."""
    problems = act.problems()
    errors = dict(problems)
    widgets.title(_("新しい人を招く"), back=(_("人と役割へ戻る"), "people"))
    widgets.error_summary(problems)
    show_once()
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        typed = {
            "name": _typed("name", _("氏名"), errors, _("例：髙﨑 美咲")),
            "kana": _typed("kana", _("フリガナ"), errors, _("例：タカサキ ミサキ")),
        }
        roles = {
            role.value: translated(words.ROLE_LABELS[role]) for role in OFFERED[act.actor().role]
        }
        widgets.say(_("この人の役割"))
        with widgets.field("role", None, errors.get("role")):
            role = widgets.picked(_("この人の役割"), roles, "accounts.invite.role")
        if role == Role.FIRM_REPRESENTATIVE and act.actor().role is Role.COORDINATOR:
            if known := _known_firm():
                widgets.fact(_("会社"), known[1])
            else:
                typed |= _firm(errors)
        widgets.say(_("届け方"))
        ways = {"letter": _("手紙を渡す"), "link": _("リンクを自分で渡す")}
        if service.sends_mail():
            ways = {"mail": _("メールで送る"), **ways}
        with widgets.field("way", None, errors.get("way")):
            way = widgets.picked(_("届け方"), ways, "accounts.invite.way")
        if way == "mail":
            typed["mail"] = _typed(
                "mail",
                _("本人のメールアドレス"),
                errors,
                _("本人がいつも見ているアドレスです。"),
                most=254,
            )
    with right, widgets.side("invite"):
        consequences = {
            "mail": _("本人にリンクのメールが届きます。7日間、1回だけ使えます。"),
            "link": _("リンクは7日間、1回だけ使えます。"),
            "letter": _("番号とコードを書いた手紙を作ります。メールのない人も使えます。"),
        }
        widgets.say(consequences.get(way, _("役割と届け方を選ぶと、次に起こることを出します。")))
        with widgets.bar("invite", sticky=True):
            if widgets.primary(_("この人を招く"), "accounts.invite.send"):
                _send(typed, role, way)


def _typed(name: str, label: str, errors: dict[str, str], hint: str, most: int = 80) -> str:
    with widgets.field(name, hint, errors.get(name)):
        return str(
            st.text_input(label, key=f"accounts.invite.{name}", max_chars=most, autocomplete="off")
        )


def _known_firm() -> tuple[int, str] | None:
    """The firm whose page led here, of the coordinator's own ward."""
    number = address.number("firm")
    found = act.read(directory_reads.firms_of, firm_ids=(number,)).get(number)
    is_own = found is not None and found.ward_id == act.actor().seat.ward_id
    return (number, found.name) if found is not None and is_own else None


def _firm(errors: dict[str, str]) -> dict[str, str]:
    return {
        "firm": _typed(
            "firm", _("会社の名前"), errors, _("登録のある会社は、同じ名前を入れます。")
        ),
        "firm_kana": _typed("firm_kana", _("会社のフリガナ"), errors, _("例：タカサキセイミツ")),
        "town": _typed("town", _("町の名前"), errors, _("例：大森南")),
    }


def _send(typed: dict[str, str], picked: str, way: str) -> None:
    if missing := _missing(typed, picked, way):
        act.tell(missing)
        st.rerun()
    role = Role(picked)
    firm_id = _firm_of(typed, role)
    if firm_id is None and role in FIRM_ROLES:
        st.rerun()
    values: dict[str, object] = {
        "name": typed["name"], "kana": typed["kana"], "role": role, "firm_id": firm_id,
    }  # fmt: skip
    if way == "mail":
        values["mail"] = typed["mail"]
    if {"mail": _mailed, "link": _linked, "letter": _lettered}[way](values):
        act.done(FORM)
        for name in ("name", "kana", "mail", *FIRM):
            st.session_state.pop(f"accounts.invite.{name}", None)
        st.switch_page(widgets.page_of("people"))
    st.rerun()


def _missing(typed: dict[str, str], role: str, way: str) -> list[tuple[str, str]]:
    """What is not filled in, each at its field, in the order of the page."""
    told = {
        "name": _("氏名を入れてください。"),
        "kana": _("フリガナを入れてください。"),
        "firm": _("会社の名前を入れてください。"),
        "firm_kana": _("会社のフリガナを入れてください。"),
        "town": _("町の名前を入れてください。"),
        "mail": _("本人のメールアドレスを入れてください。"),
    }
    found = [(name, told[name]) for name, value in typed.items() if not value.strip()]
    if not role:
        found.append(("role", _("この人の役割を選んでください。")))
    if not way:
        found.append(("way", _("届け方を選んでください。")))
    return found


def _firm_of(typed: dict[str, str], role: Role) -> int | None:
    """The firm of a firm's person: the inviter's own, or the one that a coordinator names."""
    seat = act.actor().seat
    if role not in FIRM_ROLES or seat.role is Role.FIRM_REPRESENTATIVE:
        return seat.firm_id if role in FIRM_ROLES else None
    if known := _known_firm():
        return known[0]
    values = {
        "ward_id": seat.ward_id, "name": typed["firm"], "kana": typed["firm_kana"],
        "town": typed["town"],
    }  # fmt: skip
    added = act.act(directory.add_firm, values, once=act.once("accounts.invite.firm"))
    if added is None:
        names = {"name": "firm", "kana": "firm_kana"}
        act.tell([(names.get(field, field), words_) for field, words_ in act.problems()])
        return None
    act.done("accounts.invite.firm")
    return int(added.firm_id)


def _linked(values: dict[str, object]) -> bool:
    token = service.new_token()
    values = {**values, "token_hash": service.token_hash(token)}
    if act.act(service.send_invitation, values, once=act.once(FORM)) is None:
        return False
    keep_link(str(values["name"]), token)
    return True


def _mailed(values: dict[str, object]) -> bool:
    nonce, digest = service.mail_token()
    values = {**values, "nonce": nonce, "token_hash": digest}
    if act.act(service.send_invitation, values, once=act.once(FORM)) is None:
        return False
    keep_mailed(str(values["name"]))
    return True


def _lettered(values: dict[str, object]) -> bool:
    values = {**values, "ward_id": act.actor().seat.ward_id}
    added = act.act(service.add_person, values, once=act.once(FORM))
    if added is None:
        return False
    code_letters.write(added.person_id, str(values["name"]))
    return True
