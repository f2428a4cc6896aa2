"""What stands around every page: header and footer."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from hub.i18n import _, n_
from pages.kit.acts import link, link_act, route_link
from pages.kit.cards import say
from pages.kit.plain import bold, plain, rich
from pages.kit.tokens import ROOT_SIZES

NOTICES: Final = "/notices"
HELP: Final = "/help"
PRIVACY: Final = "/privacy"
ACCESSIBILITY: Final = "/accessibility"
SIGN_OUT: Final = "/sign-out"
SEAT: Final = "/seat"
DEVICES: Final = "/my-devices"


def header(  # noqa: PLR0913 - the eight facts that the header shows
    *,
    who: str,
    role: str,
    notices: int,
    has_seats: bool,
    lang: str,
    size: int,
    on_language: Callable[[], None],
    on_size: Callable[[int], None],
) -> None:
    """First call on every page; without a person (``who=""``) only the guest's tools."""
    with st.container(
        key="hub-header",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        wrap=False,
    ):
        with st.container(key="hub-brand", width="content"):
            st.markdown(_("わざハブ"))
        tools = "hub-tools" if who else "hub-tools-guest"
        with st.container(key=tools, horizontal=True, vertical_alignment="center", width="content"):
            _person(who, role, lang, size)
            if who:
                with st.container(key="hub-notices", width="content"):
                    link(
                        n_("お知らせ {count}件", "お知らせ {count}件", notices).format(
                            count=notices
                        ),
                        NOTICES,
                    )
            _tools("wide", lang, size, on_language, on_size)
            if who:
                _ways_out(has_seats)
    if who:
        with st.sidebar, st.container(key="hub-tools-menu", gap=None):
            st.markdown(rich(_("{who} として利用中"), who=bold(_whole(who, role))))
            _tools("menu", lang, size, on_language, on_size)
            _ways_out(has_seats)


def _ways_out(has_seats: bool) -> None:  # noqa: FBT001  the one fact
    """To another of the own roles, and out."""
    if has_seats:
        st.markdown(route_link(_("役割を切り替える"), SEAT))
    st.markdown(route_link(_("ログアウト"), SIGN_OUT))


def _whole(who: str, role: str) -> str:
    """Name and role as one unit."""
    return _("{who}・{role}").format(who=who, role=role) if role else who


def _person(who: str, role: str, lang: str, size: int) -> None:
    """Who is acting; its key tells hub.js language and text size."""
    with st.container(key=f"prefs-{lang}-{size}", width="content"):
        if who:
            st.markdown(rich(_("{who} として利用中"), who=bold(_whole(who, role))))
        else:
            st.markdown("\N{NO-BREAK SPACE}")


def _tools(
    place: str,
    lang: str,
    size: int,
    on_language: Callable[[], None],
    on_size: Callable[[int], None],
) -> None:
    """Text size, the other language, help."""
    names = dict(zip(ROOT_SIZES, (_("標準"), _("大"), _("特大")), strict=True))
    with st.popover(_("文字の大きさ"), type="tertiary", key=f"hub-size-{place}"):
        for pixels, name in names.items():
            now = _("{size}（今の大きさ）").format(size=name) if pixels == size else name
            link_act(now, f"hub-size-{place}-{pixels}", on_click=partial(on_size, pixels))
    other = "English" if lang == "ja" else "日本語"  # noqa: i18n - each language names itself
    link_act(other, f"hub-language-{place}", on_click=on_language)
    link(_("ヘルプ"), HELP)


def footer(*, desk: str, phone: str, hours: str) -> None:
    """Whom to call, and the pages about the service itself."""
    with st.container(key="note-footer"):
        say(
            rich(
                _("お困りのときは {desk} {phone}（{hours}）"),
                desk=plain(desk),
                phone=bold(phone),
                hours=hours,
            )
        )
        with st.container(key="note-links", horizontal=True):
            link(_("個人情報の扱い"), PRIVACY)
            link(_("アクセシビリティ方針"), ACCESSIBILITY)
            link(_("使い方"), HELP)
            link(_("ログイン中の端末"), DEVICES)
