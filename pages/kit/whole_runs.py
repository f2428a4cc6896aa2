"""A run that carries a press is drawn to its end, so that the next press cannot undo it.

Streamlit cuts a run short when the next one is asked for, at any call that draws or that touches
the session state. What was pressed is told to one run only: cut between the browser's message and
the act, it is lost without a word. Here such a run holds the next one back until it is through;
runs that only draw are cut short as ever. Measured: ADR 22.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Final

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import get_script_run_ctx, script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)

# How a browser tells a press, a sent chat line and an event of a component: told once, then gone.
TOLD_ONCE: Final = (
    "trigger_value",
    "string_trigger_value",
    "chat_input_value",
    "json_trigger_value",
)


class WholeRuns(ScriptRequests):
    """The requests of one window: while a press is being done, the next request waits."""

    def __init__(self) -> None:
        """Begin without a run."""
        super().__init__()
        self._is_held = False
        self._thread = 0
        self._pressed: frozenset[str] = frozenset()

    def hold(self) -> None:
        """Let nothing cut the present run short."""
        self._is_held = True

    def on_scriptrunner_ready(self) -> ScriptRequest:
        """Begin the next run; the thread that asks is the one that runs the pages."""
        self._thread = threading.get_ident()
        return self._begun(super().on_scriptrunner_ready())

    def on_scriptrunner_yield(self) -> ScriptRequest | None:
        """Say what cuts the present run short: nothing while it carries a press."""
        if self._is_held:
            return None
        found = super().on_scriptrunner_yield()
        return None if found is None else self._begun(found)

    def request_rerun(self, new_data: RerunData) -> bool:
        """Take the next request; a page that asks to be drawn anew has done its act."""
        if threading.get_ident() != self._thread:
            return super().request_rerun(_without(new_data, self._pressed))
        self._is_held = False
        return self._leaves_for_another(new_data) or super().request_rerun(new_data)

    def _leaves_for_another(self, again: RerunData) -> bool:
        """Whether the person has asked for another page while this one asks to be drawn anew."""
        context = get_script_run_ctx()
        here = context.page_script_hash if context is not None else ""
        with self._lock:
            is_waiting = self._state is ScriptRequestType.RERUN
            asked = self._rerun_data
        goes = (asked.page_script_hash or asked.page_name) not in {"", here}
        return is_waiting and goes and again.page_script_hash == here

    def _begun(self, request: ScriptRequest) -> ScriptRequest:
        if request.type is ScriptRequestType.RERUN:
            told = _pressed(request.rerun_data)
            self._is_held = bool(told)
            # A page that draws itself anew still shows the button of the press before.
            if told or request.rerun_data.widget_states is not None:
                self._pressed = told
        return request


def install() -> None:
    """Let every window opened from now on keep its presses."""
    vars(script_runner)["ScriptRequests"] = WholeRuns


def whole(changed: Callable[[], None]) -> Callable[[], None]:
    """Wrap what a changed answer calls: the run that it begins is not cut short."""

    @wraps(changed)
    def held() -> None:
        context = get_script_run_ctx()
        if context is not None and isinstance(context.script_requests, WholeRuns):
            context.script_requests.hold()
        changed()

    return held


def _pressed(run: RerunData) -> frozenset[str]:
    """Ids of what the browser has told with this run and will not tell again."""
    states = run.widget_states.widgets if run.widget_states is not None else ()
    return frozenset(state.id for state in states if _is_told_once(state))


def _is_told_once(state: WidgetState) -> bool:
    name = state.WhichOneof("value")
    return name in TOLD_ONCE and bool(getattr(state, name))


def _without(run: RerunData, pressed: frozenset[str]) -> RerunData:
    """The request without a second press on what is being done: it was one press too many."""
    if run.widget_states is None or not pressed & _pressed(run):
        return run
    left = WidgetStates()
    left.widgets.extend(
        state
        for state in run.widget_states.widgets
        if state.id not in pressed or not _is_told_once(state)
    )
    return replace(run, widget_states=left)
