"""Drafts as one browser window sees them: which version it holds, and what could not be saved.

The database holds the draft; the window remembers only which version it has shown, so that the
older of two windows overwrites nothing. What could not be saved stops every act of the page.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, Final

import streamlit as st

from hub.kernel.errors import HubError, Stale
from hub.platform import clock, drafts, runtime
from hub.platform.drafts import ELSEWHERE, UNSAVED, Kept, Place

WINDOW: Final = "kit.drafts"


@dataclass(frozen=True, slots=True)
class Window:
    """What this window last had in common with the database, and what it has tried since."""

    kept: Kept
    tried: dict[str, Any] | None = None
    start: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the draft of this page is not saved: the text here, and the newer one when there is."""

    place: Place
    refusal: HubError
    mine: dict[str, Any]
    theirs: Kept | None = None


@dataclass
class Windows:
    """What a window holds of each draft, and the run that speaks for it now.

    It is changed in place: putting a value into the session state is a point where Streamlit may
    cut a run short, between what the database has kept and what the window knows of it.
    """

    held: dict[Place, Window] = field(default_factory=dict)
    run: "Run | None" = None


@dataclass
class Run:
    """What one run of a page has found so far."""

    windows: Windows = field(default_factory=Windows)
    new: set[Place] = field(default_factory=set)
    troubles: dict[Place, Trouble] = field(default_factory=dict)
    saved: dict[Place, Kept] = field(default_factory=dict)


_RUN: Final[ContextVar[Run | None]] = ContextVar("hub_keeping", default=None)


def begin() -> None:
    """Forget the run before; called at the start of each."""
    windows: Windows | None = st.session_state.get(WINDOW)
    if windows is None:
        windows = Windows()
        st.session_state[WINDOW] = windows
    windows.run = Run(windows)
    _RUN.set(windows.run)


def _run() -> Run:
    if _RUN.get() is None:
        begin()
    found = _RUN.get()
    assert found is not None  # noqa: S101  begin has set it
    return found


def trouble() -> Trouble | None:
    """What could not be saved in this run; None when all is well."""
    return next(iter(_run().troubles.values()), None)


def last() -> Kept | None:
    """The draft of this page as it is saved now."""
    return next(reversed(_run().saved.values()), None)


def draft(place: Place) -> Kept:
    """What was typed so far; what this window could not save before is tried again."""
    found = drafts.load(runtime.store(), place)
    window = _window(place)
    if window is None:
        _run().new.add(place)
        return _agree(place, found)
    if not found.is_same(window.kept):
        return _differ(place, window, found, window.tried or window.kept.answers)
    if window.tried is not None:
        return _try(place, window, window.tried)
    if found.version == UNSAVED:
        return window.kept
    return _agree(place, found)


def keep(place: Place, answers: Mapping[str, object]) -> Kept:
    """Save the answers when they have changed; what this window shows now."""
    typed = dict(answers)
    window = _window(place) or Window(drafts.load(runtime.store(), place))
    if _is_over():
        return replace(window.kept, answers=typed)
    theirs = found.theirs if (found := _run().troubles.get(place)) else None
    if theirs is not None:
        return _differ(place, window, theirs, typed)
    if typed == window.kept.answers and window.tried is None:
        return window.kept
    if window.kept.version == UNSAVED:
        if place in _run().new:
            # Nobody has typed yet: these are the first values of the form.
            _put(place, replace(window, start=typed))
        if place in _run().new or typed == window.start:
            return replace(window.kept, answers=typed)
    return _try(place, window, typed)


def forget(place: Place) -> None:
    """Throw the finished draft away; what another window has written since stays."""
    window = _window(place)
    drafts.drop(runtime.store(), place, window.kept if window else None)
    _run().windows.held.pop(place, None)
    _run().saved.pop(place, None)


def overwrite(found: Trouble) -> None:
    """The person chooses the text of this window over the newer one."""
    if found.theirs is not None:
        _put(found.place, Window(found.theirs, tried=found.mine))


def _try(place: Place, window: Window, typed: dict[str, Any]) -> Kept:
    """Save, or say why not and keep the text in this window."""
    try:
        newer = drafts.save(runtime.store(), place, window.kept, typed, clock.now())
    except Stale:
        if _is_over():
            return replace(window.kept, answers=typed)
        return _differ(place, window, drafts.load(runtime.store(), place), typed)
    except HubError as refusal:
        return _refused(Trouble(place, refusal, typed), window)
    return _agree(place, newer)


def _differ(place: Place, window: Window, theirs: Kept, mine: dict[str, Any]) -> Kept:
    """Another window was faster: the same text is no trouble, another text is."""
    if theirs.answers == mine:
        return _agree(place, theirs)
    return _refused(Trouble(place, Stale(ELSEWHERE), mine, theirs), window)


def _refused(found: Trouble, window: Window) -> Kept:
    _run().troubles[found.place] = found
    _put(found.place, replace(window, tried=found.mine))
    return replace(window.kept, answers=found.mine)


def _agree(place: Place, kept: Kept) -> Kept:
    _run().troubles.pop(place, None)
    _run().saved[place] = kept
    window = _window(place)
    _put(place, Window(kept, start=window.start if window else None))
    return kept


def _is_over() -> bool:
    """Whether a newer run speaks for this window: it knows all that this one knew, and more."""
    return _run().windows.run is not _run()


def _window(place: Place) -> Window | None:
    return _run().windows.held.get(place)


def _put(place: Place, window: Window) -> None:
    _run().windows.held[place] = window
