"""Buttons, links and switches of lists.

Internal links are ``st.page_link``: it keeps the browser session and its
drafts, while a markdown link to a page opens a new tab with a new session.
Only addresses of routes (files, sign-out) are markdown links; ``hub.js``
keeps those in the same tab.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

import streamlit as st

from pages.kit import keeping
from pages.kit.keys import seed
from pages.kit.plain import Markup, plain
from pages.kit.whole_runs import whole

HOME: Final = "home"


def primary(label: str, key: str, **more: Any) -> bool:  # noqa: ANN401 - passed on to st.button
    """The one filled button of a page, named with a verb; it rests while a draft is not saved."""
    more["disabled"] = bool(more.get("disabled")) or keeping.trouble() is not None
    return st.button(plain(label), key=key, type="primary", **more)


def secondary(label: str, key: str, **more: Any) -> bool:  # noqa: ANN401 - passed on to st.button
    """An outlined button."""
    return st.button(plain(label), key=key, type="secondary", **more)


def link_act(label: str, key: str, **more: Any) -> bool:  # noqa: ANN401 - passed on to st.button
    """An act of little weight that looks like a link."""
    return st.button(plain(label), key=key, type="tertiary", **more)


def danger(label: str, key: str, **more: Any) -> bool:  # noqa: ANN401 - passed on to st.button
    """A button that ends or refuses something; stands last and apart."""
    with st.container(key=f"danger-{key}", width="content"):
        return st.button(plain(label), key=key, type="secondary", **more)


@lru_cache(maxsize=256)
def page_of(path: str) -> st.Page:
    """The page under an address, for links and ``st.switch_page``.

    Streamlit knows pages by their address alone, so a stand-in with the same
    address leads to the registered page.
    """
    name = path.strip("/") or HOME
    return st.Page(_nowhere, title=name, url_path=name, default=name == HOME)


def link(label: str, path: str, query: Mapping[str, str] | None = None) -> None:
    """A link to a page of ours, or to one of our routes (``/files/…``)."""
    if "/" in path.strip("/"):
        st.markdown(f"[{plain(label)}]({path})")
    else:
        st.page_link(page_of(path), label=plain(label), query_params=query)


def go(
    label: str, path: str, key: str, *, query: Mapping[str, str] | None = None, main: bool = False
) -> None:
    """A link that is drawn as a button; ``main`` makes it the filled one of the page."""
    with st.container(key=f"go-{'main' if main else 'more'}-{key}", width="content"):
        link(label, path, query)


def segmented(
    label: str,
    options: Mapping[str, str],
    key: str,
    *,
    wide: bool = False,
    on_change: Callable[[], None] | None = None,
) -> str:
    """A switch of lists (value to its words with a count); answers the value."""
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    seed(key, next(iter(options)))
    chosen = st.segmented_control(
        label,
        list(options),
        format_func=lambda value: plain(options[value]),
        required=True,
        key=key,
        label_visibility="collapsed",
        width="stretch" if wide else "content",
        wrap=True,
        on_change=whole(on_change) if on_change else "rerun",
    )
    return str(chosen)


def picked(label: str, options: Mapping[str, str], key: str) -> str:
    """A choice that somebody must make: nothing is chosen beforehand; "" until then."""
    if st.session_state.get(key) not in (None, *options):
        st.session_state.pop(key, None)
    chosen = st.segmented_control(
        label, list(options), format_func=lambda value: plain(options[value]), key=key,
        label_visibility="collapsed", width="content", wrap=True,
    )  # fmt: skip
    return str(chosen) if chosen else ""


def route_link(label: str, address: str) -> Markup:
    """Markdown of a link to one of our routes, for use inside a sentence."""
    return Markup(f"[{plain(label)}]({address})")


def _nowhere() -> None:
    """Body of a stand-in page; never run."""
