"""Where the person is signed in now; what is strange is ended here."""

import streamlit as st

from hub.accounts import reads, service
from hub.accounts.reads import MySession
from hub.i18n import _
from hub.i18n.values import moment
from hub.kernel.text import N_
from models.vocab import SignInLevel
from pages.kit import act, widgets
from pages.kit.page import page, session_token

PASSWORD = "/password/change"  # noqa: S105  an address, not a secret


@page(path="my-devices", title=N_("ログイン中の端末"), in_menu=False)
def render() -> None:
    """One line for each signed-in browser; this one is ended by signing out."""
    found: tuple[MySession, ...] = act.read(reads.my_sessions)
    widgets.title(
        _("ログイン中の端末"),
        _("覚えのない端末があれば、終了してからパスワードを変えてください。"),
        back=(_("ホームへ戻る"), "home"),
    )
    widgets.error_summary(act.problems())
    here = service.token_hash(session_token())
    with widgets.rows("devices"):
        for number, mine in enumerate(sorted(found, key=lambda one: one.token_hash != here), 1):
            _line(number, mine, is_here=mine.token_hash == here)
    widgets.say(widgets.route_link(_("パスワードを決める・変える"), PASSWORD))
    widgets.say(widgets.route_link(_("二段階の確認（6桁の番号）を始める"), "/totp"))


def _line(number: int, mine: MySession, *, is_here: bool) -> None:
    with widgets.entry(f"device-{mine.session_id}"):
        named = _("端末{number}：{way}").format(number=number, way=_ways()[mine.level])
        widgets.two_lines(
            _("端末{number}：この端末").format(number=number) if is_here else named,
            _("{opened} から、最後は {seen}").format(
                opened=moment(mine.opened_at), seen=moment(mine.seen_at)
            ),
        )
        name = f"accounts.end.{mine.session_id}"
        if is_here:
            widgets.tag(_("使用中"))
        elif widgets.link_act(_("端末{number}を終了する").format(number=number), name):
            _end(mine.session_id)


def _ways() -> dict[SignInLevel, str]:
    """How somebody came in, in words."""
    return {
        SignInLevel.DEMO: _("体験用のボタン"),
        SignInLevel.CODE: _("手紙のコード"),
        SignInLevel.PASSWORD: _("パスワード"),
    }


def _end(session_id: int) -> None:
    name = f"accounts.end.{session_id}"
    if act.act(service.end_device, {"session_id": session_id}, once=act.once(name)) is not None:
        act.done(name)
    st.rerun()
