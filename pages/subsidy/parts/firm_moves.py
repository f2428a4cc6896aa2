"""Moves one claim on for its firms, as it was seen."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from hub.i18n import _
from hub.subsidy.reads import ClaimHead
from pages.kit import act, widgets
from pages.subsidy.parts import evidence


def move(head: ClaimHead, step: Callable[..., Any], verb: str, **more: object) -> Any | None:  # noqa: ANN401  the use case's own result type
    """Run one use case on the claim as it was seen; None when it was refused."""
    values = {"claim_id": head.claim_id, "version": head.version, **more}
    name = f"subsidy.{verb}.{head.claim_id}.{head.version}"
    done = act.act(step, values, once=act.once(name))
    if done is not None:
        act.done(name)
    return done


def send(head: ClaimHead, step: Callable[..., Any], verb: str, **more: object) -> Any | None:  # noqa: ANN401  the use case's own result type
    """Send the claim to the ward, but not while a chosen paper would be left behind."""
    if evidence.is_waiting(head):
        told = _(
            "選んだ書類を、まだ加えていません。「この書類を加える」を押すか、×で消してください。"
        )
        act.tell([("evidence", told)])
        return None
    return move(head, step, verb, **more)


def open_again(head: ClaimHead) -> None:
    """Show the claim from its top, without the step that was open."""
    query = {"claim": str(head.claim_id)}
    st.switch_page(widgets.page_of("claim"), query_params=query)
