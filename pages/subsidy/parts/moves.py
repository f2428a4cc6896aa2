"""Moves one claim on as it was seen, and says afterwards what has happened."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from hub.i18n import _, translated
from hub.subsidy import words
from hub.subsidy.reads import ClaimHead
from models.vocab.subsidy import ClaimAction
from pages.kit import act, widgets


def move(
    head: ClaimHead, step: Callable[..., Any], action: ClaimAction, **more: object
) -> Any | None:  # noqa: ANN401  the use case's own result type
    """Run one use case on the claim as it was seen; None when it was refused."""
    values = {"claim_id": head.claim_id, "version": head.version, **more}
    name = f"subsidy.{action.value}.{head.claim_id}.{head.version}"
    done = act.act(step, values, once=act.once(name))
    if done is not None:
        act.done(name)
        st.session_state["subsidy.moved"] = (head.claim_id, action.value)
        if done.job_id is not None:
            act.start(done.job_id)
    return done


def said(head: ClaimHead) -> None:
    """What the last act on this claim did; it stays while this claim is looked at."""
    claim_id, action = st.session_state.get("subsidy.moved", (0, ""))
    if claim_id == head.claim_id:
        with widgets.strip("moved"):
            widgets.tag(_("できました"), "good")
            widgets.say(translated(words.EVENT_LABELS[ClaimAction(action)]))
