"""Registers pages by one decorator line that builds the menu and guards the page."""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from hub.accounts import words as accounts_words
from hub.accounts.service import actor_of, seen
from hub.i18n import _, current_language, translated, use_language
from hub.kernel.errors import HubError, Refused
from hub.platform import clock, logs, outbox, runtime
from hub.platform.context import Actor, Seat
from models.vocab import Role
from pages.kit import act, frame, proof, standing, theme, unsaved, widgets
from pages.kit.turns import TURNS

REQUEST: Final = "x-request-id"
COOKIES: Final = ("__Host-hub_sid", "hub_sid")
LOG: Final = logging.getLogger("hub.pages")
EVERYONE: Final = tuple(role for role in Role if role is not Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """What the decorator line says of a page."""

    path: str
    title: str
    roles: tuple[Role, ...]
    in_menu: bool
    render: Callable[[], None]


def page(
    *, path: str, title: str, roles: Sequence[Role] = EVERYONE, in_menu: bool = True
) -> Callable[[Callable[[], None]], PageSpec]:
    """Turn `render` into a guarded page; `title` is a msgid."""

    def register(render: Callable[[], None]) -> PageSpec:
        return PageSpec(path, title, tuple(roles), in_menu, _guarded(render, tuple(roles)))

    return register


def part(*, seconds: int) -> Callable[[Callable[[int], None]], Callable[[int], None]]:
    """Turn a piece of a page about one record into one that is drawn anew every few seconds.

    Streamlit runs such a piece without the page around it, so it asks again who is here.
    """

    def register(draw: Callable[[int], None]) -> Callable[[int], None]:
        @st.fragment(run_every=seconds)
        @wraps(draw)
        def drawn(record_id: int) -> None:
            if _arrive() is None:
                _signed_out()
            else:
                draw(record_id)

        return drawn

    return register


def _arrive() -> Actor | None:
    """Who is here, in which language; the start of every run."""
    logs.REQUEST.set(st.context.headers.get(REQUEST, ""))
    actor = _present()
    act.seat(actor)
    wishes = theme.preferences(st.context.cookies.get(theme.COOKIE))
    use_language(str(st.session_state.get("kit.lang", wishes.lang)))
    return actor


def number() -> str:
    """Number of a fault: the beginning of the window's number in the log, and its own sign."""
    return f"{logs.REQUEST.get()[:8] or secrets.token_hex(4)}-{secrets.token_hex(2)}"


def run(pages: Sequence[PageSpec]) -> None:
    """One script run, when its turn has come."""
    with TURNS.taken():
        _drawn(pages)


def _drawn(pages: Sequence[PageSpec]) -> None:
    """Who is here, which language, which pages, the chosen page."""
    actor = _arrive()
    wishes = theme.preferences(st.context.cookies.get(theme.COOKIE))
    size = int(st.session_state.get("kit.size", wishes.size))
    st.set_page_config(page_icon=theme.ICON, page_title=_("わざハブ"), layout="wide")
    if actor is None:
        st.navigation([st.Page(_signed_out, url_path="home", title=_("わざハブ"), default=True)],
                      position="hidden").run()  # fmt: skip
        return
    seen(runtime.store(), session_token(), clock.now())
    chosen = st.navigation([_entry(spec, actor) for spec in pages])
    act.arrive(chosen.url_path)
    st.set_page_config(page_title=_("{page}｜わざハブ").format(page=chosen.title))
    _header(actor, size, act.read(outbox.unread_notices))
    standing.show()
    if act.is_drawn_for_another(chosen.url_path):
        _drawn_for_another(actor)
    else:
        proof.show(chosen.url_path)
        chosen.run()
        unsaved.show()
    frame.footer(
        desk=_("区の産業振興課"), phone=runtime.settings().contact, hours=_("平日 9:00〜17:00")
    )
    _keep_address(chosen.url_path)


def _keep_address(path: str) -> None:
    """Tell the browser what this run was asked, where its address does not say it.

    A link to the page that is open already reaches us, but Streamlit leaves the address as it was:
    the next press would then be answered by the page as it stood before the link. Last in a run:
    said earlier, the browser would note the new query under the page it is about to leave. Of
    another page, and of a way back, the browser knows the address itself; told late, after the
    person has gone on, it would write this query under the wrong page.
    """
    asked = st.query_params.to_dict()
    before = st.session_state.get("kit.address")
    st.session_state["kit.address"] = (path, asked)
    context = get_script_run_ctx()
    is_way_back = context is not None and context.is_history_navigation
    if before is not None and before[0] == path and before[1] != asked and not is_way_back:
        st.query_params.from_dict(asked)


def session_token() -> str:
    """Token of the session in whose window this run takes place; empty without one."""
    return str(st.context.cookies.get(session_cookie()) or "")


def _present() -> Actor | None:
    return actor_of(runtime.store(), session_token(), clock.now())


def session_cookie() -> str:
    """Name of the session cookie: the host-bound one under TLS, the plain one on loopback."""
    return COOKIES[0] if runtime.settings().public_url.startswith("https://") else COOKIES[1]


def _entry(spec: PageSpec, actor: Actor) -> st.Page:
    listed = spec.in_menu and actor.role in spec.roles
    return st.Page(
        spec.render,
        title=translated(spec.title),
        url_path=spec.path,
        default=spec.path == "home",
        visibility="visible" if listed else "hidden",
    )


def role_words(seat: Seat) -> str:
    """Role of a seat, with the name of the colleague whose seat it is."""
    role = translated(accounts_words.ROLE_LABELS[seat.role])
    if seat.for_id is None:
        return role
    return _("{role}（{name}さんの代理）").format(role=role, name=seat.for_name)


def _header(actor: Actor, size: int, notices: int) -> None:
    frame.header(
        who=actor.name,
        role=role_words(actor.seat),
        notices=notices,
        has_seats=bool(actor.others),
        lang=current_language(),
        size=size,
        on_language=partial(_speak, "en" if current_language() == "ja" else "ja"),
        on_size=_set_size,
    )


def _speak(language: str) -> None:
    """Which language is told when the button is drawn: a press is heard before its run knows it."""
    st.session_state["kit.lang"] = language


def _set_size(pixels: int) -> None:
    st.session_state["kit.size"] = pixels


def _drawn_for_another(actor: Actor) -> None:
    widgets.title(
        _("別の画面で、窓口での入力が始まったか終わりました"),
        _("いまは{name}さんの画面です。この画面で最後に押したことは、していません。").format(
            name=actor.name
        ),
    )
    widgets.go(_("ホームへ進む"), "", "kit.drawn.home", main=True)


def _signed_out() -> None:
    widgets.title(_("ログインしてください"), _("時間がたったため、または別の画面で終了しました。"))
    st.markdown(widgets.route_link(_("ログインの画面へ進む"), "/sign-in"))


def _guarded(render: Callable[[], None], roles: tuple[Role, ...]) -> Callable[[], None]:
    @wraps(render)
    def guarded() -> None:
        desk = runtime.settings().contact
        actor = act.actor()
        if actor.role not in roles:
            widgets.refused(
                _("この画面は見られません"), _("あなたの役割では使えない画面です。"), desk
            )
            return
        try:
            render()
        except HubError as refusal:
            is_later = isinstance(refusal, Refused)
            title = _("今はできません") if is_later else _("見つかりません")
            widgets.refused(title, act.words(refusal), desk)
        except Exception:  # the page's edge: a traceback never reaches a person
            incident = number()
            LOG.exception("page.fault", extra={"incident": incident})
            widgets.fault(incident, desk)

    return guarded
