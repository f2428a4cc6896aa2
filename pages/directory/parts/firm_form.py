"""The fields of a firm, and how what was typed becomes an entry."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from hub.directory import reads, words
from hub.i18n import _, translated
from hub.i18n.values import listed
from hub.kernel.numbers_of_firms import read_postal
from models.vocab.directory import FirmKind
from pages.kit import act, widgets

TEXTS: Final = ("name", "kana", "number", "owner", "postal", "address", "town", "phone")
FIELDS: Final = (*TEXTS, "technology", "kind")
LIMITS: Final = {"name": 80, "kana": 120, "number": 40, "owner": 80, "postal": 20, "phone": 40}
# What the browser may fill in by itself when somebody writes about the own firm.
FILLED_IN: Final = {"name": "organization", "postal": "postal-code", "phone": "tel"}


def field_of(name: str) -> str:
    """Field of the form for a field of the command; the form as a whole is about its number."""
    return name.removeprefix("entry.") if name != "entry" else "number"


def labels() -> dict[str, tuple[str, str]]:
    """Label and hint of each field, in the language of this run."""
    return {
        "name": (_("会社の名前（必須）"), _("登記や屋号のとおりに。例：髙﨑精密株式会社")),
        "kana": (_("フリガナ（必須）"), _("例：タカサキセイミツ。ひらがなでもかまいません。")),
        "number": (_("法人番号"), _("法人だけ。13桁です。Tのあとの番号でもかまいません。")),
        "owner": (_("事業主の氏名（任意）"), _("会社と区だけに見えます。")),
        "postal": (_("郵便番号（任意）"), _("例：144-0052")),
        "address": (_("住所（任意）"), _("番地まで。例：東京都大田区蒲田5-1-1")),
        "town": (_("町の名前（必須）"), _("一覧に出ます。例：蒲田")),
        "phone": (_("電話（任意）"), _("会社と区だけに見えます。例：03-3744-1234")),
    }


def draw(key: str, answers: dict[str, Any], errors: Mapping[str, str]) -> None:
    """All fields; `key` begins the names of the widgets."""
    known = labels()
    _kind(key, answers, errors)
    for name in ("name", "kana", "number", "owner", "postal"):
        _text(key, name, known[name], answers, errors)
    _lookup(key, answers)
    for name in ("address", "town", "phone"):
        _text(key, name, known[name], answers, errors)
    hint = _("得意な加工、材料、大きさ、精度を書いてください。会社の一覧で見えます。")
    with widgets.field("technology", hint, errors.get("technology")):
        widgets.seed(f"directory.{key}.technology", answers["technology"])
        label = _("仕事と技術（任意）")
        answers["technology"] = st.text_area(
            label, key=f"directory.{key}.technology", max_chars=600
        )


def entry(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the command is given."""
    return {name: answers[name] for name in FIELDS}


def clear(key: str) -> None:
    """Forget what the widgets of a finished form hold."""
    for name in FIELDS:
        st.session_state.pop(f"directory.{key}.{name}", None)


def _kind(key: str, answers: dict[str, Any], errors: Mapping[str, str]) -> None:
    kinds = [FirmKind.CORPORATION.value, FirmKind.SOLE.value]
    hint = _("法人番号がある会社は法人、ない店や工場は個人事業主です。")
    with widgets.field("kind", hint, errors.get("kind")):
        first = answers["kind"] if answers["kind"] in kinds else kinds[0]
        widgets.seed(f"directory.{key}.kind", first)
        answers["kind"] = st.radio(
            _("種別（必須）"),
            kinds,
            format_func=lambda word: translated(words.FIRM_KINDS[FirmKind(word)]),
            horizontal=True,
            key=f"directory.{key}.kind",
        )


def _text(
    key: str,
    name: str,
    said: tuple[str, str],
    answers: dict[str, Any],
    errors: Mapping[str, str],
) -> None:
    label, hint = said
    with widgets.field(name, hint, errors.get(name)):
        widgets.seed(f"directory.{key}.{name}", answers[name])
        answers[name] = st.text_input(
            label,
            key=f"directory.{key}.{name}",
            max_chars=LIMITS.get(name, 160),
            autocomplete=FILLED_IN.get(name, "off"),
        )


def _lookup(key: str, answers: dict[str, Any]) -> None:
    """Fill an empty address by the postal code; several places are shown to choose from."""
    if not widgets.secondary(_("住所を調べる"), f"directory.{key}.lookup"):
        return
    code = read_postal(answers["postal"])
    places: tuple[str, ...] = act.read(reads.places_of, code=code) if code else ()
    if not places:
        widgets.say(_("見つかりません。住所を手で入れてください。"))
    elif len(places) > 1 or answers["address"].strip():
        widgets.say(_("この郵便番号は {places} です。").format(places=listed(places)))
    else:
        # The field below is drawn after this line, so that it shows the place at once.
        st.session_state[f"directory.{key}.address"] = places[0]
        answers["address"] = places[0]
