"""Rows for people who are named for the first time: name, reading, birth date."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from hub.i18n import _
from pages.kit import widgets

FIELDS: Final = ("name", "kana", "birth_date")
MOST: Final = 10


def rows(
    kept: Sequence[Mapping[str, str]], errors: Mapping[str, str], *, is_first: bool
) -> list[dict[str, str]]:
    """Draw the rows typed so far and the way to one more; nothing typed is lost by it."""
    typed = [dict(one) for one in kept]
    if is_first and not typed:
        typed = [dict.fromkeys(FIELDS, "")]
    if typed:
        widgets.heading(_("新しく名前を入れる人"), 3)
        widgets.say(widgets.grey(_("研修の受付と、年齢の確認だけに使います。")))
    found = [_row(at, one, errors) for at, one in enumerate(typed)]
    if len(found) < MOST:
        label = _("もう1人加える") if found else _("名簿にない人を加える")
        if widgets.link_act(label, "training.sign_up.more"):
            found.append(dict.fromkeys(FIELDS, ""))
            st.session_state["training.sign_up.grown"] = True
    return found


def has_grown() -> bool:
    """Say whether a row was added in this run; the page is drawn again with it."""
    return bool(st.session_state.pop("training.sign_up.grown", False))


def filled(typed: Sequence[Mapping[str, str]]) -> list[tuple[int, dict[str, str]]]:
    """Rows in which something stands, with their place; an empty row is nobody."""
    return [(at, dict(one)) for at, one in enumerate(typed) if any(one[n].strip() for n in FIELDS)]


def at_their_rows(
    problems: Sequence[tuple[str, str]], places: Sequence[int]
) -> list[tuple[str, str]]:
    """Problems of the people sent, at the rows in which they were typed."""
    moved = []
    for field, sentence in problems:
        parts = field.split(".")
        if parts[0] == "newcomers" and len(parts) > 1 and parts[1].isdecimal():
            parts[1] = str(places[int(parts[1])])
        moved.append((".".join(parts), sentence))
    return moved


def forget() -> None:
    """Empty the boxes after the sign-up."""
    st.session_state.pop("training.sign_up.chosen", None)
    st.session_state.pop("training.sign_up.band", None)
    for at in range(MOST):
        for name in FIELDS:
            st.session_state.pop(f"training.sign_up.{at}.{name}", None)


def _row(at: int, one: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, str]:
    labels = {
        "name": (_("氏名"), _("例：荒木 一郎")),
        "kana": (_("フリガナ"), _("例：アラキ イチロウ")),
        "birth_date": (_("生年月日"), _("例：1998-04-02、平成10年4月2日")),
    }
    found = {}
    for column, name in zip(st.columns(3, vertical_alignment="bottom"), FIELDS, strict=True):
        field = f"newcomers.{at}.{name}"
        label, hint = labels[name]
        with column, widgets.field(field, hint, errors.get(field)):
            widgets.seed(f"training.sign_up.{at}.{name}", one.get(name, ""))
            found[name] = str(
                st.text_input(
                    label, key=f"training.sign_up.{at}.{name}", max_chars=80, autocomplete="off"
                )
            )
    return found
