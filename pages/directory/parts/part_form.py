"""The page of something that a firm has: a new one, or one to correct or to take off the list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from hub.directory.reads import FirmPage
from hub.i18n import _
from pages.kit import act, widgets


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of thing: its name in keys and inputs, its commands, its fields."""

    name: str
    put: Callable[..., object]
    drop: Callable[..., object]
    draw: Callable[[str, dict[str, Any], Mapping[str, str]], None]
    clear: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class One:
    """The thing on the page; number and version are 0 for a new one."""

    number: int
    version: int
    stored: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What the page and its two buttons say."""

    title: str
    lead: str
    send: str
    drop: str


def show(part: Part, one: One, seen: FirmPage, words: Words) -> None:
    """One form for both; the way to take it off stands apart."""
    back = {"firm": str(seen.firm_id)}
    widgets.title(words.title, words.lead, back=(_("会社の登録へ戻る"), "firm", back))
    problems = [(name.removeprefix("entry."), text) for name, text in act.problems()]
    widgets.error_summary(problems)
    if not seen.can_change:
        widgets.say(_("その会社の代表と、区の担当者が直せます。"))
        return
    flow, subject = f"directory.{part.name}", f"{seen.firm_id}.{one.number}.{one.version}"
    kept = act.draft(flow, subject)
    answers = {**one.stored, **kept.answers}
    part.draw(f"{part.name}.{subject}", answers, dict(problems))
    kept = act.keep(flow, subject, kept, answers)
    number = {f"{part.name}_id": one.number}
    with widgets.bar(part.name, sticky=True):
        widgets.saved_line()
        if widgets.primary(words.send, f"{flow}.send"):
            values = {"firm_id": seen.firm_id, **number, "version": one.version, "entry": answers}
            if act.act(part.put, values, once=kept.once) is None:
                st.rerun()
            _leave(part, seen, subject)
    if one.number and widgets.danger(words.drop, f"{flow}.drop"):
        if act.act(part.drop, number, once=act.once(f"{flow}.{one.number}")) is None:
            st.rerun()
        _leave(part, seen, subject)


def _leave(part: Part, seen: FirmPage, subject: str) -> None:
    act.forget(f"directory.{part.name}", subject)
    part.clear(f"{part.name}.{subject}")
    st.switch_page(widgets.page_of("firm"), query_params={"firm": str(seen.firm_id)})
