"""Reads and acts for pages: each opens and closes its own transaction before anything is drawn."""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Final

import streamlit as st

from hub.i18n import translated
from hub.i18n.values import shown
from hub.kernel.errors import HubError, Invalid, Params, Reason
from hub.platform import clock, commands, jobs, logs, outbox, runtime
from hub.platform.context import PROVE_AGAIN, Actor
from hub.platform.drafts import Kept as Kept  # noqa: PLC0414  pages name the type
from hub.platform.drafts import Place
from pages.kit import keeping

PROBLEMS: Final = "kit.problems"
PROVE: Final = "kit.prove"
PLACE: Final = "kit.place"
DRAWN: Final = "kit.drawn"
ADDRESS: Final = "kit.feed.address"
_ACTOR: ContextVar[Actor | None] = ContextVar("hub_actor", default=None)
# What the reads of this run have asked for; empty again after every act.
_KEPT: ContextVar[dict[object, Any] | None] = ContextVar("hub_kept", default=None)


def seat(person: Actor | None) -> None:
    """Remember for this run who acts; read again from the session row on the next one."""
    _ACTOR.set(person)
    _KEPT.set({})
    keeping.begin()


def actor() -> Actor:
    """Return who acts in this run."""
    found = _ACTOR.get()
    if found is None:
        msg = "a page runs only for a signed-in person"
        raise TypeError(msg)
    return found


def read(function: Callable[..., Any], **values: object) -> Any:  # noqa: ANN401  the read's own type
    """Run a registered read as the present person; once in a run, however many parts ask."""
    kept = _KEPT.get()
    key = (function, tuple(sorted(values.items())))
    if kept is not None and key in kept:
        return kept[key]
    found = commands.look(
        runtime.store(), function, actor=actor(), now=clock.now(), memo=kept, **values
    )
    if kept is not None:
        kept[key] = found
    return found


def act(function: Callable[..., Any], values: Mapping[str, object], *, once: str) -> Any | None:  # noqa: ANN401  the use case's own result type
    """Run a use case once; a refusal is shown by `problems` and gives None."""
    st.session_state.pop(PROBLEMS, None)
    st.session_state.pop(PROVE, None)
    if unsaved := keeping.trouble():
        st.session_state[PROBLEMS] = [("form", words(unsaved.refusal))]
        return None
    logs.CHANNEL.set("page")
    _KEPT.set({})
    try:
        return commands.run(
            runtime.store(), function, actor=actor(), now=clock.now(), once=once, raw=values
        )
    except Invalid as wrong:
        found = [(p.field, sentence(p.reason, p.params)) for p in wrong.problems]
    except HubError as refusal:
        found = [("form", words(refusal))]
        if refusal.reason is PROVE_AGAIN:
            st.session_state[PROVE] = True
    st.session_state[PROBLEMS] = found
    return None


def problems() -> list[tuple[str, str]]:
    """Return what the last act on this page refused, field by field.

    It stays until the next act: if it went away at the first correction, the page would move and
    take the button from under the finger.
    """
    found: list[tuple[str, str]] = st.session_state.get(PROBLEMS, [])
    return found


def must_prove() -> bool:
    """Say whether the last act on this page asks first who sits here."""
    return PROVE in st.session_state and actor().is_stale


def arrive(path: str) -> None:
    """Forget the refusals of another page, and an address that is shown once."""
    if st.session_state.get(PLACE) != path:
        st.session_state.pop(PROBLEMS, None)
        st.session_state.pop(PROVE, None)
        st.session_state.pop(ADDRESS, None)
        st.session_state[PLACE] = path


def is_drawn_for_another(path: str) -> bool:
    """Whether this window shows a page that was drawn for somebody else than acts now.

    The desk of the same person was begun or ended in another window: what stands in the fields
    here was typed for the other, so nothing of it may be done.
    """
    now = (actor().person_id, actor().staff_id, actor().seat.membership_id)
    before = st.session_state.get(DRAWN)
    st.session_state[DRAWN] = (path, now)
    return before is not None and before[0] == path and before[1] != now


def change_seat() -> None:
    """Let the next run belong to somebody else: this window has asked for it."""
    st.session_state.pop(DRAWN, None)


def tell(found: Sequence[tuple[str, str]]) -> None:
    """Show these sentences at their fields in the next run, as a refused act does."""
    st.session_state[PROBLEMS] = list(found)


def once(name: str) -> str:
    """One-time key of a form; the same until `done` is called for it."""
    key = f"kit.once.{name}"
    if key not in st.session_state:
        st.session_state[key] = commands.new_once()
    return str(st.session_state[key])


def done(name: str) -> None:
    """Forget the one-time key of a finished form."""
    st.session_state.pop(f"kit.once.{name}", None)


def today() -> datetime:
    """Return the moment of this run for pages that count days."""
    return clock.now()


def words(refusal: HubError) -> str:
    """Return the refusal's sentence in the person's language."""
    return sentence(refusal.reason, refusal.params)


def sentence(reason: Reason, params: Params) -> str:
    """Translate a reason and fill in its values."""
    return translated(reason.text).format(**{name: _written(it) for name, it in params.items()})


def _written(value: object) -> object:
    """One value of a refusal in the person's language; money as yen."""
    return shown({"yen": value.amount} if isinstance(value, outbox.Yen) else value)


def start(job_id: int) -> None:
    """Wake a worker for a job that the last act has put in line."""
    jobs.wake(job_id)


def draft(flow: str, subject: str) -> Kept:
    """What this person has typed so far in a flow."""
    return keeping.draft(_place(flow, subject))


def keep(flow: str, subject: str, kept: Kept, answers: Mapping[str, object]) -> Kept:  # noqa: ARG001  the window knows what it holds
    """Save the draft of this person when it has changed; what is saved now."""
    return keeping.keep(_place(flow, subject), answers)


def forget(flow: str, subject: str) -> None:
    """Throw the finished draft away."""
    keeping.forget(_place(flow, subject))


def _place(flow: str, subject: str) -> Place:
    return Place(actor().person_id or 0, flow, subject)
