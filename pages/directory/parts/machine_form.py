"""The fields of a machine."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from hub.directory import words
from hub.i18n import _, translated
from models.vocab.directory import Hazard, Sharing, Visibility
from pages.kit import widgets

TEXTS: Final = ("name", "maker", "model", "year", "ability", "quantity")
FIELDS: Final = (*TEXTS, "sharing", "visibility", "hazards")


def draw(key: str, answers: dict[str, Any], errors: Mapping[str, str]) -> None:
    """All fields; `key` begins the names of the widgets."""
    said = {
        "name": (_("機械の種類（必須）"), _("例：NC旋盤")),
        "maker": (_("メーカー（任意）"), _("例：オークマ")),
        "model": (_("型式（任意）"), _("例：LB3000")),
        "year": (_("製造年（任意）"), _("西暦4桁。例：2012")),
        "ability": (_("できる大きさと精度（任意）"), _("例：直径300mm、長さ500mm、±0.01mm")),
        "quantity": (_("台数（必須）"), _("例：2")),
    }
    for name, (label, hint) in said.items():
        with widgets.field(name, hint, errors.get(name)):
            widgets.seed(f"directory.{key}.{name}", answers[name])
            answers[name] = st.text_input(label, key=f"directory.{key}.{name}", max_chars=200)
    sharing = {word.value: words.SHARINGS[word] for word in Sharing}
    _radio(key, "sharing", _("ほかの会社が使うこと（必須）"), sharing, answers)
    visibility = {word.value: words.VISIBILITIES[word] for word in Visibility}
    _radio(key, "visibility", _("見せる相手（必須）"), visibility, answers)
    hint = _("選んだ作業は、法律により18歳未満の人にはさせられません。")
    with widgets.field("hazards", hint, errors.get("hazards")):
        widgets.seed(f"directory.{key}.hazards", list(answers["hazards"]))
        answers["hazards"] = st.multiselect(
            _("危険な作業（任意）"),
            [tag.value for tag in Hazard],
            format_func=lambda word: translated(words.HAZARDS[Hazard(word)]),
            key=f"directory.{key}.hazards",
        )


def clear(key: str) -> None:
    """Forget what the widgets of a finished form hold."""
    for name in FIELDS:
        st.session_state.pop(f"directory.{key}.{name}", None)


def _radio(
    key: str, name: str, label: str, names: Mapping[str, str], answers: dict[str, Any]
) -> None:
    with widgets.field(name):
        widgets.seed(f"directory.{key}.{name}", answers[name])
        answers[name] = st.radio(
            label,
            list(names),
            format_func=lambda word: translated(names[word]),
            key=f"directory.{key}.{name}",
        )
