"""A word of a request that nobody could serve, put forward for the vocabulary."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from hub.experts.reads import UnservedRow
from hub.i18n import _, translated
from hub.skills import service
from hub.skills import words as skills
from models.vocab.skills import AliasKind
from pages.kit import act, widgets

KINDS: Final = (AliasKind.SYMPTOM, AliasKind.SHOP, AliasKind.PRODUCT, AliasKind.MACHINE)


def show(row: UnservedRow, labels: dict[str, str], ward_id: int, errors: Mapping[str, str]) -> None:
    """A word, its kind, the skill; `errors` belong to the need whose word was refused last."""
    is_tried = st.session_state.get("experts.word.tried") == row.need_id and bool(errors)
    wrong = errors if is_tried else {}
    own = "" if is_tried else f"-{row.need_id}"
    with st.expander(_("言葉を一覧に加える"), expanded=is_tried):
        widgets.say(_("次に同じ言葉で相談が来たとき、その技能の方が見つかるようにします。"))
        hint = _("例：仕上がりの肌が荒い（名前や番号は入れない）")
        with widgets.field(f"text{own}", hint, wrong.get("text")):
            text = st.text_input(
                _("相談の中の言葉"), max_chars=120, key=f"experts.word.text.{row.need_id}"
            )
        kind = st.selectbox(
            _("種類"),
            KINDS,
            format_func=lambda each: translated(skills.KIND_LABELS[each]),
            key=f"experts.word.kind.{row.need_id}",
        )
        with widgets.field(f"skill{own}", None, wrong.get("skill")):
            code = st.selectbox(
                _("つなぐ技能"),
                list(labels),
                index=None,
                format_func=lambda each: labels[each],
                placeholder=_("技能を選ぶ"),
                key=f"experts.word.skill.{row.need_id}",
            )
        name = f"experts.word.propose.{row.need_id}"
        if widgets.secondary(_("この言葉を提案する"), name):
            st.session_state["experts.word.tried"] = row.need_id
            values = {
                "ward_id": ward_id,
                "skill": code or "",
                "text": str(text),
                "kind": str(kind),
            }
            if act.act(service.propose_word, values, once=act.once(name)) is not None:
                act.done(name)
                st.session_state.pop(f"experts.word.text.{row.need_id}", None)
                st.session_state["experts.word.told"] = str(text)
            st.rerun()


def told() -> None:
    """Say once that it was put forward."""
    text = st.session_state.pop("experts.word.told", None)
    if text:
        with widgets.strip("word-told"):  # noqa: B005  the state strip of the kit
            widgets.tag(_("提案しました"), "good")
            widgets.say(_("「{text}」は、別の担当が認めると使えます。").format(text=text))
