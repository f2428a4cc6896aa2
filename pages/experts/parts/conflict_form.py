"""The form that keeps an expert and a firm or group apart: the name, why, one button."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import ConflictChoice
from hub.experts.words import conflicts as words
from hub.i18n import _, translated
from hub.kernel.calendar import japan_date
from models.vocab.experts import ConflictKind
from pages.kit import act, widgets

OTHER: Final = "other"
STILL: Final = "still"


def settle(expert_id: int) -> None:
    """Send what was pressed before anything is drawn; only then can the form be emptied."""
    if not st.session_state.pop("experts.conflict.pressed_send", False):
        return
    text = str(st.session_state.get("experts.conflict.name") or "").strip()
    chosen = str(st.session_state.get("experts.conflict.target") or "")
    kind = str(st.session_state.get("experts.conflict.kind") or "")
    if text and not chosen and not _choices(expert_id, text):
        chosen = OTHER
    wrong = _missing(text, chosen, kind)
    if wrong:
        act.tell(wrong)
        return
    left = STILL
    if kind == ConflictKind.EMPLOYED:
        left = str(st.session_state.get("experts.conflict.left") or STILL)
    values = {
        "expert_id": expert_id,
        "kind": kind,
        "left_on": _left_on(left),
        "number": str(st.session_state.get("experts.conflict.number") or ""),
        "note": str(st.session_state.get("experts.conflict.note") or ""),
    }
    done = act.act(
        service.declare_conflict, values | _pointed(chosen, text),
        once=act.once("experts.conflict.declare"),
    )  # fmt: skip
    if done is None:
        return
    act.done("experts.conflict.declare")
    said = _("受け付けました。お名前はこの会社に出ません。依頼も届きません。")
    if done.agreed:
        said = _("受け付けました。約束のある依頼はそのままです。窓口からお電話します。")
    st.session_state["experts.conflict.declared"] = said
    st.session_state["experts.conflict.name"] = ""
    st.session_state["experts.conflict.target"] = None
    st.session_state["experts.conflict.kind"] = None
    st.session_state["experts.conflict.left"] = STILL
    st.session_state["experts.conflict.number"] = ""
    st.session_state["experts.conflict.note"] = ""


def show(expert_id: int, errors: Mapping[str, str], *, is_expert: bool) -> None:
    """Choices as large buttons; nothing but the name is typed."""
    widgets.heading(_("会社を加える"))
    with widgets.field("name", _("例：髙﨑精密"), errors.get("name")):
        text = st.text_input(
            _("会社かグループの名前"), key="experts.conflict.name", max_chars=80
        ).strip()
    if text:
        _target(expert_id, text)
    with widgets.field("kind", None, errors.get("kind")):
        widgets.say(widgets.bold(_("どんな関わりですか")))
        kinds = {each.value: translated(words.KINDS[each]) for each in ConflictKind
                 if not (is_expert and each is ConflictKind.REFUSED_BY_FIRM)}  # fmt: skip
        kind = widgets.picked(_("どんな関わりですか"), kinds, "experts.conflict.kind")
    if kind == ConflictKind.EMPLOYED:
        _left()
    if not is_expert:
        _of_desk(errors)
    widgets.primary(_("この会社を届け出る"), "experts.conflict.declare", on_click=_press)
    said = st.session_state.pop("experts.conflict.declared", None)
    if said:
        widgets.say(str(said))


def _press() -> None:
    st.session_state["experts.conflict.pressed_send"] = True


def _choices(expert_id: int, text: str) -> dict[str, str]:
    """Whom the name may mean, by the code of the button."""
    found: tuple[ConflictChoice, ...] = act.read(
        reads.conflict_choices, expert_id=expert_id, text=text
    )
    return {_code(each): _named(each) for each in found}


def _target(expert_id: int, text: str) -> None:
    """The firm or group that is meant, by a button; a name that nobody has is taken as typed."""
    names = _choices(expert_id, text)
    if not names:
        widgets.say(_("一覧にない名前です。このまま届けられます。"))
        return
    names[OTHER] = _("この中にない")
    with widgets.field("target"):
        widgets.say(widgets.bold(_("どの会社ですか")))
        widgets.picked(_("どの会社ですか"), names, "experts.conflict.target")


def _code(choice: ConflictChoice) -> str:
    return f"group.{choice.group_id}" if choice.group_id else f"firm.{choice.firm_id}"


def _named(choice: ConflictChoice) -> str:
    if not choice.town:
        return choice.name
    return _("{name}（{town}）").format(name=choice.name, town=choice.town)


def _pointed(chosen: str, text: str) -> dict[str, object]:
    """What a button stands for, as the use case takes it."""
    kind, _dot, number = chosen.partition(".")
    if kind in {"group", "firm"}:
        return {f"{kind}_id": int(number)}
    return {"name": text}


def _left() -> None:
    """Since when somebody works there no more; three years back is too long ago to matter."""
    years = {
        STILL: _("いまも勤めている"),
        "0": _("今年辞めた"),
        "1": _("去年辞めた"),
        "2": _("おととし辞めた"),
    }
    widgets.segmented(_("いまも勤めていますか"), years, "experts.conflict.left")


def _left_on(left: str) -> date | None:
    """The latest day that the button may mean, so that nobody is shown too early."""
    if left == STILL:
        return None
    today = japan_date(act.today())
    years = int(left)
    return date(today.year - years, 12, 31) if years else today


def _of_desk(errors: Mapping[str, str]) -> None:
    """What only the desk writes down."""
    with widgets.field("number", _("区の名簿にない会社だけ。例：7000012050002"),
                       errors.get("number")):  # fmt: skip
        st.text_input(_("法人番号（任意）"), key="experts.conflict.number")
    with widgets.field("note", _("例：11月24日に電話で聞いた"), errors.get("note")):
        st.text_input(_("控え（任意）"), key="experts.conflict.note", max_chars=400)


def _missing(text: str, chosen: str, kind: str) -> list[tuple[str, str]]:
    """What has not been chosen yet, all of it at once."""
    found = []
    if not text:
        found.append(("name", act.sentence(words.NAME_EMPTY, {})))
    elif not chosen:
        found.append(("name", act.sentence(words.NAME_NEEDED, {})))
    if not kind:
        found.append(("kind", act.sentence(words.KIND_NEEDED, {})))
    return found
