"""Fields with their errors, the check page, lists of tasks, numbers of wishes."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import streamlit as st

from hub.i18n import _, n_
from pages.kit.acts import link
from pages.kit.cards import heading
from pages.kit.facts import Tone, tag
from pages.kit.keys import as_class, fresh
from pages.kit.plain import bold, grey, plain, rich
from pages.kit.whole_runs import whole

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

TaskState = Literal["todo", "open", "done", "later", "fix"]
_TONES: Final[Mapping[str, Tone]] = MappingProxyType(
    {"todo": "plain", "open": "act", "later": "plain", "fix": "bad"}
)


# What `act` calls a refusal that belongs to no field.
WHOLE: Final = "form"


class Task(NamedTuple):
    """One step of a longer process."""

    label: str
    state: TaskState
    path: str | None = None
    reason: str | None = None


class Answer(NamedTuple):
    """One given answer; ``as_typed`` is shown when the accepted form differs."""

    label: str
    value: str
    change_path: str
    as_typed: str | None = None
    query: Mapping[str, str] | None = None


def field(name: str, hint: str | None = None, error: str | None = None) -> "DeltaGenerator":
    """The box of one field; the sheet sets hint and error between its label and its control."""
    name = as_class(name)
    box = st.container(key=f"field-{name}", gap="xsmall")
    if hint:
        with box, st.container(key=f"hint-{name}"):
            st.markdown(grey(hint))
    if error:
        with box, st.container(key=f"error-{name}"):
            st.markdown(bold(error))
    return box


def error_summary(items: Sequence[tuple[str, str]]) -> None:
    """All errors of a page at its top; each leads to its field (name, sentence)."""
    if not items:
        return
    count = len(items)
    with st.container(key="error-summary", gap="xsmall"):
        heading(
            _("この操作は、できませんでした")
            if is_whole(items)
            else n_("{count} か所を直してください", "{count} か所を直してください", count).format(
                count=count
            )
        )
        st.markdown(
            "\n".join(
                f"- {plain(words)}"
                if name == WHOLE
                else f"- [{plain(words)}](#field-{as_class(name)})"
                for name, words in items
            )
        )


def is_whole(items: Sequence[tuple[str, str]]) -> bool:
    """Say whether the act itself was refused: then there is no field to correct."""
    return all(name == WHOLE for name, _words in items)


def check_answers(answers: Sequence[Answer]) -> None:
    """Every answer with its way back; nothing is sent from here but by the button."""
    with st.container(key=fresh("rows-answers"), gap=None):
        for answer in answers:
            with st.container(key=fresh("answer"), gap=None):
                _answer(answer)


def _answer(answer: Answer) -> None:
    """One row: label, value, 「変更」 (to the ear 「氏名を変更」)."""
    label, value, change = st.columns([1.3, 3, 0.7], vertical_alignment="top")
    label.markdown(grey(answer.label))
    with value:
        st.markdown(plain(answer.value))
        if answer.as_typed and answer.as_typed != answer.value:
            st.markdown(grey(rich(_("入力したまま：{typed}"), typed=answer.as_typed)))
    with change:
        link(rich(_(":small[{label}を]変更"), label=answer.label), answer.change_path, answer.query)


def task_list(tasks: Sequence[Task]) -> None:
    """The steps of a process; what is done is plain text, all else a tag with its word."""
    with st.container(key=fresh("rows-tasks"), gap=None):
        for task in tasks:
            with st.container(
                key=fresh("task"),
                horizontal=True,
                horizontal_alignment="distribute",
                vertical_alignment="center",
            ):
                _task(task)


def _task(task: Task) -> None:
    """One step: its name, why it cannot start yet, its state."""
    with st.container(gap=None, width="stretch"):
        if task.path and task.state != "later":
            link(task.label, task.path)
        else:
            st.markdown(plain(task.label))
        if task.reason:
            st.markdown(grey(task.reason))
    words = {
        "todo": _("未着手"),
        "open": _("入力中"),
        "later": _("まだ開始できません"),
        "fix": _("要修正"),
    }
    if task.state == "done":
        st.markdown(_("完了"), width="content")
    else:
        tag(words[task.state], _TONES[task.state])


def rank_box(
    label: str, subject: str, key: str, *, on_change: Callable[[], None] | None = None
) -> str:
    """A box for one number of order; the label names its subject to the ear only."""
    with st.container(key=f"rank-{key}", width=92):
        typed = st.text_input(
            rich(_("{label}:small[（{subject}）]"), label=label, subject=subject),
            max_chars=2,
            key=key,
            autocomplete="off",
            on_change=whole(on_change) if on_change else "rerun",
        )
    return typed or ""
