"""Keys of boxes that pages do not name themselves."""

import re
from itertools import count

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def fresh(kind: str) -> str:
    """``fact-0``, ``fact-1``, …: the next key of a kind that this run has not used yet."""
    context = get_script_run_ctx()
    names = (f"{kind}-{number}" for number in count())
    if context is None:
        return next(names)
    used = context.shared.widget_user_keys_this_run
    return next(name for name in names if name not in used)


def as_class(name: str) -> str:
    """The name as Streamlit writes it into the class ``st-key-…``."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", name)


def seed(key: str, value: object) -> None:
    """Give a widget its first value, again in each run until the browser has drawn the widget.

    Given once only it is lost when the next run begins before the browser has drawn the widget, as
    when somebody leaves the first field at once: the browser then draws it empty and sends that.
    """
    if key not in st.session_state or not _is_drawn(key):
        st.session_state[key] = st.session_state.get(key, value)


def _is_drawn(key: str) -> bool:
    """Whether the browser has sent this widget with the present run; its id ends in the key."""
    context = get_script_run_ctx()
    sent = context.session_state.get_widget_states() if context is not None else []
    return any(state.id.split("-", 2)[-1] == key for state in sent)
