"""One declaration of an expert with its history; the coordinator lets groups ask, or not."""

from functools import partial

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import ConflictDone, ConflictPage
from hub.experts.words import conflicts as words
from hub.i18n import _, translated
from hub.i18n.values import day, moment
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from models.vocab import Role
from pages.kit import act, address, widgets
from pages.kit.page import page


@page(path="conflict", title=N_("届け出のこれまで"), roles=(Role.COORDINATOR,), in_menu=False)
def render() -> None:
    """Whom it names and how it stands, the look of the coordinator, then every step."""
    _settle()
    seen: ConflictPage = act.read(reads.conflict, conflict_id=address.number("conflict"))
    query = {"expert": str(seen.expert_id)}
    widgets.title(
        _("{expert}さんと{name}").format(expert=seen.expert, name=seen.row.name),
        translated(words.KINDS[seen.row.kind]),
        back=(_("{name}さんの届け出").format(name=seen.expert), "conflicts", query),
    )
    problems = dict(act.problems())
    widgets.error_summary(tuple(problems.items()))
    _state(seen)
    if seen.is_reviewed and not seen.is_over:
        _review(seen, problems.get("note"))
    widgets.heading(_("これまで"))
    with widgets.rows("conflict-steps"):
        for number, step in enumerate(seen.steps):
            with widgets.entry(f"conflict-step-{number}"):
                widgets.two_lines(translated(words.ACTS[step.act]), _detail(step))


def _is_allowed(seen: ConflictPage) -> bool:
    until = seen.row.allowed_until
    return until is not None and until >= japan_date(act.today())


def _state(seen: ConflictPage) -> None:
    with widgets.strip("conflict-state"):  # noqa: B005  the state strip of the kit
        if seen.is_over:
            widgets.tag(_("外しました"))
            widgets.say(_("互いに見えて、頼めます。"))
        elif _is_allowed(seen) and seen.row.allowed_until is not None:
            widgets.tag(_("補助なしで頼めます"), "good")
            widgets.say(_("{day}までです。過ぎると、また頼めなくなります。").format(
                day=day(seen.row.allowed_until)))  # fmt: skip
        else:
            widgets.tag(_("頼めません"), "wait")
            widgets.say(_("互いに見えず、頼めません。"))


def _review(seen: ConflictPage, wrong: str | None) -> None:
    """What was looked at, then the one button; its consequence stands above it."""
    is_allowed = _is_allowed(seen)
    widgets.heading(_("相談員の確かめ"))
    with widgets.field("note", _("例：電話で聞いた。家族は経営に関わっていない"), wrong):
        st.text_input(_("確かめたこと"), key="experts.review.note", max_chars=400)
    if is_allowed:
        widgets.say(_("返事を待っている依頼は、次の候補に移ります。約束のある依頼は残ります。"))
        label = _("また頼めないようにする")
    else:
        widgets.say(_("この会社のグループは、この方に頼めます。補助金は使えません。"))
        widgets.say(_("グループに理由は出ません。1年たつと、また頼めなくなります。"))
        label = _("補助なしで頼めるようにする")
    press = partial(_press, seen.row.conflict_id, seen.row.version, is_allowed=not is_allowed)
    if is_allowed:
        widgets.secondary(label, "experts.review.stop", on_click=press)
    else:
        widgets.primary(label, "experts.review.allow", on_click=press)


def _press(conflict_id: int, version: int, *, is_allowed: bool) -> None:
    st.session_state["experts.review.pressed"] = (conflict_id, version, is_allowed)


def _settle() -> None:
    """Take the step before anything is drawn."""
    pressed = st.session_state.pop("experts.review.pressed", None)
    if pressed is None:
        return
    conflict_id, version, is_allowed = pressed
    values = {
        "conflict_id": conflict_id,
        "version": version,
        "is_allowed": is_allowed,
        "note": str(st.session_state.get("experts.review.note") or ""),
    }
    name = f"experts.review.{conflict_id}.{version}"
    if act.act(service.review_conflict, values, once=act.once(name)) is not None:
        act.done(name)
        st.session_state["experts.review.note"] = ""


def _detail(step: ConflictDone) -> str:
    parts = [moment(step.at), step.name or _("システム")]
    if step.until_on is not None:
        parts.append(_("{day}まで").format(day=day(step.until_on)))
    if step.note:
        parts.append(step.note)
    return "　".join(parts)
